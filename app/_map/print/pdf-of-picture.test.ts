import { expect, test } from 'vitest'
import { pdfOfPicture } from './pdf-of-picture.ts'

const jpeg = Uint8Array.from({ length: 999 }, (_, i) => i % 256)
const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

test('every object begins where the table says, and the picture is in it whole', () => {
  const file = pdfOfPicture({ jpeg, widthPixels: 1600, heightPixels: 1000 }, '临江区')
  const text = latin(file)
  const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)![1])
  expect(text.slice(table, table + 4)).toBe('xref')
  const offsets = [...text.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset))
  expect(offsets).toHaveLength(6)
  for (const [i, offset] of offsets.entries())
    expect(text.slice(offset).startsWith(`${i + 1} 0 obj\n`)).toBe(true)
  expect(text).toContain(`/Length ${jpeg.length} >>\nstream\n${latin(jpeg)}\nendstream`)
  expect(text).toContain('/Title <FEFF4E346C5F533A>')
})

test('the sheet lies as the picture does, and the picture is inside it', () => {
  const boxOf = (widthPixels: number, heightPixels: number) => {
    const text = latin(pdfOfPicture({ jpeg, widthPixels, heightPixels }, ''))
    const [width, , , height, left, bottom] = /q ([-\d. ]+) cm/.exec(text)![1]!.split(' ').map(Number)
    const [, sheetWidth, sheetHeight] = /MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text)!.map(Number)
    expect(width! / height!).toBeCloseTo(widthPixels / heightPixels, 2)
    expect(left! * 2 + width!).toBeCloseTo(sheetWidth!, 1)
    expect(bottom! * 2 + height!).toBeCloseTo(sheetHeight!, 1)
    return sheetWidth! > sheetHeight!
  }
  expect([boxOf(1600, 1000), boxOf(1000, 1600)]).toEqual([true, false])
})
