import { sql } from 'kysely'
import type { Trx } from '../../db/client.ts'
import { CodedError } from '../../errors.ts'
import { type BasisRow, type BasisValue, type ChangedThing, isSameValue } from './basis-row.ts'
import { standingValues } from './standing-values.ts'

/**
 * Writes every row, or none: what stands must be what each row says stood before.
 *
 * @throws {CodedError} BASIS_MOVED naming the first that somebody else has changed meanwhile
 */
export async function writeRows(
  trx: Trx,
  what: ChangedThing,
  rows: readonly BasisRow[],
  by: { readonly userId: string; readonly name: string; readonly at: Date },
): Promise<void> {
  await sql`select pg_advisory_xact_lock(7261097)`.execute(trx)
  const standing = await standingValues(trx, what)
  const moved = rows.find(({ key, before }) => !isSameValue(standing.get(key) ?? null, before))
  if (moved)
    throw new CodedError(
      'conflict',
      'BASIS_MOVED',
      `「${moved.what}」已被他人改过，请重新导入`,
      `"${moved.what}" has been changed by somebody else: try the file again`,
      { field: moved.key, expected: JSON.stringify(moved.before) },
    )
  for (const row of rows) {
    if (what === 'duties') await writeDuty(trx, row)
    else if (what === 'links') await writeLink(trx, row, by)
    else if (what === 'dictionary') await writeMatter(trx, row, by)
    else await writeCheck(trx, row, by)
  }
}

async function writeDuty(trx: Trx, { key, before, after }: BasisRow): Promise<void> {
  const [category = '', area = 'null'] = key.split('/')
  const areaId = area === 'null' ? null : Number(area)
  if (!after) {
    await sql`delete from duty where category_id = ${Number(category)}::int
      and area_id is not distinct from ${areaId}::int`.execute(trx)
    return
  }
  const { department_id } = await trx
    .selectFrom('department')
    .select('department_id')
    .where('code', '=', textOf(after, 'departmentCode'))
    .executeTakeFirstOrThrow()
  const values = [textOf(after, 'kind'), textOf(after, 'level'), textOf(after, 'note')] as const
  const [kind, level, note] = values
  if (before)
    await sql`update duty set department_id = ${department_id}::int, kind = ${kind}, level = ${level}, note = ${note}
      where category_id = ${Number(category)}::int and area_id is not distinct from ${areaId}::int`.execute(
      trx,
    )
  else
    await sql`insert into duty (category_id, area_id, department_id, kind, level, note)
      values (${Number(category)}::int, ${areaId}::int, ${department_id}::int, ${kind}, ${level}, ${note})`.execute(
      trx,
    )
}

async function writeLink(
  trx: Trx,
  { key, before, after }: BasisRow,
  by: { readonly userId: string; readonly at: Date },
): Promise<void> {
  const [pieceId = 0, categoryId = 0] = key.split('/').map(Number)
  if (!after)
    await sql`delete from article_link where piece_id = ${pieceId}::bigint and category_id = ${categoryId}::int`.execute(
      trx,
    )
  else if (before)
    await sql`update article_link set state = ${textOf(after, 'state')}, decided_by = ${by.userId}, decided_at = ${by.at}
      where piece_id = ${pieceId}::bigint and category_id = ${categoryId}::int`.execute(trx)
  else
    await sql`insert into article_link (piece_id, category_id, state, origin, decided_by, decided_at)
      values (${pieceId}::bigint, ${categoryId}::int, ${textOf(after, 'state')}, 'file', ${by.userId}, ${by.at})`.execute(
      trx,
    )
}

async function writeMatter(
  trx: Trx,
  { key, before, after }: BasisRow,
  { at }: { readonly at: Date },
): Promise<void> {
  // Cases of all times stand on a matter: one that is taken back, too, is retired.
  if (!after) {
    await sql`update category set retired_at = ${at}, version = version + 1 where code = ${key}`.execute(trx)
    return
  }
  if (!before)
    await sql`insert into category (code, kind, class_code, class_name, class_name_en, name)
      select ${key}, ${textOf(after, 'kind')}, class_code, class_name, class_name_en, ${textOf(after, 'name')} from category
      where class_code = ${textOf(after, 'classCode')} and kind = ${textOf(after, 'kind')} order by code limit 1`.execute(
      trx,
    )
  const retiredAt = after.state === 'retired' ? at : null
  await sql`update category set name = ${textOf(after, 'name')}, name_en = ${textOf(after, 'nameEn')},
      severity = ${textOf(after, 'severity')}, skill = ${textOf(after, 'skill')},
      equipment = array(select jsonb_array_elements_text(${JSON.stringify(after.equipment)}::text::jsonb)),
      closing = ${textOf(after, 'closing')}, closing_en = ${textOf(after, 'closingEn')}, retired_at = ${retiredAt}::timestamptz, version = version + 1
    where code = ${key}`.execute(trx)
}

/** A check of an item stays where it stands in its list; a new one comes last. The last one of an item is not taken away. */
async function writeCheck(
  trx: Trx,
  { key, what, before, after }: BasisRow,
  { at, name }: { readonly at: Date; readonly name: string },
): Promise<void> {
  const [itemCode = '', checkCode = ''] = key.split('/')
  const { checklist } = await trx
    .selectFrom('inspection_item')
    .select('checklist')
    .where('code', '=', itemCode)
    .executeTakeFirstOrThrow()
  const categoryCode = after ? textOf(after, 'categoryCode') : ''
  const check = after && {
    code: checkCode,
    zh: textOf(after, 'zh'),
    en: textOf(after, 'en'),
    ...(categoryCode && { categoryCode }),
  }
  const list = before
    ? checklist.flatMap((one) => (one.code === checkCode ? (check ?? []) : one))
    : [...checklist, ...(check ? [check] : [])]
  if (list.length === 0)
    throw new CodedError(
      'conflict',
      'LAST_CHECK',
      `「${what}」是该检查单的最后一项，不能移除`,
      `${what} is the last check of its list and cannot be taken away`,
      { field: key },
    )
  await trx
    .updateTable('inspection_item')
    .set((eb) => ({
      checklist: JSON.stringify(list),
      version: eb('version', '+', 1),
      changed_at: at,
      changed_by: name,
    }))
    .where('code', '=', itemCode)
    .execute()
}

function textOf(value: BasisValue, field: string): string {
  return String(value[field] ?? '')
}
