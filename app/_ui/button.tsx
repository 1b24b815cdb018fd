import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'
import { Kbd } from './kbd.tsx'

const looks = {
  primary: 'bg-accent text-accent-ink hover:brightness-110 border-transparent font-medium',
  plain: 'bg-panel text-ink border-line hover:bg-hover',
  quiet: 'bg-transparent text-muted border-transparent hover:bg-hover hover:text-ink',
  danger: 'bg-panel text-overdue border-line hover:bg-overdue-soft',
}
/** Under a finger nothing is smaller than 44 px. */
const sizes = {
  small: 'h-8 px-2.5 gap-1.5 pointer-coarse:min-h-11',
  medium: 'h-9 px-3 gap-2 pointer-coarse:min-h-11',
  touch: 'min-h-(--touch) px-4 gap-2 text-base',
  icon: 'size-8 pointer-coarse:size-11',
}

type ButtonProps = ComponentProps<'button'> & {
  look?: keyof typeof looks
  size?: keyof typeof sizes
  /** The key that does the same, shown on the button. */
  hotkey?: string
}

export function Button({
  look = 'plain',
  size = 'small',
  hotkey,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center rounded-md border text-sm whitespace-nowrap transition-colors duration-(--swift) disabled:cursor-not-allowed disabled:opacity-50',
        looks[look],
        sizes[size],
        className,
      )}
    >
      {children}
      {hotkey && <Kbd on={look === 'primary' ? 'accent' : 'panel'}>{hotkey}</Kbd>}
    </button>
  )
}
