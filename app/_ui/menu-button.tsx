'use client'

import { type KeyboardEvent, type ReactNode, type Ref, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import { later } from './later.tsx'
import type { MenuPanelProps, MenuParts } from './menu-panel.tsx'
import { WaitingPanel } from './waiting-panel.tsx'

/** What a menu's button has to be given. */
export type MenuTrigger = {
  readonly ref: Ref<HTMLButtonElement>
  readonly 'aria-haspopup': 'menu'
  readonly 'aria-expanded': boolean
  readonly 'data-state': 'open' | 'closed'
  readonly onClick: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

const Panel = later<MenuPanelProps>(async () => (await import('./menu-panel.tsx')).MenuPanel, WaitingPanel)

/** A button with a menu, whose library comes after the page; pressed before that, the menu opens when it is there. */
export function MenuButton({
  trigger,
  className,
  panelClassName,
  align = 'start',
  sideOffset = 6,
  isModal = true,
  label,
  children,
}: {
  trigger: (bound: MenuTrigger) => ReactNode
  className?: string | undefined
  panelClassName?: string
  align?: 'start' | 'end'
  sideOffset?: number
  isModal?: boolean
  label?: string
  children: (menu: MenuParts) => ReactNode
}) {
  const [isOpen, setOpen] = useState(false)
  const [wasOpened, setOpened] = useState(false)
  const change = (isWanted: boolean) => {
    setOpen(isWanted)
    if (isWanted) setOpened(true)
  }
  const button = useRef<HTMLButtonElement>(null)
  return (
    <span className={classNames('relative inline-flex', className)}>
      {trigger({
        ref: button,
        'aria-haspopup': 'menu',
        'aria-expanded': isOpen,
        'data-state': isOpen ? 'open' : 'closed',
        onClick: () => change(!isOpen),
        onKeyDown: (event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          change(true)
        },
      })}
      {wasOpened && (
        <Panel
          isOpen={isOpen}
          onOpenChange={change}
          button={button}
          label={label}
          align={align}
          sideOffset={sideOffset}
          isModal={isModal}
          className={panelClassName}
        >
          {children}
        </Panel>
      )}
    </span>
  )
}
