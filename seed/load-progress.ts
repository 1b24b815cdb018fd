/** A step that takes longer says where it stands about this often. */
const EVERY_MS = 5000

/**
 * Tells the steps of a load, a line each when it is done, and a line now and then of one that takes long.
 *
 * @param nowMs any steady clock
 * @returns to be called with each step's name, the share of it that is done (0–1), and its rows so far
 */
export function loadProgress(
  tell: (line: string) => void,
  nowMs: () => number,
): (step: string, share: number, rows?: number) => void {
  let current = ''
  let sinceMs = nowMs()
  let toldMs = sinceMs
  return (step, share, rows) => {
    const now = nowMs()
    if (step !== current) {
      current = step
      toldMs = now
    }
    const spent = (now - sinceMs) / 1000
    const count = rows === undefined ? '' : `${rows.toLocaleString('en')} rows, `
    if (share >= 1) {
      const speed = rows !== undefined && rows > 10_000 && spent > 1 ? ` (${perSecond(rows / spent)})` : ''
      tell(`  ${step}: ${count}${spent.toFixed(1)} s${speed}`)
      current = ''
      sinceMs = now
      return
    }
    if (now - toldMs < EVERY_MS) return
    toldMs = now
    const left =
      share > 0
        ? `${Math.floor(share * 100)} %, about ${Math.ceil((spent / share) * (1 - share))} s left`
        : ''
    tell(`  ${step}: ${count}${left || `${Math.round(spent)} s`} …`)
  }
}

function perSecond(rows: number): string {
  return `${Math.round(rows).toLocaleString('en')} a second`
}
