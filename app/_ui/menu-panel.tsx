'use client'

import { DropdownMenu as Menu } from 'radix-ui'
import type { ReactNode, RefObject } from 'react'
import { classNames } from './class-names.ts'
import { mindButton } from './panel-button.ts'

export type MenuParts = typeof Menu

export type MenuPanelProps = {
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  readonly button: RefObject<HTMLButtonElement | null>
  readonly label?: string | undefined
  readonly align: 'start' | 'end'
  readonly sideOffset: number
  /** Whether the rest of the page rests while it is open. */
  readonly isModal: boolean
  readonly className?: string | undefined
  readonly children: (menu: MenuParts) => ReactNode
}

/** The menu of a `MenuButton`, beside the whole of which it opens. */
export function MenuPanel({
  isOpen,
  onOpenChange,
  button,
  label,
  align,
  sideOffset,
  isModal,
  className,
  children,
}: MenuPanelProps) {
  return (
    <Menu.Root open={isOpen} onOpenChange={onOpenChange} modal={isModal}>
      <Menu.Trigger asChild>
        <span aria-hidden className="pointer-events-none absolute inset-0" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Content
          align={align}
          sideOffset={sideOffset}
          aria-label={label}
          {...mindButton(button)}
          className={classNames(
            'animate-arrive z-50 rounded-lg border bg-raised p-1 shadow-float',
            className,
          )}
        >
          {children(Menu)}
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  )
}
