import type { SparseRows } from './linear-svm.ts'
import { type TermKinds, TermTable } from './term-table.ts'

/** Texts as rows of equal length 1: (1 + ln count) · idf of each term that the table knows. */
export class Vectorizer {
  readonly table: TermTable
  /** By term: ln((1 + texts) / (1 + texts with it)) + 1, times the weight of its kind. */
  readonly idf: Float32Array

  constructor(table: TermTable, idf: Float32Array) {
    this.table = table
    this.idf = idf
  }

  /** Learns the terms that stand in at least `minTexts` texts. */
  static fit(
    texts: readonly string[],
    {
      minTexts,
      wordWeight,
      ...kinds
    }: TermKinds & {
      readonly minTexts: number /** A word's beside an n-gram's 1. */
      readonly wordWeight: number
    },
  ): Vectorizer {
    const all = new TermTable(kinds)
    const documents: number[] = []
    for (const text of texts) {
      const { length, indices } = all.termsOf(text, true)
      for (let k = 0; k < length; k++) documents[indices[k]!] = (documents[indices[k]!] ?? 0) + 1
    }
    const kept: number[] = []
    const idf: number[] = []
    for (const [index, hash] of all.hashes().entries()) {
      if (documents[index]! < minTexts) continue
      kept.push(hash)
      const weight = all.isOfWords(index) ? wordWeight : 1
      idf.push(weight * (Math.log((1 + texts.length) / (1 + documents[index]!)) + 1))
    }
    return new Vectorizer(new TermTable(kinds, Uint32Array.from(kept)), Float32Array.from(idf))
  }

  rows(texts: readonly string[]): SparseRows {
    const starts = new Int32Array(texts.length + 1)
    const indices: Int32Array[] = []
    const values: Float64Array[] = []
    for (const [i, text] of texts.entries()) {
      const row = this.row(text)
      indices.push(row.indices)
      values.push(row.values)
      starts[i + 1] = starts[i]! + row.indices.length
    }
    return {
      count: texts.length,
      featureCount: this.table.size,
      starts,
      indices: joined(indices, new Int32Array(starts[texts.length]!)),
      values: joined(values, new Float64Array(starts[texts.length]!)),
    }
  }

  row(text: string): { readonly indices: Int32Array; readonly values: Float64Array } {
    const terms = this.table.termsOf(text)
    const indices = terms.indices.slice(0, terms.length)
    const values = new Float64Array(terms.length)
    let squares = 0
    for (let k = 0; k < terms.length; k++) {
      const value = (1 + Math.log(terms.counts[k]!)) * this.idf[indices[k]!]!
      values[k] = value
      squares += value * value
    }
    if (squares > 0) for (let k = 0; k < values.length; k++) values[k]! /= Math.sqrt(squares)
    return { indices, values }
  }
}

function joined<T extends Int32Array | Float64Array>(parts: readonly T[], into: T): T {
  let at = 0
  for (const part of parts) {
    into.set(part as never, at)
    at += part.length
  }
  return into
}
