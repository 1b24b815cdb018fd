import { useTranslations } from 'next-intl'
import { Select } from '../_ui/field.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { type SystemOption, systemOptions } from './system-options.ts'

type SystemWords = (option: SystemOption) => string

export function useSystemWords(): SystemWords {
  const t = useTranslations('data')
  return (option) =>
    option.kind === 'named'
      ? t(`systemName.${option.name}`)
      : t(option.isZoned ? 'zoneNumbered' : 'zone', {
          meridian: String(option.meridian),
          zone: String(option.zone),
        })
}

/** A system's name for people; the text of a .prj by the name that it begins with. */
export function systemName(value: string, words: SystemWords): string {
  const { named, near, other } = systemOptions(0)
  const option = [...named, ...near, ...other].find((one) => one.value === value)
  return option ? words(option) : (/"([^"]+)"/.exec(value)?.[1] ?? value)
}

/** Chooses the coordinate system of a file. */
export function SystemSelect({
  id,
  value,
  declared,
  onChange,
}: {
  id: string
  value: string
  /** What the file itself says, where it says anything. */
  declared: string | null
  onChange: (system: string) => void
}) {
  const t = useTranslations('data')
  const { city } = useSession()
  const words = useSystemWords()
  const { named, near, other } = systemOptions((city.bbox[0] + city.bbox[2]) / 2)
  const all = [...named, ...near, ...other]
  const isListed = (some: string) => all.some((one) => one.value === some)
  const extra = [declared, value].find((one) => one !== null && !isListed(one) && one !== 'EPSG:4326')
  const options = (some: readonly SystemOption[]) =>
    some.map((option) => (
      <option key={option.value} value={option.value}>
        {words(option)}
      </option>
    ))
  return (
    <Select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
      {extra && (
        <option value={extra}>
          {t('systemDeclared')}: {systemName(extra, words)}
        </option>
      )}
      <optgroup label={t('systemNamed')}>{options(named)}</optgroup>
      <optgroup label={t('systemNear')}>{options(near)}</optgroup>
      <optgroup label={t('systemOther')}>{options(other)}</optgroup>
    </Select>
  )
}
