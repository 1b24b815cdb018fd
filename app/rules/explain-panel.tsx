import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { Input } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { FactsForm } from './facts-form.tsx'
import { initialFacts, outcomeWords } from './words.ts'

type Rule = Outputs['rules']['get']
type Explanation = Outputs['rules']['explain']
type Facts = Explanation['facts']

/** Choose a case, or say the facts; the table then shows which row decides and where each other one fails. */
export function ExplainPanel({
  rule,
  caseId,
  onCase,
  onExplained,
}: {
  rule: Rule
  caseId: number | null
  onCase: (caseId: number | null) => void
  onExplained: (explanation: Explanation | null) => void
}) {
  const t = useTranslations('rules')
  const { locale } = usePreferences()
  const api = useApi()
  const [text, setText] = useState('')
  const [changed, setChanged] = useState<Facts | null>(null)
  const isAsked = caseId !== null || changed !== null
  const cases = useQuery({
    ...api.rules.findCases.queryOptions({ code: rule.code, text }),
    enabled: !isAsked,
    placeholderData: (before) => before,
  })
  const explanation = useQuery({
    ...api.rules.explain.queryOptions({
      code: rule.code,
      version: rule.version,
      caseId,
      facts: changed ?? {},
    }),
    enabled: isAsked,
    placeholderData: (before) => before,
  })
  const shown = isAsked ? (explanation.data ?? null) : null
  useEffect(() => onExplained(shown), [shown, onExplained])
  const stop = () => {
    setChanged(null)
    onCase(null)
  }
  return (
    <aside
      className="flex shrink-0 flex-col border-t bg-panel xl:w-80 2xl:w-96 xl:overflow-y-auto xl:border-t-0 xl:border-l"
      aria-label={t('explain')}
    >
      <div className="flex items-center justify-between gap-2 px-4 pt-3 pb-2">
        <h3 className="font-semibold">{t('explain')}</h3>
        {isAsked && <Button onClick={stop}>{t('explainOther')}</Button>}
      </div>
      {!isAsked && (
        <>
          <div className="grid gap-2 px-4 pb-2">
            <Input
              value={text}
              onChange={({ target }) => setText(target.value)}
              placeholder={t('findCase')}
              aria-label={t('findCase')}
            />
            <Button onClick={() => setChanged(initialFacts(rule.facts))}>{t('sayFacts')}</Button>
          </div>
          <h4 className="px-4 pb-1 text-muted">{t('latestCases')}</h4>
          {cases.error && <p className="px-4 text-overdue">{errorTextOf(cases.error, locale)}</p>}
          {!cases.data && !cases.error && <Skeleton className="mx-4 h-24" />}
          {cases.data?.length === 0 && <p className="px-4 text-muted">{t('noCases')}</p>}
          <ul>
            {cases.data?.map((one) => (
              <li key={one.caseId}>
                <button
                  type="button"
                  data-case={one.caseId}
                  onClick={() => onCase(one.caseId)}
                  className="block min-h-(--touch) w-full px-4 py-2 text-left hover:bg-hover"
                >
                  <CaseLine one={one} />
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {isAsked && explanation.error && (
        <p className="px-4 text-overdue">{errorTextOf(explanation.error, locale)}</p>
      )}
      {isAsked && !explanation.data && !explanation.error && <Skeleton className="mx-4 h-32" />}
      {shown && (
        <div className={classNames('grid gap-3 px-4 pb-4', explanation.isFetching && 'opacity-60')}>
          {shown.case && (
            <div>
              <Link href={`/cases/${shown.case.caseId}`} className="text-accent">
                {shown.case.number}
              </Link>
              <p className="line-clamp-2">{shown.case.description}</p>
            </div>
          )}
          <Verdict rule={rule} explanation={shown} isChanged={changed !== null} />
          <div>
            <h4 className="pb-1 font-medium">{t('facts')}</h4>
            {shown.case && !changed && (
              <p className="pb-1 text-muted">{t(shown.case.isKept ? 'factsKept' : 'factsRebuilt')}</p>
            )}
            <FactsForm
              facts={rule.facts}
              used={rule.table.inputs}
              values={changed ?? shown.facts}
              names={rule.names}
              onChange={setChanged}
            />
            {changed && shown.case && (
              <Button className="mt-2" onClick={() => setChanged(null)}>
                {t('factsOfCase')}
              </Button>
            )}
          </div>
        </div>
      )}
    </aside>
  )
}

function CaseLine({ one }: { one: Outputs['rules']['findCases'][number] }) {
  const format = useFormatter()
  return (
    <>
      <span className="flex justify-between gap-2">
        <span className="min-w-0 truncate">{one.description || one.number}</span>
        <span className="shrink-0 text-muted">{format.dateTime(new Date(one.reportedAt), 'moment')}</span>
      </span>
      <span className="block truncate text-muted">{one.number}</span>
    </>
  )
}

/** What this version decides, and what was decided at the time. */
function Verdict({
  rule,
  explanation: { firedRowId, outcome, rows, atTheTime },
  isChanged,
}: {
  rule: Rule
  explanation: Explanation
  isChanged: boolean
}) {
  const t = useTranslations('rules')
  const format = useFormatter()
  const { locale } = usePreferences()
  const decisive = rule.outcomes.filter(({ isReason }) => !isReason)
  const say = (result: Readonly<Record<string, unknown>>) =>
    decisive
      .filter(({ name }) => name in result)
      .map((one) => outcomeWords(JSON.stringify(result[one.name]), one, locale))
      .join(locale === 'zh' ? '，' : ', ')
  const above = rows.findIndex(({ how }) => how === 'fired')
  return (
    <div className="grid gap-1 rounded-md border px-3 py-2" data-fired={firedRowId ?? ''}>
      {firedRowId === null || !outcome ? (
        <p className="text-overdue">▲ {t('noRowFits')}</p>
      ) : (
        <>
          <p className="font-medium">
            {t('fired', { row: firedRowId })} → {say(outcome)}
          </p>
          <p className="text-muted">{String(outcome[locale === 'zh' ? 'reasonZh' : 'reasonEn'] ?? '')}</p>
          {above > 0 && <p className="text-muted">{t('rowsAbove', { n: above })}</p>}
        </>
      )}
      {atTheTime && !isChanged && (
        <p className="border-t pt-1 text-muted">
          {t('atTheTime', {
            time: format.dateTime(new Date(atTheTime.at), 'moment'),
            version: atTheTime.version,
            row: atTheTime.rowId || '—',
          })}{' '}
          {say(atTheTime.outcome)}
        </p>
      )}
    </div>
  )
}
