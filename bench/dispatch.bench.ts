import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { linearSumAssignment } from 'linear-sum-assignment'
import { BucketGrid } from '../geo/bucket-grid.ts'
import { haversineDistanceMeters } from '../geo/haversine-distance.ts'
import {
  cheapestAssignment,
  type Pairs,
  pairsOf,
  pairsOfMatrix,
} from '../server/dispatch/cheapest-assignment.ts'
import { seededRandom } from './data/random.ts'
import { type BenchDefinition, type Comparison, compareSides, measureGrowth, type Side } from './harness.ts'

/** Minutes between cases and units strewn over a city of 40 km; a third of the pairs lacks the skill. */
function minutesOf(cases: number, units: number, share: number): Float64Array {
  const random = seededRandom(cases * 10_007 + units)
  const point = () => [120 + random() * 0.4, 31 + random() * 0.36] as const
  const from = Array.from({ length: units }, point)
  const costs = new Float64Array(cases * units)
  for (let row = 0; row < cases; row++) {
    const to = point()
    for (let column = 0; column < units; column++)
      costs[row * units + column] =
        random() < share ? haversineDistanceMeters(from[column]!, to) / 333 : FORBIDDEN
  }
  return costs
}
/** What both sides pay for a pair that cannot be: the peer knows no forbidden pairs. */
const FORBIDDEN = 100_000

const totalOf = (costs: Float64Array, units: number, plan: ArrayLike<number>) => {
  let sum = 0
  for (let row = 0; row < plan.length; row++)
    sum += plan[row]! < 0 ? FORBIDDEN : costs[row * units + plan[row]!]!
  return Math.round(sum * 1000) / 1000
}

function allowedPairs(costs: Float64Array, cases: number, units: number): Pairs {
  return pairsOfMatrix(
    cases,
    units,
    costs.map((cost) => (cost === FORBIDDEN ? Infinity : cost)),
  )
}
function ours(costs: Float64Array, pairs: Pairs, cases: number, units: number): number {
  const plan = cheapestAssignment(cases, units, pairs, new Float64Array(cases).fill(FORBIDDEN))
  return totalOf(costs, units, plan)
}
function peers(costs: Float64Array, cases: number, units: number): number {
  const rows = Array.from({ length: cases }, (_, row) => costs.subarray(row * units, (row + 1) * units))
  const { rowAssignments } = linearSumAssignment(rows, { maximaze: false })
  return totalOf(costs, units, rowAssignments)
}

/** The nearest units of each case, by the straight line: the graph that a large city's batch is pruned to. */
function sparsePairs(cases: number, units: number, nearest: number): Pairs {
  const random = seededRandom(cases + units)
  const point = () => [120 + random() * 0.4, 31 + random() * 0.36] as const
  const grid = new BucketGrid([120, 31, 120.4, 31.36])
  for (let unit = 0; unit < units; unit++) grid.set(unit, ...point())
  return pairsOf(
    Array.from({ length: cases }, () =>
      grid
        .nearest(...point(), nearest)
        .map(({ id, distanceMeters }) => ({ column: id, cost: distanceMeters / 333 }))
        .sort((a, b) => a.column - b.column),
    ),
  )
}

/** scipy's own matching in a process of its own that keeps the graph; each line asked is one run, answered by its total. */
function scipySide(pairs: Pairs, units: number): (Side<number> & { readonly stop: () => void }) | undefined {
  const cases = pairs.starts.length - 1
  const child = spawn('python3', ['-c', SCIPY], { stdio: ['pipe', 'pipe', 'ignore'] })
  child.on('error', () => {})
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => {
    const { value } = (await lines.next()) as { value: string | undefined }
    if (value === undefined) throw new Error('scipy ended')
    return value
  }
  child.stdin.write(
    `${JSON.stringify({ cases, units, out: FORBIDDEN, starts: [...pairs.starts], columns: [...pairs.columns], costs: [...pairs.costs] })}\n`,
  )
  return {
    name: 'scipy min_weight_full_bipartite_matching',
    version: scipyVersion!,
    run: async () => {
      child.stdin.write('run\n')
      return Number(await next())
    },
    stop: () => child.kill(),
  }
}
/** Leaving a case out is a column of its own, as with ours. */
const SCIPY = `
import json, sys, numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching as match
g = json.loads(sys.stdin.readline())
n, m = g['cases'], g['units']
rows = np.repeat(np.arange(n), np.diff(g['starts']))
graph = csr_matrix((np.r_[g['costs'], np.full(n, float(g['out']))],
    (np.r_[rows, np.arange(n)], np.r_[g['columns'], m + np.arange(n)])), shape=(n, m + n))
graph.sort_indices()
for _ in sys.stdin:
    r, c = match(graph)
    print(float(graph[r, c].sum()), flush=True)
`
const scipyVersion = (() => {
  const asked = spawnSync('python3', ['-c', 'import scipy; print(scipy.__version__)'], { encoding: 'utf8' })
  return asked.status === 0 ? asked.stdout.trim() : undefined
})()

