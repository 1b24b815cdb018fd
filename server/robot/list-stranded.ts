import { readCalendar } from '../basis/read-calendar.ts'
import type { Reason } from '../cases/actions-for.ts'
import { withScope } from '../db/client.ts'
import { CITY_LIMITS } from '../dispatch/rank-units.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { isOnShift } from '../units/is-on-shift.ts'
import { shiftsOfUnit } from '../units/shifts-of-unit.ts'

export type StrandedCase = {
  readonly caseId: number
  readonly number: string
  /** Only a dispatched case can be sent elsewhere; a signed one is the department's to hand on. */
  readonly state: 'dispatched' | 'signed'
  readonly categoryName: string
  readonly categoryNameEn: string
  readonly address: string
  readonly unitName: string
  readonly unitNameEn: string
  readonly reason: Reason
}
const LIMIT = 200

/** Cases under way whose unit has dropped out: off duty, off shift, or silent. */
export async function listStranded(services: Services, actor: Actor): Promise<StrandedCase[]> {
  const nowMs = services.clock.now().getTime()
  return withScope(services.db, actor, async (trx) => {
    const { timeZone } = await readCalendar(trx)
    const rows = await trx
      .selectFrom('case_record')
      .innerJoin('unit', 'unit.unit_id', 'case_record.unit_id')
      .leftJoin('unit_state', 'unit_state.unit_id', 'unit.unit_id')
      .leftJoin('category', 'category.category_id', 'case_record.category_id')
      .select([
        'case_record.case_id',
        'case_record.number',
        'case_record.state',
        'case_record.address',
        'category.name as category_name',
        'category.name_en as category_name_en',
        'unit.name as unit_name',
        'unit.name_en as unit_name_en',
        'unit_state.status',
        'unit_state.at',
        shiftsOfUnit.as('shifts'),
      ])
      .where('case_record.state', 'in', ['dispatched', 'signed'])
      .where('case_record.clock_paused_at', 'is', null)
      .orderBy('case_record.due_at')
      .orderBy('case_record.case_id')
      .limit(5 * LIMIT)
      .execute()
    return rows
      .flatMap((row): StrandedCase[] => {
        const reason = whyOut(
          row.status === 'off' || !isOnShift(row.shifts, timeZone, nowMs),
          row.at === null ? null : Math.floor((nowMs - row.at.getTime()) / 60_000),
        )
        if (!reason) return []
        return [
          {
            caseId: row.case_id,
            number: row.number,
            state: row.state as StrandedCase['state'],
            categoryName: row.category_name ?? '',
            categoryNameEn: row.category_name_en ?? '',
            address: row.address,
            unitName: row.unit_name,
            unitNameEn: row.unit_name_en,
            reason,
          },
        ]
      })
      .slice(0, LIMIT)
  })
}

function whyOut(isOff: boolean, ageMinutes: number | null): Reason | undefined {
  if (isOff) return { code: 'OFF_SHIFT', zh: '已下班', en: 'Off shift' }
  if (ageMinutes === null) return { code: 'NO_POSITION', zh: '没有定位', en: 'No position known' }
  if (ageMinutes <= CITY_LIMITS.maxFixAgeMinutes) return undefined
  return { code: 'STALE_POSITION', zh: `失联 ${ageMinutes} 分钟`, en: `Silent for ${ageMinutes} min` }
}
