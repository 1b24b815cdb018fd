import { sql } from 'kysely'
import { z } from 'zod'
import { type Trx, withScope } from '../../db/client.ts'
import { readSource } from '../../exchange/formats/read-source.ts'
import { broken, type Fault } from '../../exchange/formats/source-table.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Services } from '../../services.ts'
import { type BasisRow, type BasisValue, type ChangedThing, isSameValue } from '../changes/basis-row.ts'
import { proposeChange } from '../changes/changes.ts'
import { standingValues } from '../changes/standing-values.ts'
import { regulationHeadSchema } from '../regulation-head.ts'
import { splitRegulation } from '../split-regulation.ts'
import { writeRegulation } from '../write-regulation.ts'
import {
  CHECK_COLUMNS,
  type Codes,
  DUTY_COLUMNS,
  type GoodDuty,
  type GoodLink,
  type GoodMatter,
  LINK_COLUMNS,
  MATTER_COLUMNS,
  type NumberedRow,
  parseChecks,
  parseDuties,
  parseLinks,
  parseMatters,
} from './basis-tables.ts'

export type BasisImport = ChangedThing | 'pack'
export type ImportReport = {
  readonly isTrial: boolean
  readonly added: number
  readonly changed: number
  readonly removed: number
  readonly unchanged: number
  /** Rows that say nothing: a matter that still has no owner. */
  readonly skipped: number
  readonly faults: readonly Fault[]
  /** What is, or would be, written; the first of them. */
  readonly changes: readonly {
    readonly kind: 'added' | 'changed' | 'removed'
    readonly what: string
    readonly from: string
    readonly to: string
  }[]
  /** Of what waits for another person to publish it. */
  readonly isProposed: boolean
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
  /** Rows as their spreadsheets have them. */
  dictionary: z.array(z.record(z.string(), z.string())).default([]),
  checklists: z.array(z.record(z.string(), z.string())).default([]),
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
 * Brings duties, links, the dictionary or a pack in. Bad rows are told by row and field and the good ones are kept; what
 * the file does not name stays, and what its column "remove" marks goes. The duty list and the dictionary wait for another
 * person; every change can be undone as a whole. A trial writes nothing and tells the same.
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
    const keep = async (thing: ChangedThing, rows: readonly BasisRow[]) => {
      if (isTrial || rows.length === 0) return
      const { state } = await proposeChange(trx, { what: thing, fileName: name, rows, actor, at })
      if (state === 'proposed') tally.isProposed = true
    }
    if (pack) await takePack(trx, pack, { actor, at, isTrial }, tally, keep)
    else if (what === 'duties') {
      const parsed = parseDuties(table!.rows, await readCodes(trx))
      tally.faults.push(...table!.notes, ...parsed.faults)
      tally.skipped = parsed.skipped
      await keep('duties', await readDutyRows(trx, parsed.good, tally))
    } else if (what === 'dictionary') {
      tally.faults.push(...table!.notes)
      await keep('dictionary', await takeMatters(trx, table!.rows, tally))
    } else if (what === 'checklists') {
      tally.faults.push(...table!.notes)
      await keep('checklists', await takeChecks(trx, table!.rows, await readCodes(trx), tally))
    } else {
      const parsed = parseLinks(table!.rows, await readCodes(trx))
      tally.faults.push(...table!.notes, ...parsed.faults)
      await keep('links', await readLinkRows(trx, parsed.good, tally))
    }
    return tally.report(isTrial)
  })
}

type Keep = (thing: ChangedThing, rows: readonly BasisRow[]) => Promise<void>

class Tally {
  added = 0
  changed = 0
  removed = 0
  unchanged = 0
  isProposed = false
  skipped = 0
  readonly faults: Fault[] = []
  readonly changes: { kind: 'added' | 'changed' | 'removed'; what: string; from: string; to: string }[] = []