function totalOfPairs({ starts, columns, costs }: Pairs, plan: ArrayLike<number>): number {
  let sum = 0
  for (let row = 0; row < plan.length; row++) {
    let pair = starts[row]!
    while (pair < starts[row + 1]! && columns[pair] !== plan[row]) pair++
    sum += plan[row]! < 0 ? FORBIDDEN : costs[pair]!
  }
  return sum
}

async function compareSparse(
  cases: number,
  units: number,
  nearest: number,
  rounds: number,
): Promise<Comparison> {
  const pairs = sparsePairs(cases, units, nearest)
  const leaveOut = new Float64Array(cases).fill(FORBIDDEN)
  const scipy = scipyVersion === undefined ? undefined : scipySide(pairs, units)
  try {
    return await compareSides<number>({
      what: `${cases.toLocaleString('en')} cases × ${units.toLocaleString('en')} units, each case with its ${nearest} nearest`,
      operations: cases,
      rounds,
      sides: [
        { name: 'ours', run: () => totalOfPairs(pairs, cheapestAssignment(cases, units, pairs, leaveOut)) },
        ...(scipy ? [scipy] : []),
      ],
      countDifferences: (mine, theirs) => (Math.abs(mine - theirs) > 1e-6 * mine ? 1 : 0),
      ...(scipy && { targetRatio: 0.5 }),
    })
  } finally {
    scipy?.stop()
  }
}

const peerVersion = (
  JSON.parse(
    readFileSync(join(import.meta.dirname, '../node_modules/linear-sum-assignment/package.json'), 'utf8'),
  ) as { version: string }
).version

export default {
  title: 'Batch assignment: which unit goes to which case, the least driving for all',
  run: async (say) => {
    const comparisons: Comparison[] = []
    for (const [cases, units] of [
      [200, 100],
      [300, 300],
      [300, 1000],
    ] as const) {
      say(`${cases} cases, ${units} units`)
      const costs = minutesOf(cases, units, 0.67)
      const pairs = allowedPairs(costs, cases, units)
      comparisons.push(
        await compareSides({
          what: `${cases} cases × ${units} units, two thirds of the pairs able`,
          operations: cases,
          rounds: 7,
          sides: [
            { name: 'ours', run: () => ours(costs, pairs, cases, units) },
            {
              name: 'linear-sum-assignment',
              version: peerVersion,
              run: () => peers(costs, cases, units),
            },
          ],
          // The cheapest total is one, however the pairs lie.
          countDifferences: (mine, theirs) => (Math.abs(mine - theirs) > 0.01 ? 1 : 0),
          targetRatio: 0.5,
        }),
      )
    }
    for (const [cases, units, nearest, rounds] of [
      [300, 1000, 32, 9],
      [1500, 1000, 32, 9],
      [10_000, 20_000, 32, 5],
    ] as const) {
      say(`${cases} × ${units}, sparse`)
      comparisons.push(await compareSparse(cases, units, nearest, rounds))
    }
    say('growth')
    return {
      data: 'minutes by the straight line between random places in a city of 40 km; costs of a plan compared',
      comparisons,
      growths: [
        await measureGrowth('cases = units', [50, 100, 200, 400, 800], 3, (size) => {
          const costs = minutesOf(size, size, 0.67)
          const pairs = allowedPairs(costs, size, size)
          return () => ours(costs, pairs, size, size)
        }),
      ],
      notes: [
        'The matrix of minutes is given: one backward search by road a case makes it.',
        ...(scipyVersion === undefined ? ['scipy left out: there is no python3 with scipy'] : []),
      ],
    }
  },
} satisfies BenchDefinition
