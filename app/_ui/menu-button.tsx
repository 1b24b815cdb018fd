'use client'

import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { classNames } from './class-names.ts'
import { later } from './later.tsx'
import type { MenuPanelProps, MenuParts } from './menu-panel.tsx'
import { type PanelTrigger, usePanelButton } from './panel-button.ts'
import { WaitingPanel } from './waiting-panel.tsx'

/** What a menu's button has to be given. */
export type MenuTrigger = PanelTrigger & { readonly onKeyDown: (event: KeyboardEvent) => void }

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
  const { bound, isWanted } = usePanelButton('menu', isOpen, setOpen)
  return (
    <span className={classNames('relative inline-flex', className)}>
      {trigger({
        ...bound,
        onKeyDown: (event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          setOpen(true)
        },
      })}
      {isWanted && (
        <Panel
          isOpen={isOpen}
          onOpenChange={setOpen}
          button={bound.ref}
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
