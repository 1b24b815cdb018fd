'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { useApi } from '../_trpc/api.ts'
import { classNames } from '../_ui/class-names.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import type { Metrics } from './figures.tsx'
import { Panel } from './panel.tsx'

const MOST_PAIRS = 14

/** Which topics are taken for which: the darker, the larger the share of the row. */
export function Confusion({ metrics: { recorded, heldOut, topicNamesEn } }: { metrics: Metrics }) {
  const t = useTranslations('text')
  const { locale } = usePreferences()
  const nameOf = (label: string) => inLocale(locale, label, topicNamesEn[label] ?? '')
  const choices = [
    ...recorded
      .filter(({ byLabel }) => byLabel.length <= 20)
      .map((one) => ({ name: `${one.name} · ${t(`how_${one.how}`)}`, measured: one })),
    { name: t('corpus_topic'), measured: heldOut.topic },
  ]
  const [at, setAt] = useState(0)
  const { byLabel, confusion } = (choices[at] ?? choices[0]!).measured
  return (
    <Panel title={t('confusion')} lead={t('confusionLead')}>
      <select
        aria-label={t('set')}
        className="mb-3 h-9 w-full rounded-md border border-line-strong bg-panel px-2"
        value={at}
        onChange={(event) => setAt(Number(event.target.value))}
      >
        {choices.map(({ name }, i) => (
          <option key={name} value={i}>
            {name}
          </option>
        ))}
      </select>
      <div className="overflow-x-auto">
        <table className="w-full text-sm tabular-nums" data-confusion>
          <thead>
            <tr>
              <th className="pr-2 text-left font-normal text-muted">{t('actual')}</th>
              {byLabel.map(({ label }) => (
                <th key={label} className="px-0.5 pb-1 font-normal" title={nameOf(label)}>
                  {inLocale(locale, label.slice(0, 2), (topicNamesEn[label] ?? label).slice(0, 5))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {byLabel.map(({ label, texts }, row) => (
              <tr key={label}>
                <th className="pr-2 text-left font-normal whitespace-nowrap">{nameOf(label)}</th>
                {byLabel.map(({ label: said }, column) => {
                  const count = confusion[row]?.[column] ?? 0
                  const share = texts === 0 ? 0 : count / texts
                  return (
                    <td key={said} className="p-0.5">
                      <span
                        className={classNames(
                          'flex h-8 items-center justify-center rounded-sm',
                          count === 0 && 'text-faint',
                        )}
                        style={{
                          background:
                            count === 0
                              ? 'transparent'
                              : `color-mix(in oklab, var(--accent) ${Math.round(8 + share * 44)}%, transparent)`,
                        }}
                      >
                        {count}
                      </span>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

/** Seventy-eight rows and columns are no picture: the pairs that matter are a list. */
export function MixedUp({ heldOut: { byLabel, confusion } }: { heldOut: Metrics['heldOut']['category'] }) {
  const t = useTranslations('text')
  const { locale } = usePreferences()
  const { data: categories } = useQuery(useApi().categories.list.queryOptions())
  const nameOf = (code: string | undefined) => {
    const category = categories?.find((one) => one.code === code)
    return category ? inLocale(locale, category.name, category.nameEn) : code
  }
  const pairs = confusion
    .flatMap((row, truth) => row.map((count, said) => ({ truth, said, count })))
    .filter(({ truth, said, count }) => truth !== said && count > 0)
    .sort((a, b) => b.count - a.count || a.truth - b.truth || a.said - b.said)
    .slice(0, MOST_PAIRS)
  return (
    <Panel title={t('pairs')}>
      <ul>
        {pairs.map(({ truth, said, count }) => (
          <li key={`${truth} ${said}`} className="flex justify-between gap-3 border-b py-1 last:border-b-0">
            <span>
              {t('pair', {
                truth: nameOf(byLabel[truth]?.label) ?? '',
                said: nameOf(byLabel[said]?.label) ?? '',
              })}
            </span>
            <span className="text-muted tabular-nums">{t('times', { count })}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
