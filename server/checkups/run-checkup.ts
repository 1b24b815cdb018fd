import { sql, type Transaction } from 'kysely'
import { withScope } from '../db/client.ts'
import type { Database } from '../db/schema.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import { type CaseCounts, sumCounts, totalCounts } from '../indices/case-counts.ts'
import { medianOf } from '../indices/grade.ts'
import {
  checkupIndicators,
  type Indicator,
  type Measured,
  scoreOf,
  urbanManagement,
} from '../indices/indicators.ts'
import { type GeoJsonShape, type PlacedCounts, readCaseCounts } from '../indices/read-case-counts.ts'
import type { Services } from '../services.ts'

const DAY_MS = 86_400_000

export type CheckupInput = {
  readonly areaId?: number | undefined
  readonly geometry?: GeoJsonShape | undefined
  /** ISO 8601 */
  readonly from: string
  readonly to: string
}
/** What `cases.queue` and the desk's URL take. */
type CaseFilter = {
  readonly areaId?: number
  readonly within?: GeoJsonShape
  readonly from: string
  readonly to: string
  readonly clockLevels?: readonly ('near' | 'overdue')[]
}
export type Checkup = {
  /** A case-based preview: a full checkup also has surveys, parts and sensors. */
  readonly isPreview: true
  readonly from: string
  readonly to: string
  readonly shape: { readonly name: string; readonly nameEn: string; readonly areaSquareMeters: number }
  readonly score: number | null
  readonly grade: CheckupGrade | null
  readonly cityScore: number | null
  readonly previousScore: number | null
  readonly indicators: readonly CheckupIndicator[]
  readonly problems: readonly { zh: string; en: string; n: number; caseFilter: CaseFilter }[]
  readonly caseTotal: number
}
export type CheckupGrade = 'good' | 'fair' | 'poor'
export type CheckupIndicator = Pick<
  Indicator,
  'code' | 'name' | 'nameEn' | 'unit' | 'target' | 'direction' | 'formula' | 'formulaEn' | 'minSample'
> & {
  readonly value: number | null
  readonly cityValue: number | null
  /** Over the subdistricts, or what the city has instead. */
  readonly cityMedian: number | null
  readonly previousValue: number | null
  readonly grade: CheckupGrade | null
  readonly sample: number
  readonly caseFilter: CaseFilter
}

/** Runs a case-based checkup of an area or of any drawn shape, against the city and the period before. */
export async function runCheckup(services: Services, actor: Actor, input: CheckupInput): Promise<Checkup> {
  const from = new Date(input.from)
  const to = new Date(input.to)
  const days = (to.getTime() - from.getTime()) / DAY_MS
  if (!(days >= 1 && days <= 1100)) {
    throw new CodedError(
      'bad_input',
      'BAD_PERIOD',
      '时间段应为 1 天到 3 年',
      'The period must be 1 day to 3 years',
      { field: 'to' },
    )
  }
  const before = new Date(from.getTime() - (to.getTime() - from.getTime()))
  const at = new Date(Math.min(to.getTime(), services.clock.now().getTime()))
  const read = await withScope(services.db, actor, async (trx) => {
    const areas = await trx
      .selectFrom('area')
      .select([
        'area_id as areaId',
        'path',
        'level',
        'name',
        'name_en as nameEn',
        sql<number>`ST_Area(geom::geography)`.as('m2'),
      ])
      .where(sql<boolean>`upper_inf(valid)`)
      .execute()
    const within = await selectionOf(trx, input, areas)
    return {
      areas,
      within,
      inside: await readCaseCounts(trx, from, to, { ...within.filter, at }),
      insideBefore: await readCaseCounts(trx, before, from, within.filter),
      everywhere: await readCaseCounts(trx, from, to, { at }),
      topCategories: await topCategories(trx, from, to, within.filter),
    }
  })
  const { areas, within, inside, insideBefore, everywhere } = read
  const measure = (counts: CaseCounts, areaSquareMeters: number): Measured => ({
    counts,
    areaSquareMeters,
    days,
  })
  const now = measure(totalCounts(inside), within.areaSquareMeters)
  const previous = measure(totalCounts(insideBefore), within.areaSquareMeters)
  const cityArea = areas.filter(({ level }) => level === 'city').reduce((sum, { m2 }) => sum + m2, 0)
  const city = measure(totalCounts(everywhere), cityArea)
  const peers = peersOf(areas, everywhere, days)
  const caseFilter: CaseFilter = {
    ...(input.areaId === undefined ? {} : { areaId: input.areaId }),
    ...(input.geometry ? { within: input.geometry } : {}),
    from: from.toISOString(),
    to: to.toISOString(),
  }
  const score = enough(urbanManagement, now)
  return {
    isPreview: true,
    from: caseFilter.from,
    to: caseFilter.to,
    shape: { name: within.name, nameEn: within.nameEn, areaSquareMeters: within.areaSquareMeters },
    score,
    grade: score === null ? null : gradeOf(score),
    cityScore: enough(urbanManagement, city),
    previousScore: enough(urbanManagement, previous),
    indicators: checkupIndicators.map((indicator) => {
      const { code, name, nameEn, unit, target, direction, formula, formulaEn, minSample } = indicator
      const value = enough(indicator, now)
      return {
        code,
        name,
        nameEn,
        unit,
        target,
        direction,
        formula,
        formulaEn,
        minSample,
        value,
        cityValue: enough(indicator, city),
        cityMedian: medianOf(peers.map((peer) => enough(indicator, peer))),
        previousValue: enough(indicator, previous),
        grade: value === null ? null : gradeOf(scoreOf(indicator, value)),
        sample: indicator.sampleOf(now),
        caseFilter,
      }
    }),
    problems: read.topCategories.map(({ n, share, name, nameEn, overdue }) => ({
      zh: `${name} ${n} 件，占 ${share}%${overdue > 0 ? `，其中 ${overdue} 件超期未结` : ''}`,
      en: `${nameEn || name}: ${n} cases, ${share} %${overdue > 0 ? `, ${overdue} of them overdue` : ''}`,
      n,
      caseFilter,
    })),
    caseTotal: now.counts.total,
  }
}

