import { sql } from 'kysely'
import { withSystem } from '../db/client.ts'
import type { Services } from '../services.ts'
import { authorityOf } from './authority-of.ts'
import { findOverruns } from './find-overruns.ts'
import { judgedSince } from './judged.ts'
import { readAuthority } from './read-authority.ts'
import { subdistrictOf } from './read-record.ts'
import { writeAuthority } from './write-authority.ts'

const LOOKBACK_MS = 30 * 86_400_000
/** Of each category in each community: more than one window needs. */
const LATEST = 50

/**
 * The robot gives up what it does badly: where too many of its last decisions of a category came back, in one area or
 * everywhere, it only suggests from now on, and says so with its figures. A person may raise it again; what was before
 * then no longer counts.
 */
export async function lowerAuthority(services: Services): Promise<void> {
  const at = services.clock.now()
  const { locator } = services
  await withSystem(services.db, 'robot.lower', async (trx) => {
    const rows = await readAuthority(trx)
    const { rows: latest } = await sql<{
      category_id: number
      scope_area_id: number
      at: Date
      is_returned: boolean
    }>`
      select category_id, scope_area_id, at, outcome = 'returned' as is_returned
      from (
        select judged.*, row_number() over (partition by category_id, scope_area_id order by at desc, case_id desc) as nth
        from (${judgedSince(new Date(at.getTime() - LOOKBACK_MS))}) judged
        where outcome <> 'open' and category_id is not null
      ) latest
      where nth <= ${LATEST}
      order by at desc, case_id desc`.execute(trx)
    const decisions = latest.map((row) => ({
      categoryId: row.category_id,
      areaId: subdistrictOf(services, row.scope_area_id) ?? null,
      at: row.at,
      isReturned: row.is_returned,
    }))
    const pathOf = (areaId: number) => locator.findArea(areaId)?.path ?? []
    for (const overrun of findOverruns(decisions, rows, pathOf)) {
      const { categoryId, areaId, decided, returned, rate, categoryRate } = overrun
      const setting = authorityOf(rows, categoryId, areaId === null ? [] : pathOf(areaId))
      const limit = percent(setting.maxReturnRate)
      await writeAuthority(trx, {
        categoryId,
        areaId,
        setting: { ...setting, mode: 'suggest' },
        at,
        userId: null,
        name: '派遣机器人',
        reason:
          areaId === null
            ? `最近 ${decided} 件自动派遣退回 ${returned} 件（${percent(rate)}），高于 ${limit}`
            : `本区域最近 ${decided} 件自动派遣退回 ${returned} 件，并入该类别（${percent(categoryRate)}）折算为 ${percent(rate)}，高于 ${limit}`,
        figures: { decided, returned },
      })
    }
  })
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10}%`
}
