import { extractText, getDocumentProxy } from 'unpdf'
import { broken } from '../../exchange/formats/source-table.ts'
import { joinPages } from './tidy-text.ts'

const MAX_PAGES = 600
/** Fewer a page on average is a scan with a stamp or a page number. */
const MIN_CHARACTERS_A_PAGE = 20

/** The text layer of a PDF as paragraphs. @throws CodedError for a scan without one, a locked or a broken file */
export async function textOfPdf(bytes: Uint8Array): Promise<string> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 }).catch((error: Error) => {
    throw error.name === 'PasswordException'
      ? broken('PDF_LOCKED', 'PDF 有密码，请先解除', 'The PDF has a password; take it off first')
      : broken('BAD_PDF', 'PDF 已损坏，无法读取', 'The PDF is broken')
  })
  if (pdf.numPages > MAX_PAGES)
    throw broken(
      'TOO_MANY_PAGES',
      `PDF 有 ${pdf.numPages} 页，最多 ${MAX_PAGES} 页`,
      `The PDF has ${pdf.numPages} pages; at most ${MAX_PAGES}`,
    )
  const { text: pages } = await extractText(pdf, { mergePages: false })
  const characters = pages.reduce((sum, page) => sum + page.replaceAll(/\s/g, '').length, 0)
  if (characters < MIN_CHARACTERS_A_PAGE * pages.length)
    throw broken(
      'PDF_NO_TEXT',
      '这是扫描件，没有文字层；请先做文字识别（OCR），或粘贴文本',
      'This PDF is a scan without a text layer; recognise its text first, or paste it',
      'a PDF with a text layer',
    )
  return joinPages(pages)
}
