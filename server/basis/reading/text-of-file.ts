import iconv from 'iconv-lite'
import { broken } from '../../exchange/formats/source-table.ts'
import { textOfDocx } from './text-of-docx.ts'
import { textOfPdf } from './text-of-pdf.ts'
import { tidyText } from './tidy-text.ts'

export const MAX_TEXT_BYTES = 10 * 1024 * 1024

export type ReadText = {
  readonly text: string
  readonly format: 'txt' | 'docx' | 'pdf'
  /** Of plain text: as what its bytes were read. */
  readonly encoding: 'utf-8' | 'utf-16' | 'gb18030' | null
}

/** The text of a file by what it is, not by its name alone. @throws CodedError for one that cannot be read */
export async function textOfFile(bytes: Uint8Array, fileName: string): Promise<ReadText> {
  if (bytes.length === 0) throw broken('EMPTY_FILE', '文件是空的', 'The file is empty')
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  if (head.startsWith('%PDF'))
    return { text: tidyText(await textOfPdf(bytes)), format: 'pdf', encoding: null }
  if (head.startsWith('PK')) return { text: tidyText(textOfDocx(bytes)), format: 'docx', encoding: null }
  if (head.startsWith('\xd0\xcf\x11\xe0'))
    throw broken(
      'OLD_WORD',
      '这是旧版 Word 文档（.doc），请另存为 .docx 再上传',
      'This is an old Word document (.doc); save it as .docx',
      '.docx, .pdf or .txt',
    )
  const { text, encoding } = decode(bytes)
  if (isBinary(text))
    throw broken(
      'UNKNOWN_FORMAT',
      `不认识这种文件：${fileName}`,
      `This kind of file is not known: ${fileName}`,
      '.docx, .pdf or .txt',
    )
  return { text: tidyText(text), format: 'txt', encoding }
}

function decode(bytes: Uint8Array): { text: string; encoding: ReadText['encoding'] } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: iconv.decode(Buffer.from(bytes), 'utf-16le'), encoding: 'utf-16' }
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return { text: iconv.decode(Buffer.from(bytes), 'utf-16be'), encoding: 'utf-16' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    return { text: iconv.decode(Buffer.from(bytes), 'gb18030'), encoding: 'gb18030' }
  }
}

/** More than a few characters that no text has: control codes, or bytes that are no character. */
function isBinary(text: string): boolean {
  const sample = text.slice(0, 20_000)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that texts do not have
  const strange = sample.match(/[\u0000-\u0008\u000e-\u001f\ufffd]/g)?.length ?? 0
  return strange > sample.length / 100
}
