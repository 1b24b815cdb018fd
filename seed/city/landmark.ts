import type { Name } from './names.ts'
import type { Point } from './plane.ts'

export type Landmark = Name & {
  readonly class: string
  readonly rank: number
  readonly at: Point
  readonly face: number
}
