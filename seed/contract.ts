import type { CityBundle, Instant } from '../server/exchange/bundle.ts'
import type { Planted } from './city/planted.ts'
import type { PresetName } from './city/presets.ts'

/** A seeded city: a bundle, and what it was made from. */
export type SeededCity = CityBundle &
  Required<Pick<CityBundle, 'roads' | 'places' | 'professionalGrids'>> & {
    readonly seed: string
    readonly preset: PresetName
    /** The last seeded minute: life goes on from here. */
    readonly endsAt: Instant
    /** The patterns that its year holds, for tests and demonstrations. */
    readonly planted: Planted
  }

/**
 * Pure and seeded: the same seed, end and preset give the same bytes on every machine. `endsAt` is truncated to the
 * minute; `preset` is `small` where it is not given.
 */
export type GenerateCity = (seed: string, endsAt: Instant, preset?: PresetName) => SeededCity
