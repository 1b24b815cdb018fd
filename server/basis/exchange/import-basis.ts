import { sql } from 'kysely'
import { z } from 'zod'
import { type Trx, withScope } from '../../db/client.ts'
import { appendEvent } from '../../events/append-event.ts'
import { readSource } from '../../exchange/formats/read-source.ts'
import { broken, type Fault } from '../../exchange/formats/source-table.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Services } from '../../services.ts'
import { regulationHeadSchema } from '../regulation-head.ts'
import { splitRegulation } from '../split-regulation.ts'
import { writeRegulation } from '../write-regulation.ts'
import { type Codes, type GoodDuty, type GoodLink, parseDuties, parseLinks } from './basis-tables.ts'

export type BasisImport = 'duties' | 'links' | 'pack'
export type ImportReport = {
  readonly isTrial: boolean
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  /** Rows that say nothing: a matter that still has no owner. */
  readonly skipped: number
  readonly faults: readonly Fault[]
  /** What is, or would be, written; the first of them. */
  readonly changes: readonly {
    readonly kind: 'added' | 'changed'
    readonly what: string
    readonly from: string
    readonly to: string
  }[]
}

const CHANGES_SHOWN = 200
const codesSchema = z.object({
  categories: z.array(z.string()).default([]),
  departments: z.array(z.string()).default([]),
})
const packSchema = z.object({
  format: z.literal('tongguan-basis'),
  version: z.literal(1),
  regulations: z.array(z.unknown()).default([]),
  duties: z.array(z.unknown()).default([]),
})
const packRegulationSchema = regulationHeadSchema.required({ code: true }).extend({
  text: z.string().min(1),
  superseded: z.object({ on: z.iso.date(), byCode: z.string().nullable() }).optional(),
  links: z.record(z.string(), codesSchema).default({}),
})
const packDutySchema = z.object({
  categoryCode: z.string(),
  areaCode: z.string().nullable().default(null),
  departmentCode: z.string(),
  kind: z.string().default(''),
  level: z.string().default(''),
  note: z.string().default(''),
})

/**
 * Brings duties, links or a pack in. Bad rows are told by row and field and the good ones are kept; what the file does
 * not name stays. A second time nothing changes. A trial writes nothing and tells the same.
 */
export async function importBasis(
  services: Services,
  actor: Actor,
  { what, bytes, name, isTrial }: { what: BasisImport; bytes: Uint8Array; name: string; isTrial: boolean },
): Promise<ImportReport> {
  const pack = what === 'pack' ? readPack(bytes) : undefined
  const table = pack ? undefined : await readSource(bytes, name)
  const at = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const tally = new Tally()
    if (pack) await takePack(trx, pack, { actor, at, isTrial }, tally)
    else if (what === 'duties') {
      const parsed = parseDuties(table!.rows, await readCodes(trx))
      tally.faults.push(...table!.notes, ...parsed.faults)
      tally.skipped = parsed.skipped
      await takeDuties(trx, parsed.good, isTrial, tally)
    } else {
      const parsed = parseLinks(table!.rows, await readCodes(trx))
      tally.faults.push(...table!.notes, ...parsed.faults)
      await takeLinks(trx, parsed.good, { actor, at, isTrial }, tally)
    }
    if (!isTrial && tally.added + tally.changed > 0)
      await appendEvent(trx, {
        type: 'basis.published',
        at,
        scopeAreaId: 0,
        entity: 'basis',
        entityId: what,
        actor: actor.userId,
        data: { added: tally.added, changed: tally.changed },
      })
    return tally.report(isTrial)
  })
}

class Tally {
  added = 0
  changed = 0
  unchanged = 0
  skipped = 0
  readonly faults: Fault[] = []
  readonly changes: { kind: 'added' | 'changed'; what: string; from: string; to: string }[] = []

  note(kind: 'added' | 'changed', what: string, from: string, to: string): void {
    this[kind]++
    if (this.changes.length < CHANGES_SHOWN) this.changes.push({ kind, what, from, to })
  }

  report(isTrial: boolean): ImportReport {
    const { added, changed, unchanged, skipped, faults, changes } = this
    return { isTrial, added, changed, unchanged, skipped, faults, changes }
  }
}

