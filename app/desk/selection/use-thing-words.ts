import { useTranslations } from 'next-intl'
import type { ThingKind } from '../../../server/shapes/thing-sources.ts'
import { inLocale } from '../../_i18n/locale.ts'
import { usePreferences } from '../../_ui/preferences.tsx'

type Named = { readonly name: string; readonly nameEn: string }
type Classed = { readonly classCode: string; readonly className: string; readonly classNameEn: string }

/** Names, classes and states of cases, parts, sensors and units in words. */
export function useThingWords() {
  const sensorKinds = useTranslations('selection.sensorKind')
  const states = useTranslations('vocabulary.state')
  const conditions = useTranslations('vocabulary.condition')
  const levels = useTranslations('vocabulary.sensorLevel')
  const statuses = useTranslations('vocabulary.unitStatus')
  const { locale } = usePreferences()
  const say = <T extends { has: (key: never) => boolean }>(
    words: T & ((key: never) => string),
    key: string,
  ) => (words.has(key as never) ? words(key as never) : key)
  const stateWords = { case: states, part: conditions, sensor: levels, unit: statuses }
  return {
    nameOf: ({ name, nameEn }: Named) => inLocale(locale, name, nameEn),
    classOf: (kind: ThingKind, { classCode, className, classNameEn }: Classed) =>
      className === '' && kind === 'sensor'
        ? say(sensorKinds, classCode)
        : inLocale(locale, className, classNameEn) || classCode,
    stateOf: (kind: ThingKind, state: string) => say(stateWords[kind], state),
  }
}
