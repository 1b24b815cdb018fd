/** A picture as JPEG, and the size it has. */
type Picture = { readonly jpeg: Uint8Array; readonly widthPixels: number; readonly heightPixels: number }

const encoder = new TextEncoder()
/** Points of 1/72 inch of an A4 sheet's two sides. */
const LONG_POINTS = 841.89
const SHORT_POINTS = 595.28

/**
 * A PDF of one page that is the picture, as large as an A4 sheet takes it. Words are part of the picture: no fonts to
 * embed, Chinese ones least of all.
 */
export function pdfOfPicture({ jpeg, widthPixels, heightPixels }: Picture, title: string): Uint8Array {
  const isWide = widthPixels >= heightPixels
  const [sheetWidth, sheetHeight] = isWide ? [LONG_POINTS, SHORT_POINTS] : [SHORT_POINTS, LONG_POINTS]
  const scale = Math.min(sheetWidth / widthPixels, sheetHeight / heightPixels)
  const [width, height] = [widthPixels * scale, heightPixels * scale]
  const [left, bottom] = [(sheetWidth - width) / 2, (sheetHeight - height) / 2]
  const place = [width, 0, 0, height, left, bottom].map((points) => Math.max(0, points).toFixed(2)).join(' ')
  const drawing = `q ${place} cm /Map Do Q`
  const objects: (string | readonly [head: string, stream: Uint8Array])[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${sheetWidth} ${sheetHeight}] /Contents 5 0 R /Resources << /XObject << /Map 4 0 R >> >> >>`,
    [
      `<< /Type /XObject /Subtype /Image /Width ${widthPixels} /Height ${heightPixels} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>`,
      jpeg,
    ],
    [`<< /Length ${drawing.length} >>`, encoder.encode(drawing)],
    `<< /Title <${utf16Hex(title)}> /Producer (Tongguan) >>`,
  ]
  const parts: Uint8Array[] = []
  const offsets: number[] = []
  let length = 0
  const add = (part: string | Uint8Array) => {
    const bytes = typeof part === 'string' ? encoder.encode(part) : part
    parts.push(bytes)
    length += bytes.length
  }
  add('%PDF-1.4\n')
  for (const [i, object] of objects.entries()) {
    offsets.push(length)
    add(`${i + 1} 0 obj\n`)
    if (typeof object === 'string') add(object)
    else {
      add(`${object[0]}\nstream\n`)
      add(object[1])
      add('\nendstream')
    }
    add('\nendobj\n')
  }
  const table = length
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`)
  add(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows.join('')}`)
  add(
    `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info ${objects.length} 0 R >>\nstartxref\n${table}\n%%EOF\n`,
  )
  const file = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    file.set(part, at)
    at += part.length
  }
  return file
}

/** With its mark, as PDF wants texts beyond Latin. */
function utf16Hex(text: string): string {
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))
  return ['FEFF', ...units.map((unit) => unit.toString(16).toUpperCase().padStart(4, '0'))].join('')
}
