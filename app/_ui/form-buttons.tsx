import { Button } from './button.tsx'

/** The last line of a form in a dialog: give up, or send it. */
export function FormButtons({
  abandon,
  submit,
  isBusy,
  onAbandon,
}: {
  /** Words of the two buttons. */
  abandon: string
  submit: string
  isBusy: boolean
  onAbandon: () => void
}) {
  return (
    <div className="flex justify-end gap-2">
      <Button look="quiet" onClick={onAbandon}>
        {abandon}
      </Button>
      <Button look="primary" type="submit" disabled={isBusy}>
        {submit}
      </Button>
    </div>
  )
}
