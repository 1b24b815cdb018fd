'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Dialog as Radix } from 'radix-ui'
import { type ComponentProps, type ReactNode, useRef } from 'react'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import { isComposing } from './is-composing.ts'
import { useReturnedFocus } from './use-returned-focus.ts'

/** What was done can be undone without leaving the question at hand. */
const isNote = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[data-sonner-toaster]') !== null

/** What a dialog shows; what had the focus has it again afterwards. */
export function DialogContent(props: ComponentProps<typeof Radix.Content>) {
  const returnFocus = useReturnedFocus()
  return <Radix.Content onCloseAutoFocus={returnFocus} {...props} />
}

/** A question in the way of everything else. Escape or the cross closes it. */
export function Dialog({
  isOpen,
  onClose,
  title,
  description,
  children,
  footer,
  className,
}: {
  isOpen: boolean
  onClose: () => void
  title: string
  description?: ReactNode
  children: ReactNode
  footer?: ReactNode
  className?: string
}) {
  const t = useTranslations('shell')
  const content = useRef<HTMLDivElement>(null)
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[#0b122080]" />
        <DialogContent
          {...(description ? {} : { 'aria-describedby': undefined })}
          onEscapeKeyDown={(event) => isComposing(event) && event.preventDefault()}
          ref={content}
          // A press beside it may not lose what was written: a form is given up by its button, its cross or Escape.
          onInteractOutside={(event) => {
            if (isNote(event.target) || content.current?.querySelector('form')) event.preventDefault()
          }}
          className={classNames(
            'fixed top-1/2 left-1/2 z-50 flex max-h-[85dvh] w-[min(34rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 flex-col rounded-lg border bg-raised shadow-float',
            className,
          )}
        >
          <header className="flex items-start gap-3 border-b px-4 py-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
              {description && <Radix.Description className="text-muted">{description}</Radix.Description>}
            </div>
            <Radix.Close asChild>
              <Button look="quiet" size="icon" aria-label={t('close')}>
                <X aria-hidden className="size-4" />
              </Button>
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-auto px-4 py-3">{children}</div>
          {footer && (
            <footer className="flex items-center justify-end gap-2 border-t px-4 py-3">{footer}</footer>
          )}
        </DialogContent>
      </Radix.Portal>
    </Radix.Root>
  )
}
