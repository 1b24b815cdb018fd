import { type Kysely, sql } from 'kysely'
import { areaSquareMeters } from '../../geo/area-square-meters.ts'
import { boundingBox } from '../../geo/bounding-box.ts'
import { ewkbHex } from '../../geo/ewkb-hex.ts'
import type { BoundingBox, LngLat, MultiPolygonCoordinates } from '../../geo/lng-lat.ts'
import { mergeCells } from '../../geo/merge-cells.ts'
import { metersPerDegree } from '../../geo/meters-per-degree.ts'
import { validatePolygon } from '../../geo/validate-polygon.ts'
import type { Database } from '../db/schema.ts'
import { type GridCell, type GridContent, MOST_CELLS } from './grid-content.ts'
import { newBorders } from './new-borders.ts'

/** What is wrong with a division into grids, and where. */
export type GridFault = {
  readonly kind:
    | 'bad-shape'
    | 'overlap'
    | 'gap'
    | 'outside'
    | 'sliver'
    | 'apart'
    | 'empty-duty'
    | 'unnamed-duty'
    | 'nobody'
    | 'part-cut'
    | 'building-cut'
    | 'exhausted'
  /** An error keeps the draft from review; a warning is for whoever reviews it. */
  readonly severity: 'error' | 'warning'
  /** Codes of the grids or parts meant. */
  readonly codes: readonly string[]
  readonly bbox: BoundingBox | null
  readonly squareMeters?: number
}

/** Overlays are computed on this grid, which does not throw on real borders; see server/exchange/geometry-tools.ts. */
const GRID_DEGREES = 1e-7
const LEAST_SQUARE_METERS = 1
/** Rounding leaves strips thinner than this between borders that are the same. */
const LEAST_WIDTH_METERS = 0.05
const SLIVER_SQUARE_METERS = 100
/** A cell narrower than a road is no place to be responsible for. */
const SLIVER_WIDTH_METERS = 5
const PART_REACH_METERS = 0.5
const MOST_NAMED = 50

/**
 * Checks a division by pure rules and, for what only the whole tells, by PostGIS: overlaps, gaps, what leaves the
 * community, what a new border cuts. What was so before the draft is a warning.
 */
export async function checkGrids(
  db: Kysely<Database>,
  areaId: number,
  content: GridContent,
  base: GridContent,
): Promise<GridFault[]> {
  const shapes = badShapes(content)
  if (shapes.length > 0) return shapes
  const before = new Set([...ruleFaults(base), ...(await overlayFaults(db, areaId, base))].map(keyOf))
  const faults = [...ruleFaults(content), ...(await overlayFaults(db, areaId, content))].map((fault) =>
    before.has(keyOf(fault)) ? { ...fault, severity: 'warning' as const } : fault,
  )
  const all = [...faults, ...(await cutThings(db, content, base)), ...(await peopleFaults(db, content))]
  return all.sort((a, b) => a.severity.localeCompare(b.severity))
}

function keyOf({ kind, codes, bbox }: GridFault): string {
  return `${kind} ${codes.join(' ')} ${bbox?.map((degrees) => degrees.toFixed(6)).join(' ')}`
}

function bboxOf(polygons: MultiPolygonCoordinates): BoundingBox | null {
  return boundingBox(polygons) ?? null
}

function badShapes({ cells }: GridContent): GridFault[] {
  return cells.flatMap(({ code, polygons }) => {
    const validity = validatePolygon(polygons)
    if (validity.ok) return []
    const bbox: BoundingBox | null = validity.at ? [...validity.at, ...validity.at] : bboxOf(polygons)
    return [{ kind: 'bad-shape' as const, severity: 'error' as const, codes: [code], bbox }]
  })
}

/** Mean width of a long thing: twice its area by its outline. */
function widthMeters(polygons: MultiPolygonCoordinates): number {
  let length = 0
  for (const ring of polygons.flat()) {
    for (let i = 1; i < ring.length; i++) length += meters(ring[i - 1]!, ring[i]!)
  }
  return length === 0 ? 0 : (2 * areaSquareMeters(polygons)) / length
}

function meters(a: LngLat, b: LngLat): number {
  const { perLng, perLat } = metersPerDegree(a[1])
  return Math.hypot((a[0] - b[0]) * perLng, (a[1] - b[1]) * perLat)
}

function ruleFaults(content: GridContent): GridFault[] {
  const faults: GridFault[] = []
  const add = (fault: Omit<GridFault, 'severity'>) => faults.push({ ...fault, severity: 'error' })
  for (const { code, polygons } of content.cells) {
    const squareMeters = areaSquareMeters(polygons)
    if (squareMeters < SLIVER_SQUARE_METERS || widthMeters(polygons) < SLIVER_WIDTH_METERS)
      add({ kind: 'sliver', codes: [code], bbox: bboxOf(polygons), squareMeters })
  }
  if (content.cells.length > MOST_CELLS || content.cells.some(isPastSequence))
    add({
      kind: 'exhausted',
      codes: content.cells.filter(isPastSequence).map(({ code }) => code),
      bbox: null,
    })
  for (const { key, code, name } of content.duties) {
    const cells = content.cells.filter(({ dutyKey }) => dutyKey === key)
    if (cells.length === 0) {
      add({ kind: 'empty-duty', codes: [code], bbox: null })
      continue
    }
    const pieces = mergeCells(cells.map(({ polygons }) => polygons))
    if (pieces.length > 1) {
      const sizes = pieces.map((piece) => areaSquareMeters([piece]))
      const smallest = pieces[sizes.indexOf(Math.min(...sizes))]
      add({ kind: 'apart', codes: [code], bbox: smallest ? bboxOf([smallest]) : null })
    }
    if (name === '')
      add({ kind: 'unnamed-duty', codes: [code], bbox: bboxOf(cells.flatMap(({ polygons }) => polygons)) })
  }
  return faults
}

