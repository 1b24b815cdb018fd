import { useTranslations } from 'next-intl'
import { isPicked, type Picked, toggled } from './picked.ts'

/** In the selection or not. */
export function PickBox({
  id,
  name,
  picked,
  onPicked,
}: {
  id: number
  name: string
  picked: Picked
  onPicked: (picked: Picked) => void
}) {
  const t = useTranslations('selection')
  return (
    <label className="grid h-full w-9 shrink-0 place-items-center pointer-coarse:w-11">
      <input
        type="checkbox"
        aria-label={t('pick', { name })}
        className="size-4 accent-(--accent)"
        checked={isPicked(picked, id)}
        onChange={() => onPicked(toggled(picked, id))}
      />
    </label>
  )
}
