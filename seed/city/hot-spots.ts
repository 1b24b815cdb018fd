import type { Landmark } from './basemap.ts'
import type { Layout } from './layout.ts'
import type { Random } from './random.ts'

/** A place where something causes cases, found again by whoever looks: `times` as many of these categories. */
export type HotSpot = {
  readonly cause: string
  readonly faces: readonly number[]
  readonly categories: readonly string[]
  readonly times: number
  /** Days before the end between which the cause exists; missing: all year. */
  readonly daysAgo?: readonly [from: number, to: number]
}

export function plantHotSpots(layout: Layout, landmarks: readonly Landmark[], random: Random): HotSpot[] {
  const facesWhere = (isWanted: (face: number) => boolean) =>
    layout.landUses.flatMap((_, face) => (isWanted(face) ? [face] : []))
  const cluster = (around: number, count: number): number[] => {
    const found = [around]
    for (let i = 0; i < found.length && found.length < count; i++) {
      for (const { place } of layout.patchwork.beside[found[i]!]!) {
        if (found.length < count && !found.includes(place) && layout.landUses[place] !== 'water')
          found.push(place)
      }
    }
    return found
  }
  const inZone = (zone: string, use: string) =>
    facesWhere((face) => layout.zones[face] === zone && layout.landUses[face] === use)
  const faceOf = (kind: string) =>
    landmarks.filter((landmark) => landmark.class === kind).map(({ face }) => face)
  const oldTown = inZone('old_town', 'residential')
  return [
    {
      cause: 'night market',
      faces: cluster(random.pick(inZone('old_town', 'commercial')), 4),
      categories: ['200501', '200510', '200508', '200104', '200504'],
      times: 26,
    },
    {
      cause: 'old sewer',
      faces: cluster(random.pick(oldTown), 7),
      categories: ['200404', '200111', '100102'],
      times: 18,
    },
    {
      cause: 'old water main',
      faces: cluster(random.pick(oldTown), 5),
      categories: ['200402', '200401'],
      times: 24,
    },
    {
      cause: 'construction site',
      faces: cluster(random.pick(inZone('new_town', 'residential')), 4),
      categories: ['200301', '200302', '200304', '200305'],
      times: 30,
      daysAgo: [230, 20],
    },
    {
      cause: 'second construction site',
      faces: cluster(random.pick(inZone('center', 'commercial')), 3),
      categories: ['200301', '200302', '200305'],
      times: 30,
      daysAgo: [90, 0],
    },
    { cause: 'school gates', faces: faceOf('school'), categories: ['200501', '200505', '200506'], times: 4 },
    {
      cause: 'railway station',
      faces: faceOf('station').flatMap((face) => cluster(face, 3)),
      categories: ['200505', '200506', '200603', '200502', '200501'],
      times: 16,
    },
    {
      cause: 'markets',
      faces: faceOf('market'),
      categories: ['200102', '200504', '200501', '200104'],
      times: 4,
    },
    {
      cause: 'underpass',
      faces: [random.pick(inZone('residential', 'residential'))],
      categories: ['200111'],
      times: 70,
    },
    {
      cause: 'wholesale street',
      faces: cluster(random.pick(inZone('residential', 'commercial')), 3),
      categories: ['200507', '200505', '200602'],
      times: 14,
    },
    {
      cause: 'dumping ground',
      faces: [random.pick(inZone('village', 'farmland'))],
      categories: ['200103', '200303'],
      times: 60,
    },
  ]
}
