'use client'

import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { later } from './later.tsx'
import { type PanelTrigger, usePanelButton } from './panel-button.ts'
import type { PopoverPanelProps } from './popover-panel.tsx'
import { WaitingPanel } from './waiting-panel.tsx'

const Panel = later<PopoverPanelProps>(
  async () => (await import('./popover-panel.tsx')).PopoverPanel,
  WaitingPanel,
)

/** A button with a small window, whose library comes after the page; pressed before that, it opens when it is there. */
export function PopoverButton({
  isOpen,
  onOpenChange,
  trigger,
  className,
  panelClassName,
  side = 'bottom',
  align = 'center',
  sideOffset = 8,
  label,
  name,
  children,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  trigger: (bound: PanelTrigger) => ReactNode
  className?: string
  panelClassName?: string
  side?: 'top' | 'bottom'
  align?: 'start' | 'center' | 'end'
  sideOffset?: number
  label?: string
  name?: string
  children: ReactNode
}) {
  const { bound, isWanted } = usePanelButton('dialog', isOpen, onOpenChange)
  return (
    <span className={classNames('relative inline-flex', className)}>
      {trigger(bound)}
      {isWanted && (
        <Panel
          isOpen={isOpen}
          onOpenChange={onOpenChange}
          button={bound.ref}
          label={label}
          name={name}
          side={side}
          align={align}
          sideOffset={sideOffset}
          className={panelClassName}
        >
          {children}
        </Panel>
      )}
    </span>
  )
}
