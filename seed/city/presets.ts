export type PresetName = 'small' | 'district' | 'metro'

/** How large a city is made; counts are about right, not exact. */
export type Preset = {
  readonly name: PresetName
  readonly districts: number
  readonly unitGridCount: number
  readonly partCount: number
  readonly sensorCount: number
  readonly caseCount: number
  /** Of these, so many are still open at the end of the seeded year. */
  readonly openCaseCount: number
}

export const presets: Readonly<Record<PresetName, Preset>> = {
  small: {
    name: 'small',
    districts: 1,
    unitGridCount: 1000,
    partCount: 30_000,
    sensorCount: 300,
    caseCount: 20_000,
    openCaseCount: 400,
  },
  district: {
    name: 'district',
    districts: 1,
    unitGridCount: 5000,
    partCount: 200_000,
    sensorCount: 5000,
    caseCount: 200_000,
    openCaseCount: 4000,
  },
  metro: {
    name: 'metro',
    districts: 4,
    unitGridCount: 10_000,
    partCount: 1_000_000,
    sensorCount: 50_000,
    caseCount: 2_000_000,
    openCaseCount: 200_000,
  },
}

/** A preset by its name; the smallest for a city of which nothing is said. */
export function presetOf(name: string | undefined): PresetName {
  return name !== undefined && isPresetName(name) ? name : 'small'
}

export function isPresetName(name: string): name is PresetName {
  return Object.hasOwn(presets, name)
}
