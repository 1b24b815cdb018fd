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
  remove: ['移除', 'remove'],
} as const
export const LINK_COLUMNS = {
  regulationCode: ['法规编码', 'regulation_code'],
  title: ['法规', 'regulation'],
  article: ['条', 'article'],
  categoryCode: ['事项编码', 'category_code'],
  categoryName: ['事项', 'category'],
  remove: ['移除', 'remove'],
} as const
export const MATTER_COLUMNS = {
  code: ['事项编码', 'category_code'],
  name: ['事项', 'category'],
  nameEn: ['英文名称', 'category_en'],
  severity: ['紧急程度', 'severity'],
  skill: ['所需技能', 'skill'],
  equipment: ['所需装备', 'equipment'],
  closing: ['结案条件', 'closing'],
  closingEn: ['结案条件（英文）', 'closing_en'],
  remove: ['移除', 'remove'],
} as const

const SEVERITIES = { normal: '一般', important: '重要', urgent: '紧急' } as const
export const severityWord = (severity: string) => SEVERITIES[severity as keyof typeof SEVERITIES] ?? ''
/** What a cell of the column "remove" may say. */
const REMOVE: Readonly<Record<string, boolean>> = {
  '': false,
  否: false,
  no: false,
  是: true,
  移除: true,
  yes: true,
  x: true,
}
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
  readonly isRemoved: boolean
}
export type GoodLink = {
  readonly row: number
  readonly article: string
  readonly pieceId: number
  readonly categoryCode: string
  readonly categoryId: number
  readonly isRemoved: boolean
}
export type GoodMatter = {
  readonly row: number
  readonly code: string
  /** Fields whose columns the file has; what it has not stays. */
  readonly fields: Readonly<Record<string, string | readonly string[]>>
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
    const isRemoved = REMOVE[of('remove').toLowerCase()]
    if (departmentCode === '' && categoryCode !== '' && isRemoved === false) {
      skipped++
      continue
    }
    const wrong: Fault[] = []
    const categoryId = codes.categories.get(categoryCode)
    // What is taken away needs no department named.
    const departmentId = isRemoved && departmentCode === '' ? 0 : codes.departments.get(departmentCode)
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
    if (isRemoved === undefined) wrong.push(badRemove(row, DUTY_COLUMNS.remove))
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
    if (areaId === undefined || kind === undefined || level === undefined || isRemoved === undefined) continue
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
      isRemoved,
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
    const isRemoved = REMOVE[of('remove').toLowerCase()]
    if (isRemoved === undefined) faults.push(badRemove(row, LINK_COLUMNS.remove))
    if (pieceId === undefined || categoryId === undefined || isRemoved === undefined) continue
    good.set(`${pieceId}/${categoryId}`, { row, article, pieceId, categoryCode, categoryId, isRemoved })
  }
  return { good: [...good.values()], faults, skipped: 0 }
}

/** Matters of a dictionary's spreadsheet: what its columns say of matters that are there; none is made or taken away. */
export function parseMatters(
  rows: readonly NumberedRow[],
  codes: Pick<Codes, 'categories'> & { readonly equipment: ReadonlyMap<string, string> },
): Parsed<GoodMatter> {
  const good = new Map<string, GoodMatter>()
  const faults: Fault[] = []
  for (const { row, values } of rows) {
    const of = (name: keyof typeof MATTER_COLUMNS) => valueIn(values, MATTER_COLUMNS[name])
    const has = (name: keyof typeof MATTER_COLUMNS) =>
      MATTER_COLUMNS[name].some((head) => values[head] !== undefined)
    const wrong: Fault[] = []
    const code = of('code')
    if (!codes.categories.has(code))
      wrong.push(
        fault(row, MATTER_COLUMNS.code, 'NO_SUCH_CATEGORY', `没有事项编码“${code}”`, `No category ${code}`),
      )
    if (good.has(code))
      wrong.push(fault(row, MATTER_COLUMNS.code, 'DUPLICATE', `事项“${code}”重复`, `${code} stands twice`))
    if (REMOVE[of('remove').toLowerCase()] !== false)
      wrong.push(
        fault(
          row,
          MATTER_COLUMNS.remove,
          'CANNOT_REMOVE',
          '事项不能移除：历史案件以它为据',
          'A matter cannot be removed: past cases stand on it',
        ),
      )
    if (has('name') && of('name') === '')
      wrong.push(fault(row, MATTER_COLUMNS.name, 'NO_NAME', '名称不能为空', 'A name is needed'))
    const severity = keyOf(SEVERITIES, of('severity'))
    if (has('severity') && !severity)
      wrong.push(
        fault(
          row,
          MATTER_COLUMNS.severity,
          'BAD_SEVERITY',
          `紧急程度应为 ${Object.values(SEVERITIES).join('、')}`,
          `One of ${Object.keys(SEVERITIES).join(', ')}`,
        ),
      )
    const words = of('equipment')
      .split(/[、,，;；\s]+/)
      .filter(Boolean)
    const unknown = words.find((word) => !codes.equipment.has(word))
    if (unknown !== undefined)
      wrong.push(
        fault(
          row,
          MATTER_COLUMNS.equipment,
          'NO_SUCH_EQUIPMENT',
          `没有装备“${unknown}”，应为 ${[...codes.equipment.keys()].join('、')}`,
          `No equipment ${unknown}; one of ${[...codes.equipment.values()].join(', ')}`,
        ),
      )
    faults.push(...wrong)
    if (wrong.length > 0) continue
    const texts = (['name', 'nameEn', 'skill', 'closing', 'closingEn'] as const).filter(has)
    good.set(code, {
      row,
      code,
      fields: {
        ...Object.fromEntries(texts.map((name) => [name, of(name).slice(0, 500)])),
        ...(has('severity') && severity && { severity }),
        ...(has('equipment') && { equipment: [...new Set(words.map((word) => codes.equipment.get(word)!))] }),
      },
    })
  }
  return { good: [...good.values()], faults, skipped: 0 }
}

function badRemove(row: number, heads: readonly string[]): Fault {
  return fault(row, heads, 'BAD_REMOVE', '移除一栏应为 是 或留空', 'Say yes, or leave it empty')
}

/** The key of a word of the table in either language; '' stays, anything else is undefined. */
function keyOf<K extends string>(words: Readonly<Record<K, string>>, text: string): K | '' | undefined {
  if (text === '' || text === '—') return ''
  return (Object.keys(words) as K[]).find((key) => key === text || words[key] === text)
}
