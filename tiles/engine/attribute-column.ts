import { type AttributeValue, encodeValue } from './attribute-value.ts'
import type { ValueTable } from './value-table.ts'

/** One attribute of all features of a layer, by slot. */
export interface AttributeColumn {
  resize(capacity: number): void
  set(slot: number, value: AttributeValue): void
  get(slot: number): AttributeValue
  /** Puts the slots into a new order: slot i takes what slot `order[i]` had. */
  reorder(order: Int32Array): void
  /** The slot's value as an index into the tile's value table, or -1 for null. */
  indexIn(values: ValueTable, slot: number): number
  /** The same for many: of `slots[i]` into `out[i * stride + key]`, for the first `count`. */
  indexesIn(
    values: ValueTable,
    slots: Int32Array,
    count: number,
    out: Int32Array,
    key: number,
    stride: number,
  ): void
}

/**
 * A column whose values many features share (a class, a state, a department): each distinct value is encoded once,
 * a slot holds its code, and a tile lists it once.
 */
export class SharedColumn implements AttributeColumn {
  private codes = new Int32Array(0)
  private readonly codeOf = new Map<string | number | boolean, number>()
  private readonly values: (string | number | boolean)[] = []
  private readonly encoded: Uint8Array[] = []
  private indexes = new Int32Array(16)
  private stamps = new Int32Array(16)

  resize(capacity: number): void {
    const grown = new Int32Array(capacity)
    grown.set(this.codes.subarray(0, capacity))
    this.codes = grown
  }

  set(slot: number, value: AttributeValue): void {
    this.codes[slot] = value === null ? -1 : this.code(value)
  }

  get(slot: number): AttributeValue {
    const code = this.codes[slot]!
    return code < 0 ? null : this.values[code]!
  }

  /** The code of a slot's value, -1 for null. */
  codeAt(slot: number): number {
    return this.codes[slot]!
  }

  /** Codes are below this. */
  get codeCount(): number {
    return this.values.length
  }

  /** The code that stands for a value, if any slot ever had it. */
  findCode(value: string | number | boolean): number | undefined {
    return this.codeOf.get(value)
  }

  /** The code that stands for a value, made if it is new. */
  code(value: string | number | boolean): number {
    const known = this.codeOf.get(value)
    if (known !== undefined) return known
    const code = this.values.length
    this.values.push(value)
    this.encoded.push(encodeValue(value))
    this.codeOf.set(value, code)
    if (code >= this.indexes.length) {
      const indexes = new Int32Array(2 * code)
      indexes.set(this.indexes)
      this.indexes = indexes
      const stamps = new Int32Array(2 * code)
      stamps.set(this.stamps)
      this.stamps = stamps
    }
    return code
  }

  reorder(order: Int32Array): void {
    const next = new Int32Array(this.codes.length)
    for (let i = 0; i < order.length; i++) next[i] = this.codes[order[i]!]!
    this.codes = next
  }

  indexIn(values: ValueTable, slot: number): number {
    const code = this.codes[slot]!
    return code < 0 ? -1 : this.indexOfCode(values, code)
  }

  indexesIn(
    values: ValueTable,
    slots: Int32Array,
    count: number,
    out: Int32Array,
    key: number,
    stride: number,
  ): void {
    const { codes, stamps, indexes } = this
    const { generation } = values
    for (let i = 0, at = key; i < count; i++, at += stride) {
      const code = codes[slots[i]!]!
      if (code < 0) out[at] = -1
      else out[at] = stamps[code] === generation ? indexes[code]! : this.indexOfCode(values, code)
    }
  }

  indexOfCode(values: ValueTable, code: number): number {
    if (this.stamps[code] === values.generation) return this.indexes[code]!
    const entry = this.encoded[code]!
    const index = values.append(entry, 0, entry.length)
    this.stamps[code] = values.generation
    this.indexes[code] = index
    return index
  }
}

/** A column of ids, whole numbers from 0 on, of which each feature has its own. */
export class UniqueIntegerColumn implements AttributeColumn {
  private numbers = new Float64Array(0)

  resize(capacity: number): void {
    const grown = new Float64Array(capacity)
    grown.set(this.numbers.subarray(0, capacity))
    this.numbers = grown
  }

  set(slot: number, value: AttributeValue): void {
    if (value !== null && !(Number.isSafeInteger(value) && Number(value) >= 0)) {
      throw new Error(`not an id: ${String(value)}`)
    }
    this.numbers[slot] = value === null ? Number.NaN : Number(value)
  }

