import { gunzipSync, gzipSync } from 'node:zlib'
import { Classifier } from './classifier.ts'
import { TermTable } from './term-table.ts'
import { Vectorizer } from './vectorizer.ts'

type Header = {
  /** 1 knew no words: a model that a city learned then reads as it did. */
  readonly format: 1 | 2
  readonly labels: readonly string[]
  readonly maxGram: number
  readonly maxWords?: number
  readonly dictionary?: readonly string[]
  readonly sharpness: number
  readonly terms: number
  /** A weight is its byte times its label's scale. */
  readonly scales: readonly number[]
  readonly bias: readonly number[]
  /** Of the texts it was trained on: another corpus asks for another model. */
  readonly corpusSha256: string
}

export type ModelFile = { readonly classifier: Classifier; readonly corpusSha256: string }

const LARGEST = 127

/**
 * A classifier as bytes: a line of JSON, then per term its hash (uint32), idf (float32) and one int8 weight a label,
 * all compressed. Terms whose every weight rounds to at most 1 of 127 are dropped.
 */
export function packModel({ classifier, corpusSha256 }: ModelFile): Uint8Array {
  const { labels, vectorizer, model, sharpness } = classifier
  const { classCount, featureCount, weights } = model
  const scales = labels.map((_, label) => {
    let largest = 0
    for (let f = 0; f < featureCount; f++)
      largest = Math.max(largest, Math.abs(weights[f * classCount + label]!))
    return largest / LARGEST || 1
  })
  const byteOf = (f: number, label: number) => Math.round(weights[f * classCount + label]! / scales[label]!)
  const kept = Array.from({ length: featureCount }, (_, f) => f).filter((f) =>
    labels.some((_, label) => Math.abs(byteOf(f, label)) > 1),
  )
  const hashes = vectorizer.table.hashes()
  const header: Header = {
    format: 2,
    labels,
    ...vectorizer.table.kinds,
    sharpness,
    terms: kept.length,
    scales,
    bias: [...model.bias],
    corpusSha256,
  }
  const json = new TextEncoder().encode(`${JSON.stringify(header)}\n`)
  const body = new ArrayBuffer(kept.length * (8 + classCount))
  new Uint32Array(body, 0, kept.length).set(kept.map((f) => hashes[f]!))
  new Float32Array(body, kept.length * 4, kept.length).set(kept.map((f) => vectorizer.idf[f]!))
  const bytes = new Int8Array(body, kept.length * 8)
  for (const [k, f] of kept.entries())
    for (let label = 0; label < classCount; label++) bytes[k * classCount + label] = byteOf(f, label)
  return gzipSync(Buffer.concat([json, new Uint8Array(body)]), { level: 9 })
}

/** @throws Error on bytes that are no model of this format */
export function unpackModel(packed: Uint8Array): ModelFile {
  const bytes = gunzipSync(packed)
  const end = bytes.indexOf(0x0a)
  const header = JSON.parse(bytes.subarray(0, end).toString()) as Header
  if (header.format !== 1 && header.format !== 2)
    throw new Error(`A text model of format ${header.format}; this program reads formats 1 and 2.`)
  const { labels, terms, scales, maxGram, maxWords = 0, dictionary = [] } = header
  const body = new Uint8Array(bytes.subarray(end + 1)).buffer
  const hashes = new Uint32Array(body, 0, terms)
  const idf = new Float32Array(body, terms * 4, terms)
  const packedWeights = new Int8Array(body, terms * 8, terms * labels.length)
  const weights = new Float32Array(packedWeights.length)
  for (let i = 0; i < weights.length; i++) weights[i] = packedWeights[i]! * scales[i % labels.length]!
  return {
    corpusSha256: header.corpusSha256,
    classifier: new Classifier({
      labels,
      vectorizer: new Vectorizer(new TermTable({ maxGram, maxWords, dictionary }, hashes), idf),
      model: {
        classCount: labels.length,
        featureCount: terms,
        weights,
        bias: Float32Array.from(header.bias),
      },
      sharpness: header.sharpness,
    }),
  }
}
