import { useTranslations } from 'next-intl'
import { durationText } from '../_ui/duration-text.ts'
import { usePreferences } from '../_ui/preferences.tsx'

type Clock = 'urgent' | 'work_hours' | 'work_days' | 'natural_days'

/** An amount of a clock in words: 4 小时（工作时）, 2 个工作日. */
export function LimitText({ clock, amount }: { clock: Clock; amount: number }) {
  const t = useTranslations('caseBasis')
  const { locale } = usePreferences()
  return clock === 'work_days' || clock === 'natural_days'
    ? t(`clock.${clock}`, { n: amount })
    : t(`clock.${clock}`, { time: durationText(amount, locale) })
}
