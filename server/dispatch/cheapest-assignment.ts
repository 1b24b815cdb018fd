import { TravelHeap } from '../../geo/travel-heap.ts'

/** Which column may serve a row, and at what cost (0 or more): row r's lie at `starts[r]` to `starts[r + 1]`. */
export type Pairs = {
  readonly starts: Int32Array
  readonly columns: Int32Array
  readonly costs: Float64Array
}

/** Passes that settle most rows by prices alone before any path is searched. */
const PRICE_PASSES = 2
/** Rows that outbid each other by less and less are left to the search of paths. */
const BIDS_A_ROW = 8

/**
 * The cheapest way to give each row at most one column and each column at most one row. Leaving a row out costs
 * `leaveOut[row]`, so that a row goes without only where that is cheaper for all together.
 *
 * Shortest augmenting paths with prices over the pairs that there are (Jonker and Volgenant 1987, sparse): being left out
 * is one more column that only its row may take. Each path costs the pairs it looks at, times the logarithm of a heap.
 *
 * @returns the column of each row, -1 where it is left out
 */
export function cheapestAssignment(
  rows: number,
  columns: number,
  pairs: Pairs,
  leaveOut: Float64Array,
): Int32Array {
  const graph = withLeavingOut(rows, columns, pairs, leaveOut)
  const columnOf = new Int32Array(rows).fill(-1)
  const rowOf = new Int32Array(columns + rows).fill(-1)
  const prices = new Float64Array(columns + rows)
  let free = Array.from({ length: rows }, (_, row) => row)
  for (let pass = 0; pass < PRICE_PASSES && free.length > 0; pass++)
    free = bid(graph, free, columnOf, rowOf, prices)
  const search = new PathSearch(graph, columnOf, rowOf, prices)
  for (const row of free) search.give(row)
  return columnOf.map((column) => (column < columns ? column : -1))
}

/** The pairs of each row in turn. */
export function pairsOf(
  rows: readonly (readonly { readonly column: number; readonly cost: number }[])[],
): Pairs {
  const all = rows.flat()
  const starts = new Int32Array(rows.length + 1)
  for (const [row, { length }] of rows.entries()) starts[row + 1] = starts[row]! + length
  return {
    starts,
    columns: Int32Array.from(all, ({ column }) => column),
    costs: Float64Array.from(all, ({ cost }) => cost),
  }
}

/** The pairs of a matrix, row by row; `Infinity` where a column cannot serve a row. */
export function pairsOfMatrix(rows: number, columns: number, matrix: Float64Array): Pairs {
  return pairsOf(
    Array.from({ length: rows }, (_, row) =>
      Array.from(matrix.subarray(row * columns, (row + 1) * columns), (cost, column) => ({
        column,
        cost,
      })).filter(({ cost }) => cost !== Infinity),
    ),
  )
}

function withLeavingOut(rows: number, columns: number, pairs: Pairs, leaveOut: Float64Array): Pairs {
  const starts = new Int32Array(rows + 1)
  const own = new Int32Array(pairs.columns.length + rows)
  const costs = new Float64Array(own.length)
  let at = 0
  for (let row = 0; row < rows; row++) {
    for (let pair = pairs.starts[row]!; pair < pairs.starts[row + 1]!; pair++) {
      own[at] = pairs.columns[pair]!
      costs[at++] = pairs.costs[pair]!
    }
    own[at] = columns + row
    costs[at++] = leaveOut[row]!
    starts[row + 1] = at
  }
  return { starts, columns: own, costs }
}

/** Each free row takes its cheapest column and raises its price to where the second would do as well. @returns who is still free */
function bid(
  { starts, columns, costs }: Pairs,
  free: readonly number[],
  columnOf: Int32Array,
  rowOf: Int32Array,
  prices: Float64Array,
): number[] {
  const left: number[] = []
  let bids = BIDS_A_ROW * free.length
  const waiting = [...free].reverse()
  for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
    let first = -1
    let second = -1
    let least = Infinity
    let next = Infinity
    for (let pair = starts[row]!; pair < starts[row + 1]!; pair++) {
      const column = columns[pair]!
      const cost = costs[pair]! - prices[column]!
      if (cost >= next) continue
      if (cost >= least) {
        next = cost
        second = column
      } else {
        next = least
        second = first
        least = cost
        first = column
      }
    }
    const isOutbid = least < next && next < Infinity
    if (isOutbid) prices[first]! -= next - least
    else if (rowOf[first] !== -1 && second !== -1 && next === least) first = second
    const before = rowOf[first]!
    if (before !== -1) columnOf[before] = -1
    rowOf[first] = row
    columnOf[row] = first
    if (before === -1) continue
    if (isOutbid && bids-- > 0) waiting.push(before)
    else left.push(before)
  }
  return left
}

/** Gives a row a column by the cheapest chain of rows that each give way to the one before. */
class PathSearch {
  readonly #graph: Pairs
  readonly #columnOf: Int32Array
  readonly #rowOf: Int32Array
  readonly #prices: Float64Array
  readonly #lengths: Float64Array
  readonly #before: Int32Array
  /** The round in which a column's way was last found for good. */
  readonly #settledIn: Int32Array
  readonly #heap = new TravelHeap()
  #round = 0

  constructor(graph: Pairs, columnOf: Int32Array, rowOf: Int32Array, prices: Float64Array) {
    this.#graph = graph
    this.#columnOf = columnOf
    this.#rowOf = rowOf
    this.#prices = prices
    this.#lengths = new Float64Array(prices.length).fill(Infinity)
    this.#before = new Int32Array(prices.length)
    this.#settledIn = new Int32Array(prices.length)
  }

  give(root: number): void {
    const { starts, columns, costs } = this.#graph
    const [rowOf, columnOf, prices, lengths] = [this.#rowOf, this.#columnOf, this.#prices, this.#lengths]
    const heap = this.#heap
    const settledIn = this.#settledIn
    const round = ++this.#round
    const seen: number[] = []
    const settled: number[] = []
    let row = root
    let base = 0
    let end = -1
    let most = Infinity
    for (;;) {
      for (let pair = starts[row]!; pair < starts[row + 1]!; pair++) {
        const column = columns[pair]!
        const length = base + costs[pair]! - prices[column]!
        // Rounding may make the way back to a column look shorter than the way that came to it.
        if (length >= lengths[column]! || length >= most || settledIn[column] === round) continue
        if (lengths[column] === Infinity) seen.push(column)
        lengths[column] = length
        this.#before[column] = row
        // What lies beyond a free column that is reached already is no better.
        if (rowOf[column] === -1) most = length
        heap.push(column, length)
      }
      let column = -1
      let length = 0
      do {
        length = heap.topCost
        column = heap.pop()
      } while (length > lengths[column]!)
      if (rowOf[column] === -1) {
        end = column
        most = length
        break
      }
      settled.push(column)
      settledIn[column] = round
      row = rowOf[column]!
      const own = this.#costOf(row, column)
      base = length - (own - prices[column]!)
    }
    for (const column of settled) prices[column]! += lengths[column]! - most
    for (let column = end; ; ) {
      const giver = this.#before[column]!
      const given = columnOf[giver]!
      rowOf[column] = giver
      columnOf[giver] = column
      if (giver === root) break
      column = given
    }
    for (const column of seen) lengths[column] = Infinity
    heap.clear()
  }

  #costOf(row: number, column: number): number {
    const { starts, columns, costs } = this.#graph
    let pair = starts[row]!
    while (columns[pair] !== column) pair++
    return costs[pair]!
  }
}
