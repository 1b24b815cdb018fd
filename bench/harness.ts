import { cpus, totalmem } from 'node:os'

/** One way to do the work. The first side of a comparison is ours; the others are peers. */
export type Side<Answer> = {
  readonly name: string
  /** Version of the program or library, for the report. */
  readonly version?: string
  readonly run: () => Answer | Promise<Answer>
  /** Timed runs, when not the comparison's. */
  readonly rounds?: number
}

export type Timing = {
  readonly rounds: number
  readonly medianMs: number
  readonly minMs: number
  readonly maxMs: number
}

export type SideResult = Timing & {
  readonly name: string
  readonly version?: string
  /** How many times as long as ours, by medians. */
  readonly ratio: number
  /** The same by the quickest runs, which a busy machine disturbs least. */
  readonly ratioOfBest: number
  /** Answers that differ from ours. */
  readonly disagreements: number
}

export type Comparison = {
  readonly what: string
  /** Units of work in one run: points, requests … */
  readonly operations: number
  readonly sides: readonly SideResult[]
  /** Smallest ratio over a peer that counts as met, when the target names one. */
  readonly targetRatio?: number
}

export type Growth = {
  readonly what: string
  readonly sizes: readonly number[]
  readonly medianMs: readonly number[]
  /** Slope of log time over log size: 0 constant, 1 linear. */
  readonly exponent: number
}

/** A figure without a peer. */
export type Figure = {
  readonly what: string
  readonly value: number
  readonly unit: string
  readonly target?: { readonly atMost: number } | { readonly atLeast: number }
}

export type BenchFigures = {
  /** What was measured on: size, seed, shape. */
  readonly data: string
  readonly comparisons?: readonly Comparison[]
  readonly growths?: readonly Growth[]
  readonly figures?: readonly Figure[]
  readonly notes?: readonly string[]
}

/** Default export of each `bench/<name>.bench.ts`. */
export type BenchDefinition = {
  readonly title: string
  readonly run: (say: (line: string) => void) => Promise<BenchFigures>
}

export type BenchReport = BenchFigures & {
  readonly name: string
  readonly title: string
  readonly machine: string
  readonly versions: string
}

/** Runs a function once unmeasured, then `rounds` times. */
export async function time(run: () => unknown, rounds: number): Promise<Timing> {
  await run()
  const durations: number[] = []
  for (let round = 0; round < rounds; round++) durations.push(await durationOf(run))
  return timingOf(durations)
}

/**
 * Measures all sides in turns, so that a noisy moment of the machine falls on each of them, after one unmeasured run
 * whose answers are compared with ours.
 *
 * @param countDifferences how many parts of a peer's answer differ from ours
 */
export async function compareSides<Answer>(options: {
  what: string
  operations: number
  rounds: number
  sides: readonly Side<Answer>[]
  countDifferences: (ours: Answer, theirs: Answer) => number
  targetRatio?: number
}): Promise<Comparison> {
  const { what, operations, rounds, sides, countDifferences, targetRatio } = options
  const answers: Answer[] = []
  for (const side of sides) answers.push(await side.run())
  const durations: number[][] = sides.map(() => [])
  const mostRounds = Math.max(...sides.map((side) => side.rounds ?? rounds))
  for (let round = 0; round < mostRounds; round++) {
    for (const [i, side] of sides.entries()) {
      if (round < (side.rounds ?? rounds)) durations[i]!.push(await durationOf(side.run))
    }
  }
  const timings = durations.map(timingOf)
  return {
    what,
    operations,
    ...(targetRatio !== undefined && { targetRatio }),
    sides: sides.map((side, i) => ({
      name: side.name,
      ...(side.version !== undefined && { version: side.version }),
      ...timings[i]!,
      ratio: timings[i]!.medianMs / timings[0]!.medianMs,
      ratioOfBest: timings[i]!.minMs / timings[0]!.minMs,
      disagreements: countDifferences(answers[0]!, answers[i]!),
    })),
  }
}

/** Fits the exponent over runs of growing size. */
export async function measureGrowth(
  what: string,
  sizes: readonly number[],
  rounds: number,
  prepare: (size: number) => () => unknown,
): Promise<Growth> {
  const medianMs: number[] = []
  for (const size of sizes) medianMs.push((await time(prepare(size), rounds)).medianMs)
  return { what, sizes, medianMs, exponent: fitExponent(sizes, medianMs) }
}

