import type { Raster, RingPiece, ShapePiece } from './shape-splitter.ts'

/**
 * Shape pieces of border cells, written one after another into 64-bit words, seen both as doubles and as pairs of
 * 32-bit integers (`ints[2w]`, `ints[2w + 1]` are the halves of word w). Words 0 and 1 are unused: 0 means none, and -1 is a cell value.
 *
 * entry   [rank, next entry] [shape, length in words] then by shape:
 *         FULL nothing · SIMPLE one ring · COMPLEX + n: n parts
 * part    [ring count, word of the next part] rings
 * ring    [base, step count] [chain count, word after the ring] steps chains
 * step    latitude, sign
 * chain   [edge count, first edge]: edges follow each other, and their vertices stay where all rings have them
 * split   [0, 0] [SPLIT, length] [columns, rows] west south columns/degree rows/degree, then an int for each cell:
 *         the word of its record or 0
 */
export class PieceStore {
  static readonly SPLIT = -1
  static readonly FULL = 0
  static readonly SIMPLE = 1
  static readonly COMPLEX = 1

  words: Float64Array<ArrayBuffer>
  ints: Int32Array<ArrayBuffer>
  #end = 2

  constructor(capacity: number) {
    this.words = new Float64Array(capacity)
    this.ints = new Int32Array(this.words.buffer)
  }

  get wordCount(): number {
    return this.#end
  }

  /** @param piece undefined where the shape covers the whole cell */
  writeEntry(rank: number, piece: ShapePiece | undefined): number {
    const entry = this.#end
    this.#reserve(piece ? sizeOf(piece) : 2)
    this.#end += 2
    this.ints[2 * entry] = rank
    this.ints[2 * entry + 1] = 0
    if (!piece) this.ints[2 * entry + 2] = PieceStore.FULL
    else if (piece.length === 1 && piece[0]!.length === 1) {
      this.ints[2 * entry + 2] = PieceStore.SIMPLE
      this.#writeRing(piece[0]![0]!)
    } else {
      this.ints[2 * entry + 2] = PieceStore.COMPLEX + piece.length
      for (const part of piece) {
        const at = this.#end++
        this.ints[2 * at] = part.length
        for (const ring of part) this.#writeRing(ring)
        this.ints[2 * at + 1] = this.#end
      }
    }
    this.ints[2 * entry + 3] = this.#end - entry
    return entry
  }

  setNext(entry: number, next: number): void {
    this.ints[2 * entry + 1] = next
  }

  writeSplit(raster: Raster, records: Int32Array): number {
    const at = this.#end
    const length = 7 + Math.ceil(records.length / 2)
    this.#reserve(length)
    this.#end += length
    this.ints[2 * at] = 0
    this.ints[2 * at + 1] = 0
    this.ints[2 * at + 2] = PieceStore.SPLIT
    this.ints[2 * at + 3] = length
    this.ints[2 * at + 4] = raster.columns
    this.ints[2 * at + 5] = raster.rows
    this.words[at + 3] = raster.west
    this.words[at + 4] = raster.south
    this.words[at + 5] = 1 / raster.cellWidth
    this.words[at + 6] = 1 / raster.cellHeight
    this.ints.set(records, 2 * (at + 7))
    return at
  }

  /** Copies a chain of entries from another store so that they lie side by side; returns the first. */
  copyRecord(from: PieceStore, first: number): number {
    const record = this.#end
    let previous = 0
    for (let entry = first; entry !== 0; entry = from.ints[2 * entry + 1]!) {
      const length = from.ints[2 * entry + 3]!
      this.#reserve(length)
      const at = this.#end
      this.#end += length
      for (let word = 0; word < 2 * length; word++) this.ints[2 * at + word] = from.ints[2 * entry + word]!
      this.ints[2 * at + 1] = 0
      this.#shift(at, at - entry)
      if (previous !== 0) this.setNext(previous, at)
      previous = at
    }
    return record
  }

