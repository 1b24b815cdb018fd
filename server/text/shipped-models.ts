import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Measured } from './measures.ts'
import { type ModelFile, unpackModel } from './model-file.ts'

/** `category`: codes of the dictionary of parts and events. `topic`: the desks that answer a mayor's mailbox. */
export const MODEL_KINDS = ['category', 'topic'] as const
export type ModelKind = (typeof MODEL_KINDS)[number]

/** A figure that `text:eval --record` kept: what the texts were, and how it went. */
export type Recorded = Omit<Measured, 'confusion'> & {
  readonly name: string
  readonly kind: ModelKind
  readonly how: 'shipped' | 'cross_validation'
  readonly confusion: readonly (readonly number[])[]
}
/** Figures that stand beside the models, in `models/metrics.json`. */
export type Metrics = {
  readonly heldOut: Readonly<
    Record<ModelKind, Measured & { readonly corpusTexts: number; readonly terms: number }>
  >
  readonly recorded: readonly Recorded[]
}

export const MODELS_FOLDER = path.join(import.meta.dirname, 'models')
const models = new Map<ModelKind, ModelFile>()
let metrics: Metrics | undefined

/** The model that comes with the program; read once. */
export function shippedModel(kind: ModelKind): ModelFile {
  let model = models.get(kind)
  if (!model) {
    model = unpackModel(readFileSync(path.join(MODELS_FOLDER, `${kind}.model.gz`)))
    models.set(kind, model)
  }
  return model
}

export function shippedMetrics(): Metrics {
  metrics ??= JSON.parse(readFileSync(path.join(MODELS_FOLDER, 'metrics.json'), 'utf8')) as Metrics
  return metrics
}