/** The area's code with three digits has been used up. */
function isPastSequence({ unitGridId, code }: GridCell): boolean {
  return unitGridId === null && /\d{13}\d{3,}$/.test(code) && code.length > 15
}

type OverlayRow = {
  kind: 'overlap' | 'gap' | 'outside'
  a: number | null
  b: number | null
  squareMeters: number
  bbox: number[]
}

async function overlayFaults(
  db: Kysely<Database>,
  areaId: number,
  { cells }: GridContent,
): Promise<GridFault[]> {
  if (cells.length === 0) return []
  const hexes = cells.map(({ polygons }) => ewkbHex({ type: 'MultiPolygon', coordinates: polygons }))
  const grid = sql`${GRID_DEGREES}::float8`
  const { rows } = await sql<OverlayRow>`
    with s as materialized (
      select i::int - 1 as i, t::geometry as g from unnest(${hexes}::text[]) with ordinality as u(t, i)
    ), whole as materialized (select ST_Union(g, ${grid}) as g from s),
    outline as materialized (select geom as g from area where area_id = ${areaId} and upper_inf(valid)),
    pieces as (
      select 'overlap' as kind, a.i as a, b.i as b, ST_Intersection(a.g, b.g, ${grid}) as g
      from s a join s b on a.i < b.i and a.g && b.g and ST_Relate(a.g, b.g, 'T********')
      union all
      select 'gap', null, null, ST_Difference(outline.g, whole.g, ${grid}) from outline, whole
      union all
      select 'outside', s.i, null, ST_Difference(s.g, outline.g, ${grid}) from s, outline
      where not ST_CoveredBy(s.g, outline.g)
    ), parts as (
      select kind, a, b, (ST_Dump(ST_CollectionExtract(g, 3))).geom as g from pieces
    ), measured as (
      select kind, a, b, g, ST_Area(g::geography) as m, ST_Perimeter(g::geography) as outline from parts
    )
    select kind, a, b, m as "squareMeters", array[ST_XMin(g), ST_YMin(g), ST_XMax(g), ST_YMax(g)] as bbox
    from measured
    where m > ${LEAST_SQUARE_METERS} and 2 * m > ${LEAST_WIDTH_METERS} * outline
    order by m desc limit 200`.execute(db)
  return rows.map(({ kind, a, b, squareMeters, bbox }) => ({
    kind,
    severity: 'error',
    codes: [a, b].flatMap((i) => (i === null ? [] : [cells[i]?.code ?? ''])),
    bbox: bbox as unknown as BoundingBox,
    squareMeters,
  }))
}

/** Parts and buildings that a border goes through which was not there before. */
async function cutThings(
  db: Kysely<Database>,
  content: GridContent,
  base: GridContent,
): Promise<GridFault[]> {
  const lines = newBorders(content, base)
  if (lines.length === 0) return []
  const hex = ewkbHex({ type: 'MultiLineString', coordinates: lines })
  const { rows } = await sql<{ kind: 'part-cut' | 'building-cut'; code: string; bbox: number[] }>`
    with border as materialized (select (ST_Dump(${hex}::text::geometry)).geom as g),
    met as (
      select distinct on (p.part_id) 'part-cut' as kind, p.code, p.geom as g
      from border b join part p on p.geom && ST_Expand(b.g, 0.00002)
        and ST_DWithin(p.geom::geography, b.g::geography, ${PART_REACH_METERS})
      union all
      select distinct on (f.feature_id) 'building-cut', f.name, f.geom
      from border b join basemap_feature f on f.layer = 'building' and f.geom && b.g
        and ST_Length(ST_Intersection(f.geom, b.g, ${GRID_DEGREES}::float8)::geography) > 1
    )
    select kind, code, array[ST_XMin(g), ST_YMin(g), ST_XMax(g), ST_YMax(g)] as bbox from met limit ${MOST_NAMED}`.execute(
    db,
  )
  return rows.map(({ kind, code, bbox }) => ({
    kind,
    severity: 'warning',
    codes: code ? [code] : [],
    bbox: bbox as unknown as BoundingBox,
  }))
}

/** A new duty grid takes over the people of those it came of; where they have none, nobody would go there. */
async function peopleFaults(db: Kysely<Database>, content: GridContent): Promise<GridFault[]> {
  const rows = await db.selectFrom('duty_grid_person').select('duty_grid_id').distinct().execute()
  const staffed = new Set(rows.map(({ duty_grid_id }) => duty_grid_id))
  return content.duties
    .filter(({ dutyGridId, from }) => ![dutyGridId, ...from].some((id) => id !== null && staffed.has(id)))
    .map(({ key, code }) => ({
      kind: 'nobody' as const,
      severity: 'warning' as const,
      codes: [code],
      bbox: bboxOf(
        content.cells.filter(({ dutyKey }) => dutyKey === key).flatMap(({ polygons }) => polygons),
      ),
    }))
}
