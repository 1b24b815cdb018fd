import type { CityBundle, Instant } from '../server/exchange/bundle.ts'
import type { Planted } from './city/planted.ts'

/** A seeded city: a bundle, and what it was made from. */
export type SeededCity = CityBundle & {
  readonly seed: string
  /** The last seeded minute: life goes on from here. */
  readonly endsAt: Instant
  /** The patterns that its year holds, for tests and demonstrations. */
  readonly planted: Planted
  /** Road centrelines as a routable network; indices into `nodes`. */
  readonly roadGraph: {
    readonly nodes: readonly (readonly [lng: number, lat: number])[]
    /** from, to, length in meters, class, index of the road's name */
    readonly edges: readonly {
      readonly from: number
      readonly to: number
      readonly lengthMeters: number
      readonly class: string
      readonly name: string
    }[]
  }
}

/** Pure and seeded: the same seed and end give the same bytes on every machine. `endsAt` is truncated to the minute. */
export type GenerateCity = (seed: string, endsAt: Instant) => SeededCity
