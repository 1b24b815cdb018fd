import { zipSync } from 'fflate'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { splitRegulation } from '../split-regulation.ts'
import { textOfFile } from './text-of-file.ts'
import { joinPages, tidyText } from './tidy-text.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const LAW = '第一条　为了整洁，制定本条例。\n第二条　禁止乱倒垃圾。'

/** A PDF whose pages have these lines, as a font without an outline and its map to Unicode. */
function pdfOf(pages: readonly (readonly string[])[]): Uint8Array {
  const hex = (text: string) =>
    [...text].map((character) => character.charCodeAt(0).toString(16).padStart(4, '0')).join('')
  const ranges = Array.from({ length: 256 }, (_, i) => {
    const high = i.toString(16).padStart(2, '0')
    return `<${high}00> <${high}ff> <${high}00>`
  })
  const groups = [0, 1, 2].map((n) => ranges.slice(n * 100, n * 100 + 100))
  const cmap = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
${groups.map((group) => `${group.length} beginbfrange\n${group.join('\n')}\nendbfrange`).join('\n')}
endcmap end end`
  const stream = (body: string) => `<< /Length ${body.length} >>\nstream\n${body}\nendstream`
  const first = 7
  const kids = pages.map((_, i) => `${first + 2 * i} 0 R`)
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /Test /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>',
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Test /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 6 0 R /DW 1000 >>',
    stream(cmap),
    '<< /Type /FontDescriptor /FontName /Test /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
    ...pages.flatMap((lines, i) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F 3 0 R >> >> /Contents ${first + 2 * i + 1} 0 R >>`,
      stream(`BT /F 12 Tf 40 760 Td 18 TL\n${lines.map((line) => `<${hex(line)}> Tj T*`).join('\n')}\nET`),
    ]),
  ]
  let body = '%PDF-1.7\n'
  const offsets = objects.map((object, i) => {
    const at = body.length
    body += `${i + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const xref = body.length
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`
  body += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF`
  return bytesOf(body)
}

function docxOf(paragraphs: string, numbering?: string): Uint8Array {
  const space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
  return zipSync({
    'word/document.xml': bytesOf(`<w:document ${space}><w:body>${paragraphs}</w:body></w:document>`),
    ...(numbering && { 'word/numbering.xml': bytesOf(`<w:numbering ${space}>${numbering}</w:numbering>`) }),
  })
}

describe('reading a file', () => {
  it('reads UTF-8, GBK and UTF-16 alike', async () => {
    for (const [bytes, encoding] of [
      [bytesOf(`\ufeff${LAW}`), 'utf-8'],
      [new Uint8Array(iconv.encode(LAW, 'gb18030')), 'gb18030'],
      [new Uint8Array(iconv.encode(LAW, 'utf-16le', { addBOM: true })), 'utf-16'],
    ] as const)
      expect(await textOfFile(bytes, 'law.txt')).toEqual({ text: LAW, format: 'txt', encoding })
  })

  it('reads Word with the numbers that Word writes itself, struck-out words left out', async () => {
    const run = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`
    const numbered = (text: string) =>
      `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>${run(text)}</w:p>`
    const bytes = docxOf(
      `<w:p>${run('某条例')}</w:p>${Array.from({ length: 12 }, (_, i) => numbered(`应当${i + 1}。`)).join('')}<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>${run('另款。')}</w:p>`,
      `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`,
    )
    const { text, format } = await textOfFile(bytes, 'law.docx')
    expect(format).toBe('docx')
    expect(text).toMatch(/^某条例\n第一条　应当1。\n/u)
    expect(text).toMatch(/第十二条　应当12。\n另款。$/u)
    expect(splitRegulation(text).pieces.filter(({ kind }) => kind === 'article')).toHaveLength(12)
  })

  it('reads the text of a PDF: wrapped lines joined, page numbers and running heads gone', async () => {
    const page = (n: number) => [
      '某市条例汇编',
      `第${'一二三四'[n]}条　任何单位和个人都应当保持公共空间的整洁，不得随意倾倒垃`,
      `圾、渣土或者第${n}类废物。`,
      `- ${n + 1} -`,
    ]
    const { text } = await textOfFile(pdfOf([page(0), page(1), page(2), page(3)]), 'law.pdf')
    const articles = splitRegulation(text).pieces.filter(({ kind }) => kind === 'article')
    expect(articles.map((article) => article.text)).toEqual(
      [0, 1, 2, 3].map(
        (n) => `任何单位和个人都应当保持公共空间的整洁，不得随意倾倒垃圾、渣土或者第${n}类废物。`,
      ),
    )
  })

  it('says what is wrong with what it cannot read', async () => {
    const refused = async (bytes: Uint8Array, name: string) => {
      const read = await textOfFile(bytes, name).catch((error) => error)
      return read.code
    }
    expect(await refused(new Uint8Array(), 'a.txt')).toBe('EMPTY_FILE')
    expect(await refused(pdfOf([[], []]), 'scan.pdf')).toBe('PDF_NO_TEXT')
    expect(await refused(bytesOf('%PDF-1.7\nbroken'), 'a.pdf')).toBe('BAD_PDF')
    expect(await refused(zipSync({ 'a.txt': bytesOf('x') }), 'a.docx')).toBe('NOT_DOCX')
    expect(await refused(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 'a.doc')).toBe('OLD_WORD')
    expect(await refused(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), 'a.png')).toBe(
      'UNKNOWN_FORMAT',
    )
  })
})

describe('tidying a text', () => {
  it('sets articles on lines of their own where all came in one', () => {
    expect(tidyText('第一章 总则 第一条 甲。第二条 乙，见第一条规定。\r\n\r\n第三条 丙。')).toBe(
      '第一章 总则\n第一条 甲。\n第二条 乙，见第一条规定。\n第三条 丙。',
    )
    expect(tidyText('第一条 甲。\r\n\r\n  第二条 乙。  ')).toBe('第一条 甲。\n  第二条 乙。')
  })
  it('leaves out page numbers', () => {
    expect(joinPages(['题目\n1', '正文。\n第 2 页 共 2 页'])).toBe('题目\n正文。')
  })
})
