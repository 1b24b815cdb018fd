import { useFormatter, useTranslations } from 'next-intl'
import type { Candidate } from '../../server/ahead/list-candidates.ts'

/** Why something is a candidate, and how that was reckoned, in words. */
export function useReason(): {
  readonly reasonOf: (candidate: Pick<Candidate, 'evidence'>) => string
  readonly formulaOf: (candidate: Pick<Candidate, 'evidence'>) => string
} {
  const t = useTranslations('ahead')
  const format = useFormatter()
  const few = (value: number) => format.number(value, { maximumFractionDigits: value < 10 ? 1 : 0 })
  const chanceText = (chance: number) =>
    chance < 0.0001 ? '< 0.01%' : format.number(chance, { style: 'percent', maximumFractionDigits: 2 })
  const hourText = (hour: number) => `${String(hour % 24).padStart(2, '0')}:00`
  return {
    reasonOf({ evidence }) {
      switch (evidence.kind) {
        case 'repeat':
          return t('reason.repeat', {
            days: evidence.days,
            radius: evidence.radiusMeters,
            times: evidence.times,
            usual: few(evidence.usualTimes),
            chance: chanceText(evidence.chance),
          })
        case 'rhythm': {
          const { slot, count, total } = evidence
          const figures = { count, total, ratio: few(evidence.ratio), city: few(evidence.timesCity) }
          if (slot.kind === 'season') return t('reason.season', figures)
          if (slot.kind === 'weekday')
            return t('reason.weekday', { ...figures, day: t(`weekday.d${slot.weekday as 0 | 1}`) })
          const [from, to] = [hourText(slot.fromHour), hourText(slot.fromHour + slot.hours)]
          return t('reason.hours', { ...figures, from, to })
        }
        case 'rain':
          return t('reason.rain', {
            wet: evidence.wet,
            expected: few(evidence.expectedWet),
            ratio: few(evidence.ratio),
          })
        case 'aged':
          return t('reason.aged', {
            parts: evidence.parts,
            life: evidence.lifeYears,
            oldest: Math.floor(evidence.oldestYears),
            poor: evidence.poor,
            cases: evidence.cases,
          })
        case 'unseen':
          return evidence.lastSeenAt
            ? t('reason.unseen', {
                days: evidence.unseenDays,
                time: format.dateTime(new Date(evidence.lastSeenAt), 'dayOfYear'),
              })
            : t('reason.never', { days: evidence.unseenDays })
      }
    },
    formulaOf({ evidence }) {
      switch (evidence.kind) {
        case 'repeat':
          return t('formulaOf.repeat', {
            times: evidence.times,
            min: evidence.minTimes,
            more: evidence.times - 1,
            chance: chanceText(evidence.chance),
            most: chanceText(evidence.maxChance),
          })
        case 'rhythm':
          return t('formulaOf.rhythm', {
            lower: few(evidence.lower),
            min: few(evidence.minRatio),
            z: few(evidence.z),
            city: few(evidence.minTimesCity),
          })
        case 'rain':
          return t('formulaOf.rain', {
            lower: few(evidence.lower),
            min: few(evidence.minRatio),
            z: few(evidence.z),
            wetDays: evidence.wetDays,
            dryDays: evidence.dryDays,
            mm: few(evidence.wetMillimeters),
            city: few(evidence.cityRatio),
          })
        case 'aged':
          return t('formulaOf.aged', { weight: evidence.weight, min: evidence.minWeight })
        case 'unseen':
          return t('formulaOf.unseen', { days: evidence.unseenDays })
      }
    },
  }
}
