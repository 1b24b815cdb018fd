import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { saveFile } from '../_export/save-file.ts'
import { writeCsv } from '../_export/write-csv.ts'
import { inLocale } from '../_i18n/locale.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import type { Line, Subject } from './outputs.ts'
import { pointsText } from './points-text.ts'

/** The departments or subdistricts of a sheet, best first; a row opens the cases behind its score. */
export function LineTable({
  month,
  subject,
  lines,
  openId,
  onOpen,
}: {
  month: string
  subject: Subject
  lines: readonly Line[]
  openId: number | null
  onOpen: (id: number) => void
}) {
  const t = useTranslations('appraisal')
  const { locale } = usePreferences()
  const { departmentIds } = useSession()
  const figure = 'px-2 py-1.5 text-right whitespace-nowrap tabular-nums'
  const count = (n: number) => (n === 0 ? <span className="text-faint">0</span> : n.toLocaleString('en'))
  const heads = ['cases', 'late', 'reworked', 'returned', 'plus', 'minus'] as const
  const save = () => {
    const head = [t('rank'), t(subject), t('score'), ...heads.map((name) => t(name))]
    const rows = lines.map((line) => [
      line.rank ?? '',
      inLocale(locale, line.name, line.nameEn),
      line.score ?? '',
      ...heads.map((name) => line[name]),
    ])
    saveFile(
      `${t('file')}-${t(subject)}-${month}.csv`,
      new Blob([writeCsv([head, ...rows])], { type: 'text/csv' }),
    )
  }
  return (
    <section className="rounded-lg border bg-panel px-4 py-2">
      <div className="overflow-x-auto">
        <table className="w-full">
          <thead className="text-muted">
            <tr className="border-b">
              <th className="py-1.5 pr-2 text-left font-normal">{t('rank')}</th>
              <th className="px-2 py-1.5 text-left font-normal">{t(subject)}</th>
              <th className="px-2 py-1.5 text-left font-normal">{t('score')}</th>
              {heads.map((name) => (
                <th key={name} className={`${figure} font-normal`}>
                  {t(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => {
              const name = inLocale(locale, line.name, line.nameEn)
              return (
                <tr
                  key={line.id}
                  data-line={line.code}
                  data-score={line.score}
                  className={classNames(
                    'border-b last:border-0',
                    line.id === openId ? 'bg-accent-soft' : 'hover:bg-hover',
                  )}
                >
                  <td className="py-1.5 pr-2 tabular-nums">
                    {line.rank ?? <span className="whitespace-nowrap text-faint">{t('notRanked')}</span>}
                  </td>
                  <th className="min-w-36 px-2 py-1.5 text-left font-normal">
                    <button
                      type="button"
                      aria-expanded={line.id === openId}
                      aria-label={t('open', { name })}
                      onClick={() => onOpen(line.id)}
                      className="text-left text-accent hover:underline"
                    >
                      {name}
                    </button>
                    {subject === 'department' && departmentIds.includes(line.id) && (
                      <span className="ml-1.5 rounded bg-accent-soft px-1 text-accent">{t('own')}</span>
                    )}
                    {line.openAppeals > 0 && (
                      <span className="ml-1.5 text-near">
                        ◐ {t('openAppeals', { count: line.openAppeals })}
                      </span>
                    )}
                  </th>
                  <td className="px-2 py-1.5 sm:w-1/4 sm:min-w-40">
                    <Score line={line} />
                  </td>
                  <td className={figure}>{count(line.cases)}</td>
                  <td className={figure}>{count(line.late)}</td>
                  <td className={figure}>{count(line.reworked)}</td>
                  <td className={figure}>{count(line.returned)}</td>
                  <td className={figure}>{line.plus === 0 ? count(0) : pointsText(line.plus)}</td>
                  <td className={figure}>{line.minus === 0 ? count(0) : pointsText(line.minus)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <div className="flex justify-end pt-2 pb-1">
        <Button look="quiet" onClick={save}>
          <Download aria-hidden className="size-4" />
          {t('export')}
        </Button>
      </div>
    </section>
  )
}

/** A bar to 100, and, where appeals have moved it, where it stood before. */
function Score({ line: { score, calculatedScore, adjustedPoints } }: { line: Line }) {
  const t = useTranslations('appraisal')
  if (score === null) return null
  const isMoved = adjustedPoints !== null && calculatedScore !== null && calculatedScore !== score
  return (
    <span className="flex items-center gap-2">
      <span className="w-12 text-right font-semibold tabular-nums">{score.toFixed(1)}</span>
      <span aria-hidden className="relative h-2 flex-1 overflow-hidden rounded-full bg-line max-sm:hidden">
        <span
          className="absolute inset-y-0 left-0 rounded-full bg-accent"
          style={{ width: `${Math.min(100, score)}%` }}
        />
      </span>
      {isMoved && (
        <span className="whitespace-nowrap text-muted" data-was>
          {t('was', { score: calculatedScore.toFixed(1) })}
        </span>
      )}
    </span>
  )
}
