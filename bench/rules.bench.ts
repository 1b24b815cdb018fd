import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Engine, type RuleProperties } from 'json-rules-engine'
import { rules } from '../seed/packs/city-management/rules.ts'
import { decide } from '../server/rules/evaluate-rule.ts'
import type { Facts } from '../server/rules/facts/fact.ts'
import { type Condition, readCondition } from '../server/rules/table/condition.ts'
import { type DecisionTable, readTable } from '../server/rules/table/decision-table.ts'
import { seededRandom } from './data/random.ts'
import { type BenchDefinition, compareSides } from './harness.ts'

const DECISIONS = 2000
const ROUNDS = 9

/** The registration rule of the pack, asked about cases as they come: each decision awaited before the next. */
const definition: BenchDefinition = {
  title: 'Decisions of a rule',
  async run(say) {
    const { content } = rules[0]!
    const table = readTable(content)
    if (!table) throw new Error('the pack has no registration table')
    const facts = manyFacts(DECISIONS)
    say(`${DECISIONS} decisions by ${table.rows.length} rows of ${table.inputs.length} conditions`)
    const peer = peerOf(table)
    const comparison = await compareSides<string[]>({
      what: 'decisions one after another, the row that fired named',
      operations: DECISIONS,
      rounds: ROUNDS,
      sides: [
        {
          name: 'decide',
          version: `ZEN ${versionOf('@gorules/zen-engine')}`,
          async run() {
            const rows: string[] = []
            for (const one of facts) rows.push((await decide(content, one))?.row.id ?? '')
            return rows
          },
        },
        {
          name: 'json-rules-engine',
          version: versionOf('json-rules-engine'),
          async run() {
            const rows: string[] = []
            for (const one of facts) rows.push(await peer(one))
            return rows
          },
        },
      ],
      countDifferences: (ours, theirs) => ours.filter((row, i) => row !== theirs[i]).length,
    })
    const { medianMs } = comparison.sides[0]!
    return {
      data: `seed rules; ${DECISIONS} cases of every channel, severity and completeness`,
      comparisons: [comparison],
      figures: [
        {
          what: 'decisions a second',
          value: (DECISIONS / medianMs) * 1000,
          unit: '/s',
          target: { atLeast: 5000 },
        },
      ],
    }
  },
}
export default definition

function manyFacts(count: number): Facts[] {
  const random = seededRandom(7)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!
  return Array.from({ length: count }, () => ({
    channel: pick(['hotline', 'resident', 'collector', 'sensor', 'superior']),
    foundBy: pick(['public', 'us', 'machine']),
    kind: 'event',
    classCode: '2001',
    categoryCode: '200102',
    severity: pick(['normal', 'normal', 'important', 'urgent']),
    hasPhoto: random() < 0.5,
    isLocated: random() < 0.95,
    hasCategory: random() < 0.95,
    isVerified: random() < 0.5,
  }))
}

/** The same table for the peer: a rule a row, the higher row before the lower, stopped at the first that fits. */
function peerOf(table: DecisionTable): (facts: Facts) => Promise<string> {
  const engine = new Engine()
  table.rows.forEach((row, index) => {
    const rule: RuleProperties = {
      priority: table.rows.length - index,
      conditions: {
        all: table.inputs.flatMap((name) => conditionOf(name, readCondition(row.cells[name] ?? ''))),
      },
      event: { type: row.id },
      onSuccess: () => engine.stop(),
    }
    engine.addRule(rule)
  })
  return async (facts) => (await engine.run({ ...facts })).events[0]?.type ?? ''
}

function conditionOf(fact: string, condition: Condition) {
  if (condition.kind === 'any') return []
  if (condition.kind !== 'values') throw new Error(`not compared: ${condition.kind}`)
  return [{ fact, operator: condition.isNot ? 'notIn' : 'in', value: [...condition.values] }]
}

function versionOf(name: string): string {
  const file = join(import.meta.dirname, '../node_modules', name, 'package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
