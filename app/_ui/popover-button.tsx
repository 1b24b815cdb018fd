'use client'

import { type ReactNode, type Ref, useEffect, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import { later } from './later.tsx'
import type { PopoverPanelProps } from './popover-panel.tsx'
import { WaitingPanel } from './waiting-panel.tsx'

/** What a popover's button has to be given. */
export type PopoverTrigger = {
  readonly ref: Ref<HTMLButtonElement>
  readonly 'aria-haspopup': 'dialog'
  readonly 'aria-expanded': boolean
  readonly 'data-state': 'open' | 'closed'
  readonly onClick: () => void
}

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
  trigger: (bound: PopoverTrigger) => ReactNode
  className?: string
  panelClassName?: string
  side?: 'top' | 'bottom'
  align?: 'start' | 'center' | 'end'
  sideOffset?: number
  label?: string
  name?: string
  children: ReactNode
}) {
  const [wasOpened, setOpened] = useState(isOpen)
  useEffect(() => {
    if (isOpen) setOpened(true)
  }, [isOpen])
  const button = useRef<HTMLButtonElement>(null)
  return (
    <span className={classNames('relative inline-flex', className)}>
      {trigger({
        ref: button,
        'aria-haspopup': 'dialog',
        'aria-expanded': isOpen,
        'data-state': isOpen ? 'open' : 'closed',
        onClick: () => onOpenChange(!isOpen),
      })}
      {wasOpened && (
        <Panel
          isOpen={isOpen}
          onOpenChange={onOpenChange}
          button={button}
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
