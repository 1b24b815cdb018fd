import { Eye } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import type { Outputs } from '../_trpc/api.ts'
import { useNow } from '../_ui/use-now.ts'
import { QueueRow } from '../desk/queue/queue-row.tsx'

type Group = Outputs['cases']['inbox']['groups'][number]

const markable: readonly Group['group'][] = ['to_sign', 'reworked', 'due_soon', 'in_hand']
const none: ReadonlySet<number> = new Set()

/** The groups one below the other, each by deadline; a row is opened, or marked for a batch. */
export function InboxList({
  groups,
  selectedId,
  marked = none,
  onSelect,
  onToggle,
}: {
  groups: readonly Group[]
  selectedId: number | null
  marked: ReadonlySet<number>
  onSelect: (caseId: number) => void
  onToggle: (caseId: number) => void
}) {
  const t = useTranslations('inbox')
  const format = useFormatter()
  const nowMs = useNow()
  return groups
    .filter(({ total }) => total > 0)
    .map(({ group, total, rows }) => (
      <section key={group} aria-label={t(`group.${group}`)} data-inbox={group}>
        <h2 className="sticky top-0 z-10 flex items-baseline gap-2 border-b bg-sunken px-3 py-1.5 font-medium">
          {t(`group.${group}`)} <span className="text-muted tabular-nums">{total}</span>
          <span className="ml-auto truncate font-normal text-faint">{t(`hint.${group}`)}</span>
        </h2>
        <ul>
          {rows.map((row) => (
            <li key={row.caseId} className="flex items-stretch">
              {markable.includes(group) && (
                <label className="flex w-8 shrink-0 items-center justify-center border-b pointer-coarse:w-11">
                  <input
                    type="checkbox"
                    checked={marked.has(row.caseId)}
                    onChange={() => onToggle(row.caseId)}
                    aria-label={t('mark', { number: row.number })}
                    className="size-4 pointer-coarse:size-5"
                  />
                </label>
              )}
              <div className="min-w-0 flex-1">
                <QueueRow
                  row={row}
                  nowMs={nowMs}
                  isSelected={row.caseId === selectedId}
                  isMarked={false}
                  onSelect={onSelect}
                />
                {(row.task || row.isOverseen) && (
                  <p className="-mt-px flex gap-2 border-b px-3 pb-1.5 text-muted">
                    {row.task && (
                      <span className="min-w-0 truncate">
                        {row.task.title}
                        {row.task.dueAt && ` · ${format.dateTime(new Date(row.task.dueAt), 'moment')}`}
                      </span>
                    )}
                    {row.isOverseen && (
                      <span className="flex shrink-0 items-center gap-1 text-near">
                        <Eye aria-hidden className="size-4" />
                        {t('overseen')}
                      </span>
                    )}
                  </p>
                )}
              </div>
            </li>
          ))}
        </ul>
        {total > rows.length && (
          <p className="border-b px-3 py-2 text-muted">{t('more', { n: total - rows.length })}</p>
        )}
      </section>
    ))
}
