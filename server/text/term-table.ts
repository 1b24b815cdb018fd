import { type CutWords, wordCutter } from './cut-words.ts'
import { BREAK, normalizeInto } from './normalize.ts'

/** Characters of a text that are read; a report beyond it has said what it is about. */
const READ_CHARACTERS = 4000
const FNV_BASIS = 0x811c9dc5
/** Another start than an n-gram's: the word 井盖 and the two characters 井盖 are two terms. */
const WORD_BASIS = 0x2f6b9e13
const FNV_PRIME = 0x01000193

/** The terms of one text: `indices[k]` of the table occurs `counts[k]` times. Reused by the next call. */
export type Terms = { readonly length: number; readonly indices: Int32Array; readonly counts: Float64Array }

export type TermKinds = {
  /** N-grams of up to so many characters. */
  readonly maxGram: number
  /** Runs of up to so many words; 0 where none count. */
  readonly maxWords: number
  /** What is cut as one word besides jieba's own: the names of categories. */
  readonly dictionary: readonly string[]
}

/**
 * Numbers the terms of texts, kept as 32-bit hashes: no words are stored, and one is found in constant time.
 * A text of n characters costs `maxGram` · n look-ups, and where words count, one cutting and `maxWords` look-ups a word.
 */
export class TermTable {
  readonly kinds: TermKinds
  /** Of the terms that came by growing, those that are words. */
  readonly #words = new Set<number>()
  #cut: CutWords | undefined
  readonly #codes = new Uint16Array(READ_CHARACTERS)
  #hashes: Uint32Array
  #slots: Int32Array
  #size = 0
  #touchedSize = 0
  #counts: Float64Array
  readonly #touched = new Int32Array(READ_CHARACTERS * 8)
  readonly #touchedCounts = new Float64Array(READ_CHARACTERS * 8)

  constructor(kinds: TermKinds, hashes: Uint32Array = new Uint32Array(0)) {
    this.kinds = kinds
    this.#hashes = new Uint32Array(Math.max(1024, hashes.length))
    this.#slots = new Int32Array(tableLength(hashes.length)).fill(-1)
    this.#counts = new Float64Array(this.#hashes.length)
    for (const hash of hashes) this.#add(hash)
  }

  get size(): number {
    return this.#size
  }

  /** In order of their numbers. */
  hashes(): Uint32Array {
    return this.#hashes.slice(0, this.#size)
  }

  /** Whether a term that came by growing is one of words. */
  isOfWords(index: number): boolean {
    return this.#words.has(index)
  }

  /** A text in the words that count here. */
  wordsOf(text: string): string[] {
    this.#cut ??= wordCutter(this.kinds.dictionary)
    return this.#cut(text)
  }

  /** What of a text the table knows; with `isGrowing` every term gets a number. */
  termsOf(text: string, isGrowing = false): Terms {
    const length = normalizeInto(this.#codes, text)
    this.#touchedSize = 0
    this.#countGrams(length, isGrowing)
    if (this.kinds.maxWords > 0) this.#countWords(length, isGrowing)
    for (let k = 0; k < this.#touchedSize; k++) {
      const index = this.#touched[k]!
      this.#touchedCounts[k] = this.#counts[index]!
      this.#counts[index] = 0
    }
    return { length: this.#touchedSize, indices: this.#touched, counts: this.#touchedCounts }
  }

  #countGrams(length: number, isGrowing: boolean): void {
    const codes = this.#codes
    const { maxGram } = this.kinds
    for (let start = 0; start < length; start++) {
      let hash = FNV_BASIS
      const end = Math.min(length, start + maxGram)
      for (let at = start; at < end; at++) {
        hash = Math.imul(hash ^ codes[at]!, FNV_PRIME)
        this.#count(mixed(hash), isGrowing)
      }
    }
  }

  #countWords(length: number, isGrowing: boolean): void {
    const words = this.wordsOf(Buffer.from(this.#codes.buffer, 0, length * 2).toString('utf16le')).filter(
      (word) => word.charCodeAt(0) !== BREAK,
    )
    for (let start = 0; start < words.length; start++) {
      let hash = WORD_BASIS
      const end = Math.min(words.length, start + this.kinds.maxWords)
      for (let at = start; at < end; at++) {
        for (let i = 0; i < words[at]!.length; i++)
          hash = Math.imul(hash ^ words[at]!.charCodeAt(i), FNV_PRIME)
        // The end of a word counts as a sign of its own: 井|盖子 is not 井盖|子.
        hash = Math.imul(hash ^ BREAK, FNV_PRIME)
        const index = this.#count(mixed(hash), isGrowing)
        if (isGrowing) this.#words.add(index)
      }
    }
  }

  /** The number of the term, -1 of one unknown. */
  #count(hash: number, isGrowing: boolean): number {
    const index = this.#find(hash, isGrowing)
    if (index < 0) return index
    if (this.#counts[index] === 0) this.#touched[this.#touchedSize++] = index
    this.#counts[index]! += 1
    return index
  }

  #find(hash: number, isGrowing: boolean): number {
    const mask = this.#slots.length - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const index = this.#slots[slot]!
      if (index < 0) return isGrowing ? this.#add(hash) : -1
      if (this.#hashes[index] === hash) return index
    }
  }

  #add(hash: number): number {
    if (this.#size === this.#hashes.length) this.#widen()
    if (this.#size * 2 >= this.#slots.length) this.#rehash()
    const index = this.#size++
    this.#hashes[index] = hash
    this.#place(index)
    return index
  }

  #place(index: number): void {
    const mask = this.#slots.length - 1
    let slot = this.#hashes[index]! & mask
    while (this.#slots[slot]! >= 0) slot = (slot + 1) & mask
    this.#slots[slot] = index
  }

  #widen(): void {
    const hashes = new Uint32Array(this.#hashes.length * 2)
    hashes.set(this.#hashes)
    this.#hashes = hashes
    const counts = new Float64Array(hashes.length)
    counts.set(this.#counts)
    this.#counts = counts
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1)
    for (let index = 0; index < this.#size; index++) this.#place(index)
  }
}

/** FNV leaves its low bits poorly mixed, and the low bits choose the slot (murmur3's finalizer). */
function mixed(hash: number): number {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

function tableLength(entries: number): number {
  let length = 2048
  while (length < entries * 2 + 2) length *= 2
  return length
}
