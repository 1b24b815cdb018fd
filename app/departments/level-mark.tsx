import { useTranslations } from 'next-intl'
import type { Outputs } from '../_trpc/api.ts'
import { classNames } from '../_ui/class-names.ts'

export const levels = [1, 2, 3] as const
export type Level = (typeof levels)[number]
export type Department = Outputs['departments']['integration']['departments'][number]

/** A level as a ladder of three rungs, with its name. */
export function LevelMark({ level }: { level: Level }) {
  const t = useTranslations('departments')
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap" data-level={level}>
      <span aria-hidden className="flex items-end gap-0.5">
        {levels.map((rung) => (
          <span
            key={rung}
            className={classNames(
              'w-1.5 rounded-xs',
              rung === 1 ? 'h-1.5' : rung === 2 ? 'h-2.5' : 'h-3.5',
              rung <= level ? 'bg-ink' : 'bg-line',
            )}
          />
        ))}
      </span>
      {t(`level.${level}`)}
    </span>
  )
}
