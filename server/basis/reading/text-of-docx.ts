import { DOMParser, type Element } from '@xmldom/xmldom'
import { openZip } from '../../exchange/formats/open-zip.ts'
import { broken } from '../../exchange/formats/source-table.ts'

const MAX_XML_BYTES = 40 * 1024 * 1024
const DIGITS = '〇一二三四五六七八九'

/** The paragraphs of a Word document, a line each, with the numbers that Word itself writes before them. */
export function textOfDocx(bytes: Uint8Array): string {
  const files = openZip(bytes, (name) => name === 'document.xml' || name === 'numbering.xml')
  const document = files.get('document.xml')
  if (!document) throw broken('NOT_DOCX', '不是 Word 文档（.docx）', 'It is no Word document', '.docx')
  if (document.length > MAX_XML_BYTES)
    throw broken('DOCX_TOO_LARGE', '文档解开后过大', 'The document unpacks to too much')
  const numbering = new Numbering(files.get('numbering.xml'))
  return elementsOf(parse(document), 'w:p')
    .map((paragraph) => numbering.before(paragraph) + textOf(paragraph))
    .join('\n')
}

function parse(bytes: Uint8Array): Element {
  const parser = new DOMParser({
    onError: (level, message) => {
      if (level === 'fatalError')
        throw broken('BAD_DOCX', 'Word 文档已损坏', `The document is broken: ${message}`)
    },
  })
  const root = parser.parseFromString(new TextDecoder().decode(bytes), 'text/xml').documentElement
  if (!root) throw broken('BAD_DOCX', 'Word 文档已损坏', 'The document is broken')
  return root
}

function elementsOf(parent: Element, name: string): Element[] {
  return [...parent.getElementsByTagName(name)]
}

/** Runs of text, tabs and breaks; what is struck out by a tracked change is left out. */
function textOf(paragraph: Element): string {
  return elementsOf(paragraph, '*')
    .map(({ tagName, textContent }) => {
      if (tagName === 'w:t') return textContent ?? ''
      if (tagName === 'w:tab') return '\t'
      return tagName === 'w:br' || tagName === 'w:cr' ? '\n' : ''
    })
    .join('')
}

type Level = { readonly format: string; readonly text: string; readonly start: number }

/** Word keeps 第一条 as a list's format rather than as text; this counts the lists as Word would. */
class Numbering {
  readonly #levels = new Map<string, Map<number, Level>>()
  readonly #counts = new Map<string, number[]>()

  constructor(bytes: Uint8Array | undefined) {
    if (!bytes) return
    const root = parse(bytes)
    const abstracts = new Map(
      elementsOf(root, 'w:abstractNum').map((abstract) => [
        abstract.getAttribute('w:abstractNumId') ?? '',
        new Map(
          elementsOf(abstract, 'w:lvl').map((level) => [
            Number(level.getAttribute('w:ilvl')),
            {
              format: attributeOf(level, 'w:numFmt') ?? 'decimal',
              text: attributeOf(level, 'w:lvlText') ?? '',
              start: Number(attributeOf(level, 'w:start') ?? 1),
            },
          ]),
        ),
      ]),
    )
    for (const num of elementsOf(root, 'w:num')) {
      const levels = abstracts.get(attributeOf(num, 'w:abstractNumId') ?? '')
      if (levels) this.#levels.set(num.getAttribute('w:numId') ?? '', levels)
    }
  }

  before(paragraph: Element): string {
    const properties = elementsOf(paragraph, 'w:numPr')[0]
    const id = properties && attributeOf(properties, 'w:numId')
    const levels = id ? this.#levels.get(id) : undefined
    if (!id || !levels) return ''
    const depth = Number(attributeOf(properties, 'w:ilvl') ?? 0)
    const level = levels.get(depth)
    if (!level) return ''
    const counts = this.#counts.get(id) ?? []
    counts.length = depth + 1
    counts[depth] = (counts[depth] ?? level.start - 1) + 1
    this.#counts.set(id, counts)
    const written = level.text.replaceAll(/%(\d)/g, (_, digit: string) => {
      const at = Number(digit) - 1
      return numeralOf(counts[at] ?? 1, levels.get(at)?.format ?? 'decimal')
    })
    return written === '' || level.format === 'bullet' ? '' : `${written}\u3000`
  }
}

function attributeOf(parent: Element, name: string): string | undefined {
  return elementsOf(parent, name)[0]?.getAttribute('w:val') ?? undefined
}

function numeralOf(n: number, format: string): string {
  return /chinese|ideograph|japanese|taiwanese/i.test(format) ? chineseNumeral(n) : String(n)
}

/** 115 → 一百一十五; up to 999. */
function chineseNumeral(n: number): string {
  if (n >= 1000) return String(n)
  const [hundreds, tens, ones] = [Math.floor(n / 100), Math.floor(n / 10) % 10, n % 10]
  const ten = tens === 0 ? (hundreds && ones ? '零' : '') : `${tens === 1 && !hundreds ? '' : DIGITS[tens]}十`
  return `${hundreds ? `${DIGITS[hundreds]}百` : ''}${ten}${ones ? DIGITS[ones] : ''}`
}
