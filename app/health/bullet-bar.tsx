import { useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import type { Outputs } from '../_trpc/api.ts'
import { classNames } from '../_ui/class-names.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { type StatusLevel, StatusShape } from '../_ui/status-shape.tsx'

type Indicator = Outputs['checkups']['run']['indicators'][number]
const shapes: Record<'good' | 'fair' | 'poor', StatusLevel> = {
  good: 'normal',
  fair: 'near',
  poor: 'overdue',
}

/** One indicator: its value as a bar, the target as a line, the median of the subdistricts as a notch; all in words too. */
export function BulletBar({
  indicator,
  isColoring,
  onChoose,
}: {
  indicator: Indicator
  isColoring: boolean
  onChoose: (() => void) | undefined
}) {
  const t = useTranslations('health')
  const { locale } = usePreferences()
  const { value, target, cityMedian, previousValue, unit, sample, minSample, grade, direction } = indicator
  const unitText = locale === 'en' && unit !== '%' ? (unit === '件/公顷' ? 'per ha' : '') : unit
  const say = (n: number | null) =>
    n === null ? '—' : `${n.toFixed(unit === '%' ? 1 : 2)}${unitText === '%' ? '%' : ` ${unitText}`}`
  const top =
    unit === '%' ? 100 : 1.25 * Math.max(target, value ?? 0, cityMedian ?? 0, previousValue ?? 0, 0.01)
  const at = (n: number) => `${Math.min(100, (100 * n) / top)}%`
  const Box = onChoose ? 'button' : 'div'
  return (
    <Box
      {...(onChoose && { type: 'button' as const, onClick: onChoose, 'aria-pressed': isColoring })}
      title={`${inLocale(locale, indicator.formula, indicator.formulaEn)} · ${t(direction === 'higher_is_better' ? 'higher' : 'lower')}`}
      className={classNames(
        '-mx-2 block w-[calc(100%+1rem)] rounded-md px-2 py-2 text-left',
        onChoose && 'hover:bg-hover',
        isColoring && 'bg-accent-soft hover:bg-accent-soft print:bg-transparent',
      )}
    >
      <span className="flex items-baseline justify-between gap-2">
        <span className="flex items-center gap-1.5 font-medium">
          {grade && <StatusShape level={shapes[grade]} label={t(`grade.${grade}`)} />}
          {inLocale(locale, indicator.name, indicator.nameEn)}
        </span>
        <span className="font-semibold">{say(value)}</span>
      </span>
      <span className="relative my-1.5 block h-3 rounded-xs bg-sunken" aria-hidden>
        {value !== null && (
          <span
            className={classNames(
              'absolute inset-y-0.5 left-0 rounded-xs',
              grade === 'poor' ? 'bg-overdue' : grade === 'fair' ? 'bg-near' : 'bg-muted',
            )}
            style={{ width: at(value) }}
          />
        )}
        {cityMedian !== null && (
          <span className="absolute -inset-y-0.5 w-0.5 bg-faint" style={{ left: at(cityMedian) }} />
        )}
        <span className="absolute -inset-y-1 w-[3px] bg-ink" style={{ left: at(target) }} />
      </span>
      <span className="flex flex-wrap gap-x-3 text-xs text-muted">
        <span>
          <b aria-hidden>┃</b> {t('target')} {direction === 'higher_is_better' ? '≥' : '≤'} {say(target)}
        </span>
        <span>
          │ {t('cityMedian')} {say(cityMedian)}
        </span>
        <span>
          {t('previous')} {say(previousValue)}
        </span>
        <span className={value === null ? 'text-near' : ''}>
          {value === null ? t('tooFew', { n: sample, min: minSample }) : t('sample', { n: sample })}
        </span>
      </span>
    </Box>
  )
}