function readPack(bytes: Uint8Array): z.output<typeof packSchema> {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw broken('BAD_JSON', '依据包不是完整的 JSON', 'The pack is no whole JSON')
  }
  const parsed = packSchema.safeParse(json)
  if (!parsed.success)
    throw broken(
      'NOT_A_PACK',
      '不是统管依据包',
      'It is no pack of a basis',
      'format: "tongguan-basis", version: 1',
    )
  return parsed.data
}

async function readCodes(trx: Trx): Promise<Codes> {
  const { rows } = await sql<{ kind: keyof Codes; code: string; id: number }>`
    select 'categories' as kind, code, category_id as id from category
    union all select 'departments', code, department_id from department
    union all select 'areas', code, area_id from area where upper_inf(valid)
    union all select 'articles', r.code || '-' || p.key, p.piece_id
      from regulation_piece p join regulation r using (regulation_id)
      where p.kind = 'article' and r.state = 'published'
        and r.version = (select max(l.version) from regulation l where l.code = r.code and l.state = 'published')`.execute(
    trx,
  )
  const of = (kind: keyof Codes) =>
    new Map(rows.filter((row) => row.kind === kind).map(({ code, id }) => [code, Number(id)]))
  return {
    categories: of('categories'),
    departments: of('departments'),
    areas: of('areas'),
    articles: of('articles'),
  }
}

async function takeDuties(
  trx: Trx,
  duties: readonly GoodDuty[],
  isTrial: boolean,
  tally: Tally,
): Promise<void> {
  const standing = await trx
    .selectFrom('duty')
    .innerJoin('department', 'department.department_id', 'duty.department_id')
    .select(['duty_id', 'category_id', 'duty.area_id', 'department.code', 'duty.kind', 'level', 'note'])
    .orderBy('duty_id')
    .execute()
  const byKey = new Map(standing.map((duty) => [`${duty.category_id}/${duty.area_id}`, duty]))
  const words = (...parts: string[]) => parts.filter(Boolean).join(' · ')
  for (const duty of duties) {
    const values = {
      category_id: duty.categoryId,
      area_id: duty.areaId,
      department_id: duty.departmentId,
      kind: duty.kind,
      level: duty.level,
      note: duty.note,
    }
    const what = words(duty.categoryCode, duty.areaCode)
    const to = words(duty.departmentCode, duty.kind, duty.level, duty.note)
    const before = byKey.get(`${duty.categoryId}/${duty.areaId}`)
    if (!before) {
      tally.note('added', what, '', to)
      if (!isTrial) await trx.insertInto('duty').values(values).execute()
      continue
    }
    const from = words(before.code, before.kind, before.level, before.note)
    if (from === to) {
      tally.unchanged++
      continue
    }
    tally.note('changed', what, from, to)
    if (!isTrial) await trx.updateTable('duty').set(values).where('duty_id', '=', before.duty_id).execute()
  }
}

type By = { readonly actor: Actor; readonly at: Date; readonly isTrial: boolean }

async function takeLinks(
  trx: Trx,
  links: readonly GoodLink[],
  { actor, at, isTrial }: By,
  tally: Tally,
): Promise<void> {
  const standing = await trx
    .selectFrom('article_link')
    .select(['piece_id', 'category_id', 'state'])
    .where('category_id', 'is not', null)
    .execute()
  const stateOf = new Map(standing.map((link) => [`${link.piece_id}/${link.category_id}`, link.state]))
  for (const { pieceId, categoryId, article, categoryCode } of links) {
    const state = stateOf.get(`${pieceId}/${categoryId}`)
    if (state === 'confirmed') {
      tally.unchanged++
      continue
    }
    tally.note(state ? 'changed' : 'added', `${article} → ${categoryCode}`, state ?? '', 'confirmed')
    if (isTrial) continue
    const decided = { state: 'confirmed', decided_by: actor.userId, decided_at: at } as const
    if (state) {
      await trx
        .updateTable('article_link')
        .set(decided)
        .where('piece_id', '=', pieceId)
        .where('category_id', '=', categoryId)
        .execute()
    } else {
      await trx
        .insertInto('article_link')
        .values({
          ...decided,
          piece_id: pieceId,
          category_id: categoryId,
          department_id: null,
          origin: 'file',
        })
        .execute()
    }
  }
}

