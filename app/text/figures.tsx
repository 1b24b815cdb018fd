'use client'

import { useTranslations } from 'next-intl'
import type { Outputs } from '../_trpc/api.ts'
import { Panel } from './panel.tsx'

export type Metrics = Outputs['text']['metrics']
const kinds = ['category', 'topic'] as const

/** Every figure with its interval, and what it was measured on. */
export function Figures({ metrics: { recorded, heldOut } }: { metrics: Metrics }) {
  const t = useTranslations('text')
  const rows = [
    ...recorded.map(({ name, how, ...measured }) => ({
      key: `${name} ${how}`,
      name,
      how: t(`how_${how}`),
      measured,
    })),
    ...kinds.map((kind) => ({
      key: kind,
      name: t(`corpus_${kind}`),
      how: t('how_held_out'),
      measured: heldOut[kind],
    })),
  ]
  return (
    <Panel title={t('figures')} lead={t('figuresLead')} isWide>
      <div className="overflow-x-auto">
        <table className="w-full min-w-160 text-left">
          <thead className="text-muted">
            <tr className="border-b">
              <th className="py-1.5 pr-4 font-normal">{t('set')}</th>
              <th className="py-1.5 pr-4 font-normal">{t('how')}</th>
              <th className="py-1.5 pr-4 text-right font-normal">{t('texts')}</th>
              <th className="py-1.5 pr-4 text-right font-normal">{t('macroF1')}</th>
              <th className="py-1.5 text-right font-normal">{t('accuracy')}</th>
            </tr>
          </thead>
          <tbody className="tabular-nums">
            {rows.map(({ key, name, how, measured }) => (
              <tr key={key} className="border-b last:border-b-0" data-figure={key}>
                <td className="py-1.5 pr-4">{name}</td>
                <td className="py-1.5 pr-4 text-muted">{how}</td>
                <td className="py-1.5 pr-4 text-right">{measured.texts}</td>
                <td className="py-1.5 pr-4 text-right whitespace-nowrap">
                  <b className="font-semibold">{measured.macroF1.toFixed(3)}</b>{' '}
                  <span className="text-muted">[{between(measured.macroF1Interval)}]</span>
                </td>
                <td className="py-1.5 text-right whitespace-nowrap">
                  {measured.accuracy.toFixed(3)}{' '}
                  <span className="text-muted">[{between(measured.accuracyInterval)}]</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function between([low, high]: readonly number[]): string {
  return `${low?.toFixed(3)}–${high?.toFixed(3)}`
}
