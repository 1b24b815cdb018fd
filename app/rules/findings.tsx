import { useTranslations } from 'next-intl'
import { listed } from '../_i18n/locale.ts'
import type { Outputs } from '../_trpc/api.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { StatusShape } from '../_ui/status-shape.tsx'
import { type Fact, type Names, type Outcome, valueWords } from './words.ts'

type Finding = Outputs['rules']['get']['findings'][number]

/** What is wrong with a table, or worth a look, each with its row and an example. */
export function Findings({
  rule: { facts, outcomes, names },
  findings,
}: {
  rule: { readonly facts: readonly Fact[]; readonly outcomes: readonly Outcome[]; readonly names: Names }
  findings: readonly Finding[]
}) {
  const t = useTranslations('rules')
  const { locale } = usePreferences()
  const columnOf = (name: string) =>
    [...facts, ...outcomes].find((one) => one.name === name)?.[locale] ?? name
  const exampleOf = (example: Finding['example']) =>
    listed(
      locale,
      Object.entries(example ?? {}).map(([name, value]) => {
        const fact = facts.find((one) => one.name === name) ?? {}
        const words = value === null ? t('anyOther') : valueWords(value, fact, names, locale)
        return `${columnOf(name)} = ${words}`
      }),
    )
  const line = (one: Finding) => (
    <li
      key={JSON.stringify(one)}
      data-finding={one.kind}
      data-severity={one.severity}
      className="flex items-start gap-2"
    >
      <StatusShape
        level={one.severity === 'error' ? 'overdue' : 'near'}
        label={t(one.severity)}
        className="mt-0.5"
      />
      <span className="min-w-0">
        {t(`finding.${one.kind}`, {
          rows: one.rowIds[0] ?? '',
          others: listed(locale, one.rowIds.slice(1)),
          column: one.column ? columnOf(one.column) : '',
          detail: one.detail,
          example: exampleOf(one.example),
        })}
      </span>
    </li>
  )
  // Exceptions above general rows are how tables are written: worth knowing, in the way of nothing.
  const order = findings.filter(({ kind }) => kind === 'order')
  const plain = findings.filter(({ kind }) => kind !== 'order')
  return (
    <section className="border-t px-4 py-3" aria-label={t('checks')}>
      <h3 className="pb-1 font-semibold">{t('checks')}</h3>
      {findings.length === 0 && <p className="text-muted">{t('noFindings')}</p>}
      <ul className="grid gap-1">{plain.map(line)}</ul>
      {order.length > 0 && (
        <details className="pt-1">
          <summary className="text-muted">{t('orderMatters', { n: order.length })}</summary>
          <ul className="grid gap-1 pt-1">{order.map(line)}</ul>
        </details>
      )}
    </section>
  )
}
