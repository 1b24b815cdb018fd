import { type Kysely, sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { actOnCase } from '../server/cases/act.ts'
import { getCase } from '../server/cases/get-case.ts'
import type { Database } from '../server/db/schema.ts'
import { submitReport } from '../server/reports/submit.ts'
import { getBackTest, startBackTest } from '../server/rules/drafts/back-test.ts'
import { decideDraft, retireRule, rollBack } from '../server/rules/drafts/decide-draft.ts'
import { getDraft, listDrafts, saveDraft, startDraft } from '../server/rules/drafts/drafts.ts'
import { runTests } from '../server/rules/drafts/run-tests.ts'
import { listNewRules, startNewRule } from '../server/rules/drafts/start-new-rule.ts'
import { explainCase, findCases } from '../server/rules/explain-case.ts'
import { findFacts } from '../server/rules/facts/find-facts.ts'
import { findRules } from '../server/rules/find-rules.ts'
import { getHits, getRule } from '../server/rules/get-rule.ts'
import { listRules } from '../server/rules/list-rules.ts'
import { contentOf } from '../server/rules/table/decision-table.ts'
import { loadTinyCity, TINY_AREAS, TINY_POINTS, tinyActor, tinyServices } from './tiny-city.ts'

/** How rules are read, explained and changed, on either database. */
export function describeRules(database: () => Kysely<Database>): void {
  let services: Awaited<ReturnType<typeof tinyServices>>
  const leader = tinyActor('shift_leader')
  const northern = tinyActor('grid_chief', { scopeAreaIds: [TINY_AREAS.westNorth], isWholeCity: false })
  let urgent: number
  let ordinary: number

  beforeAll(async () => {
    const db = database()
    await loadTinyCity(db)
    services = await tinyServices(db, '.')
    const report = async (source_id: string, category_code: string, channel: string) => {
      const [lng, lat] = TINY_POINTS.westSouth
      const fields = {
        source_system: 'test',
        source_id,
        description: `报告 ${source_id}`,
        category_code,
        channel,
        lng,
        lat,
      }
      return (await submitReport(services, leader, { fields, photos: [] })).caseId
    }
    urgent = await report('flood', '200111', 'hotline')
    ordinary = await report('rubbish', '200102', 'hotline')
  })

  describe('the rules hub', () => {
    it('lists each rule with what it decided of late', async () => {
      const rules = await listRules(services, leader)
      expect(
        rules.map(({ kind, version, state, decisions, rowsHit, rowCount }) => ({
          kind,
          version,
          state,
          decisions,
          rowsHit,
          rowCount,
        })),
      ).toEqual([
        { kind: 'registration', version: 1, state: 'in_force', decisions: 2, rowsHit: 2, rowCount: 3 },
        { kind: 'dispatch', version: 1, state: 'in_force', decisions: 1, rowsHit: 1, rowCount: 2 },
      ])
    })

    it('counts how often each row fired, in earnest and on the latest cases, within the reader’s areas', async () => {
      const hits = await getHits(services, leader, { code: 'registration', version: null })
      expect(hits.decided).toEqual({ total: 2, unmatched: 0, byRow: { 'R-01': 1, 'R-03': 1 } })
      expect(hits.replayed).toEqual(hits.decided)
      const other = await getHits(services, northern, { code: 'registration', version: null })
      expect([other.decided.total, other.replayed.total]).toEqual([0, 0])
    })

    it('explains a case by the facts kept, and says what would have been with others', async () => {
      const which = { code: 'registration', version: null, caseId: ordinary, facts: {} }
      const told = await explainCase(services, leader, which)
      expect(told.case).toMatchObject({ caseId: ordinary, isKept: true })
      expect(told.firedRowId).toBe('R-03')
      expect(told.atTheTime).toMatchObject({ version: 1, rowId: 'R-03' })
      expect(told.rows[0]?.failed).toEqual({
        fact: 'severity',
        cell: '"urgent"',
        value: 'normal',
        isBroken: false,
      })
      expect(told.rows[1]?.failed).toMatchObject({ fact: 'foundBy', value: 'public' })
      const other = await explainCase(services, leader, { ...which, facts: { severity: 'urgent' } })
      expect(other.firedRowId).toBe('R-01')
      expect(other.rows[2]).toMatchObject({ rowId: 'R-03', how: 'passed_over' })
    })

    it('puts the facts together again where none were kept', async () => {
      await database().deleteFrom('rule_decision').where('case_id', '=', urgent).execute()
      for (const code of ['registration', 'dispatch']) {
        const told = await explainCase(services, leader, { code, version: null, caseId: urgent, facts: {} })
        expect(told.case?.isKept).toBe(false)
        expect(told.facts).toMatchObject({
          severity: 'urgent',
          categoryCode: '200111',
          hasPhoto: false,
          isLocated: true,
        })
        if (code === 'dispatch') expect(told.facts).toMatchObject({ departmentKind: 'bureau', hasUnit: true })
      }
    })

    it('offers the cases that a rule was asked about', async () => {
      const offered = await findCases(services, leader, { code: 'registration', text: 'rubbish' })
      expect(offered.map(({ caseId }) => caseId)).toEqual([ordinary])
      expect(
        (await findCases(services, leader, { code: 'dispatch', text: '' })).map(({ caseId }) => caseId),
      ).toEqual([urgent])
    })

    it('refuses an unknown rule, a hidden case, a fact that is none or of another type', async () => {
      const which = { code: 'registration', version: null, caseId: null, facts: {} }
      await expect(getRule(services, leader, { code: 'x', version: null })).rejects.toMatchObject({
        code: 'RULE_NOT_FOUND',
      })
      await expect(explainCase(services, northern, { ...which, caseId: urgent })).rejects.toMatchObject({
        code: 'CASE_NOT_FOUND',
      })
      await expect(explainCase(services, leader, { ...which, facts: { moon: true } })).rejects.toMatchObject({
        code: 'BAD_FACT',
        detail: { field: 'facts.moon' },
      })
      await expect(
        explainCase(services, leader, { ...which, facts: { hasPhoto: 'yes' } }),
      ).rejects.toMatchObject({ code: 'BAD_FACT' })
    })
  })

  describe('a draft of a rule', () => {
    const planner = tinyActor('planner')
    const both = tinyActor('admin')
    const test = (decision: string) => ({
      name: '紧急',
      facts: { severity: 'urgent', foundBy: 'public', isLocated: true, hasCategory: true },
      expected: { decision },
    })

    async function begin(code = 'registration') {
      const { draftId } = await startDraft(services, planner, { code, version: null })
      return getDraft(services, planner, draftId)
    }
    type Draft = Awaited<ReturnType<typeof begin>>
    const save = (draft: {
      draftId: number
      version: number
      table: Draft['table']
      tests?: Draft['tests']
    }) => saveDraft(services, planner, { tests: [], ...draft } as never)
    const decide = (
      actor: typeof planner,
      draftId: number,
      version: number,
      verb: string,
      some: object = {},
    ) => decideDraft(services, actor, { draftId, version, verb: verb as 'submit', note: '', ...some })
    const withCell = ({ rows, ...table }: Draft['table'], index: number, column: string, cell: string) => ({
      ...table,
      rows: rows.with(index, { ...rows[index]!, cells: { ...rows[index]!.cells, [column]: cell } }),
    })
    async function untilRun(draftId: number) {
      for (;;) {
        const run = await getBackTest(services, leader, draftId)
        if (run?.state !== 'running') return run
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }

    it('keeps broken cells and names them; submits none, nor without tests that pass, nor unchanged', async () => {
      const draft = await begin()
      const { draftId } = draft
      await expect(decide(planner, draftId, 1, 'submit')).rejects.toMatchObject({ code: 'NO_TESTS' })
      const broken = await save({ ...draft, table: withCell(draft.table, 1, 'foundBy', '"us') })
      expect(broken.findings).toMatchObject([
        { kind: 'bad-cell', severity: 'error', rowIds: ['R-02'], column: 'foundBy' },
      ])
      await expect(decide(planner, draftId, 2, 'submit')).rejects.toMatchObject({
        code: 'RULE_HAS_FAULTS',
        detail: { field: 'R-02.foundBy' },
      })
      const failing = await save({ ...draft, version: 2, tests: [test('cancel')] })
      expect(failing.testResults).toMatchObject([{ isPassed: false, got: { rowId: 'R-01' } }])
      await expect(decide(planner, draftId, 3, 'submit')).rejects.toMatchObject({ code: 'TESTS_FAIL' })
      await save({ ...draft, version: 3, tests: [test('register')] })
      await expect(decide(planner, draftId, 4, 'submit')).rejects.toMatchObject({ code: 'NOTHING_CHANGED' })
      await expect(save({ ...draft, version: 1 })).rejects.toMatchObject({ code: 'CONFLICT_VERSION' })
      await decide(planner, draftId, 4, 'discard')
      expect((await listDrafts(services, planner, 'registration')).drafts).toEqual([])
    })

    it('runs over past cases and says which would be decided otherwise, where, in the reader’s areas', async () => {
      const draft = await begin()
      const changed = await save({ ...draft, table: withCell(draft.table, 2, 'decision', '"accept"') })
      await startBackTest(services, leader, { draftId: draft.draftId, days: 7 })
      const run = await untilRun(draft.draftId)
      expect(run).toMatchObject({ state: 'done', total: 2, done: 2, isOutdated: false })
      expect(run?.result).toMatchObject({
        changed: 1,
        byRow: [
          { before: 'R-01', after: 'R-01', n: 1 },
          { before: 'R-03', after: 'R-03', n: 1 },
        ],
        cases: [
          {
            caseId: ordinary,
            before: { rowId: 'R-03', outcome: { decision: 'verify' } },
            after: { outcome: { decision: 'accept' } },
          },
        ],
      })
      expect(run?.result?.cases[0]?.lng).toBeCloseTo(TINY_POINTS.westSouth[0])
      expect(await getBackTest(services, planner, draft.draftId)).toBeNull()
      await save({ ...draft, version: changed.version })
      expect(await getBackTest(services, leader, draft.draftId)).toMatchObject({ isOutdated: true })
    })

    it('goes from its author to another who publishes it for a time to come; the former version decides until then, and may come back', async () => {
      const draft = await begin()
      const { draftId } = draft
      const now = services.clock.now()
      const tomorrow = new Date(now.getTime() + 86_400_000)
      await save({
        ...draft,
        table: withCell(draft.table, 0, 'decision', '"accept"'),
        tests: [test('accept')],
      })
      await decide(planner, draftId, 2, 'submit')
      for (const actor of [planner, { ...both, userId: planner.userId }])
        await expect(decide(actor, draftId, 3, 'publish')).rejects.toMatchObject({ code: 'NOT_NOW' })
      await expect(decide(leader, draftId, 3, 'send_back')).rejects.toMatchObject({ code: 'NO_REASON' })
      const rival = await begin()
      await save({
        ...rival,
        table: withCell(draft.table, 0, 'decision', '"verify"'),
        tests: [test('verify')],
      })
      await decide(planner, rival.draftId, 2, 'submit')

      const published = await decide(leader, draftId, 3, 'publish', { effectiveAt: tomorrow.toISOString() })
      expect(published.publishedVersion).toBe(2)
      await expect(decide(leader, rival.draftId, 3, 'publish')).rejects.toMatchObject({ code: 'DRAFT_STALE' })

      const versionAt = async (at: Date) => (await findRules(database(), 'registration', at))[0]?.version
      expect([await versionAt(now), await versionAt(tomorrow)]).toEqual([1, 2])
      const { versions } = await getRule(services, leader, { code: 'registration', version: null })
      expect(versions.map(({ version, state, to }) => [version, state, to])).toEqual([
        [2, 'coming', null],
        [1, 'in_force', tomorrow.toISOString()],
      ])
      services.clock.set(new Date(tomorrow.getTime() + 1000))
      const told = await explainCase(services, leader, {
        code: 'registration',
        version: null,
        caseId: null,
        facts: test('').facts,
      })
      expect(told.outcome).toMatchObject({ decision: 'accept' })

      const back = { code: 'registration', version: 1, note: '误改' }
      await expect(rollBack(services, leader, { ...back, note: '' })).rejects.toMatchObject({
        code: 'NO_REASON',
      })
      expect(await rollBack(services, leader, back)).toEqual({ version: 3 })
      await expect(rollBack(services, leader, { ...back, version: 3 })).rejects.toMatchObject({
        code: 'ALREADY_IN_FORCE',
      })
      const again = await getRule(services, leader, { code: 'registration', version: null })
      expect([again.version, again.table]).toEqual([3, draft.table])
      const { steps } = await listDrafts(services, leader, 'registration')
      expect(steps.slice(0, 1)).toMatchObject([
        { verb: 'roll_back', note: '误改', version: 3, actorName: leader.name },
      ])
      const { rows } = await sql<{
        n: number
      }>`select count(*)::int as n from event_log where type = 'rule.changed'`.execute(database())
      expect(rows[0]?.n).toBe(steps.length)
    })

    it('makes a rule of a new code: asked before the others, published by another person, ended again', async () => {
      const planner = tinyActor('planner')
      const now = services.clock.now()
      const wanted = {
        kind: 'registration' as const,
        code: 'REG-PATROL',
        name: '巡查免核实',
        nameEn: 'Patrols need no check',
        facts: ['channel', 'isLocated'],
        asked: 'first' as const,
      }
      await expect(startNewRule(services, planner, { ...wanted, facts: ['noSuch'] })).rejects.toMatchObject({
        code: 'BAD_FACT',
      })
      await expect(
        startNewRule(services, planner, { ...wanted, code: 'registration' }),
      ).rejects.toMatchObject({ code: 'CODE_TAKEN' })
      const { draftId } = await startNewRule(services, planner, wanted)
      await expect(startNewRule(services, planner, wanted)).rejects.toMatchObject({ code: 'CODE_TAKEN' })
      expect(await listNewRules(services, leader)).toMatchObject([
        { draftId, code: 'REG-PATROL', state: 'draft' },
      ])
      const draft = await getDraft(services, planner, draftId)
      expect(draft).toMatchObject({
        baseVersion: 0,
        isStale: false,
        inForce: null,
        may: ['submit', 'discard'],
      })
      const facts = { channel: 'superior', isLocated: true }
      const [row] = draft.table.rows
      const saved = await saveDraft(services, planner, {
        draftId,
        version: draft.version,
        table: {
          inputs: [...draft.table.inputs],
          outputs: [...draft.table.outputs],
          rows: [
            {
              ...row!,
              cells: {
                ...row!.cells,
                channel: '"superior"',
                isLocated: 'true',
                reasonZh: '"上级交办，直接立案"',
                reasonEn: '"From above"',
              },
            },
          ],
        },
        tests: [{ name: '上级交办', facts, expected: { decision: 'register' } }],
      })
      expect(saved.testResults).toMatchObject([{ isPassed: true }])
      const step = (actor: typeof planner, version: number, verb: 'submit' | 'publish') =>
        decideDraft(services, actor, { draftId, version, verb, note: '' })
      const { version } = await step(planner, saved.version, 'submit')
      await expect(step(planner, version, 'publish')).rejects.toMatchObject({ code: 'NOT_NOW' })
      expect(await step(leader, version, 'publish')).toMatchObject({ publishedVersion: 1 })
      services.clock.set(new Date(now.getTime() + 1000))
      const order = async () =>
        (await findRules(database(), 'registration', services.clock.now())).map(({ code }) => code)
      expect(await order()).toEqual(['REG-PATROL', 'registration'])

      const reported = async (channel: string, sourceId: string) => {
        const [lng, lat] = TINY_POINTS.westSouth
        const fields = {
          source_system: 'test',
          source_id: sourceId,
          description: '垃圾',
          category_code: '200102',
          channel,
          lng,
          lat,
        }
        const { caseId } = await submitReport(services, leader, { fields, photos: [] })
        const { rows } = await sql<{
          code: string
          row_id: string
        }>`select r.code, d.row_id from rule_decision d
          join rule r using (rule_id) where d.case_id = ${caseId} and r.kind = 'registration'`.execute(
          database(),
        )
        return rows
      }
      expect(await reported('superior', 'new-1')).toEqual([{ code: 'REG-PATROL', row_id: 'R-01' }])
      // It has no row for this one: the next rule is asked.
      expect(await reported('hotline', 'new-2')).toMatchObject([{ code: 'registration' }])

      await expect(retireRule(services, leader, { code: 'REG-PATROL', note: '' })).rejects.toMatchObject({
        code: 'NO_REASON',
      })
      await retireRule(services, leader, { code: 'REG-PATROL', note: '试点结束' })
      services.clock.set(new Date(now.getTime() + 2000))
      expect(await order()).toEqual(['registration'])
      services.clock.set(now)
    })

    it('never puts a version into force that another has overtaken', async () => {
      const draft = await begin('dispatch')
      const facts = { severity: 'normal', hasUnit: true, unitDistanceMeters: 10 }
      const expected = {
        autoDispatch: (await runTests(contentOf(draft.table), [{ name: 'x', facts, expected: {} }]))[0]?.got
          ?.outcome.autoDispatch as boolean,
      }
      const described = {
        ...draft.table,
        rows: draft.table.rows.map((row) => ({ ...row, description: 'neu' })),
      }
      await save({ ...draft, table: described, tests: [{ name: 'x', facts, expected }] })
      await decide(planner, draft.draftId, 2, 'submit')
      const later = new Date(services.clock.now().getTime() + 5 * 86_400_000)
      await decide(leader, draft.draftId, 3, 'publish', { effectiveAt: later.toISOString() })
      await expect(
        rollBack(services, leader, { code: 'dispatch', version: 1, note: 'x' }),
      ).rejects.toMatchObject({ code: 'ALREADY_IN_FORCE' })
      await rollBack(services, leader, { code: 'dispatch', version: 2, note: '提前' })
      const { versions } = await getRule(services, leader, { code: 'dispatch', version: null })
      expect(versions.map(({ version, state, from }) => [version, state, from !== null])).toEqual([
        [3, 'in_force', true],
        [2, 'past', false],
        [1, 'past', true],
      ])
    })

    it('finds facts in space, in the calendar and in the past, as they are asked for', async () => {
      const db = database()
      const [lng, lat] = TINY_POINTS.westSouth
      const at = (x: number, y: number) => sql<string>`st_setsrid(st_makepoint(${x}, ${y}), 4326)`
      await db
        .insertInto('place')
        .values({ code: 'S1', kind: 'school', name: '小学', geom: at(lng, lat + 0.001) })
        .execute()
      const told = await findFacts(
        db,
        [ordinary],
        [
          'schoolDistanceMeters',
          'mainRoadDistanceMeters',
          'waterDistanceMeters',
          'dutyGridCode',
          'communityCode',
          'subdistrictCode',
          'landUse',
          'reportHour',
          'weekday',
          'isWorkTime',
          'partOwner',
          'severity',
          'similarWithin100m30d',
        ],
      )
      expect(told.get(ordinary)).toEqual({
        // 0.001° of latitude.
        schoolDistanceMeters: 110.9,
        mainRoadDistanceMeters: 5000,
        waterDistanceMeters: 5000,
        dutyGridCode: '329901001001D1',
        communityCode: '329901001001',
        subdistrictCode: '329901001000',
        landUse: '',
        // Thursday, 10:00 in Shanghai.
        reportHour: 10,
        weekday: 4,
        isWorkTime: true,
        partOwner: '',
        similarWithin100m30d: 0,
      })
      const again = await submitReport(services, leader, {
        fields: {
          source_system: 'test',
          source_id: 'again',
          description: '又来',
          category_code: '200102',
          channel: 'hotline',
          lng: lng + 0.0005,
          lat,
        },
        photos: [],
      })
      const later = await findFacts(db, [again.caseId], ['similarWithin100m30d', 'similarWithin10m30d'])
      expect(later.get(again.caseId)).toEqual({ similarWithin100m30d: 1, similarWithin10m30d: 0 })
      expect(await findFacts(db, [ordinary], ['severity'])).toEqual(new Map())
    })

    it('finds the rain of the nearest gauges before a report, and says where there is none', async () => {
      const db = database()
      const asked = ['rainMmPerHour', 'rainMmPerHour24h']
      expect((await findFacts(db, [ordinary], asked)).get(ordinary)).toEqual({
        rainMmPerHour: -1,
        rainMmPerHour24h: -1,
      })
      const [lng, lat] = TINY_POINTS.westSouth
      const { reported_at } = await db
        .selectFrom('case_record')
        .select('reported_at')
        .where('case_id', '=', ordinary)
        .executeTakeFirstOrThrow()
      const reportedAt = reported_at.getTime()
      const gauge = async (
        code: string,
        degreesAway: number,
        readings: [hoursBefore: number, value: number][],
      ) => {
        const { sensor_id } = await db
          .insertInto('sensor')
          .values({
            code,
            name: code,
            kind: 'rain',
            unit_of_measure: 'mm/h',
            scope_area_id: TINY_AREAS.westSouth,
            geom: sql<string>`st_setsrid(st_makepoint(${lng + degreesAway}, ${lat}), 4326)`,
          })
          .returning('sensor_id')
          .executeTakeFirstOrThrow()
        for (const [hoursBefore, value] of readings)
          await db
            .insertInto('reading')
            .values({ sensor_id, at: new Date(reportedAt - hoursBefore * 3_600_000), value })
            .execute()
      }
      await gauge('R1', 0.001, [
        [0.5, 4],
        [6, 22],
        [30, 80],
      ])
      await gauge('R2', 0.002, [[0.2, 7]])
      await gauge('R3', 0.003, [[-1, 90]])
      // Beyond the three nearest.
      await gauge('R4', 0.5, [[0.1, 99]])
      expect((await findFacts(db, [ordinary], asked)).get(ordinary)).toEqual({
        rainMmPerHour: 7,
        rainMmPerHour24h: 22,
      })
    })

    it('asks a rule by such facts from its publication on, and keeps them with the decision', async () => {
      const content = contentOf({
        inputs: ['schoolDistanceMeters'],
        outputs: ['decision', 'reasonZh', 'reasonEn'],
        rows: [
          {
            id: 'S-1',
            description: '学校旁',
            cells: {
              schoolDistanceMeters: '<= 200',
              decision: '"register"',
              reasonZh: '"近校"',
              reasonEn: '"near a school"',
            },
          },
          {
            id: 'S-2',
            description: '',
            cells: {
              schoolDistanceMeters: '',
              decision: '"accept"',
              reasonZh: '"其他"',
              reasonEn: '"other"',
            },
          },
        ],
      })
      const db = database()
      await db
        .insertInto('rule')
        .values({
          code: 'registration',
          kind: 'registration',
          name: '近校',
          version: 99,
          content: JSON.stringify(content),
          valid: `[${services.clock.now().toISOString()},)`,
        })
        .execute()
      const [lng, lat] = TINY_POINTS.westSouth
      const { caseId } = await submitReport(services, leader, {
        fields: {
          source_system: 'test',
          source_id: 'school',
          description: '校门口',
          category_code: '200102',
          channel: 'hotline',
          lng,
          lat,
        },
        photos: [],
      })
      const kept = await db
        .selectFrom('rule_decision')
        .select(['row_id', 'facts'])
        .where('case_id', '=', caseId)
        .orderBy('decision_id')
        .executeTakeFirstOrThrow()
      expect(kept).toMatchObject({ row_id: 'S-1', facts: { schoolDistanceMeters: 110.9 } })
    })

    it('lets the handling rule say whether what was handled on the spot is checked', async () => {
      const db = database()
      const row = (id: string, severity: string, check: string) => ({
        id,
        description: '',
        cells: { severity, check: `"${check}"`, reasonZh: '"因"', reasonEn: '"why"' },
      })
      const content = contentOf({
        inputs: ['severity'],
        outputs: ['check', 'reasonZh', 'reasonEn'],
        rows: [row('H-1', '"urgent"', 'always'), row('H-2', '', 'never')],
      })
      await db
        .insertInto('rule')
        .values({
          code: 'handling',
          kind: 'handling',
          name: '核查',
          content: JSON.stringify(content),
          valid: '[2020-01-01T00:00:00Z,)',
        })
        .execute()
      const collector = tinyActor('admin')
      const [lng, lat] = TINY_POINTS.eastNorth
      for (const [category_code, state, rowId] of [
        ['200102', 'closed', 'H-2'],
        ['200111', 'fed_back', 'H-1'],
      ] as const) {
        const fields = {
          source_system: 'test',
          source_id: `self-${state}`,
          description: '随手处置',
          category_code,
          channel: 'hotline',
          lng,
          lat,
        }
        const { caseId } = await submitReport(services, leader, { fields, photos: [] })
        await db.updateTable('case_record').set({ state: 'accepted' }).where('case_id', '=', caseId).execute()
        const { version } = await db
          .selectFrom('case_record')
          .select('version')
          .where('case_id', '=', caseId)
          .executeTakeFirstOrThrow()
        const after = await actOnCase(services, collector, {
          caseId,
          version,
          verb: 'self_handle',
          note: '已清理',
          idempotencyKey: `self-${state}`,
        } as never)
        expect(after.state).toBe(state)
        const kept = await db
          .selectFrom('rule_decision')
          .select('row_id')
          .where('case_id', '=', caseId)
          .orderBy('decision_id', 'desc')
          .executeTakeFirstOrThrow()
        expect(kept.row_id).toBe(rowId)
      }
    })

    it('appraises a closed case, keeps the points with their facts, and tells them with the case', async () => {
      const db = database()
      const row = (id: string, isLate: string, points: number) => ({
        id,
        description: `行 ${id}`,
        cells: { isLate, reworkCount: '', points: String(points), reasonZh: '"因"', reasonEn: '"why"' },
      })
      await db
        .insertInto('rule')
        .values({
          code: 'appraisal',
          kind: 'appraisal',
          name: '考核',
          content: JSON.stringify(
            contentOf({
              inputs: ['isLate', 'reworkCount'],
              outputs: ['points', 'reasonZh', 'reasonEn'],
              rows: [row('A-1', 'true', -2), row('A-2', '', 0)],
            }),
          ),
          valid: '[2020-01-01T00:00:00Z,)',
        })
        .execute()
      const admin = tinyActor('admin')
      const [lng, lat] = TINY_POINTS.eastNorth
      for (const [source_id, dueAt, points, rowId] of [
        ['in-time', '2100-01-01T00:00:00Z', 0, 'A-2'],
        ['late', '2020-01-01T00:00:00Z', -2, 'A-1'],
      ] as const) {
        const fields = {
          source_system: 'test',
          source_id,
          description: '结案考核',
          category_code: '200102',
          channel: 'hotline',
          lng,
          lat,
        }
        const { caseId } = await submitReport(services, leader, { fields, photos: [] })
        await db
          .updateTable('case_record')
          .set({ state: 'registered', registered_at: new Date(dueAt), due_at: new Date(dueAt) })
          .where('case_id', '=', caseId)
          .execute()
        expect((await getCase(services, admin, caseId)).appraisal).toBeNull()
        const { version } = await getCase(services, admin, caseId)
        await actOnCase(services, admin, {
          caseId,
          version,
          verb: 'force_close',
          note: '已由街道处理',
          idempotencyKey: `appraise-${source_id}`,
        } as never)
        expect((await getCase(services, admin, caseId)).appraisal).toEqual({
          points,
          adjustedPoints: null,
          month: null,
          ruleCode: 'appraisal',
          ruleVersion: 1,
          rowId,
          rowDescription: `行 ${rowId}`,
          zh: '因',
          en: 'why',
        })
        const { facts } = await db
          .selectFrom('rule_decision')
          .select('facts')
          .where('case_id', '=', caseId)
          .orderBy('decision_id', 'desc')
          .executeTakeFirstOrThrow()
        expect(facts).toMatchObject({ isLate: points < 0, closeReason: 'forced', reworkCount: 0 })
        // What is done to a closed case later is no second closing.
        const asked = () =>
          db
            .selectFrom('rule_decision as d')
            .innerJoin('rule as r', 'r.rule_id', 'd.rule_id')
            .select('d.decision_id')
            .where('d.case_id', '=', caseId)
            .where('r.kind', '=', 'appraisal')
            .execute()
        expect(await asked()).toHaveLength(1)
        await actOnCase(services, admin, {
          caseId,
          version: (await getCase(services, admin, caseId)).version,
          verb: 'evaluate',
          score: 4,
          idempotencyKey: `evaluate-${source_id}`,
        } as never)
        expect(await asked()).toHaveLength(1)
      }
    })
  })
}
