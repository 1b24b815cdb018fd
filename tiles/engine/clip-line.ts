/**
 * The pieces of a line inside the square [low, high]², by Liang and Barsky.
 *
 * @param line x, y, x, y, …
 */
export function clipLine(line: readonly number[], low: number, high: number): number[][] {
  const pieces: number[][] = []
  let piece: number[] = []
  for (let i = 0; i + 3 < line.length; i += 2) {
    const x = line[i]!
    const y = line[i + 1]!
    const dx = line[i + 2]! - x
    const dy = line[i + 3]! - y
    let enter = 0
    let leave = 1
    let isInside = true
    for (const [step, room] of [
      [-dx, x - low],
      [dx, high - x],
      [-dy, y - low],
      [dy, high - y],
    ] as const) {
      if (step === 0) {
        if (room < 0) isInside = false
      } else if (step < 0) enter = Math.max(enter, room / step)
      else leave = Math.min(leave, room / step)
    }
    if (!isInside || enter > leave) {
      if (piece.length > 2) pieces.push(piece)
      piece = []
      continue
    }
    if (piece.length === 0 || enter > 0) {
      if (piece.length > 2) pieces.push(piece)
      piece = enter === 0 ? [x, y] : [x + dx * enter, y + dy * enter]
    }
    piece.push(leave === 1 ? x + dx : x + dx * leave, leave === 1 ? y + dy : y + dy * leave)
    if (leave < 1) {
      pieces.push(piece)
      piece = []
    }
  }
  if (piece.length > 2) pieces.push(piece)
  return pieces
}
