import type { Fault } from '../../exchange/formats/source-table.ts'

/** The columns of a spreadsheet, each with the heads under which it is found; the first is written. */
export const DUTY_COLUMNS = {
  categoryCode: ['事项编码', 'category_code'],
  categoryName: ['事项', 'category'],
  departmentCode: ['责任部门编码', 'department_code'],
  departmentName: ['责任部门', 'department'],
  areaCode: ['范围编码', 'area_code'],
  areaName: ['范围', 'area'],
  kind: ['职责', 'kind'],
  level: ['层级', 'level'],
  note: ['备注', 'note'],
} as const
export const LINK_COLUMNS = {
  regulationCode: ['法规编码', 'regulation_code'],
  title: ['法规', 'regulation'],
  article: ['条', 'article'],
  categoryCode: ['事项编码', 'category_code'],
  categoryName: ['事项', 'category'],
} as const

const KINDS = {
  upkeep: '日常养护',
  enforcement: '行政执法',
  service: '公共服务',
  emergency: '应急处置',
} as const
const LEVELS = { city: '市级', district: '区级', subdistrict: '街道级', community: '社区级' } as const
export const kindWord = (kind: string) => KINDS[kind as keyof typeof KINDS] ?? ''
export const levelWord = (level: string) => LEVELS[level as keyof typeof LEVELS] ?? ''

export type NumberedRow = { readonly row: number; readonly values: Readonly<Record<string, string>> }
/** What codes stand for. */
export type Codes = {
  readonly categories: ReadonlyMap<string, number>
  readonly departments: ReadonlyMap<string, number>
  readonly areas: ReadonlyMap<string, number>
  /** `CODE-article` of what is published and latest → the piece. */
  readonly articles: ReadonlyMap<string, number>
}
export type GoodDuty = {
  readonly row: number
  readonly categoryCode: string
  readonly categoryId: number
  readonly departmentCode: string
  readonly departmentId: number
  readonly areaCode: string
  readonly areaId: number | null
  readonly kind: '' | keyof typeof KINDS
  readonly level: '' | keyof typeof LEVELS
  readonly note: string
}
export type GoodLink = {
  readonly row: number
  readonly article: string
  readonly pieceId: number
  readonly categoryCode: string
  readonly categoryId: number
}
export type Parsed<T> = {
  readonly good: readonly T[]
  readonly faults: readonly Fault[]
  readonly skipped: number
}

function valueIn(values: NumberedRow['values'], heads: readonly string[]): string {
  for (const head of heads) if (values[head] !== undefined) return values[head].trim()
  return ''
}

function fault(row: number, heads: readonly string[], code: string, zh: string, en: string): Fault {
  return { row, field: heads[0]!, code, zh, en }
}

/** Duties of a spreadsheet: good rows, and of each bad one which field is wrong. A row without a department says nothing. */
export function parseDuties(rows: readonly NumberedRow[], codes: Codes): Parsed<GoodDuty> {
  const good: GoodDuty[] = []
  const faults: Fault[] = []
  const seen = new Map<string, number>()
  let skipped = 0
  for (const { row, values } of rows) {
    const of = (name: keyof typeof DUTY_COLUMNS) => valueIn(values, DUTY_COLUMNS[name])
    const [categoryCode, departmentCode, areaCode] = [
      of('categoryCode'),
      of('departmentCode'),
      of('areaCode'),
    ]
    if (departmentCode === '' && categoryCode !== '') {
      skipped++
      continue
    }
    const wrong: Fault[] = []
    const categoryId = codes.categories.get(categoryCode)
    const departmentId = codes.departments.get(departmentCode)
    const areaId = areaCode === '' ? null : codes.areas.get(areaCode)
    const kind = keyOf(KINDS, of('kind'))
    const level = keyOf(LEVELS, of('level'))
    if (categoryId === undefined)
      wrong.push(
        fault(
          row,
          DUTY_COLUMNS.categoryCode,
          'NO_SUCH_CATEGORY',
          `没有事项编码“${categoryCode}”`,
          `No category ${categoryCode}`,
        ),
      )
    if (departmentId === undefined)
      wrong.push(
        fault(
          row,
          DUTY_COLUMNS.departmentCode,
          'NO_SUCH_DEPARTMENT',
          `没有部门编码“${departmentCode}”`,
          `No department ${departmentCode}`,
        ),
      )
    if (areaId === undefined)
      wrong.push(
        fault(row, DUTY_COLUMNS.areaCode, 'NO_SUCH_AREA', `没有区划编码“${areaCode}”`, `No area ${areaCode}`),
      )
    if (kind === undefined)
      wrong.push(
        fault(
          row,
          DUTY_COLUMNS.kind,
          'BAD_KIND',
          `职责应为 ${Object.values(KINDS).join('、')}`,
          `One of ${Object.keys(KINDS).join(', ')}`,
        ),
      )
    if (level === undefined)
      wrong.push(
        fault(
          row,
          DUTY_COLUMNS.level,
          'BAD_LEVEL',
          `层级应为 ${Object.values(LEVELS).join('、')}`,
          `One of ${Object.keys(LEVELS).join(', ')}`,
        ),
      )
    const key = `${categoryCode}/${areaCode}`
    const before = seen.get(key)
    if (before !== undefined)
      wrong.push(
        fault(
          row,
          DUTY_COLUMNS.categoryCode,
          'DUPLICATE',
          `与第 ${before} 行重复（同一事项、同一范围）`,
          `The same matter and area as row ${before}`,
        ),
      )
    else seen.set(key, row)
    faults.push(...wrong)
    if (wrong.length > 0 || categoryId === undefined || departmentId === undefined) continue
    if (areaId === undefined || kind === undefined || level === undefined) continue
    const note = of('note').slice(0, 500)
    good.push({
      row,
      categoryCode,
      categoryId,
      departmentCode,
      departmentId,
      areaCode,
      areaId,
      kind,
      level,
      note,
    })
  }
  return { good, faults, skipped }
}

/** Links of a spreadsheet: which article is the basis of which category. */
export function parseLinks(rows: readonly NumberedRow[], codes: Codes): Parsed<GoodLink> {
  const good = new Map<string, GoodLink>()
  const faults: Fault[] = []
  for (const { row, values } of rows) {
    const of = (name: keyof typeof LINK_COLUMNS) => valueIn(values, LINK_COLUMNS[name])
    const article = `${of('regulationCode')}-${of('article')}`
    const categoryCode = of('categoryCode')
    const pieceId = codes.articles.get(article)
    const categoryId = codes.categories.get(categoryCode)
    if (pieceId === undefined)
      faults.push(
        fault(row, LINK_COLUMNS.article, 'NO_SUCH_ARTICLE', `没有条文“${article}”`, `No article ${article}`),
      )
    if (categoryId === undefined)
      faults.push(
        fault(
          row,
          LINK_COLUMNS.categoryCode,
          'NO_SUCH_CATEGORY',
          `没有事项编码“${categoryCode}”`,
          `No category ${categoryCode}`,
        ),
      )
    if (pieceId === undefined || categoryId === undefined) continue
    good.set(`${pieceId}/${categoryId}`, { row, article, pieceId, categoryCode, categoryId })
  }
  return { good: [...good.values()], faults, skipped: 0 }
}

/** The key of a word of the table in either language; '' stays, anything else is undefined. */
function keyOf<K extends string>(words: Readonly<Record<K, string>>, text: string): K | '' | undefined {
  if (text === '' || text === '—') return ''
  return (Object.keys(words) as K[]).find((key) => key === text || words[key] === text)
}
