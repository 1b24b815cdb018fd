import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, tinyActor, tinyServices } from '../../test/tiny-city.ts'
import { getCase } from '../cases/get-case.ts'
import { submitReport } from '../reports/submit.ts'
import type { Services } from '../services.ts'
import { understand } from '../text/understand.ts'

/** What nobody should be able to bring the city down with: rules that got into force broken, and texts meant to break it. */
let database: TestDatabase
let services: Services
let serial = 0
const callTaker = tinyActor('call_taker')

beforeAll(async () => {
  database = await freshDatabase()
  await loadTinyCity(database.db)
  services = await tinyServices(database.db, '/nonexistent')
})
afterAll(() => database?.drop())

const report = (fields: Record<string, unknown> = {}) =>
  submitReport(services, callTaker, {
    fields: {
      source_system: 'bad',
      source_id: String(++serial),
      description: '路边有垃圾',
      channel: 'patrol',
      category_code: '200102',
      lng: 118.805,
      lat: 31.905,
      ...fields,
    },
    photos: [],
  })
const caseOf = async (caseId: number) =>
  (await getCase(services, tinyActor('shift_leader'), caseId)) as {
    state: string
    ruleReason: { zh: string; en: string; ruleCode: string } | null
  }

const node = (id: string, type: string, content: object = {}) => ({ id, type, name: id, content })
const decisionTable = (inputs: string[], outputs: string[], rules: Record<string, string>[]) =>
  node('table', 'decisionTableNode', {
    hitPolicy: 'first',
    inputs: inputs.map((field) => ({ id: field, name: field, field })),
    outputs: outputs.map((field) => ({ id: field, name: field, field })),
    rules: rules.map((rule, i) => ({ _id: `X-${i}`, ...rule })),
  })
const graph = (table: object, edges: [string, string][]) => ({
  contentType: 'application/vnd.gorules.decision',
  nodes: [node('in', 'inputNode'), table, node('out', 'outputNode')],
  edges: edges.map(([sourceId, targetId], i) => ({ id: `e${i}`, type: 'edge', sourceId, targetId })),
})
const straight: [string, string][] = [
  ['in', 'table'],
  ['table', 'out'],
]
const said = { reasonZh: '"好"', reasonEn: '"fine"' }
const whole = ['decision', 'reasonZh', 'reasonEn']

test.each<[string, unknown, RegExp]>([
  [
    'a fact that nobody computes',
    graph(
      decisionTable(['moonPhase'], whole, [{ moonPhase: '"full"', decision: '"register"', ...said }]),
      straight,
    ),
    /没有适用的行/,
  ],
  [
    'no row that fits',
    graph(
      decisionTable(['channel'], whole, [{ channel: '"pigeon"', decision: '"register"', ...said }]),
      straight,
    ),
    /没有适用的行/,
  ],
  [
    'a field missing from its outcome',
    graph(decisionTable(['channel'], ['reasonZh', 'reasonEn'], [{ channel: '', ...said }]), straight),
    /有误/,
  ],
  [
    'an outcome that is none',
    graph(decisionTable(['channel'], whole, [{ channel: '', decision: '"burn"', ...said }]), straight),
    /有误/,
  ],
  [
    'a cell that cannot be read',
    graph(
      decisionTable(['channel'], whole, [{ channel: '"patrol', decision: '"register"', ...said }]),
      straight,
    ),
    /没有适用的行|有误/,
  ],
  [
    'two tables in a circle',
    {
      ...graph(decisionTable(['channel'], whole, []), straight),
      nodes: [
        node('in', 'inputNode'),
        decisionTable(['channel'], whole, [{ channel: '', decision: '"register"', ...said }]),
        { ...decisionTable(['decision'], whole, [{ decision: '', ...said }]), id: 'second' },
        node('out', 'outputNode'),
      ],
      edges: [
        { id: 'a', type: 'edge', sourceId: 'in', targetId: 'table' },
        { id: 'b', type: 'edge', sourceId: 'table', targetId: 'second' },
        { id: 'c', type: 'edge', sourceId: 'second', targetId: 'table' },
      ],
    },
    /有误/,
  ],
  ['a document that is no rule', { hello: 'world' }, /有误/],
  ['an empty document', {}, /有误/],
])('a rule in force with %s leaves the case to a person, and says so', async (_, content, expected) => {
  const { db } = database
  const before = await db
    .selectFrom('rule')
    .select(['rule_id', 'content'])
    .where('kind', '=', 'registration')
    .execute()
  await db
    .updateTable('rule')
    .set({ content: JSON.stringify(content) })
    .where('kind', '=', 'registration')
    .execute()
  try {
    const { caseId } = await report()
    const found = await caseOf(caseId)
    expect(found.state).toBe('reported')
    expect(found.ruleReason?.zh).toMatch(expected)
    const { rows } = await sql<{ note: string }>`
      select note from case_step where case_id = ${caseId}::bigint and verb = 'left'`.execute(db)
    expect(rows).toHaveLength(1)
    expect(rows[0]!.note).toMatch(expected)
  } finally {
    for (const { rule_id, content: own } of before)
      await db
        .updateTable('rule')
        .set({ content: JSON.stringify(own) })
        .where('rule_id', '=', rule_id)
        .execute()
  }
})

