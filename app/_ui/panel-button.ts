import { type RefObject, useRef } from 'react'
import { useWasEver } from './use-was-ever.ts'

type Button = RefObject<HTMLButtonElement | null>

/** What the button of a menu or a popover has to be given. */
export type PanelTrigger = {
  readonly ref: Button
  readonly 'aria-haspopup': 'menu' | 'dialog'
  readonly 'aria-expanded': boolean
  readonly 'data-state': 'open' | 'closed'
  readonly onClick: () => void
}

/** A button that opens and closes a panel; the panel is wanted from the first time on. */
export function usePanelButton(
  panel: PanelTrigger['aria-haspopup'],
  isOpen: boolean,
  onOpenChange: (isOpen: boolean) => void,
): { readonly bound: PanelTrigger; readonly isWanted: boolean } {
  const button = useRef<HTMLButtonElement>(null)
  return {
    bound: {
      ref: button,
      'aria-haspopup': panel,
      'aria-expanded': isOpen,
      'data-state': isOpen ? 'open' : 'closed',
      onClick: () => onOpenChange(!isOpen),
    },
    isWanted: useWasEver(isOpen),
  }
}

/** How an open panel minds its button: pressed again, that one closes it itself, and has the keyboard back after. */
export function mindButton(button: Button) {
  return {
    onInteractOutside: (event: Event) => {
      if (event.target instanceof Node && button.current?.contains(event.target)) event.preventDefault()
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault()
      button.current?.focus()
    },
  }
}
