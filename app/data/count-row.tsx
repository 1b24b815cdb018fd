import { useFormatter, useTranslations } from 'next-intl'
import type { ImportCounts } from '../../server/layers/import-counts.ts'
import { classNames } from '../_ui/class-names.ts'

/** How many rows are new, updated, unchanged and faulty. */
export function CountRow({ counts }: { counts: ImportCounts }) {
  const t = useTranslations('data')
  const format = useFormatter()
  return (
    <dl className="grid grid-cols-4 gap-2">
      {(['inserted', 'changed', 'same', 'bad'] as const).map((key) => (
        <div key={key} data-count={key} className="flex flex-col-reverse justify-end">
          <dt className="text-muted">{t(key)}</dt>
          <dd className={classNames('text-lg font-semibold', key === 'bad' && counts.bad > 0 && 'text-near')}>
            {format.number(counts[key])}
          </dd>
        </div>
      ))}
    </dl>
  )
}
