import { contourLines, contourPolygons, type Raster, rasterOf } from './contours.ts'
import { smoothLine } from './curve.ts'
import type { Name } from './names.ts'
import { between, direction, distance, type Point } from './plane.ts'
import { HILL, type Skeleton } from './skeleton.ts'
import { COUNTRY_METERS, type Terrain } from './terrain.ts'

export type Relief = {
  /** Slopes to the light, from the north-west as on every map, and away from it; steeper ones lie within gentler ones. */
  readonly slopes: readonly { readonly class: string; readonly rings: readonly (readonly Point[])[] }[]
  readonly contours: readonly { readonly heightMeters: number; readonly points: readonly Point[] }[]
  readonly peaks: readonly (Name & { readonly at: Point; readonly rank: number })[]
  /** Small rivers from the hills to the river. */
  readonly streams: readonly (Name & { readonly points: readonly Point[] })[]
}

/** Slopes fade out before they end. */
const FADE_METERS = 12_000
const CELL_METERS = 400
const HILL_CELL_METERS = 45
const SLOPES: readonly (readonly [name: string, steepness: number])[] = [
  ['lit_1', 0.03],
  ['lit_2', 0.07],
  ['lit_3', 0.12],
  ['shaded_1', -0.03],
  ['shaded_2', -0.06],
  ['shaded_3', -0.1],
  ['shaded_4', -0.15],
]

export function drawRelief({ scale }: Skeleton, terrain: Terrain, course: readonly Point[]): Relief {
  const [east, north] = terrain.middle
  const country = rasterOf(
    [east - COUNTRY_METERS, north - COUNTRY_METERS, east + COUNTRY_METERS, north + COUNTRY_METERS],
    CELL_METERS,
    (at) => {
      const off = Math.max(Math.abs(at[0] - east), Math.abs(at[1] - north))
      return terrain.heightAt(at) * Math.min(1, (COUNTRY_METERS - off) / FADE_METERS)
    },
  )
  const [hillEast, hillNorth] = [HILL[0] * scale, HILL[1] * scale]
  const around = 2000 * scale
  const hill = rasterOf(
    [hillEast - around, hillNorth - around, hillEast + around, hillNorth + around],
    HILL_CELL_METERS,
    terrain.hillAt,
  )
  return {
    slopes: [...slopesOf(country, 200_000), ...slopesOf(hill, 6000)],
    contours: [
      ...[100, 200, 300, 400].flatMap((level) => linesAt(country, level, 400_000)),
      ...[20, 40, 60, 80, 100, 120, 140].flatMap((level) => linesAt(hill, level, 8000)),
    ],
    peaks: peaksOf(country),
    streams: streamsTo(course, terrain),
  }
}

function linesAt(
  raster: Raster,
  heightMeters: number,
  leastSquareMeters: number,
): Relief['contours'][number][] {
  return contourLines(raster, heightMeters, leastSquareMeters).map((points) => ({ heightMeters, points }))
}

function slopesOf(heights: Raster, leastSquareMeters: number): Relief['slopes'][number][] {
  const { columns, rows, cellMeters, values } = heights
  const lit = new Float64Array(values.length)
  for (let row = 1; row < rows - 1; row++) {
    for (let column = 1; column < columns - 1; column++) {
      const at = row * columns + column
      const eastward = values[at + 1]! - values[at - 1]!
      const northward = values[at + columns]! - values[at - columns]!
      lit[at] = ((eastward - northward) * Math.SQRT1_2) / (2 * cellMeters)
    }
  }
  const dark = lit.map((value) => -value)
  return SLOPES.flatMap(([name, steepness]) => {
    const raster = { ...heights, values: steepness > 0 ? lit : dark }
    return contourPolygons(raster, Math.abs(steepness), leastSquareMeters).map((rings) => ({
      class: name,
      rings,
    }))
  })
}