  note(kind: 'added' | 'changed' | 'removed', what: string, from: string, to: string): void {
    this[kind]++
    if (this.changes.length < CHANGES_SHOWN) this.changes.push({ kind, what, from, to })
  }

  report(isTrial: boolean): ImportReport {
    const { added, changed, removed, unchanged, skipped, faults, changes, isProposed } = this
    return { isTrial, added, changed, removed, unchanged, skipped, faults, changes, isProposed }
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

/** What a duty list would change; a file takes away only what its column says. */
async function readDutyRows(trx: Trx, duties: readonly GoodDuty[], tally: Tally): Promise<BasisRow[]> {
  const standing = await standingValues(trx, 'duties')
  const words = (value: BasisValue | null) =>
    Object.values(value ?? {})
      .filter(Boolean)
      .join(' · ')
  return duties.flatMap((duty): BasisRow[] => {
    const key = `${duty.categoryId}/${duty.areaId}`
    const what = [duty.categoryCode, duty.areaCode].filter(Boolean).join(' · ')
    const before = standing.get(key) ?? null
    const { departmentCode, kind, level, note } = duty
    const after = duty.isRemoved ? null : { departmentCode, kind, level, note }
    if (duty.isRemoved && !before) {
      tally.faults.push(notThere(duty.row, DUTY_COLUMNS.remove[0], what))
      return []
    }
    if (isSameValue(before, after)) {
      tally.unchanged++
      return []
    }
    tally.note(before ? (after ? 'changed' : 'removed') : 'added', what, words(before), words(after))
    return [{ key, what, before, after }]
  })
}

type By = { readonly actor: Actor; readonly at: Date; readonly isTrial: boolean }

/** What links would change: confirmed, or rejected where the file takes them away. */
async function readLinkRows(trx: Trx, links: readonly GoodLink[], tally: Tally): Promise<BasisRow[]> {
  const standing = await standingValues(trx, 'links')
  return links.flatMap(({ row, pieceId, categoryId, article, categoryCode, isRemoved }): BasisRow[] => {
    const key = `${pieceId}/${categoryId}`
    const what = `${article} → ${categoryCode}`
    const before = standing.get(key) ?? null
    const after = { state: isRemoved ? 'rejected' : 'confirmed' }
    if (isRemoved && before?.state !== 'confirmed') {
      tally.faults.push(notThere(row, LINK_COLUMNS.remove[0], what))
      return []
    }
    if (isSameValue(before, after)) {
      tally.unchanged++
      return []
    }
    tally.note(
      before ? (isRemoved ? 'removed' : 'changed') : 'added',
      what,
      String(before?.state ?? ''),
      after.state,
    )
    return [{ key, what, before, after }]
  })
}

async function takeMatters(trx: Trx, rows: readonly NumberedRow[], tally: Tally): Promise<BasisRow[]> {
  const kinds = await trx.selectFrom('equipment_kind').select(['code', 'name']).orderBy('code').execute()
  const classes = await trx
    .selectFrom('category')
    .select(['kind', 'class_code'])
    .distinct()
    .orderBy('class_code')
    .execute()
  const { good, faults } = parseMatters(rows, {
    ...(await readCodes(trx)),
    equipment: new Map(kinds.flatMap(({ code, name }) => [[name, code] as const, [code, code] as const])),
    classes: new Set(classes.map(({ kind, class_code }) => `${kind}/${class_code}`)),
  })
  tally.faults.push(...faults)
  return readMatterRows(trx, good, tally)
}

/** What a dictionary's file would change; what it takes away is retired, and comes back by a row that does not. */
async function readMatterRows(trx: Trx, matters: readonly GoodMatter[], tally: Tally): Promise<BasisRow[]> {
  const standing = await standingValues(trx, 'dictionary')
  return matters.flatMap(({ row, code, isNew, isRemoved, fields }): BasisRow[] => {
    if (isNew) {
      const after = { ...NEW_MATTER, ...fields }
      tally.note('added', `${code} ${String(fields.name)}`, '', String(fields.classCode))
      return [{ key: code, what: `${code} ${String(fields.name)}`, before: null, after }]
    }
    const before = standing.get(code)!
    const what = `${code} ${String(before.name)}`
    const { state, ...active } = before
    if (isRemoved && state === 'retired') {
      tally.faults.push(notThere(row, MATTER_COLUMNS.remove[0], what))
      return []
    }
    const after = isRemoved ? { ...active, state: 'retired' } : { ...active, ...fields }
    if (isSameValue(before, after)) {
      tally.unchanged++
      return []
    }
    const names = [...Object.keys(fields), ...(state === 'retired' || isRemoved ? ['state'] : [])]
    const differing = names.filter((name) => String(before[name] ?? '') !== String(fieldIn(after, name)))
    const said = (value: BasisValue) => differing.map((name) => String(fieldIn(value, name))).join(' · ')
    tally.note(isRemoved ? 'removed' : 'changed', what, said(before), isRemoved ? '' : said(after))
    return [{ key: code, what, before, after }]
  })
}

function fieldIn(value: BasisValue, name: string) {
  return value[name] ?? ''
}

/** What a file need not say of a new matter. */
const NEW_MATTER = {
  nameEn: '',
  severity: 'normal',
  skill: '',
  equipment: [],
  closing: '',
  closingEn: '',
} as const

async function takeChecks(
  trx: Trx,
  rows: readonly NumberedRow[],
  codes: Codes,
  tally: Tally,
): Promise<BasisRow[]> {
  const items = await trx.selectFrom('inspection_item').select('code').execute()
  const { good, faults } = parseChecks(rows, { ...codes, items: new Set(items.map(({ code }) => code)) })
  tally.faults.push(...faults)
  const standing = await standingValues(trx, 'checklists')
  return good.flatMap(({ row, itemCode, code, zh, en, categoryCode, isRemoved }): BasisRow[] => {
    const key = `${itemCode}/${code}`
    const before = standing.get(key) ?? null
    const what = `${key} ${zh || String(before?.zh ?? '')}`
    const after = isRemoved ? null : { zh, en, categoryCode }
    if (isRemoved && !before) {
      tally.faults.push(notThere(row, CHECK_COLUMNS.remove[0], key))
      return []
    }
    if (isSameValue(before, after)) {
      tally.unchanged++
      return []
    }
    tally.note(
      before ? (after ? 'changed' : 'removed') : 'added',
      what,
      String(before?.zh ?? ''),
      after ? zh : '',
    )
    return [{ key, what, before, after }]
  })
}

function notThere(row: number, field: string, what: string): Fault {
  return { row, field, code: 'NOT_THERE', zh: `没有「${what}」可移除`, en: `There is no ${what} to remove` }
}

/** Regulations first, so that a link may name one of them; a code that is there with another text is told, not replaced. */
async function takePack(
  trx: Trx,
  pack: z.output<typeof packSchema>,
  by: By,
  tally: Tally,
  keep: Keep,
): Promise<void> {
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
          links.push({
            row,
            article: `${head.code}-${key}`,
            pieceId: pieceId ?? 0,
            categoryCode,
            categoryId,
            isRemoved: false,
          })
        else wrong(`links.${key}`, 'NO_SUCH_ARTICLE', `没有条文“${key}”`, `No article ${key}`)
      }
    }
  }
  const known = links.filter(({ pieceId }) => by.isTrial || pieceId !== 0)
  await keep('links', await readLinkRows(trx, known, tally))
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
  await keep('duties', await readDutyRows(trx, good, tally))
  const numbered = (rows: readonly Readonly<Record<string, string>>[]) =>
    rows.map((values, i) => ({ row: i + 1, values }))
  await keep('dictionary', await takeMatters(trx, numbered(pack.dictionary), tally))
  await keep('checklists', await takeChecks(trx, numbered(pack.checklists), codes, tally))
}
