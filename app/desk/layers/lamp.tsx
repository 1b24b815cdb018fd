import { useFormatter, useTranslations } from 'next-intl'
import { classNames } from '../../_ui/class-names.ts'
import type { Lamp as LampState } from './lamp-of.ts'

const shapes: Record<LampState, readonly [string, string]> = {
  fresh: ['●', 'text-done'],
  waiting: ['○', 'text-faint'],
  stale: ['◐', 'text-near'],
  failed: ['▲', 'text-overdue'],
  forbidden: ['▲', 'text-near'],
}

/** How far a layer can be trusted: a shape, in words for those who cannot see it or where there is room. */
export function Lamp({
  lamp,
  heardAtMs,
  inWords = false,
}: {
  lamp: LampState
  /** When the live feed was last heard. */
  heardAtMs: number | null
  inWords?: boolean
}) {
  const t = useTranslations('layers')
  const format = useFormatter()
  const time = heardAtMs ? format.dateTime(new Date(heardAtMs), 'clock') : '–'
  const words = t(`lamp.${lamp}`, { time })
  const [shape, color] = shapes[lamp]
  if (inWords) return words
  return (
    <span
      role="img"
      aria-label={words}
      title={words}
      className={classNames('w-5 text-center text-xs leading-none', color)}
    >
      {shape}
    </span>
  )
}