  edgesInRecord(first: number): number {
    let count = 0
    for (let entry = first; entry !== 0; entry = this.ints[2 * entry + 1]!) {
      this.#eachRing(entry, (ring) => {
        let word = ring + 2 + 2 * this.ints[2 * ring + 1]!
        for (let c = this.ints[2 * ring + 2]!; c > 0; c--, word++) count += this.ints[2 * word]!
      })
    }
    return count
  }

  /** The entries of a record as pieces again, in order. */
  readRecord(first: number): { rank: number; piece: ShapePiece | undefined }[] {
    const entries: { rank: number; piece: ShapePiece | undefined }[] = []
    for (let entry = first; entry !== 0; entry = this.ints[2 * entry + 1]!) {
      const parts: RingPiece[][] = []
      this.#eachRing(entry, (ring, part) => {
        parts[part] ??= []
        parts[part].push(this.#readRing(ring))
      })
      entries.push({
        rank: this.ints[2 * entry]!,
        piece: this.ints[2 * entry + 2] === PieceStore.FULL ? undefined : parts,
      })
    }
    return entries
  }

  trim(): void {
    this.words = this.words.slice(0, this.#end)
    this.ints = new Int32Array(this.words.buffer)
  }

  #writeRing(ring: RingPiece): void {
    const at = this.#end
    const { words, ints } = this
    let word = at + 2
    for (const value of ring.steps) words[word++] = value
    const firstChain = word
    const { edges } = ring
    for (let e = 0; e < edges.length; e++) {
      if (e === 0 || edges[e] !== edges[e - 1]! + 1) {
        ints[2 * word] = 0
        ints[2 * word + 1] = edges[e]!
        word++
      }
      ints[2 * word - 2]!++
    }
    ints[2 * at] = ring.base
    ints[2 * at + 1] = ring.steps.length / 2
    ints[2 * at + 2] = word - firstChain
    ints[2 * at + 3] = word
    this.#end = word
  }

  #readRing(at: number): RingPiece {
    const { words, ints } = this
    let word = at + 2
    const steps = Array.from(words.subarray(word, word + 2 * ints[2 * at + 1]!))
    word += steps.length
    const edges: number[] = []
    for (let c = ints[2 * at + 2]!; c > 0; c--, word++) {
      for (let e = 0; e < ints[2 * word]!; e++) edges.push(ints[2 * word + 1]! + e)
    }
    return { base: ints[2 * at]!, steps, edges }
  }

  #eachRing(entry: number, visit: (ring: number, part: number) => void): void {
    const shape = this.ints[2 * entry + 2]!
    if (shape === PieceStore.FULL) return
    if (shape === PieceStore.SIMPLE) {
      visit(entry + 2, 0)
      return
    }
    let part = entry + 2
    for (let p = 0; p < shape - PieceStore.COMPLEX; p++) {
      let ring = part + 1
      for (let r = this.ints[2 * part]!; r > 0; r--) {
        visit(ring, p)
        ring = this.ints[2 * ring + 3]!
      }
      part = this.ints[2 * part + 1]!
    }
  }

  /** Moves the word references inside a copied entry. */
  #shift(entry: number, by: number): void {
    const { ints } = this
    const shape = ints[2 * entry + 2]!
    if (shape === PieceStore.FULL) return
    if (shape === PieceStore.SIMPLE) {
      ints[2 * entry + 7]! += by
      return
    }
    let part = entry + 2
    for (let p = 0; p < shape - PieceStore.COMPLEX; p++) {
      let ring = part + 1
      for (let r = ints[2 * part]!; r > 0; r--) {
        ints[2 * ring + 3]! += by
        ring = ints[2 * ring + 3]!
      }
      ints[2 * part + 1]! += by
      part = ints[2 * part + 1]!
    }
  }

  #reserve(length: number): void {
    if (this.#end + length <= this.words.length) return
    const larger = new Float64Array(Math.max(this.words.length * 2, this.#end + length))
    larger.set(this.words.subarray(0, this.#end))
    this.words = larger
    this.ints = new Int32Array(larger.buffer)
  }
}

/** Upper bound of an entry's length in words. */
function sizeOf(piece: ShapePiece): number {
  let words = 2
  for (const part of piece) {
    words += 1
    for (const ring of part) words += 2 + ring.steps.length + ring.edges.length
  }
  return words
}
