import { z } from 'zod'
import { findCity } from '../city/find-city.ts'
import type { Services } from '../services.ts'
import { type CoordinateHit, parseCoordinates } from './parse-coordinates.ts'

export const readPositionsSchema = z.object({ lines: z.array(z.string().max(200)).min(1).max(500) })

/** Typed positions, one a line, in any notation that the search knows; null for a line that is none. */
export async function readPositions(
  { db }: Pick<Services, 'db'>,
  { lines }: z.output<typeof readPositionsSchema>,
): Promise<readonly (CoordinateHit | null)[]> {
  const city = await findCity(db)
  return lines.map((line) => (city && parseCoordinates(line, city.bbox)) ?? null)
}
