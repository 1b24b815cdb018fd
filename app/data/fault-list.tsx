import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Fault } from '../../server/exchange/formats/source-table.ts'
import { saveFile } from '../_export/save-file.ts'
import { Button } from '../_ui/button.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { faultReport } from './fault-report.ts'

const SHOWN = 100

/** What is wrong: which row, which field, why, and what was expected; as a list and as a file. */
export function FaultList({ faults, fileName }: { faults: readonly Fault[]; fileName: string }) {
  const t = useTranslations('data')
  const { locale } = usePreferences()
  if (faults.length === 0) return <p className="text-muted">{t('noFaults')}</p>
  const save = () => {
    const header = [
      t('reportHeader.row'),
      t('reportHeader.field'),
      t('reportHeader.code'),
      t('reportHeader.reason'),
      t('reportHeader.expected'),
    ] as const
    saveFile(
      `${fileName.replace(/\.[^.]+$/, '')}-${t('reportName')}.csv`,
      new Blob([faultReport(faults, locale, header)], { type: 'text/csv' }),
    )
  }
  return (
    <div>
      <div className="flex items-center gap-2 pb-1">
        <h3 className="flex-1 font-medium">{t('faults')}</h3>
        <Button onClick={save}>
          <Download aria-hidden className="size-4" />
          {t('download')}
        </Button>
      </div>
      <ul className="divide-y">
        {faults.slice(0, SHOWN).map((fault, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row may have several, and the list does not change
          <li key={i} data-fault={fault.code} className="py-1.5">
            <p>
              <span className="text-muted">
                {fault.row === null ? t('faultFile') : t('faultRow', { row: fault.row })}
                {fault.field && ` · ${fault.field === 'geometry' ? t('faultPlace') : fault.field}`}
              </span>
              <span className="block">{fault[locale]}</span>
            </p>
            {fault.expected && (
              <p className="text-muted">{t('expected', { text: fault.expected[locale] })}</p>
            )}
          </li>
        ))}
      </ul>
      {faults.length > SHOWN && (
        <p className="pt-1 text-muted">{t('moreFaults', { n: faults.length - SHOWN })}</p>
      )}
    </div>
  )
}
