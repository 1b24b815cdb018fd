import { writeRegulation } from '../../basis/write-regulation.ts'
import type { Trx } from '../../db/client.ts'
import type { BundleRegulation } from '../bundle.ts'
import { idsByCode } from './load-organization.ts'
import { inTransaction, type Loader } from './loader.ts'

/** The registry of regulations and what their articles are the basis of; a code that is there keeps its versions. */
export async function loadRegulations(loader: Loader): Promise<void> {
  const { bundle, now } = loader
  for (const regulation of bundle.regulations ?? []) {
    await inTransaction(loader, (trx) => loadRegulation(trx, regulation, now))
  }
  await inTransaction(loader, async (trx) => {
    const ids = await trx
      .selectFrom('regulation')
      .select(['code', 'regulation_id', 'version'])
      .where('state', '=', 'published')
      .orderBy('version')
      .execute()
    const idOf = new Map(ids.map(({ code, regulation_id }) => [code, regulation_id]))
    for (const { code, superseded } of bundle.regulations ?? []) {
      if (!superseded) continue
      await trx
        .updateTable('regulation')
        .set({
          superseded_on: superseded.on,
          superseded_by_id: superseded.byCode === null ? null : (idOf.get(superseded.byCode) ?? null),
        })
        .where('code', '=', code)
        .where('superseded_on', 'is', null)
        .where('state', '=', 'published')
        .execute()
    }
  })
}

async function loadRegulation(trx: Trx, { text, links, ...head }: BundleRegulation, at: Date): Promise<void> {
  const standing = await trx
    .selectFrom('regulation')
    .select('regulation_id')
    .where('code', '=', head.code)
    .limit(1)
    .executeTakeFirst()
  if (standing) return
  const { articleIds } = await writeRegulation(trx, head, {
    version: 1,
    text,
    state: 'published',
    author: { userId: 'system:load', name: '' },
    at,
  })
  const categoryIds = await idsByCode(trx, 'category')
  const departmentIds = await idsByCode(trx, 'department')
  const confirmed = { state: 'confirmed', origin: 'pack', decided_at: at } as const
  const rows = Object.entries(links).flatMap(([key, { categories, departments = [] }]) => {
    const piece_id = articleIds.get(key)
    if (piece_id === undefined) return []
    return [
      ...categories.map((code) => ({
        piece_id,
        category_id: categoryIds.get(code) ?? null,
        department_id: null,
      })),
      ...departments.map((code) => ({
        piece_id,
        category_id: null,
        department_id: departmentIds.get(code) ?? null,
      })),
    ].filter(({ category_id, department_id }) => category_id !== null || department_id !== null)
  })
  if (rows.length > 0)
    await trx
      .insertInto('article_link')
      .values(rows.map((row) => ({ ...row, ...confirmed })))
      .onConflict((oc) => oc.doNothing())
      .execute()
}
