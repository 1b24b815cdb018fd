import type { Geography } from './geography.ts'
import type { Landmark } from './landmark.ts'
import type { Layout } from './layout.ts'
import type { Organization } from './organization.ts'
import type { PlacedPart } from './parts.ts'
import type { Point } from './plane.ts'
import type { Roadside } from './roadside.ts'
import type { Day } from './weather.ts'

/** What the life of a year is set in. */
export type CaseScene = {
  readonly layout: Layout
  readonly geography: Geography
  readonly organization: Organization
  readonly roadside: Roadside
  readonly parts: readonly PlacedPart[]
  readonly landmarks: readonly Landmark[]
  readonly weather: readonly Day[]
  readonly homeOfUnit: ReadonlyMap<string, Point>
  /** No report came from here in the last month. */
  readonly isUnseen: (face: number) => boolean
  readonly endMs: number
  readonly caseCount: number
  /** Of these, about so many are open at the end. */
  readonly openCaseCount: number
}

export type Place = {
  readonly face: number
  readonly at: Point
  readonly address: string
  readonly addressEn: string
  readonly part: PlacedPart | null
}
