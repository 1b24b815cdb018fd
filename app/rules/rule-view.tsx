import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { Select } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { ExplainPanel } from './explain-panel.tsx'
import { Findings } from './findings.tsx'
import { RuleHistory } from './rule-history.tsx'
import { RuleTable } from './rule-table.tsx'
import type { RulesSearch } from './search-params.ts'

type Rule = Outputs['rules']['get']
export type Explanation = Outputs['rules']['explain']

/** A version of a rule: its table with how often each row fires, and the explanation of a case beside it. */
export function RuleView({
  code,
  search,
  change,
}: {
  code: string
  search: RulesSearch
  change: (change: Partial<RulesSearch>) => void
}) {
  const shell = useTranslations('shell')
  const { locale } = usePreferences()
  const api = useApi()
  const which = { code, version: search.version }
  const rule = useQuery(api.rules.get.queryOptions(which))
  const hits = useQuery(api.rules.hits.queryOptions(which))
  const [explanation, setExplanation] = useState<Explanation | null>(null)
  const back = () => change({ code: null, version: null, caseId: null })
  if (rule.error)
    return (
      <StateNote
        kind="error"
        title={shell('failedTitle')}
        action={<Button onClick={back}>{shell('back')}</Button>}
      >
        {errorTextOf(rule.error, locale)}
      </StateNote>
    )
  if (!rule.data)
    return (
      <div className="grid gap-3 p-4">
        <Skeleton className="h-6 w-64" />
        <Skeleton className="h-40 w-full" />
      </div>
    )
  return (
    <>
      <RuleHead rule={rule.data} onBack={back} onVersion={(version) => change({ version })} />
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto xl:flex-row xl:overflow-hidden">
        <div className="min-w-0 flex-1 xl:overflow-auto">
          <RuleTable rule={rule.data} hits={hits.data} explanation={explanation} />
          <HitsNote rule={rule.data} hits={hits.data} />
          <Findings rule={rule.data} findings={rule.data.findings} />
          <RuleHistory
            rule={rule.data}
            onDraft={(draftId) => change({ draftId, caseId: null })}
            onVersion={(version) => change({ version })}
          />
        </div>
        <ExplainPanel
          key={`${code}/${rule.data.version}`}
          rule={rule.data}
          caseId={search.caseId}
          onCase={(caseId) => change({ caseId })}
          onExplained={setExplanation}
        />
      </div>
    </>
  )
}

function RuleHead({
  rule,
  onBack,
  onVersion,
}: {
  rule: Rule
  onBack: () => void
  onVersion: (version: number) => void
}) {
  const t = useTranslations('rules')
  const shell = useTranslations('shell')
  const format = useFormatter()
  const { locale } = usePreferences()
  const time = (at: string) => format.dateTime(new Date(at), 'momentOfYear')
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b bg-panel px-4 py-2.5">
      <Button look="quiet" size="icon" className="md:hidden" onClick={onBack} aria-label={shell('back')}>
        <ArrowLeft aria-hidden className="size-4" />
      </Button>
      <div className="min-w-0 flex-1">
        <h2 className="text-base font-semibold">{inLocale(locale, rule.name, rule.nameEn)}</h2>
        <p className="text-muted">
          {rule.code} · {t(`kind.${rule.kind}`)}
          {rule.from && ` · ${t('from', { time: time(rule.from) })}`}
          {rule.to && ` · ${t('to', { time: time(rule.to) })}`}
          {!rule.from && ` · ${t('neverInForce')}`}
          {rule.publishedBy && ` · ${t('publishedBy', { name: rule.publishedBy })}`}
        </p>
        {rule.note && <p className="text-muted">{rule.note}</p>}
      </div>
      <Select
        className="w-auto"
        aria-label={t('version')}
        value={rule.version}
        onChange={({ target }) => onVersion(Number(target.value))}
      >
        {rule.versions.map(({ version, state }) => (
          <option key={version} value={version}>
            {t('versionShort', { n: version })} · {t(`state.${state}`)}
          </option>
        ))}
      </Select>
    </header>
  )
}

/** What was counted, and the rows that nothing reached. */
function HitsNote({ rule, hits }: { rule: Rule; hits: Outputs['rules']['hits'] | undefined }) {
  const t = useTranslations('rules')
  const format = useFormatter()
  if (!hits) return <Skeleton className="m-4 h-4 w-64" />
  const { decided, replayed, days } = hits
  const unhit = rule.table.rows.filter(({ id }) => !decided.byRow[id] && !replayed.byRow[id])
  return (
    <div className="grid gap-1 px-4 py-3 text-muted">
      <p>
        {t('hitsNote', {
          days,
          decided: format.number(decided.total),
          replayed: format.number(replayed.total),
        })}
      </p>
      {decided.unmatched + replayed.unmatched > 0 && (
        <p className="text-overdue">
          ▲ {t('unmatched', { decided: decided.unmatched, replayed: replayed.unmatched })}
        </p>
      )}
      {replayed.total > 0 && unhit.length > 0 && (
        <p className="text-near" data-unhit={unhit.map(({ id }) => id).join(' ')}>
          ◐ {t('unhit', { rows: unhit.map(({ id }) => id).join(' ') })}
        </p>
      )}
    </div>
  )
}
