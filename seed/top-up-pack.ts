import { type Kysely, sql } from 'kysely'
import { type Trx, withSystem } from '../server/db/client.ts'
import type { Database } from '../server/db/schema.ts'
import { appendEvent } from '../server/events/append-event.ts'
import { equipmentKinds, equipmentOf } from './packs/city-management/equipment.ts'
import { rules } from './packs/city-management/rules.ts'

/** What the pack asks of the rule that registers by what was seen on site. */
const SEEN_ON_SITE = 'isVerified'

/**
 * Brings to a city that an earlier version made what the pack has gained since: the equipment that matters ask for, and
 * the row that registers what was seen on site. Where somebody here has a say already, nothing is touched.
 *
 * @returns what came, in a few words each
 */
export function topUpPack(db: Kysely<Database>, at: Date): Promise<string[]> {
  return withSystem(db, 'pack.top_up', async (trx) => {
    const city = await trx.selectFrom('city').select('seed').executeTakeFirst()
    if (!city?.seed) return []
    return [...(await addEquipment(trx)), ...(await addSeenOnSite(trx, at))]
  })
}

async function addEquipment(trx: Trx): Promise<string[]> {
  if (await trx.selectFrom('equipment_kind').select('code').limit(1).executeTakeFirst()) return []
  for (const { code, name, nameEn, words } of equipmentKinds)
    await trx
      .insertInto('equipment_kind')
      .values({ code, name, name_en: nameEn ?? '', words: [...words] })
      .execute()
  for (const [code, equipment] of Object.entries(equipmentOf))
    await sql`update category set equipment = ${[...equipment]}::text[]
      where code = ${code} and equipment = '{}'`.execute(trx)
  return [`${equipmentKinds.length} kinds of equipment`]
}

/** The rule as the pack brought it, never published anew here: it gets the pack's newer table as its next version. */
async function addSeenOnSite(trx: Trx, at: Date): Promise<string[]> {
  const rule = rules.find(({ kind }) => kind === 'registration')
  if (!rule) return []
  const versions = await trx
    .selectFrom('rule')
    .select(['rule_id', 'name', 'name_en', 'kind', 'version', 'place', 'published_at'])
    .select(sql<string>`content::text`.as('content'))
    .where('code', '=', rule.code)
    .forUpdate()
    .execute()
  const [standing] = versions
  if (!standing || versions.length > 1 || standing.published_at) return []
  if (standing.content.includes(SEEN_ON_SITE)) return []
  await sql`update rule set valid = tstzrange(lower(valid), ${at}::timestamptz)
    where rule_id = ${standing.rule_id}`.execute(trx)
  await trx
    .insertInto('rule')
    .values({
      code: rule.code,
      kind: standing.kind,
      name: standing.name,
      name_en: standing.name_en,
      version: standing.version + 1,
      content: JSON.stringify(rule.content),
      valid: sql<string>`tstzrange(${at}::timestamptz, null)`,
      place: standing.place,
      note: '随程序更新：现场核实属实直接立案',
    })
    .execute()
  await appendEvent(trx, {
    type: 'rule.changed',
    at,
    scopeAreaId: 0,
    entity: 'rule',
    entityId: rule.code,
    actor: 'system:pack.top_up',
  })
  return [`${rule.code}: what was seen on site is registered`]
}
