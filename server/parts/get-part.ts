import { sql } from 'kysely'
import type { LngLat } from '../../geo/lng-lat.ts'
import type { CaseRow } from '../cases/case-rows.ts'
import { listCaseRows } from '../cases/case-rows.ts'
import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'

export type Part = {
  readonly partId: number
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly categoryName: string
  readonly categoryNameEn: string
  readonly condition: 'good' | 'fair' | 'poor' | 'missing'
  readonly inCharge: string | null
  readonly inChargeEn: string | null
  readonly owner: string
  readonly maintainer: string
  readonly installedOn: string | null
  readonly address: string
  readonly lngLat: LngLat
  readonly attributes: Readonly<Record<string, string | number | boolean>>
  /** Cases about this very part, newest first, 20 at most. */
  readonly cases: readonly CaseRow[]
}

/** One city part with its three parties and what has been reported about it. */
export async function getPart(services: Services, actor: Actor, partId: number): Promise<Part> {
  return await withScope(services.db, actor, async (trx) => {
    const row = await trx
      .selectFrom('part')
      .innerJoin('category', 'category.category_id', 'part.category_id')
      .leftJoin('department', 'department.department_id', 'part.in_charge_department_id')
      .select([
        'part.code',
        'part.name',
        'part.name_en as nameEn',
        'category.name as categoryName',
        'category.name_en as categoryNameEn',
        'part.condition',
        'department.name as inCharge',
        'department.name_en as inChargeEn',
        'part.owner',
        'part.maintainer',
        'part.installed_on as installedOn',
        'part.address',
        'part.attributes',
        sql<number>`ST_X(part.geom)`.as('lng'),
        sql<number>`ST_Y(part.geom)`.as('lat'),
      ])
      .where('part.part_id', '=', partId)
      .executeTakeFirst()
    if (!row) {
      throw new CodedError(
        'not_found',
        'NO_SUCH_PART',
        '没有这个部件，或不在您的辖区',
        'No such part in your area',
        {
          field: 'partId',
        },
      )
    }
    const cases = await trx
      .selectFrom('case_record')
      .select('case_id')
      .where('case_record.part_id', '=', partId)
      .orderBy('case_record.reported_at', 'desc')
      .limit(20)
      .execute()
    const { lng, lat, ...part } = row
    return {
      partId,
      ...part,
      lngLat: [lng, lat],
      cases: await listCaseRows(
        trx,
        cases.map((row) => row.case_id),
        services.clock.now(),
      ),
    }
  })
}
