import { ByteWriter } from './byte-writer.ts'

export type AttributeValue = string | number | boolean | null

const scratch = new ByteWriter()

/**
 * A value as a whole `values` entry of a vector tile layer: field tag, length and Value message, ready to be copied.
 * Whole numbers are written as integers, others as doubles.
 */
export function encodeValue(value: string | number | boolean): Uint8Array {
  scratch.reset()
  writeValue(scratch, value)
  return scratch.bytes.slice(0, scratch.length)
}

/** Appends a `values` entry to `out`. */
export function writeValue(out: ByteWriter, value: string | number | boolean): void {
  const start = out.openMessage(0x22)
  if (typeof value === 'string') {
    out.byte(0x0a)
    out.text(value)
  } else if (typeof value === 'boolean') {
    out.byte(0x38)
    out.byte(value ? 1 : 0)
  } else if (Number.isSafeInteger(value) && value >= 0) {
    out.byte(0x28)
    out.varint(value)
  } else if (Number.isInteger(value) && value >= -0x40000000 && value < 0) {
    out.byte(0x30)
    out.zigzag(value)
  } else {
    out.byte(0x19)
    out.double(value)
  }
  out.closeMessage(start)
}
