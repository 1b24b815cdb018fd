/** Reports sent from this device, so that their sender finds them again. */
export type MyReport = {
  readonly followToken: string
  readonly caseNumber: string
  readonly description: string
  readonly sentAt: string
}

const storageKey = 'tongguan-my-reports'
const maxKept = 20

/** Newest first; empty where nothing is kept or what is kept cannot be read. */
export function listMyReports(): MyReport[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isMyReport) : []
  } catch {
    return []
  }
}

export function keepMyReport(report: MyReport): void {
  const others = listMyReports().filter(({ followToken }) => followToken !== report.followToken)
  try {
    localStorage.setItem(storageKey, JSON.stringify([report, ...others].slice(0, maxKept)))
  } catch {
    // A full or closed storage loses only this convenience: the link is on the screen.
  }
}

function isMyReport(value: unknown): value is MyReport {
  const report = value as Partial<MyReport> | null
  return typeof report?.followToken === 'string' && typeof report.caseNumber === 'string'
}
