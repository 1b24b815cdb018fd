import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { linearSumAssignment } from 'linear-sum-assignment'
import { haversineDistanceMeters } from '../geo/haversine-distance.ts'
import { cheapestAssignment } from '../server/dispatch/cheapest-assignment.ts'
import { seededRandom } from './data/random.ts'
import { type BenchDefinition, compareSides, measureGrowth } from './harness.ts'

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

function ours(costs: Float64Array, cases: number, units: number): number {
  const allowed = costs.map((cost) => (cost === FORBIDDEN ? Infinity : cost))
  const plan = cheapestAssignment(cases, units, allowed, new Float64Array(cases).fill(FORBIDDEN))
  return totalOf(costs, units, plan)
}
function peers(costs: Float64Array, cases: number, units: number): number {
  const rows = Array.from({ length: cases }, (_, row) => costs.subarray(row * units, (row + 1) * units))
  const { rowAssignments } = linearSumAssignment(rows, { maximaze: false })
  return totalOf(costs, units, rowAssignments)
}

const peerVersion = (
  JSON.parse(
    readFileSync(join(import.meta.dirname, '../node_modules/linear-sum-assignment/package.json'), 'utf8'),
  ) as { version: string }
).version

export default {
  title: 'Batch assignment: which unit goes to which case, the least driving for all',
  run: async (say) => {
    const comparisons = []
    for (const [cases, units] of [
      [200, 100],
      [300, 300],
      [300, 1000],
    ] as const) {
      say(`${cases} cases, ${units} units`)
      const costs = minutesOf(cases, units, 0.67)
      comparisons.push(
        await compareSides({
          what: `${cases} cases × ${units} units, two thirds of the pairs able`,
          operations: cases,
          rounds: 7,
          sides: [
            { name: 'ours', run: () => ours(costs, cases, units) },
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
    say('growth')
    return {
      data: 'minutes by the straight line between random places in a city of 40 km; costs of a plan compared',
      comparisons,
      growths: [
        await measureGrowth('cases = units', [50, 100, 200, 400, 800], 3, (size) => {
          const costs = minutesOf(size, size, 0.67)
          return () => ours(costs, size, size)
        }),
      ],
      notes: ['The matrix of minutes is given: one backward search by road a case makes it.'],
    }
  },
} satisfies BenchDefinition
