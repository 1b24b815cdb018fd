import { useFormatter, useTranslations } from 'next-intl'
import type { Outputs } from '../_trpc/api.ts'
import { classNames } from '../_ui/class-names.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { conditionWords, type Fact, outcomeWords, valueWords } from './words.ts'

type Rule = Outputs['rules']['get']
type Explanation = Outputs['rules']['explain']

const plain: Pick<Fact, 'values'> = {}

/** A decision table in words: read from the top, the first row whose conditions all hold decides. */
export function RuleTable({
  rule,
  hits,
  explanation,
}: {
  rule: Rule
  hits: Outputs['rules']['hits'] | undefined
  explanation: Explanation | null
}) {
  const t = useTranslations('rules')
  const { locale } = usePreferences()
  const factOf = (name: string) => rule.facts.find((fact) => fact.name === name)
  const decisive = rule.outcomes.filter(
    ({ name, isReason }) => !isReason && rule.table.outputs.includes(name),
  )
  const reason = locale === 'zh' ? 'reasonZh' : 'reasonEn'
  const explained = new Map(explanation?.rows.map((row) => [row.rowId, row]))
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse">
        <caption className="sr-only">{t('tableCaption')}</caption>
        <thead>
          <tr className="border-b text-left align-bottom text-muted">
            <th scope="col" className="sticky left-0 bg-ground px-3 py-2 font-medium">
              {t('row')}
            </th>
            {rule.table.inputs.map((name) => (
              <th key={name} scope="col" className="px-3 py-2 font-medium whitespace-nowrap">
                {factOf(name)?.[locale] ?? name}
              </th>
            ))}
            {decisive.map((outcome) => (
              <th key={outcome.name} scope="col" className="border-l px-3 py-2 font-medium text-ink">
                {outcome[locale]}
              </th>
            ))}
            <th scope="col" className="min-w-40 px-3 py-2 font-medium">
              {t('reason')}
            </th>
            <th scope="col" className="px-3 py-2 text-right font-medium">
              {t('hits')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rule.table.rows.map((row, index) => {
            const how = explained.get(row.id)
            return (
              <tr
                key={row.id}
                data-row={row.id}
                data-how={how?.how}
                className={classNames(
                  'border-b align-top',
                  how?.how === 'fired' ? 'bg-accent-soft' : how && 'text-muted',
                )}
              >
                <th
                  scope="row"
                  className={classNames(
                    'sticky left-0 min-w-36 px-3 py-2 text-left font-normal',
                    how?.how === 'fired' ? 'bg-accent-soft' : 'bg-ground',
                  )}
                >
                  <span className={classNames('font-medium', how?.how === 'fired' && 'text-accent')}>
                    {how?.how === 'fired' && '● '}
                    {row.id}
                  </span>
                  {/* A row is described in Chinese only; its reason, at the end of the row, is there in both. */}
                  {locale === 'zh' && <span className="block text-muted">{row.description}</span>}
                  {how && <span className="block text-muted">{t(`how.${how.how}`)}</span>}
                </th>
                {rule.table.inputs.map((name) => {
                  const cell = row.cells[name] ?? ''
                  const words = conditionWords(
                    rule.conditions[index]?.[name],
                    cell,
                    factOf(name) ?? plain,
                    rule.names,
                    locale,
                  )
                  const isFailed = how?.failed?.fact === name
                  return (
                    <td key={name} className={classNames('min-w-24 px-3 py-2', isFailed && 'bg-near-soft')}>
                      {words ?? <span className="text-faint">—</span>}
                      {isFailed && how?.failed && (
                        <span className="block whitespace-nowrap text-near" data-failed={name}>
                          ✕{' '}
                          {t(how.failed.isBroken ? 'cellBroken' : 'factWas', {
                            value: valueWords(how.failed.value, factOf(name) ?? plain, rule.names, locale),
                          })}
                        </span>
                      )}
                    </td>
                  )
                })}
                {decisive.map((outcome) => (
                  <td key={outcome.name} className="border-l px-3 py-2 font-medium whitespace-nowrap">
                    {outcomeWords(row.cells[outcome.name] ?? '', outcome, locale)}
                  </td>
                ))}
                <td className="px-3 py-2 text-muted">
                  {outcomeWords(
                    row.cells[reason] ?? '',
                    { name: reason, zh: '', en: '', type: 'text' },
                    locale,
                  )}
                </td>
                <td className="px-3 py-2 text-right whitespace-nowrap">
                  <RowHits hits={hits} rowId={row.id} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** Decisions in earnest above, the share of the latest cases put to the rule anew below. */
function RowHits({ hits, rowId }: { hits: Outputs['rules']['hits'] | undefined; rowId: string }) {
  const format = useFormatter()
  if (!hits) return null
  const { decided, replayed } = hits
  const share = replayed.total > 0 ? (replayed.byRow[rowId] ?? 0) / replayed.total : null
  return (
    <>
      <span className="block">{format.number(decided.byRow[rowId] ?? 0)}</span>
      {share !== null && (
        <span className={share === 0 ? 'text-near' : 'text-muted'}>
          {share === 0 && '◐ '}
          {format.number(share, { style: 'percent', maximumFractionDigits: 1 })}
        </span>
      )}
    </>
  )
}
