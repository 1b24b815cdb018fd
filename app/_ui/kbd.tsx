import { classNames } from './class-names.ts'

/** A key cap; not shown where there is a finger instead of a keyboard. */
export function Kbd({ children, on = 'panel' }: { children: string; on?: 'panel' | 'accent' }) {
  return (
    <kbd
      className={classNames(
        'inline-flex h-5 min-w-5 pointer-coarse:hidden items-center justify-center rounded border px-1 font-sans text-xs uppercase leading-none',
        on === 'accent' ? 'border-accent-ink/40 text-accent-ink' : 'border-line bg-sunken text-muted',
      )}
    >
      {children}
    </kbd>
  )
}
