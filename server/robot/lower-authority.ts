import { sql } from 'kysely'
import { withSystem } from '../db/client.ts'
import type { Services } from '../services.ts'
import { authorityOf } from './authority-of.ts'
import { judgedSince } from './judged.ts'
import { readAuthority } from './read-authority.ts'
import { writeAuthority } from './write-authority.ts'

const LOOKBACK_MS = 30 * 86_400_000
/** Of each category, the last so many decisions that a department has answered. */
const WINDOW = 50
/** Fewer say nothing. */
const MIN_DECIDED = 20

/**
 * The robot gives up what it does badly: where too many of a category's last decisions came back, it only suggests from
 * now on, and says so with its figures. A person may raise it again; what was before then no longer counts.
 */
export async function lowerAuthority(services: Services): Promise<void> {
  const at = services.clock.now()
  await withSystem(services.db, 'robot.lower', async (trx) => {
    const rows = await readAuthority(trx)
    const { rows: figures } = await sql<{
      category_id: number
      name: string
      decided: number
      returned: number
    }>`
      select category_id, category.name, count(*)::int as decided,
        (count(*) filter (where outcome = 'returned'))::int as returned
      from (
        select judged.*, row_number() over (partition by judged.category_id order by judged.at desc, judged.case_id desc) as nth
        from (${judgedSince(new Date(at.getTime() - LOOKBACK_MS))}) judged
        left join dispatch_authority a on a.category_id = judged.category_id and a.area_id is null
        where judged.outcome <> 'open' and judged.at >= coalesce(a.counted_from, '-infinity'::timestamptz)
      ) latest
      join category using (category_id)
      where nth <= ${WINDOW}
      group by category_id, category.name
      having count(*) >= ${MIN_DECIDED}
      order by category_id`.execute(trx)
    for (const { category_id, decided, returned } of figures) {
      const setting = authorityOf(
        rows.filter((row) => row.areaId === null),
        category_id,
        [],
      )
      const rate = returned / decided
      if (setting.mode !== 'automatic' || rate <= setting.maxReturnRate) continue
      await writeAuthority(trx, {
        categoryId: category_id,
        areaId: null,
        setting: { ...setting, mode: 'suggest' },
        at,
        userId: null,
        name: '派遣机器人',
        reason: `最近 ${decided} 件自动派遣退回 ${returned} 件（${percent(rate)}），高于 ${percent(setting.maxReturnRate)}`,
        figures: { decided, returned },
      })
    }
  })
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10}%`
}