const texts: readonly (readonly [name: string, text: string])[] = [
  ['a script', '<script>alert(document.cookie)</script>'],
  ['another template', '{{constructor.constructor("return process")()}} #{7*7} <%= 7*7 %>'],
  ['SQL', "'; drop table case_record; -- 垃圾"],
  ['zero-width characters', '垃\u200b圾\u200d成\ufeff堆\u2060没人\u00ad管'],
  ['right-to-left overrides', '\u202e堆成圾垃\u202c \u2066有人\u2069'],
  ['mixed scripts', 'Мусор gаrbаge 垃圾 ゴミ 쓰레기 قمامة'],
  ['combining marks', `垃圾${'\u0301'.repeat(1500)}`],
  ['surrogates alone', '垃圾\ud83d成堆\udc00'],
  ['emoji and flags', '🗑️👨‍👩‍👧‍👦🇨🇳'.repeat(60)],
  ['one character two thousand times', '堆'.repeat(2000)],
  ['line breaks only within', `垃圾${'\n'.repeat(1000)}成堆`],
  ['full width', 'ｇａｒｂａｇｅ　垃圾　１２３'],
  ['a regular expression', '(a+)+$'.repeat(300)],
  ['a path', '../../../../etc/passwd %2e%2e%2f'],
]
test.each(texts)('a report of %s is taken as it is, and a person reads it', async (_, text) => {
  const startedMs = performance.now()
  const understood = await understand(services, callTaker, { text, lng: 118.805, lat: 31.905 })
  expect(performance.now() - startedMs).toBeLessThan(2000)
  for (const { score } of understood.categories) {
    expect(score).toBeGreaterThanOrEqual(0)
    expect(score).toBeLessThanOrEqual(1)
  }
  const { caseId } = await report({ description: text, category_code: undefined })
  // Without a category no rule registers it.
  expect(['reported', 'accepted', 'verifying']).toContain((await caseOf(caseId)).state)
})

test.each<[string, Record<string, unknown>, string]>([
  ['nothing said', { description: '' }, 'description'],
  ['invisible characters only', { description: '\u200b\u2060\ufeff' }, 'description'],
  ['more than anybody types', { description: '堆'.repeat(2001) }, 'description'],
  ['ten megabytes', { description: '垃圾'.repeat(1_700_000) }, 'description'],
  ['a category that is none', { category_code: '999999' }, 'categoryCode'],
  ['a place that is none', { lng: 'east', lat: 31.9 }, 'x'],
])('a report of %s is refused by the field that is wrong', async (_, fields, field) => {
  await expect(report(fields)).rejects.toMatchObject({ kind: 'bad_input', detail: { field } })
})
