import { writeValue } from './attribute-value.ts'
import { ByteWriter, putVarint } from './byte-writer.ts'

/** The `values` table of the tile layer being written. */
export class ValueTable {
  readonly out: ByteWriter = new ByteWriter()
  count = 0
  /** Rises with each tile: a column's remembered index counts only while its stamp equals this. */
  generation = 0
  private readonly numbers = new Map<number, number>()

  reset(): void {
    this.out.reset()
    this.count = 0
    this.generation++
    this.numbers.clear()
  }

  /** Appends whole encoded entries that lie one after another; the index of the first. */
  append(source: Uint8Array, from: number, to: number, entries = 1): number {
    this.out.copy(source, from, to)
    const index = this.count
    this.count += entries
    return index
  }

  /** The index of a number that may come again, such as a count. */
  number(value: number): number {
    const known = this.numbers.get(value)
    if (known !== undefined) return known
    writeValue(this.out, value)
    this.numbers.set(value, this.count)
    return this.count++
  }

  /** Appends a whole number from 0 on, without looking whether it is there already: for values that belong to one feature. */
  uniqueInteger(value: number): number {
    const out = this.out
    out.reserve(16)
    const bytes = out.bytes
    // At most 11 bytes follow: their length is one byte.
    const start = out.length + 2
    bytes[start - 2] = 0x22
    bytes[start] = 0x28
    const end = putVarint(bytes, start + 1, value)
    bytes[start - 1] = end - start
    out.length = end
    return this.count++
  }
}