const peakNames =
  '青龙山 Qinglong,凤鸣山 Fengming,云盘山 Yunpan,老鹰山 Laoying,大顶山 Dading,佛手山 Foshou,石门山 Shimen,紫竹山 Zizhu,牛背山 Niubei,笔架山 Bijia,九里山 Jiuli,望海山 Wanghai,乌龟山 Wugui,双峰山 Shuangfeng,松鹤山 Songhe,铁帽山 Tiemao,莲花山 Lianhua,天柱山 Tianzhu,白云山 Baiyun,金鸡山 Jinji'
    .split(',')
    .map((entry): Name => {
      const [name, stem] = entry.split(' ')
      return { name: name!, nameEn: `Mount ${stem}` }
    })
const PEAKS_APART_METERS = 7000

function peaksOf({ west, south, cellMeters, columns, values }: Raster): Relief['peaks'][number][] {
  const byHeight = [...values.keys()]
    .filter((at) => values[at]! > 190)
    .sort((a, b) => values[b]! - values[a]!)
  const tops: Point[] = []
  for (const at of byHeight) {
    const top: Point = [west + (at % columns) * cellMeters, south + Math.floor(at / columns) * cellMeters]
    if (tops.every((other) => distance(other, top) > PEAKS_APART_METERS)) tops.push(top)
    if (tops.length === peakNames.length) break
  }
  return tops.map((at, i) => ({ ...peakNames[i]!, at, rank: i < 8 ? 2 : 4 }))
}

const streamNames: readonly Name[] = [
  { name: '柳溪河', nameEn: 'Liuxi River' },
  { name: '青沙河', nameEn: 'Qingsha River' },
  { name: '白马河', nameEn: 'Baima River' },
  { name: '梅溪', nameEn: 'Meixi Creek' },
  { name: '汤水河', nameEn: 'Tangshui River' },
  { name: '石塘河', nameEn: 'Shitang River' },
  { name: '芦沟河', nameEn: 'Lugou River' },
  { name: '南溪河', nameEn: 'Nanxi River' },
]
const STEP_METERS = 1700
const STREAM_METERS = 30_000

/** Upstream from mouths along the river, always where the ground is lowest. */
function streamsTo(course: readonly Point[], terrain: Terrain): Relief['streams'][number][] {
  return streamNames.map((name, i) => {
    // Mouths on both banks by turns; none where the city lies.
    const share = [0.33, 0.37, 0.42, 0.44, 0.56, 0.59, 0.64, 0.69][i]!
    const at = Math.round(share * (course.length - 1))
    const mouth = course[at]!
    const [east, north] = direction(course[at - 3]!, course[at + 3]!)
    const side = i % 2 === 0 ? 1 : -1
    const heading: Point = [-north * side, east * side]
    const controls: Point[] = [mouth, [mouth[0] + heading[0] * 900, mouth[1] + heading[1] * 900]]
    for (let meters = 0; meters < STREAM_METERS; meters += STEP_METERS) {
      const from = controls.at(-1)!
      const next = [-1.2, -0.6, -0.2, 0.2, 0.6, 1.2]
        .map((aside, k): { at: Point; cost: number } => {
          const way = direction([0, 0], [heading[0] - heading[1] * aside, heading[1] + heading[0] * aside])
          const there: Point = [from[0] + way[0] * STEP_METERS, from[1] + way[1] * STEP_METERS]
          const middle = between(from, there, 0.5)
          const meander = 26 * terrain.grainAt([there[0] * 1.7, there[1] * 1.7 + k * 900])
          return {
            at: there,
            cost: terrain.heightAt(there) + terrain.heightAt(middle) + meander + Math.abs(aside) * 2,
          }
        })
        .reduce((best, one) => (one.cost < best.cost ? one : best))
      if (terrain.heightAt(next.at) > 190) break
      controls.push(next.at)
    }
    // Downstream, as a river is drawn.
    return { ...name, points: smoothLine(controls, 220).reverse() }
  })
}
