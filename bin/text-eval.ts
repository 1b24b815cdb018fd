import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { categories } from '../seed/packs/city-management/categories.ts'
import type { Classifier } from '../server/text/classifier.ts'
import { crossValidate, type TitledText, wholeOf } from '../server/text/cross-validate.ts'
import { type Measured, measure } from '../server/text/measures.ts'
import { readLabelled } from '../server/text/read-labelled.ts'
import {
  type Metrics,
  MODEL_KINDS,
  MODELS_FOLDER,
  type ModelKind,
  type Recorded,
  shippedModel,
} from '../server/text/shipped-models.ts'
import { runTool, ToolError } from './tool.ts'

const USAGE = `npm run text:eval -- FILE.csv [--json OUT.json] [--map NAMES.json] [--text COLUMN] [--label COLUMN] [--title COLUMN]
                     [--folds 10] [--seed 7] [--record NAME]
Scores the shipped model on every text whose label it knows, and a model trained on the file itself by cross-validation.
Labels are topics (城乡建设 …) or categories (code, Chinese or English name); --map gives others: {"their label": "ours"}.`

/** npm run text:eval: how well texts of any labelled file are understood. */
await runTool(async (say) => {
  const { file, values } = options()
  const bytes = await readFile(file).catch(() => {
    throw new ToolError(`There is no file ${file}.`)
  })
  const { texts, problems } = readLabelled(bytes, {
    text: values.text,
    label: values.label,
    title: values.title,
  })
  for (const { row, field, reason } of problems.slice(0, 20)) say(`row ${row}, ${field}: ${reason}; left out`)
  if (problems.length > 20) say(`… and ${problems.length - 20} more rows left out`)
  if (texts.length === 0) throw new ToolError(`${file} has no row with a text and a label.`)
  const map = values.map ? (JSON.parse(await readFile(values.map, 'utf8')) as Record<string, string>) : {}
  const answer = {
    file: path.basename(file),
    texts: texts.length,
    leftOut: problems,
    shipped: judgeShipped(texts, map, say),
    crossValidation: judgeOwn(texts, Number(values.folds), Number(values.seed), say),
  }
  if (values.json) await writeFile(values.json, `${JSON.stringify(answer, null, 2)}\n`)
  if (values.record) await record(values.record, answer)
})

type Shipped = {
  readonly kind: ModelKind
  readonly unknownLabels: Readonly<Record<string, number>>
  readonly measured: Measured
}

function judgeShipped(
  texts: readonly TitledText[],
  map: Readonly<Record<string, string>>,
  say: (line: string) => void,
): Shipped | null {
  const [best] = MODEL_KINDS.map((kind) => {
    const known = texts.flatMap((text) => {
      const label = ourLabel(kind, map[text.label] ?? text.label)
      return label === null ? [] : [{ text, label }]
    })
    return { kind, known }
  }).sort((a, b) => b.known.length - a.known.length)
  if (!best || best.known.length === 0) {
    say('The shipped models know none of these labels; --map names ours for them.')
    return null
  }
  const { classifier } = shippedModel(best.kind)
  const labels = [...new Set(best.known.map(({ label }) => label))].sort()
  const columns = labels.map((label) => classifier.labels.indexOf(label))
  const measured = measure(
    labels,
    best.known.map(({ label }) => labels.indexOf(label)),
    best.known.map(({ text }) => largestAmong(classifier, columns, wholeOf(text))),
  )
  const unknownLabels: Record<string, number> = {}
  for (const { label } of texts)
    if (ourLabel(best.kind, map[label] ?? label) === null)
      unknownLabels[label] = (unknownLabels[label] ?? 0) + 1
  for (const [label, count] of Object.entries(unknownLabels))
    say(`label ${label}: unknown to the shipped model, ${count} texts not judged`)
  tell(`shipped ${best.kind} model, never trained on these texts`, measured, say)
  return { kind: best.kind, unknownLabels, measured }
}

/** The likeliest of the labels that the file uses: its number among them. */
function largestAmong(classifier: Classifier, columns: readonly number[], text: string): number {
  const margins = classifier.margins(text)
  let best = 0
  for (const [i, column] of columns.entries()) if (margins[column]! > margins[columns[best]!]!) best = i
  return best
}

function ourLabel(kind: ModelKind, label: string): string | null {
  const { labels } = shippedModel(kind).classifier
  if (labels.includes(label)) return label
  if (kind === 'topic') return null
  const lower = label.toLowerCase()
  return categories.find(({ name, nameEn }) => name === label || nameEn.toLowerCase() === lower)?.code ?? null
}

function judgeOwn(
  texts: readonly TitledText[],
  folds: number,
  seed: number,
  say: (line: string) => void,
): Measured | null {
  const counts = new Map<string, number>()
  for (const { label } of texts) counts.set(label, (counts.get(label) ?? 0) + 1)
  const enough = texts.filter(({ label }) => counts.get(label)! >= folds)
  if (new Set(enough.map(({ label }) => label)).size < 2) {
    say(`Fewer than two labels have ${folds} texts: no cross-validation.`)
    return null
  }
  const rare = [...counts].filter(([, count]) => count < folds)
  for (const [label, count] of rare) say(`label ${label}: only ${count} texts, left out of cross-validation`)
  const measured = crossValidate(enough, { folds, seed, prior: shippedModel('topic').classifier })
  tell(`trained on the file, ${folds}-fold cross-validation, seed ${seed}`, measured, say)
  return measured
}

function tell(what: string, measured: Measured, say: (line: string) => void): void {
  const between = ([low, high]: readonly [number, number]) => `(95 %: ${low.toFixed(3)}–${high.toFixed(3)})`
  say(`\n${what}: ${measured.texts} texts`)
  say(`  macro-F1 ${measured.macroF1.toFixed(3)} ${between(measured.macroF1Interval)}`)
  say(`  accuracy ${measured.accuracy.toFixed(3)} ${between(measured.accuracyInterval)}`)
  if (measured.byLabel.length > 20) return
  for (const [i, { label, precision, recall, f1, texts }] of measured.byLabel.entries())
    say(
      `  ${label}  F1 ${f1.toFixed(3)}  precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}  ${texts} texts  said: ${measured.confusion[i]!.join(' ')}`,
    )
}

async function record(
  name: string,
  answer: { readonly shipped: Shipped | null; readonly crossValidation: Measured | null },
): Promise<void> {
  const file = path.join(MODELS_FOLDER, 'metrics.json')
  const metrics = JSON.parse(await readFile(file, 'utf8')) as Metrics
  const fresh: Recorded[] = []
  if (answer.shipped)
    fresh.push({ name, kind: answer.shipped.kind, how: 'shipped', ...answer.shipped.measured })
  if (answer.crossValidation)
    fresh.push({
      name,
      kind: answer.shipped?.kind ?? 'topic',
      how: 'cross_validation',
      ...answer.crossValidation,
    })
  const recorded = [...metrics.recorded.filter((one) => one.name !== name), ...fresh]
  await writeFile(file, `${JSON.stringify({ ...metrics, recorded })}\n`)
}

function options() {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'string' },
        map: { type: 'string' },
        text: { type: 'string', default: 'text' },
        label: { type: 'string', default: 'label' },
        title: { type: 'string', default: 'title' },
        folds: { type: 'string', default: '10' },
        seed: { type: 'string', default: '7' },
        record: { type: 'string' },
      },
    })
    const [file] = positionals
    if (!file || positionals.length > 1) throw new Error('One file, please.')
    return { file, values }
  } catch (error) {
    throw new ToolError(`${(error as Error).message}\n${USAGE}`)
  }
}
