const utf8 = new TextEncoder()

/** A growing run of bytes with protobuf's number encodings. Reused from tile to tile, so that writing allocates nothing. */
export class ByteWriter {
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(4096)
  length = 0

  reset(): void {
    this.length = 0
  }

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + count))
    grown.set(this.bytes.subarray(0, this.length))
    this.bytes = grown
  }

  byte(value: number): void {
    this.reserve(1)
    this.bytes[this.length++] = value
  }

  /** An unsigned integer up to 2^53. */
  varint(value: number): void {
    this.reserve(10)
    this.length = putVarint(this.bytes, this.length, value)
  }

  /** A small signed integer (31 bits), zigzag encoded. */
  zigzag(value: number): void {
    this.varint(((value << 1) ^ (value >> 31)) >>> 0)
  }

  copy(source: Uint8Array, from: number, to: number): void {
    const count = to - from
    this.reserve(count)
    if (count > 48) {
      this.bytes.set(source.subarray(from, to), this.length)
      this.length += count
      return
    }
    const bytes = this.bytes
    let at = this.length
    for (let i = from; i < to; i++) bytes[at++] = source[i]!
    this.length = at
  }

  text(value: string): void {
    const encoded = utf8.encode(value)
    this.varint(encoded.length)
    this.copy(encoded, 0, encoded.length)
  }

  double(value: number): void {
    this.reserve(8)
    new DataView(this.bytes.buffer, this.bytes.byteOffset + this.length, 8).setFloat64(0, value, true)
    this.length += 8
  }

  /** Starts a length-delimited field; give what it returns to `closeMessage`. */
  openMessage(tag: number): number {
    this.reserve(2)
    this.bytes[this.length++] = tag
    this.bytes[this.length++] = 0
    return this.length
  }

  /** Writes the length before what has been written since; most messages are short, so one byte was kept for it. */
  closeMessage(start: number): void {
    const size = this.length - start
    if (size < 0x80) {
      this.bytes[start - 1] = size
      return
    }
    let extra = 0
    for (let rest = size; rest > 0x7f; rest = Math.floor(rest / 128)) extra++
    this.reserve(extra)
    this.bytes.copyWithin(start + extra, start, this.length)
    const end = this.length + extra
    this.length = start - 1
    this.varint(size)
    this.length = end
  }
}

/** Writes an unsigned integer up to 2^53 where there is room for it; where the next byte goes. */
export function putVarint(bytes: Uint8Array, at: number, value: number): number {
  let next = at
  let rest = value
  while (rest > 0x7fffffff) {
    bytes[next++] = (rest % 128) | 0x80
    rest = Math.floor(rest / 128)
  }
  while (rest > 0x7f) {
    bytes[next++] = (rest & 0x7f) | 0x80
    rest >>>= 7
  }
  bytes[next++] = rest
  return next
}