  get(slot: number): AttributeValue {
    const value = this.numbers[slot]!
    return Number.isNaN(value) ? null : value
  }

  reorder(order: Int32Array): void {
    const next = new Float64Array(this.numbers.length)
    for (let i = 0; i < order.length; i++) next[i] = this.numbers[order[i]!]!
    this.numbers = next
  }

  indexIn(values: ValueTable, slot: number): number {
    const value = this.numbers[slot]!
    return Number.isNaN(value) ? -1 : values.uniqueInteger(value)
  }

  indexesIn(
    values: ValueTable,
    slots: Int32Array,
    count: number,
    out: Int32Array,
    key: number,
    stride: number,
  ): void {
    const { numbers } = this
    for (let i = 0, at = key; i < count; i++, at += stride) {
      const value = numbers[slots[i]!]!
      out[at] = Number.isNaN(value) ? -1 : values.uniqueInteger(value)
    }
  }
}

/** A column of texts of which each feature has its own, such as a code: the encoded entries lie in one run of bytes. */
export class UniqueTextColumn implements AttributeColumn {
  private starts = new Uint32Array(0)
  private ends = new Uint32Array(0)
  private texts: (string | null)[] = []
  private blob = new Uint8Array(1024)
  private used = 0

  resize(capacity: number): void {
    const starts = new Uint32Array(capacity)
    starts.set(this.starts.subarray(0, capacity))
    this.starts = starts
    const ends = new Uint32Array(capacity)
    ends.set(this.ends.subarray(0, capacity))
    this.ends = ends
  }

  set(slot: number, value: AttributeValue): void {
    if (value === null) {
      this.texts[slot] = null
      this.starts[slot] = this.ends[slot] = 0
      return
    }
    const text = String(value)
    if (this.texts[slot] === text && this.ends[slot]! > this.starts[slot]!) return
    this.texts[slot] = text
    const entry = encodeValue(text)
    if (this.used + entry.length > this.blob.length) {
      const grown = new Uint8Array(Math.max(this.blob.length * 2, this.used + entry.length))
      grown.set(this.blob.subarray(0, this.used))
      this.blob = grown
    }
    this.blob.set(entry, this.used)
    this.starts[slot] = this.used
    this.used += entry.length
    this.ends[slot] = this.used
  }

  get(slot: number): AttributeValue {
    return this.texts[slot] ?? null
  }

  /** Also lays the entries out in the new order, without those that no slot points to any more. */
  reorder(order: Int32Array): void {
    const starts = new Uint32Array(this.starts.length)
    const ends = new Uint32Array(this.ends.length)
    const texts: (string | null)[] = new Array(order.length)
    let used = 0
    for (let i = 0; i < order.length; i++) used += this.ends[order[i]!]! - this.starts[order[i]!]!
    const blob = new Uint8Array(Math.max(1024, used))
    let at = 0
    for (let i = 0; i < order.length; i++) {
      const from = order[i]!
      texts[i] = this.texts[from] ?? null
      starts[i] = at
      blob.set(this.blob.subarray(this.starts[from]!, this.ends[from]!), at)
      at += this.ends[from]! - this.starts[from]!
      ends[i] = at
    }
    this.starts = starts
    this.ends = ends
    this.texts = texts
    this.blob = blob
    this.used = at
  }

  indexIn(values: ValueTable, slot: number): number {
    const start = this.starts[slot]!
    const end = this.ends[slot]!
    return start === end ? -1 : values.append(this.blob, start, end)
  }

  indexesIn(
    values: ValueTable,
    slots: Int32Array,
    count: number,
    out: Int32Array,
    key: number,
    stride: number,
  ): void {
    const { starts, ends, blob } = this
    for (let i = 0; i < count; ) {
      const start = starts[slots[i]!]!
      let end = ends[slots[i]!]!
      if (start === end) {
        out[key + i++ * stride] = -1
        continue
      }
      // Neighbours' entries mostly lie one after another: they are copied at once.
      const first = i++
      for (; i < count && starts[slots[i]!]! === end && ends[slots[i]!]! > end; i++) end = ends[slots[i]!]!
      let index = values.append(blob, start, end, i - first)
      for (let at = first; at < i; at++) out[key + at * stride] = index++
    }
  }
}