/**
 * Least-squares slope of log duration over log size.
 *
 * @example fitExponent([10, 100, 1000], [1, 10, 100]) // 1
 */
export function fitExponent(sizes: readonly number[], durations: readonly number[]): number {
  const xs = sizes.map(Math.log)
  const ys = durations.map(Math.log)
  const meanX = xs.reduce((sum, x) => sum + x, 0) / xs.length
  const meanY = ys.reduce((sum, y) => sum + y, 0) / ys.length
  let covariance = 0
  let variance = 0
  for (let i = 0; i < xs.length; i++) {
    covariance += (xs[i]! - meanX) * (ys[i]! - meanY)
    variance += (xs[i]! - meanX) ** 2
  }
  return covariance / variance
}

/** Answers that differ anywhere make the measurement worthless. */
export function countDisagreements(report: BenchFigures): number {
  let count = 0
  for (const { sides } of report.comparisons ?? []) for (const side of sides) count += side.disagreements
  return count
}

/** Adds machine and versions. */
export async function runBench(
  name: string,
  definition: BenchDefinition,
  say: (line: string) => void,
): Promise<BenchReport> {
  const figures = await definition.run(say)
  const processors = cpus()
  return {
    name,
    title: definition.title,
    machine: `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}`,
    versions: `Node ${process.versions.node}, V8 ${process.versions.v8}`,
    ...figures,
  }
}

/** The report as lines for a terminal. */
export function formatReport(report: BenchReport): string[] {
  const lines = [
    `${report.name}: ${report.title}`,
    `  machine   ${report.machine}`,
    `  versions  ${report.versions}`,
  ]
  lines.push(`  data      ${report.data}`)
  for (const { what, operations, sides, targetRatio } of report.comparisons ?? []) {
    lines.push('', `  ${what}`)
    for (const [i, side] of sides.entries()) {
      const label = [side.name, side.version].filter(Boolean).join(' ')
      const spread = `${round(side.minMs)}–${round(side.maxMs)}`
      const each = `${round((side.medianMs * 1e6) / operations)} ns each`
      const ratio =
        i === 0
          ? 'ours'
          : `${round(side.ratio)} ×${verdict(side.ratio, targetRatio)}, best runs ${round(side.ratioOfBest)} ×`
      const answers = i === 0 ? '' : `, ${side.disagreements} disagreements`
      lines.push(
        `    ${label}: median ${round(side.medianMs)} ms (${spread}, ${side.rounds} runs), ${each}, ${ratio}${answers}`,
      )
    }
  }
  for (const { what, sizes, medianMs, exponent } of report.growths ?? []) {
    const steps = sizes.map((size, i) => `${size.toLocaleString('en')}: ${round(medianMs[i]!)} ms`).join(', ')
    lines.push('', `  ${what}: ${steps} → exponent ${exponent.toFixed(2)}`)
  }
  if (report.figures?.length) lines.push('')
  for (const { what, value, unit, target } of report.figures ?? []) {
    const goal = !target
      ? ''
      : 'atMost' in target
        ? ` (target ≤ ${target.atMost})`
        : ` (target ≥ ${target.atLeast})`
    const isMissed = target && ('atMost' in target ? value > target.atMost : value < target.atLeast)
    lines.push(`  ${what}: ${round(value)} ${unit}${goal}${isMissed ? ': missed' : ''}`)
  }
  for (const note of report.notes ?? []) lines.push(`  note: ${note}`)
  return lines
}

function verdict(ratio: number, targetRatio: number | undefined): string {
  if (targetRatio === undefined) return ''
  return ` (target ≥ ${targetRatio} ×${ratio < targetRatio ? ': missed' : ''})`
}

/** Three significant digits. */
function round(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en', { maximumSignificantDigits: 3 })
}

async function durationOf(run: () => unknown): Promise<number> {
  const start = performance.now()
  await run()
  return performance.now() - start
}

function timingOf(durations: readonly number[]): Timing {
  const sorted = [...durations].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const medianMs = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
  return { rounds: sorted.length, medianMs, minMs: sorted[0]!, maxMs: sorted[sorted.length - 1]! }
}
