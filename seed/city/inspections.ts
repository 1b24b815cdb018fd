import type { BundleInspection } from '../../server/exchange/bundle.ts'
import { DAY_MS, startOfDay, toInstant } from './clock.ts'
import type { Geography } from './geography.ts'
import type { Organization } from './organization.ts'
import type { PlacedPart } from './parts.ts'
import { toLngLat } from './plane.ts'
import type { Random } from './random.ts'

const DAYS = 30
/** Visits of one collector or worker on a day. */
const VISITS = [3, 6] as const

/** The rounds of collectors and grid workers over the last month: on workdays, in their own grids, at parts. */
export function walkRounds(
  geography: Geography,
  organization: Organization,
  parts: readonly PlacedPart[],
  isAvoided: (face: number) => boolean,
  endMs: number,
  random: Random,
): BundleInspection[] {
  const partsOfGrid = new Map<string, PlacedPart[]>()
  for (const part of parts) {
    if (isAvoided(part.face)) continue
    const code = geography.dutyGridCodeOfFace[part.face]!
    const list = partsOfGrid.get(code)
    if (list) list.push(part)
    else partsOfGrid.set(code, [part])
  }
  const inspections: BundleInspection[] = []
  for (const [gridCode, people] of organization.peopleOfDutyGrid) {
    const own = partsOfGrid.get(gridCode)
    const walker = people.find((person) => person.duty === 'worker')
    const collector = people.find((person) => person.duty === 'collector')
    if (!own || own.length === 0 || !walker || !collector) continue
    for (let daysAgo = DAYS - 1; daysAgo >= 0; daysAgo--) {
      if (!random.chance(0.55)) continue
      const visits = random.integer(...VISITS)
      for (let i = 0; i < visits; i++) {
        const ms = startOfDay(endMs) - daysAgo * DAY_MS + random.integer(8 * 60, 17 * 60) * 60_000
        if (ms > endMs) continue
        const part = random.pick(own)
        inspections.push({
          personCode: (random.chance(0.5) ? walker : collector).personCode,
          partSourceId: part.sourceId,
          at: toInstant(ms),
          lngLat: toLngLat([part.at[0] + random.normal() * 2, part.at[1] + random.normal() * 2]),
          result: part.condition === 'poor' || part.condition === 'missing' ? 'problem' : 'normal',
        })
      }
    }
  }
  return inspections
}
