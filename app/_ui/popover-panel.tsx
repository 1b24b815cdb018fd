'use client'

import { Popover } from 'radix-ui'
import type { ReactNode, RefObject } from 'react'
import { classNames } from './class-names.ts'
import { mindButton } from './panel-button.ts'

export type PopoverPanelProps = {
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  readonly button: RefObject<HTMLButtonElement | null>
  readonly label?: string | undefined
  /** Names it for tests and styles. */
  readonly name?: string | undefined
  readonly side: 'top' | 'bottom'
  readonly align: 'start' | 'center' | 'end'
  readonly sideOffset: number
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** The window of a `PopoverButton`, beside the whole of which it opens. */
export function PopoverPanel({
  isOpen,
  onOpenChange,
  button,
  label,
  name,
  side,
  align,
  sideOffset,
  className,
  children,
}: PopoverPanelProps) {
  return (
    <Popover.Root open={isOpen} onOpenChange={onOpenChange}>
      <Popover.Anchor asChild>
        <span aria-hidden className="pointer-events-none absolute inset-0" />
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          side={side}
          align={align}
          sideOffset={sideOffset}
          collisionPadding={8}
          aria-label={label}
          data-panel={name}
          {...mindButton(button)}
          className={classNames('animate-arrive z-50 rounded-lg border bg-raised shadow-float', className)}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
