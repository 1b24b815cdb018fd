import type { ClusterDefinition } from './layer-definition.ts'
import { tileExtent } from './mercator.ts'

/** Several points drawn as one; `x`, `y` is their middle in tile units, `slot` one of them. */
export type PointGroup = {
  x: number
  y: number
  count: number
  readonly slot: number
  readonly isOpen: boolean
  /** Of the worst member, in the order of the definition. */
  rank: number
  /** The cells whose points it gathers: see `cellOf`. */
  readonly cells: number[]
}

/** Gathers the points of one tile by cell, then joins cells whose middles are too near to tell apart. */
export class ClusterGrid {
  private readonly cells: number
  private readonly mergeUnits: number
  private readonly counts: Int32Array
  private readonly sumX: Float64Array
  private readonly sumY: Float64Array
  private readonly ranks: Uint8Array
  private readonly slots: Int32Array

  constructor(definition: Pick<ClusterDefinition, 'cells' | 'mergeUnits'>) {
    this.cells = definition.cells
    this.mergeUnits = definition.mergeUnits
    const size = 2 * definition.cells ** 2
    this.counts = new Int32Array(size)
    this.sumX = new Float64Array(size)
    this.sumY = new Float64Array(size)
    this.ranks = new Uint8Array(size)
    this.slots = new Int32Array(size)
  }

  reset(): void {
    this.counts.fill(0)
  }

  /** `x` and `y` in tile units from 0 to below 4096. */
  add(slot: number, x: number, y: number, isOpen: boolean, rank: number): void {
    const cell = this.cellOf(x, y, isOpen)
    if (this.counts[cell] === 0) {
      this.sumX[cell] = this.sumY[cell] = 0
      this.ranks[cell] = 0
      this.slots[cell] = slot
    }
    this.counts[cell] = this.counts[cell]! + 1
    this.sumX[cell] = this.sumX[cell]! + x
    this.sumY[cell] = this.sumY[cell]! + y
    if (rank > this.ranks[cell]!) this.ranks[cell] = rank
  }

  cellOf(x: number, y: number, isOpen: boolean): number {
    const perUnit = this.cells / tileExtent
    return (Math.floor(y * perUnit) * this.cells + Math.floor(x * perUnit)) * 2 + (isOpen ? 1 : 0)
  }

  /** The groups, the larger ones first; a smaller one near a larger one has joined it. */
  merged(): PointGroup[] {
    const groups: PointGroup[] = []
    for (let cell = 0; cell < this.counts.length; cell++) {
      const count = this.counts[cell]!
      if (count === 0) continue
      groups.push({
        x: this.sumX[cell]! / count,
        y: this.sumY[cell]! / count,
        count,
        slot: this.slots[cell]!,
        isOpen: cell % 2 === 1,
        rank: this.ranks[cell]!,
        cells: [cell],
      })
    }
    groups.sort((a, b) => b.count - a.count || a.slot - b.slot)
    const kept: PointGroup[] = []
    for (const group of groups) {
      const near = kept.find(
        (other) =>
          other.isOpen === group.isOpen && Math.hypot(other.x - group.x, other.y - group.y) < this.mergeUnits,
      )
      if (!near) {
        kept.push(group)
        continue
      }
      const count = near.count + group.count
      near.x = (near.x * near.count + group.x * group.count) / count
      near.y = (near.y * near.count + group.y * group.count) / count
      near.count = count
      near.rank = Math.max(near.rank, group.rank)
      near.cells.push(...group.cells)
    }
    return kept
  }
}
