'use client'

import { X } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import type { Moment } from '../../../server/replay/read-moment.ts'
import { inLocale, listed } from '../../_i18n/locale.ts'
import { errorTextOf } from '../../_trpc/coded-error.ts'
import { Button } from '../../_ui/button.tsx'
import { Select } from '../../_ui/field.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import { useNow } from '../../_ui/use-now.ts'
import { atFoot } from './at-foot.ts'
import {
  type Comparison,
  isInstant,
  largestChanges,
  type MomentSpan,
  type Preset,
  presetOf,
  presets,
} from './comparison.ts'
import { ComparisonTimes } from './comparison-times.tsx'
import type { useComparison } from './use-comparison.ts'
import { useSpanText } from './use-span-text.ts'

/** Two moments held side by side: which, how many on either side, and what the difference is, in words. */
export function ComparisonBar({
  comparison,
  told,
  onComparison,
}: {
  comparison: Comparison
  told: ReturnType<typeof useComparison>
  onComparison: (comparison: Comparison | null) => void
}) {
  const t = useTranslations('time')
  const shell = useTranslations('shell')
  const { locale } = usePreferences()
  const nowMs = useNow()
  const { left, right, error } = told
  const preset = presets.find((one) => isOf(comparison, one))
  return (
    <section
      ref={atFoot}
      aria-label={t('compareTitle')}
      data-comparison
      onKeyDown={(event) => {
        const isHere = event.target instanceof Node && event.currentTarget.contains(event.target)
        if (event.key === 'Escape' && isHere) onComparison(null)
      }}
      className="absolute right-16 bottom-3 left-3 z-20 rounded-lg border border-accent bg-panel p-2 shadow-float max-md:right-3 max-md:left-1.5 max-md:mr-12"
    >
      <div className="flex items-center gap-2">
        <Select
          aria-label={t('comparePreset')}
          value={preset ?? 'custom'}
          onChange={({ target }) =>
            target.value !== 'custom' &&
            onComparison({ ...comparison, ...presetOf(target.value as Preset, nowMs) })
          }
          className="h-8 w-auto min-w-0 flex-initial border-line px-2 max-md:flex-1 pointer-coarse:h-11"
        >
          {presets.map((one) => (
            <option key={one} value={one}>
              {t(`preset.${one}`)}
            </option>
          ))}
          {!preset && <option value="custom">{t('preset.custom')}</option>}
        </Select>
        <ComparisonTimes comparison={comparison} onComparison={onComparison} />
        <Button
          aria-pressed={comparison.hasHeat}
          data-heat={comparison.hasHeat}
          onClick={() => onComparison({ ...comparison, hasHeat: !comparison.hasHeat })}
          className={comparison.hasHeat ? 'bg-accent-soft text-accent' : ''}
        >
          {t('heat')}
        </Button>
        <span className="flex-1 max-md:hidden" />
        <Button
          onClick={() => onComparison(null)}
          aria-label={t('endCompare')}
          title={t('endCompare')}
          hotkey="Esc"
        >
          <X aria-hidden className="size-4" />
        </Button>
      </div>
      {error ? (
        <p role="alert" className="mt-1">
          {errorTextOf(error, locale)}{' '}
          <button type="button" className="text-accent underline" onClick={told.retry}>
            {shell('retry')}
          </button>
        </p>
      ) : !left || !right ? (
        <p role="status" className="mt-1 text-muted">
          {t('compareLoading')}
        </p>
      ) : (
        <Told comparison={comparison} left={left} right={right} />
      )}
    </section>
  )
}

/** On a phone only the totals, the rest on demand: the map needs the room. */
function Told({ comparison, left, right }: { comparison: Comparison; left: Moment; right: Moment }) {
  const [first, ...others] = useDifference(left, right)
  const sides = (
    <>
      <SideText span={comparison.left} moment={left} side="left" />
      <SideText span={comparison.right} moment={right} side="right" />
    </>
  )
  const { locale } = usePreferences()
  return (
    <div
      role="status"
      className="mt-1.5 tabular-nums"
      data-totals={`${left.total} ${right.total}`}
      data-difference={right.total - left.total}
    >
      <div className="grid grid-cols-2 gap-x-4 max-md:hidden">
        {sides}
        <p className="col-span-2 mt-0.5">{listed(locale, [first, ...others])}</p>
      </div>
      <details className="md:hidden">
        <summary>
          {left.total} | {right.total} · {first}
        </summary>
        <div className="max-h-40 overflow-auto">
          {sides}
          <p>{listed(locale, others)}</p>
        </div>
      </details>
    </div>
  )
}

function SideText({ span, moment, side }: { span: MomentSpan; moment: Moment; side: 'left' | 'right' }) {
  const t = useTranslations('time')
  const spanText = useSpanText()
  const { total, byLevel, located, cases } = moment
  return (
    <div>
      <p className="font-medium">
        {t(side === 'left' ? 'leftSide' : 'rightSide')} {spanText(span)}
      </p>
      <p className="text-muted">
        {isInstant(span)
          ? t('openThen', { total, overdue: byLevel.overdue })
          : t('reportedThen', { total, open: total - byLevel.done, overdue: byLevel.overdue })}
        {cases.length < located && <> · {t('someDrawn', { located, drawn: cases.length })}</>}
      </p>
    </div>
  )
}

/** The difference from left to right in words, the total first. */
function useDifference(left: Moment, right: Moment): readonly [string, ...string[]] {
  const t = useTranslations('time')
  const format = useFormatter()
  const { locale } = usePreferences()
  const by = right.total - left.total
  const overdueBy = right.byLevel.overdue - left.byLevel.overdue
  const percent =
    left.total === 0
      ? ''
      : ` (${format.number(by / left.total, { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' })})`
  const area = largestChanges(left.byArea, right.byArea)
  const kind = largestChanges(left.byClass, right.byClass)
  return [
    by === 0 ? t('sameTotal') : t(by > 0 ? 'moreTotal' : 'fewerTotal', { by: Math.abs(by), percent }),
    ...(overdueBy === 0
      ? []
      : [t(overdueBy > 0 ? 'moreOverdue' : 'fewerOverdue', { by: Math.abs(overdueBy) })]),
    ...[area.grown, kind.grown].flatMap((one) =>
      one ? [t('grown', { name: inLocale(locale, one.name, one.nameEn), by: one.by })] : [],
    ),
    ...[area.shrunk, kind.shrunk].flatMap((one) =>
      one ? [t('shrunk', { name: inLocale(locale, one.name, one.nameEn), by: -one.by })] : [],
    ),
  ]
}

/** Whether these are the moments of a preset, whenever it was chosen. */
function isOf({ left, right }: Comparison, preset: Preset): boolean {
  const meant = presetOf(preset, right.toMs)
  return (
    meant.left.fromMs === left.fromMs &&
    meant.left.toMs === left.toMs &&
    meant.right.fromMs === right.fromMs &&
    Date.now() - right.toMs < 3_600_000
  )
}
