import { type Kysely, sql } from 'kysely'
import { responsibleGridSql } from '../../geo/responsibility-sql.ts'

/** A row where the source's own word for the area is not the grid that covers its point. */
export type LabelDifference = {
  readonly sourceId: string
  readonly label: string
  /** The grid that covers the point, or null outside all. */
  readonly found: string | null
  /** From the point to the area that the label names; null where no area bears that name. */
  readonly labelDistanceMeters: number | null
  readonly explanation:
    | 'both_cover'
    | 'on_the_border'
    | 'nearby'
    | 'elsewhere'
    | 'unknown_label'
    | 'outside_all'
}

/** How far our spatial join agrees with PostGIS's own, and both with the area that the source itself states. */
export type Agreement = {
  readonly located: number
  readonly inGrid: number
  readonly postgisAgrees: number
  readonly postgisDiffers: readonly { sourceId: string; ours: number | null; postgis: number | null }[]
  /** Rows inside a grid whose source states an area: the base of `labelAgrees`. */
  readonly labelled: number
  readonly labelAgrees: number
  readonly labelDiffers: readonly LabelDifference[]
}

/** Within this a label differs by the drawing of a border or the accuracy of an address, in meters. */
const BORDER_METERS = 30
const NEARBY_METERS = 500

/** Measures agreement over all located cases of a source system. Cost: one index join in PostGIS for each case. */
export async function measureAgreement<Tables>(db: Kysely<Tables>, sourceSystem: string): Promise<Agreement> {
  const grids = '(select duty_grid_id as id, code, geom from duty_grid where upper_inf(valid)) as grids'
  const { rows } = await sql<Row>`
    with located as (
      select r.source_id, r.source_area_label as label, c.duty_grid_id as ours, c.geom as point,
        ${sql.raw(responsibleGridSql(grids, 'ST_X(c.geom)', 'ST_Y(c.geom)'))} as postgis
      from case_record c join report r on r.case_id = c.case_id
      where c.source_system = ${sourceSystem} and c.geom is not null
    )
    select l.source_id as "sourceId", l.label, l.ours, l.postgis, found.name as found,
      case when l.label is null or lower(found.name) = lower(l.label) then null
        else ST_Distance(named.geom::geography, l.point::geography) end as "labelDistanceMeters"
    from located l
    left join duty_grid found on found.duty_grid_id = l.postgis and upper_inf(found.valid)
    left join duty_grid named on lower(named.name) = lower(l.label) and upper_inf(named.valid)
    order by l.source_id collate "C"`.execute(db)
  const inGrid = rows.filter(({ postgis }) => postgis !== null)
  const labelled = inGrid.filter(({ label }) => label !== null)
  const differing = rows.filter(
    ({ label, found }) => label !== null && label.toLowerCase() !== found?.toLowerCase(),
  )
  const postgisDiffers = rows.filter(({ ours, postgis }) => ours !== postgis)
  return {
    located: rows.length,
    inGrid: inGrid.length,
    postgisAgrees: rows.length - postgisDiffers.length,
    postgisDiffers: postgisDiffers.map(({ sourceId, ours, postgis }) => ({ sourceId, ours, postgis })),
    labelled: labelled.length,
    labelAgrees: labelled.length - differing.filter(({ postgis }) => postgis !== null).length,
    labelDiffers: differing.map(({ sourceId, label, found, labelDistanceMeters }) => ({
      sourceId,
      label: label!,
      found,
      labelDistanceMeters: labelDistanceMeters === null ? null : Math.round(labelDistanceMeters * 10) / 10,
      explanation: explain(found, labelDistanceMeters),
    })),
  }
}

type Row = {
  sourceId: string
  label: string | null
  ours: number | null
  postgis: number | null
  found: string | null
  labelDistanceMeters: number | null
}

function explain(found: string | null, labelDistanceMeters: number | null): LabelDifference['explanation'] {
  if (labelDistanceMeters === null) return 'unknown_label'
  if (found === null) return 'outside_all'
  if (labelDistanceMeters === 0) return 'both_cover'
  if (labelDistanceMeters <= BORDER_METERS) return 'on_the_border'
  return labelDistanceMeters <= NEARBY_METERS ? 'nearby' : 'elsewhere'
}
