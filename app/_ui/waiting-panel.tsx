import { type RefObject, useEffect } from 'react'

/** In the place of a menu whose library is still to come: whoever does something else meanwhile wants it no more. */
export function WaitingPanel({
  isOpen,
  onOpenChange,
  button,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  button: RefObject<HTMLButtonElement | null>
}) {
  useEffect(() => {
    if (!isOpen) return
    const giveUp = (event: Event) => {
      if (event instanceof KeyboardEvent && event.key !== 'Escape') return
      if (event.target instanceof Node && button.current?.contains(event.target) && event.type !== 'keydown')
        return
      onOpenChange(false)
    }
    window.addEventListener('pointerdown', giveUp)
    window.addEventListener('keydown', giveUp)
    return () => {
      window.removeEventListener('pointerdown', giveUp)
      window.removeEventListener('keydown', giveUp)
    }
  }, [isOpen, onOpenChange, button])
  return null
}
