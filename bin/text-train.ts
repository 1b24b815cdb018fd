import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { categories } from '../seed/packs/city-management/categories.ts'
import { categoryTexts, corpusSha256, topicTexts } from '../seed/text-corpus.ts'
import { migrate } from '../server/db/migrate.ts'
import { openDatabase } from '../server/db/open-database.ts'
import { readEnv } from '../server/env.ts'
import { learnFromCases } from '../server/text/learn-from-cases.ts'
import type { Measured } from '../server/text/measures.ts'
import { packModel } from '../server/text/model-file.ts'
import {
  type Metrics,
  MODEL_KINDS,
  MODELS_FOLDER,
  type ModelKind,
  shippedModel,
} from '../server/text/shipped-models.ts'
import { type GroupedText, holdOutGroups, trainClassifier } from '../server/text/train-classifier.ts'
import { runTool, ToolError } from './tool.ts'

const USAGE = `npm run text:train                  makes the models that come with the program anew, from its own texts
npm run text:train -- --from-cases  learns the city's own categories from its closed cases (DATABASE_URL or DATA_DIR)`
const corpora: Readonly<Record<ModelKind, () => GroupedText[]>> = {
  category: categoryTexts,
  topic: topicTexts,
}
/** The same for both kinds: one dictionary is kept in memory for all that is read. */
const dictionary = categories.map(({ name }) => name)
const metricsFile = path.join(MODELS_FOLDER, 'metrics.json')

/** npm run text:train: the same texts give the same models, byte for byte before compression. */
await runTool(async (say) => {
  if (options()['from-cases']) return learn(say)
  await mkdir(MODELS_FOLDER, { recursive: true })
  const heldOut: Partial<Record<ModelKind, Metrics['heldOut'][ModelKind]>> = {}
  for (const kind of MODEL_KINDS) {
    const texts = corpora[kind]()
    say(`${kind}: ${texts.length} texts; holding out each fifth of their groups …`)
    const { measured, sharpness } = holdOutGroups(texts, { dictionary })
    const classifier = trainClassifier(texts, sharpness, { dictionary })
    const packed = packModel({ classifier, corpusSha256: corpusSha256(texts) })
    await writeFile(path.join(MODELS_FOLDER, `${kind}.model.gz`), packed)
    heldOut[kind] = { ...measured, corpusTexts: texts.length, terms: classifier.vectorizer.table.size }
    say(
      `${kind}: ${figuresOf(measured)} on sentences held out; ${Math.round(packed.length / 1024)} KiB, sha256 ${createHash('sha256').update(packed).digest('hex').slice(0, 12)}`,
    )
  }
  const kept = await readFile(metricsFile, 'utf8').then(
    (json) => (JSON.parse(json) as Metrics).recorded,
    () => [],
  )
  await writeFile(metricsFile, `${JSON.stringify({ heldOut, recorded: kept })}\n`)
  if (kept.length > 0) say('Figures recorded by text:eval were kept: measure them again.')
})

async function learn(say: (line: string) => void): Promise<void> {
  const { db, close } = await openDatabase(readEnv(process.env), say)
  try {
    await migrate(db)
    const clock = { now: () => new Date() }
    const { exampleCount, learned, shipped, isActive } = await learnFromCases(
      { db, clock },
      categoryTexts(),
      shippedModel('category').classifier,
    )
    say(
      `Learned from ${exampleCount} closed cases. On those held out: ${figuresOf(learned)}; the shipped model: ${figuresOf(shipped)}.`,
    )
    say(isActive ? 'The new model speaks within five minutes.' : 'It is no better: the model in use stays.')
  } finally {
    await close()
  }
}

function figuresOf({ macroF1, macroF1Interval: [low, high], accuracy }: Measured): string {
  return `macro-F1 ${macroF1.toFixed(3)} (95 %: ${low.toFixed(3)}–${high.toFixed(3)}), accuracy ${accuracy.toFixed(3)}`
}

function options() {
  try {
    return parseArgs({ options: { 'from-cases': { type: 'boolean' } } }).values
  } catch (error) {
    throw new ToolError(`${(error as Error).message}\n${USAGE}`)
  }
}
