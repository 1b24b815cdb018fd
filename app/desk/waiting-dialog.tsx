import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog } from '../_ui/dialog.tsx'

/** A line above the queue that says how many things wait for a person, and the dialog where they are decided. */
export function WaitingDialog({
  icon: Icon,
  label,
  title,
  hint,
  isOpen,
  onOpen,
  children,
}: {
  icon: LucideIcon
  label: string
  title: string
  hint: string
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
  children: ReactNode
}) {
  return (
    <>
      <button
        type="button"
        onClick={() => onOpen(true)}
        className="flex h-9 items-center gap-2 border-b bg-near-soft px-3 text-left text-near hover:underline"
      >
        <Icon aria-hidden className="size-4" />
        {label}
      </button>
      <Dialog
        isOpen={isOpen}
        onClose={() => onOpen(false)}
        title={title}
        description={hint}
        className="w-[min(44rem,calc(100vw-2rem))]"
      >
        <ul className="flex flex-col gap-4">{children}</ul>
      </Dialog>
    </>
  )
}
