import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'

const box =
  'w-full rounded-md border border-line-strong bg-panel px-3 text-ink placeholder:text-faint focus-visible:outline-2 focus-visible:outline-accent disabled:opacity-60'

/** A label, its control and what is wrong with it. */
export function Field({
  label,
  hint,
  error,
  isRequired = false,
  children,
}: {
  label: string
  hint?: ReactNode
  error?: string | undefined
  isRequired?: boolean
  children: (props: { id: string; 'aria-invalid': boolean; 'aria-describedby': string }) => ReactNode
}) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
        {isRequired && (
          <span aria-hidden className="ml-1 text-overdue">
            *
          </span>
        )}
      </label>
      {children({ id, 'aria-invalid': error !== undefined, 'aria-describedby': `${id}-note` })}
      <div id={`${id}-note`} className="empty:hidden">
        {error ? (
          <span role="alert" className="text-overdue">
            {error}
          </span>
        ) : (
          hint && <span className="text-muted">{hint}</span>
        )}
      </div>
    </div>
  )
}

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...rest} className={classNames(box, 'h-9 aria-invalid:border-overdue', className)} />
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea {...rest} className={classNames(box, 'min-h-20 py-2 aria-invalid:border-overdue', className)} />
  )
}

export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select {...rest} className={classNames(box, 'h-9 aria-invalid:border-overdue', className)} />
}