/** Regulations first, so that a link may name one of them; a code that is there with another text is told, not replaced. */
async function takePack(trx: Trx, pack: z.output<typeof packSchema>, by: By, tally: Tally): Promise<void> {
  const codes = await readCodes(trx)
  const standing = new Map(
    (
      await trx
        .selectFrom('regulation')
        .select(['code', 'source_text'])
        .where('state', '=', 'published')
        .orderBy('version')
        .execute()
    ).map(({ code, source_text }) => [code, source_text]),
  )
  const links: GoodLink[] = []
  for (const [i, value] of pack.regulations.entries()) {
    const row = i + 1
    const wrong = (field: string, code: string, zh: string, en: string) =>
      tally.faults.push({ row, field: `regulations.${field}`, code, zh, en })
    const parsed = packRegulationSchema.safeParse(value)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      const field = issue?.path.join('.') ?? ''
      wrong(field, 'BAD_REGULATION', `法规信息不完整：${field}`, issue?.message ?? 'Bad regulation')
      continue
    }
    const { text, links: own, superseded, ...head } = parsed.data
    const articles = splitRegulation(text).pieces.filter(({ kind }) => kind === 'article')
    if (articles.length === 0) {
      wrong('text', 'NOT_A_REGULATION', '文本没有条文编号', 'The text has no numbered articles')
      continue
    }
    const before = standing.get(head.code)
    let ids: ReadonlyMap<string, number> | undefined
    if (before === undefined) {
      tally.note('added', head.code, '', head.title)
      if (!by.isTrial) {
        const author = { userId: by.actor.userId, name: by.actor.name }
        const written = await writeRegulation(trx, head, {
          version: 1,
          text,
          state: 'published',
          author,
          at: by.at,
        })
        ids = written.articleIds
        if (superseded)
          await trx
            .updateTable('regulation')
            .set({ superseded_on: superseded.on })
            .where('regulation_id', '=', written.regulationId)
            .execute()
      }
    } else if (before !== text) {
      wrong(
        'text',
        'ANOTHER_TEXT',
        `${head.code} 已登记且文本不同，请作为新版本录入`,
        `${head.code} is there with another text; take it in as a new version`,
      )
      continue
    } else tally.unchanged++
    for (const [key, { categories }] of Object.entries(own)) {
      const pieceId = ids?.get(key) ?? codes.articles.get(`${head.code}-${key}`)
      for (const categoryCode of categories) {
        const categoryId = codes.categories.get(categoryCode)
        const isThere =
          pieceId !== undefined || (by.isTrial && articles.some((article) => article.key === key))
        if (categoryId === undefined)
          wrong(
            `links.${key}`,
            'NO_SUCH_CATEGORY',
            `没有事项编码“${categoryCode}”`,
            `No category ${categoryCode}`,
          )
        else if (isThere)
          links.push({ row, article: `${head.code}-${key}`, pieceId: pieceId ?? 0, categoryCode, categoryId })
        else wrong(`links.${key}`, 'NO_SUCH_ARTICLE', `没有条文“${key}”`, `No article ${key}`)
      }
    }
  }
  await takeLinks(
    trx,
    links.filter(({ pieceId }) => by.isTrial || pieceId !== 0),
    by,
    tally,
  )
  const duties = pack.duties.map((value, i) => {
    const parsed = packDutySchema.safeParse(value)
    const duty = parsed.success ? parsed.data : undefined
    return {
      row: i + 1,
      values: {
        category_code: duty?.categoryCode ?? '',
        department_code: duty?.departmentCode ?? '',
        area_code: duty?.areaCode ?? '',
        kind: duty?.kind ?? '',
        level: duty?.level ?? '',
        note: duty?.note ?? '',
      },
    }
  })
  const { good, faults, skipped } = parseDuties(duties, codes)
  tally.faults.push(...faults)
  tally.skipped += skipped
  await takeDuties(trx, good, by.isTrial, tally)
}
