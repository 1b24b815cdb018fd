/**
 * The cheapest way to give each row at most one column and each column at most one row. Leaving a row out costs
 * `leaveOut[row]`, so that a row goes without only where that is cheaper for all together.
 *
 * Shortest augmenting paths with potentials (Kuhn 1955, Munkres 1957, in the form of Jonker and Volgenant 1987). A path
 * may end at a free column, or by leaving out a row on its way; a row left out never comes back, as later rows only make
 * columns scarcer. Rows r and columns c cost O(r² · c) at worst.
 *
 * @param costs row by row, `Infinity` where a column cannot serve a row; finite costs are 0 or more
 * @returns the column of each row, -1 where it is left out
 */
export function cheapestAssignment(
  rows: number,
  columns: number,
  costs: Float64Array,
  leaveOut: Float64Array,
): Int32Array {
  const rowPotential = new Float64Array(rows)
  const columnPotential = new Float64Array(columns)
  const rowOf = new Int32Array(columns).fill(-1)
  const columnOf = new Int32Array(rows).fill(-1)
  const shortest = new Float64Array(columns)
  const before = new Int32Array(columns)
  // Columns not yet scanned stand in front, those scanned behind, in the order of scanning from the end.
  const order = Int32Array.from({ length: columns }, (_, column) => column)
  for (let root = 0; root < rows; root++) {
    shortest.fill(Infinity)
    let unscanned = columns
    let row = root
    let arrivedBy = -1
    let reached = 0
    let outAt = -1
    let outCost = Infinity
    let end = -1
    for (;;) {
      const base = reached - rowPotential[row]!
      if (base + leaveOut[row]! < outCost) {
        outCost = base + leaveOut[row]!
        outAt = row
      }
      const offset = row * columns
      let nearest = Infinity
      let at = -1
      for (let i = 0; i < unscanned; i++) {
        const column = order[i]!
        const length = base + costs[offset + column]! - columnPotential[column]!
        if (length < shortest[column]!) {
          shortest[column] = length
          before[column] = arrivedBy
        }
        if (shortest[column]! < nearest) {
          nearest = shortest[column]!
          at = i
        }
      }
      if (nearest >= outCost) break
      const column = order[at]!
      order[at] = order[--unscanned]!
      order[unscanned] = column
      reached = nearest
      arrivedBy = column
      if (rowOf[column] === -1) {
        end = column
        break
      }
      row = rowOf[column]!
    }
    const length = end === -1 ? outCost : reached
    // Potentials move by how much nearer than the end each scanned column was.
    rowPotential[root]! += length
    for (let i = unscanned; i < columns; i++) {
      const column = order[i]!
      const slack = length - shortest[column]!
      columnPotential[column]! -= slack
      if (column !== end) rowPotential[rowOf[column]!]! += slack
    }
    if (end === -1) {
      // The row that is left out frees its column for the path.
      if (outAt === root) continue
      end = columnOf[outAt]!
      columnOf[outAt] = -1
    }
    for (let column = end; column !== -1; ) {
      const earlier = before[column]!
      const given = earlier === -1 ? root : rowOf[earlier]!
      rowOf[column] = given
      columnOf[given] = column
      column = earlier
    }
  }
  return columnOf
}