function enough(indicator: Indicator, measured: Measured): number | null {
  return indicator.sampleOf(measured) < indicator.minSample ? null : indicator.valueOf(measured)
}

function gradeOf(score: number): CheckupGrade {
  if (score >= 90) return 'good'
  return score >= 70 ? 'fair' : 'poor'
}

type AreaRow = { areaId: number; path: number[]; level: string; name: string; nameEn: string; m2: number }
type Selection = {
  readonly name: string
  readonly nameEn: string
  readonly areaSquareMeters: number
  readonly filter: { within?: GeoJsonShape; areaIds?: readonly number[] }
}

async function selectionOf(
  trx: Transaction<Database>,
  { areaId, geometry }: CheckupInput,
  areas: readonly AreaRow[],
): Promise<Selection> {
  if (areaId !== undefined) {
    const area = areas.find((a) => a.areaId === areaId)
    if (!area)
      throw new CodedError('not_found', 'NO_SUCH_AREA', '没有这个区域', 'No such area', { field: 'areaId' })
    const leaves = areas.filter(({ path }) => path.includes(areaId)).map((a) => a.areaId)
    return { name: area.name, nameEn: area.nameEn, areaSquareMeters: area.m2, filter: { areaIds: leaves } }
  }
  if (!geometry) {
    throw new CodedError('bad_input', 'NO_SHAPE', '请选择或画一个区域', 'Choose or draw an area', {
      field: 'geometry',
    })
  }
  const { rows } = await sql<{ isValid: boolean; reason: string; m2: number }>`
    select ST_IsValid(g) as "isValid", ST_IsValidReason(g) as reason, ST_Area(g::geography) as m2
    from (select ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(geometry)}), 4326) as g) shape`.execute(trx)
  const shape = rows[0]!
  if (!shape.isValid) {
    throw new CodedError(
      'bad_input',
      'INVALID_SHAPE',
      '所画图形无效（自相交）',
      `The shape is not valid: ${shape.reason}`,
      {
        field: 'geometry',
      },
    )
  }
  return { name: '所画区域', nameEn: 'Drawn area', areaSquareMeters: shape.m2, filter: { within: geometry } }
}

/** The city's subdistricts measured alike; its communities where it has no subdistricts. */
function peersOf(areas: readonly AreaRow[], placed: readonly PlacedCounts[], days: number): Measured[] {
  const level = areas.some((area) => area.level === 'subdistrict') ? 'subdistrict' : 'community'
  const pathOf = new Map(areas.map(({ areaId, path }) => [areaId, path]))
  const counts = sumCounts(placed, ({ scopeAreaId }) => pathOf.get(scopeAreaId) ?? [])
  return areas
    .filter((area) => area.level === level && counts.has(area.areaId))
    .map(({ areaId, m2 }) => ({ counts: counts.get(areaId)!, areaSquareMeters: m2, days }))
}

/** What is reported most, three categories. */
async function topCategories(trx: Transaction<Database>, from: Date, to: Date, filter: Selection['filter']) {
  const within = filter.within
    ? sql`ST_Covers(ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(filter.within)}), 4326), c.geom)`
    : sql`c.scope_area_id = any(${[...(filter.areaIds ?? [])]}::int[])`
  const { rows } = await sql<{ n: number; share: number; name: string; nameEn: string; overdue: number }>`
    select count(*)::int as n, round(100.0 * count(*) / sum(count(*)) over ())::int as share,
      g.name, g.name_en as "nameEn",
      count(*) filter (where c.clock_level = 'overdue' and c.state not in ('closed', 'canceled'))::int as overdue
    from case_record c join category g on g.category_id = c.category_id
    where c.reported_at >= ${from} and c.reported_at < ${to} and c.state <> 'canceled' and ${within}
    group by g.category_id order by n desc, g.code limit 3`.execute(trx)
  return rows
}
