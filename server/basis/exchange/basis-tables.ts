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
  kind: ['类型', 'kind'],
  classCode: ['大类编码', 'class_code'],
  className: ['大类', 'class'],
  name: ['事项', 'category'],
  nameEn: ['英文名称', 'category_en'],
  severity: ['紧急程度', 'severity'],
  skill: ['所需技能', 'skill'],
  equipment: ['所需装备', 'equipment'],
  closing: ['结案条件', 'closing'],
  closingEn: ['结案条件（英文）', 'closing_en'],
  remove: ['移除', 'remove'],
} as const

export const CHECK_COLUMNS = {
  itemCode: ['抽查事项编码', 'item_code'],
  itemName: ['抽查事项', 'item'],
  code: ['检查项编码', 'check_code'],
  zh: ['检查项', 'check'],
  en: ['英文', 'check_en'],
  categoryCode: ['事项编码', 'category_code'],
  remove: ['移除', 'remove'],
} as const

const MATTER_KINDS = { part: '部件', event: '事件' } as const
export const matterKindWord = (kind: string) => MATTER_KINDS[kind as keyof typeof MATTER_KINDS] ?? ''
const MATTER_CODE = /^[0-9A-Za-z]{2,16}$/
const CHECK_CODE = /^[0-9A-Za-z_-]{1,40}$/
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
export type GoodCheck = {
  readonly row: number
  readonly itemCode: string
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly categoryCode: string
  readonly isRemoved: boolean
}
export type GoodMatter = {
  readonly row: number
  readonly code: string
  readonly isNew: boolean
  readonly isRemoved: boolean
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

/** Matters of a dictionary's spreadsheet; an unknown code with its type and class is a new one. */
export function parseMatters(
  rows: readonly NumberedRow[],
  codes: Pick<Codes, 'categories'> & {
    readonly equipment: ReadonlyMap<string, string>
    /** `part/1001`: the classes that there are. */
    readonly classes: ReadonlySet<string>
  },
): Parsed<GoodMatter> {
  const good = new Map<string, GoodMatter>()
  const faults: Fault[] = []
  for (const { row, values } of rows) {
    const of = (name: keyof typeof MATTER_COLUMNS) => valueIn(values, MATTER_COLUMNS[name])
    const has = (name: keyof typeof MATTER_COLUMNS) =>
      MATTER_COLUMNS[name].some((head) => values[head] !== undefined)
    const wrong: Fault[] = []
    const code = of('code')
    const isNew = !codes.categories.has(code)
    const isRemoved = REMOVE[of('remove').toLowerCase()]
    const kind = keyOf(MATTER_KINDS, of('kind'))
    if (isRemoved === undefined) wrong.push(badRemove(row, MATTER_COLUMNS.remove))
    if (isNew && isRemoved)
      wrong.push(
        fault(row, MATTER_COLUMNS.code, 'NO_SUCH_CATEGORY', `没有事项编码“${code}”`, `No category ${code}`),
      )
    if (isNew && !MATTER_CODE.test(code))
      wrong.push(
        fault(
          row,
          MATTER_COLUMNS.code,
          'BAD_CODE',
          '编码应为 2 至 16 位字母或数字',
          '2 to 16 letters or digits',
        ),
      )
    if (isNew && !isRemoved && !kind)
      wrong.push(
        fault(
          row,
          MATTER_COLUMNS.kind,
          'BAD_KIND',
          `没有事项编码“${code}”；新事项须写明类型：${Object.values(MATTER_KINDS).join('、')}`,
          `There is no category ${code}; a new one needs its type: ${Object.keys(MATTER_KINDS).join(', ')}`,
        ),
      )
    else if (isNew && !isRemoved && !codes.classes.has(`${kind}/${of('classCode')}`))
      wrong.push(
        fault(
          row,
          MATTER_COLUMNS.classCode,
          'NO_SUCH_CLASS',
          `没有大类编码“${of('classCode')}”，应为 ${classesOf(codes.classes, kind!)}`,
          `No class ${of('classCode')}; one of ${classesOf(codes.classes, kind!)}`,
        ),
      )
    if (good.has(code))
      wrong.push(fault(row, MATTER_COLUMNS.code, 'DUPLICATE', `事项“${code}”重复`, `${code} stands twice`))
    if (isNew && !has('name'))
      wrong.push(fault(row, MATTER_COLUMNS.name, 'NO_NAME', '名称不能为空', 'A name is needed'))
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
    if (wrong.length > 0 || isRemoved === undefined) continue
    const texts = (['name', 'nameEn', 'skill', 'closing', 'closingEn'] as const).filter(has)
    good.set(code, {
      row,
      code,
      isNew,
      isRemoved,
      fields: {
        ...(isNew && { kind: kind!, classCode: of('classCode') }),
        ...Object.fromEntries(texts.map((name) => [name, of(name).slice(0, 500)])),
        ...(has('severity') && severity && { severity }),
        ...(has('equipment') && { equipment: [...new Set(words.map((word) => codes.equipment.get(word)!))] }),
      },
    })
  }
  return { good: [...good.values()], faults, skipped: 0 }
}

function classesOf(classes: ReadonlySet<string>, kind: string): string {
  return [...classes]
    .filter((one) => one.startsWith(`${kind}/`))
    .map((one) => one.split('/')[1])
    .join('、')
}

/** Checks of inspection items: of an item that is there, a code that its list has not yet is a new check. */
export function parseChecks(
  rows: readonly NumberedRow[],
  codes: Pick<Codes, 'categories'> & { readonly items: ReadonlySet<string> },
): Parsed<GoodCheck> {
  const good = new Map<string, GoodCheck>()
  const faults: Fault[] = []
  for (const { row, values } of rows) {
    const of = (name: keyof typeof CHECK_COLUMNS) => valueIn(values, CHECK_COLUMNS[name])
    const [itemCode, code, categoryCode] = [of('itemCode'), of('code'), of('categoryCode')]
    const isRemoved = REMOVE[of('remove').toLowerCase()]
    const wrong: Fault[] = []
    if (!codes.items.has(itemCode))
      wrong.push(
        fault(
          row,
          CHECK_COLUMNS.itemCode,
          'NO_SUCH_ITEM',
          `没有抽查事项“${itemCode}”`,
          `No inspection item ${itemCode}`,
        ),
      )
    if (!CHECK_CODE.test(code))
      wrong.push(
        fault(
          row,
          CHECK_COLUMNS.code,
          'BAD_CODE',
          '检查项编码应为 1 至 40 位字母、数字、连字符',
          '1 to 40 letters, digits or hyphens',
        ),
      )
    if (of('zh') === '' && !isRemoved)
      wrong.push(fault(row, CHECK_COLUMNS.zh, 'NO_NAME', '检查项不能为空', 'Say what is checked'))
    if (categoryCode !== '' && !codes.categories.has(categoryCode))
      wrong.push(
        fault(
          row,
          CHECK_COLUMNS.categoryCode,
          'NO_SUCH_CATEGORY',
          `没有事项编码“${categoryCode}”`,
          `No category ${categoryCode}`,
        ),
      )
    if (isRemoved === undefined) wrong.push(badRemove(row, CHECK_COLUMNS.remove))
    const key = `${itemCode}/${code}`
    if (good.has(key))
      wrong.push(fault(row, CHECK_COLUMNS.code, 'DUPLICATE', `“${key}”重复`, `${key} stands twice`))
    faults.push(...wrong)
    if (wrong.length > 0 || isRemoved === undefined) continue
    const zh = of('zh').slice(0, 200)
    good.set(key, { row, itemCode, code, zh, en: of('en').slice(0, 200) || zh, categoryCode, isRemoved })
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
