import type { Kysely } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { decideChange, listChanges } from '../server/basis/changes/changes.ts'
import { addLink, decideLinks } from '../server/basis/decide-links.ts'
import {
  exportChecklists,
  exportDictionary,
  exportDuties,
  exportLinks,
  exportPack,
} from '../server/basis/exchange/export-basis.ts'
import { importBasis } from '../server/basis/exchange/import-basis.ts'
import { findCandidates } from '../server/basis/find-candidates.ts'
import { findCategory } from '../server/basis/find-category.ts'
import { getRegulation } from '../server/basis/get-regulation.ts'
import { listCategories } from '../server/basis/list-categories.ts'
import { categoryBasis, listCategoryBasis } from '../server/basis/list-category-basis.ts'
import { listDuties } from '../server/basis/list-duties.ts'
import { listRegulations } from '../server/basis/list-regulations.ts'
import { discardDraft, publishDraft, saveHead } from '../server/basis/publish-draft.ts'
import { reviewVersion } from '../server/basis/review-draft.ts'
import { searchArticles } from '../server/basis/search-articles.ts'
import { startDraft } from '../server/basis/start-draft.ts'
import { writeRegulation } from '../server/basis/write-regulation.ts'
import { withSystem } from '../server/db/client.ts'
import type { Database } from '../server/db/schema.ts'
import { submitReport } from '../server/reports/submit.ts'
import { loadTinyCity, TINY_NOON, type TinyCity, tinyActor, tinyServices } from './tiny-city.ts'

const head = {
  code: 'DF001',
  level: 'local',
  title: '微城市容条例',
  titleEn: 'Tiny City Appearance',
  documentNumber: '微公告1号',
  issuer: '微城人大',
  issuedOn: '2019-12-01',
  effectiveOn: '2020-01-01',
  isSummary: false,
} as const
const TEXT = `第一章　总则
第一条　为了市容整洁，制定本条例。
第二条　禁止乱倒垃圾：
（一）不得倒在路上；
（二）不得倒在100%的绿地。
违者处五十元罚款。`

const law = {
  level: 'law',
  title: '微城清洁法',
  titleEn: '',
  documentNumber: '',
  issuer: '',
  issuedOn: null,
  effectiveOn: '2026-01-01',
  isSummary: false,
} as const
const FIRST = `第一条　禁止乱倒垃圾，暴露垃圾应当清除。
第二条　道路积水的，应当排除。
第三条　未尽的从其规定。`

/** Regulations, what they are the basis of, and the duty list, on either database. */
export function describeBasis(database: () => Kysely<Database>): void {
  let services: Awaited<ReturnType<typeof tinyServices>>
  let city: TinyCity
  let former: number
  let holding: number
  const planner = tinyActor('planner')
  const collector = tinyActor('collector', { isWholeCity: false, scopeAreaIds: [4] })

  beforeAll(async () => {
    const db = database()
    city = await loadTinyCity(db)
    services = await tinyServices(db, '.')
    const write = (version: number, effectiveOn: string, text: string, state: 'draft' | 'published') =>
      withSystem(db, 'test', async (trx) => {
        const { regulationId, articleIds } = await writeRegulation(
          trx,
          { ...head, effectiveOn },
          { version, text, state, author: { userId: 'u', name: '起草人' }, at: TINY_NOON },
        )
        await trx
          .insertInto('article_link')
          .values([
            {
              piece_id: articleIds.get('2')!,
              category_id: city.categories.garbage,
              state: 'confirmed',
              origin: 'pack',
            },
            {
              piece_id: articleIds.get('1')!,
              category_id: city.categories.garbage,
              state: 'candidate',
              origin: 'engine',
              score: 0.4,
            },
          ])
          .execute()
        return regulationId
      })
    former = await write(1, '2020-01-01', TEXT, 'published')
    holding = await write(2, '2024-01-01', TEXT.replace('五十元', '二百元'), 'published')
    await db
      .updateTable('regulation')
      .set({ superseded_on: '2024-01-01', superseded_by_id: holding })
      .where('regulation_id', '=', former)
      .execute()
    await write(3, '2027-01-01', TEXT, 'draft')
  })

  describe('the basis', () => {
    it('has every version with how it stands today; drafts for those who make them', async () => {
      const rows = await listRegulations(services, planner)
      expect(rows.map(({ version, standing, articleCount }) => [version, standing, articleCount])).toEqual([
        [1, 'superseded', 2],
        [2, 'in_force', 2],
        [3, 'draft', 2],
      ])
      expect((await listRegulations(services, collector)).map(({ version }) => version)).toEqual([1, 2])
      await expect(getRegulation(services, collector, rows.at(-1)!.regulationId)).rejects.toMatchObject({
        code: 'NO_SUCH_REGULATION',
      })
    })

    it('reads a version down to its items, with codes, marks and what it is the basis of', async () => {
      const read = await getRegulation(services, collector, former)
      expect(read).toMatchObject({ standing: 'superseded', successor: { regulationId: holding } })
      expect(read.pieces.map(({ code }) => code)).toEqual(
        ['Z1', '1', '1-1', '2', '2-1', '2-1-1', '2-1-2', '2-2'].map((key) => `DF001-${key}`),
      )
      expect(read.pieces.at(-1)?.marks).toMatchObject([{ kind: 'penalty' }])
      expect(read.links).toContainEqual(
        expect.objectContaining({ state: 'confirmed', kind: 'category', name: '暴露垃圾' }),
      )
    })

    it('finds articles by all of the words, whatever they contain; what holds stands first', async () => {
      const { found, total } = await searchArticles(services, collector, { text: '乱倒 二百元' })
      expect(total).toBe(1)
      expect(found).toMatchObject([{ regulationId: holding, key: '2', standing: 'in_force' }])
      expect((await searchArticles(services, collector, { text: '100%' })).total).toBe(2)
      expect((await searchArticles(services, collector, { text: '%' })).found[0]?.key).toBe('2')
      expect((await searchArticles(services, collector, { text: "'; drop" })).total).toBe(0)
      expect((await searchArticles(services, collector, { text: '总则' })).total).toBe(0)
    })

    it('says for a case what held at its time', async () => {
      const at = (day: string) =>
        categoryBasis(services, collector, {
          categoryId: city.categories.garbage,
          at: `${day}T12:00:00+08:00`,
        })
      expect((await at('2023-12-31')).articles).toMatchObject([{ regulationId: former, key: '2' }])
      expect((await at('2024-01-01')).articles).toMatchObject([{ regulationId: holding, key: '2' }])
      expect((await at('2019-12-31')).articles).toEqual([])
    })

    it('lists each matter with the four answers, and each duty; what nobody owns is marked', async () => {
      const categories = await listCategoryBasis(services, collector)
      expect(categories.find(({ code }) => code === '200102')).toMatchObject({
        articles: [{ regulationId: holding }],
        department: { name: '环卫局' },
        areaDuties: 0,
      })
      expect(categories.find(({ code }) => code === '200111')).toMatchObject({ areaDuties: 1 })
      const duties = await listDuties(services, collector)
      expect(
        duties.map(({ categoryCode, departmentName, areaName, dutyId }) => [
          categoryCode,
          departmentName,
          areaName,
          dutyId === null,
        ]),
      ).toEqual([
        ['100102', '', '', true],
        ['200102', '环卫局', '', false],
        ['200111', '环卫局', '', false],
        ['200111', '西街道办', '西北社区', false],
        ['200699', '', '', true],
      ])
    })
    it('looks for no matter in purpose, scope and day of effect', async () => {
      const articles = [
        '为了及时清除暴露垃圾，制定本办法。',
        '本市暴露垃圾的清除，适用本办法。',
        '本办法自2026年5月1日起施行，暴露垃圾的旧规定同时废止。',
        '暴露垃圾应当清除。',
      ]
      const found = await findCandidates(
        database(),
        articles.map((text, at) => ({ key: String(at + 1), text })),
      )
      expect([...new Set(found.map(({ key }) => key))]).toEqual(['4'])
    })
    it('takes a text in as a draft with candidates, whole or not at all', async () => {
      const before = await listRegulations(services, planner)
      const refused = startDraft(services, planner, { head: law, text: '今天天气很好。' })
      await expect(refused).rejects.toMatchObject({ code: 'NOT_A_REGULATION' })
      await expect(
        startDraft(services, planner, { head: { ...law, code: 'DF001' }, text: FIRST }),
      ).rejects.toMatchObject({ code: 'DRAFT_EXISTS' })
      expect(await listRegulations(services, planner)).toHaveLength(before.length)

      const draft = await startDraft(services, planner, { head: law, text: FIRST })
      expect(draft).toMatchObject({ code: 'FL001', version: 1 })
      const read = await getRegulation(services, planner, draft.regulationId)
      expect(read.links.filter(({ kind }) => kind === 'category')).toMatchObject([
        { state: 'candidate', origin: 'engine', name: '暴露垃圾' },
        { state: 'candidate', origin: 'engine', name: '道路积水' },
      ])
      // A candidate is no basis until a person says so.
      const articles = async () =>
        (await categoryBasis(services, planner, { categoryId: city.categories.garbage })).articles
      expect((await articles()).map(({ regulationCode }) => regulationCode)).toEqual(['DF001'])
      const link = read.links.find(({ name }) => name === '暴露垃圾')!
      await decideLinks(services, planner, { linkIds: [link.linkId], state: 'confirmed' })
      const third = read.pieces.find(({ key }) => key === '3')!
      await addLink(services, planner, { pieceId: third.pieceId, categoryId: city.categories.orphan })
      await expect(
        addLink(services, planner, {
          pieceId: read.pieces.at(-1)!.pieceId,
          categoryId: city.categories.orphan,
        }),
      ).rejects.toMatchObject({ code: 'NO_SUCH_ARTICLE' })
      expect((await articles()).map(({ regulationCode }) => regulationCode)).toEqual(['DF001'])
      const { rowVersion } = await saveHead(services, planner, {
        regulationId: draft.regulationId,
        rowVersion: read.rowVersion,
        head: { ...law, title: '微城法' },
      })
      const stale = publishDraft(services, planner, { ...draft, rowVersion: read.rowVersion })
      await expect(stale).rejects.toMatchObject({ code: 'CONFLICT_VERSION' })
      await publishDraft(services, planner, { ...draft, rowVersion })
      expect((await articles()).map(({ regulationCode }) => regulationCode)).toEqual(['FL001', 'DF001'])
      await expect(
        discardDraft(services, planner, { ...draft, rowVersion: rowVersion + 1 }),
      ).rejects.toMatchObject({ code: 'NOT_A_DRAFT' })
    })

    it('publishes a new version over the former, and says what changes for open cases', async () => {
      await submitReport(services, tinyActor('shift_leader'), {
        fields: {
          source_system: 'test',
          source_id: 'basis',
          description: '路边有垃圾',
          category_code: '200102',
          channel: 'patrol',
          lng: 118.805,
          lat: 31.905,
        },
        photos: [],
      })
      const former = (await listRegulations(services, planner)).find(({ code }) => code === 'FL001')!
      const text = FIRST.replace('乱倒垃圾', '随意乱倒、抛撒垃圾').replace(
        /第三条.*/su,
        '第三条　自发布之日起施行。',
      )
      const next = await startDraft(services, planner, {
        head: { ...law, code: 'FL001', effectiveOn: '2026-06-01' },
        text,
      })
      const read = await getRegulation(services, planner, next.regulationId)
      expect(read.links.filter(({ origin }) => origin === 'carried')).toMatchObject([
        { state: 'candidate', name: '暴露垃圾' },
        { state: 'candidate', name: '其他事件' },
      ])
      await decideLinks(services, planner, {
        linkIds: read.links.filter(({ name }) => name === '暴露垃圾').map(({ linkId }) => linkId),
        state: 'confirmed',
      })
      const review = await reviewVersion(services, planner, next.regulationId)
      expect(review.former).toEqual({ regulationId: former.regulationId, version: 1 })
      expect(review.changes.map(({ kind, key }) => [kind, key])).toEqual([
        ['changed', '1'],
        ['changed', '3'],
      ])
      expect(review.effects).toMatchObject([
        { code: '200102', effect: 'reworded', openCases: 1, isBare: false },
        { code: '200699', effect: 'loses', openCases: 0, isBare: true },
      ])
      await expect(reviewVersion(services, collector, next.regulationId)).rejects.toMatchObject({
        code: 'NO_SUCH_REGULATION',
      })
      await publishDraft(services, planner, { ...next, rowVersion: read.rowVersion })
      const rows = (await listRegulations(services, planner)).filter(({ code }) => code === 'FL001')
      expect(rows.map(({ version, standing, supersededOn }) => [version, standing, supersededOn])).toEqual([
        [1, 'in_force', '2026-06-01'],
        [2, 'coming', null],
      ])
      const early = await startDraft(services, planner, { head: { ...law, code: 'FL001' }, text })
      const { rowVersion } = await getRegulation(services, planner, early.regulationId)
      await expect(publishDraft(services, planner, { ...early, rowVersion })).rejects.toMatchObject({
        code: 'BAD_EFFECTIVE_DAY',
      })
      await discardDraft(services, planner, { ...early, rowVersion })
      await expect(getRegulation(services, planner, early.regulationId)).rejects.toMatchObject({
        code: 'NO_SUCH_REGULATION',
      })
    })

    it('brings the duty list in from a spreadsheet: tried first, bad rows told, good ones kept, once', async () => {
      const importing = (csv: string, isTrial: boolean) =>
        importBasis(services, planner, {
          what: 'duties',
          bytes: Buffer.from(csv),
          name: 'duties.csv',
          isTrial,
        })
      const csv = `事项编码,责任部门编码,范围编码,职责,层级,备注
200102,D2,,日常养护,区级,夜间也管
200102,D2,,日常养护,区级,
100102,D3,329901001000,日常养护,街道级,
200111,D9,,日常养护,,
200699,D2,999,随便,,
100102,,,,,
`
      const trial = await importing(csv, true)
      expect(trial).toMatchObject({ added: 1, changed: 1, unchanged: 0, skipped: 1 })
      expect(trial.faults.map(({ row, field, code }) => [row, field, code])).toEqual([
        [3, '事项编码', 'DUPLICATE'],
        [5, '责任部门编码', 'NO_SUCH_DEPARTMENT'],
        [6, '范围编码', 'NO_SUCH_AREA'],
        [6, '职责', 'BAD_KIND'],
      ])
      const unowned = async () =>
        (await listDuties(services, planner)).filter(({ categoryCode }) => categoryCode === '100102')
      expect(await unowned()).toMatchObject([{ dutyId: null }])
      expect(await importing(csv, false)).toMatchObject({ added: 1, changed: 1, isProposed: true })
      // Nothing stands until somebody else has published it.
      expect(await unowned()).toMatchObject([{ dutyId: null }])
      const decide = (actor: typeof planner, verb: 'publish' | 'withdraw' | 'undo', note = '') =>
        listChanges(services, actor).then(([latest]) =>
          decideChange(services, actor, { changeId: latest!.changeId, verb, note }),
        )
      const boss = tinyActor('shift_leader')
      await expect(decide(planner, 'publish')).rejects.toMatchObject({ code: 'NOT_NOW' })
      await decide(boss, 'publish')
      expect(await unowned()).toMatchObject([
        { dutyId: null },
        { departmentCode: 'D3', level: 'subdistrict' },
      ])
      expect(await importing(csv, false)).toMatchObject({ added: 0, changed: 0, unchanged: 2 })
      for (const format of ['csv', 'xlsx'] as const) {
        const { bytes } = await exportDuties(services, planner, format)
        const name = `duties.${format}`
        expect(
          await importBasis(services, planner, { what: 'duties', bytes, name, isTrial: false }),
        ).toMatchObject({ added: 0, changed: 0, faults: [] })
      }
      const removal =
        '事项编码,责任部门编码,范围编码,移除\n100102,,329901001000,是\n200699,D2,,x\n200102,D2,,也许\n'
      const gone = await importing(removal, false)
      expect(gone).toMatchObject({ removed: 1, changes: [{ kind: 'removed' }] })
      expect(gone.faults.map(({ row, code }) => [row, code])).toEqual([
        [4, 'BAD_REMOVE'],
        [3, 'NOT_THERE'],
      ])
      expect(await unowned()).toHaveLength(2)
      await decide(boss, 'publish')
      expect(await unowned()).toMatchObject([{ dutyId: null }])
      await expect(decide(boss, 'undo')).rejects.toMatchObject({ code: 'NO_REASON' })
      await decide(boss, 'undo', '误删')
      expect(await unowned()).toMatchObject([
        { dutyId: null },
        { departmentCode: 'D3', level: 'subdistrict' },
      ])
      const [latest] = await listChanges(services, boss)
      expect(latest).toMatchObject({ state: 'undone', note: '误删', may: [], rows: [{ kind: 'removed' }] })

      // What somebody else has changed meanwhile is not overwritten.
      const note = (text: string) => importing(`事项编码,责任部门编码,备注\n200111,D2,${text}\n`, false)
      await note('甲')
      await note('乙')
      const [second, first] = await listChanges(services, boss)
      await decideChange(services, boss, { changeId: second!.changeId, verb: 'publish', note: '' })
      await expect(
        decideChange(services, boss, { changeId: first!.changeId, verb: 'publish', note: '' }),
      ).rejects.toMatchObject({ code: 'BASIS_MOVED' })
      await decideChange(services, boss, { changeId: second!.changeId, verb: 'undo', note: '试' })
    })

    it('makes, changes and retires matters by a spreadsheet, published by another person', async () => {
      const { bytes } = await exportDictionary(services, planner, 'xlsx')
      const take = (content: Uint8Array, name: string) =>
        importBasis(services, planner, { what: 'dictionary', bytes: content, name, isTrial: false })
      expect(await take(bytes, 'a.xlsx')).toMatchObject({ changed: 0, unchanged: 4, faults: [] })
      const { classCode } = (await findCategory(database(), { code: '200102' }))!
      const csv = `事项编码,类型,大类编码,事项,紧急程度,所需装备,移除
200102,,,暴露垃圾堆,紧急,,
200111,,,道路积水,很急,水泵,
200699,,,其他事件,一般,,是
200698,事件,${classCode},乱拉横线,一般,,
200697,,,没有类型,一般,,
200696,事件,9999,没有大类,一般,,
200695,,,没有的,一般,,是
`
      const taken = await take(Buffer.from(csv), 'b.csv')
      expect(taken.faults.map(({ row, code }) => [row, code])).toEqual([
        [3, 'BAD_SEVERITY'],
        [3, 'NO_SUCH_EQUIPMENT'],
        [6, 'BAD_KIND'],
        [7, 'NO_SUCH_CLASS'],
        [8, 'NO_SUCH_CATEGORY'],
      ])
      expect(taken).toMatchObject({ added: 1, changed: 1, removed: 1, isProposed: true })
      const boss = tinyActor('shift_leader')
      const decide = async (verb: 'publish' | 'undo') => {
        const [latest] = await listChanges(services, boss)
        return decideChange(services, boss, { changeId: latest!.changeId, verb, note: '试点' })
      }
      const named = (code = '200102') => findCategory(database(), { code })
      expect(await named('200698')).toBeUndefined()
      await decide('publish')
      expect(await named()).toMatchObject({ name: '暴露垃圾堆', severity: 'urgent', skill: 'sanitation' })
      expect(await named('200698')).toMatchObject({
        name: '乱拉横线',
        classCode,
        isRetired: false,
        limits: [],
      })
      expect(
        (await listDuties(services, planner)).find((duty) => duty.categoryCode === '200698'),
      ).toMatchObject({
        departmentCode: '',
      })
      await decide('undo')
      expect(await named()).toMatchObject({ name: '暴露垃圾', severity: 'normal' })
      expect(await named('200698')).toMatchObject({ isRetired: true })
      expect(await named('200699')).toMatchObject({ isRetired: false })
    })

    it('retires a matter: nothing new is taken as it, what stands stays, and a later file brings it back', async () => {
      const boss = tinyActor('shift_leader')
      const take = async (csv: string) => {
        const report = await importBasis(services, planner, {
          what: 'dictionary',
          bytes: Buffer.from(csv),
          name: 'r.csv',
          isTrial: false,
        })
        const [latest] = await listChanges(services, boss)
        await decideChange(services, boss, { changeId: latest!.changeId, verb: 'publish', note: '' })
        return report
      }
      expect(await take('事项编码,移除\n200111,是\n')).toMatchObject({ removed: 1, changed: 0 })
      expect((await listCategories(database())).find(({ code }) => code === '200111')).toMatchObject({
        isRetired: true,
      })
      const report = () =>
        submitReport(services, boss, {
          fields: {
            source_system: 'test',
            source_id: 'retired',
            description: '路口积水',
            category_code: '200111',
            channel: 'patrol',
            lng: 118.805,
            lat: 31.905,
          },
          photos: [],
        })
      await expect(report()).rejects.toMatchObject({ code: 'CATEGORY_RETIRED' })
      expect(await take('事项编码,移除\n200111,\n')).toMatchObject({ changed: 1 })
      expect(await findCategory(database(), { code: '200111' })).toMatchObject({ isRetired: false })
    })

    it('changes checklists by a spreadsheet, published by another person, and never empties one', async () => {
      await database()
        .insertInto('inspection_item')
        .values({
          code: 'GD-01',
          name: '工地',
          object_kinds: ['construction'],
          checklist: JSON.stringify([{ code: 'fence', zh: '围挡完整', en: 'Hoarding whole' }]),
          ratio_percent: 5,
          times_per_year: 2,
          radius_meters: 100,
          changed_at: services.clock.now(),
          changed_by: '',
        })
        .execute()
      const out = await exportChecklists(services, planner, 'csv')
      expect(new TextDecoder().decode(out.bytes)).toContain('GD-01,工地,fence,围挡完整,Hoarding whole')
      const take = (csv: string) =>
        importBasis(services, planner, {
          what: 'checklists',
          bytes: Buffer.from(csv),
          name: 'c.csv',
          isTrial: false,
        })
      const boss = tinyActor('shift_leader')
      const decide = async (verb: 'publish' | 'undo' | 'withdraw') => {
        const [latest] = await listChanges(services, boss)
        return decideChange(services, boss, { changeId: latest!.changeId, verb, note: '试' })
      }
      const checks = async () =>
        (await database().selectFrom('inspection_item').select('checklist').executeTakeFirstOrThrow())
          .checklist
      const head = '抽查事项编码,检查项编码,检查项,英文,事项编码,移除\n'
      const taken = await take(
        `${head}GD-01,fence,围挡完整且稳固,,,\nGD-01,wash,出口有冲洗,Lorries are washed,200102,\nGD-09,x,无,,,\nGD-01,gone,,,,是\nGD-01,bad,坏,,999999,\n`,
      )
      expect(taken).toMatchObject({ added: 1, changed: 1, isProposed: true })
      expect(taken.faults.map(({ row, code }) => [row, code])).toEqual([
        [4, 'NO_SUCH_ITEM'],
        [6, 'NO_SUCH_CATEGORY'],
        [5, 'NOT_THERE'],
      ])
      await decide('publish')
      expect(await checks()).toEqual([
        { code: 'fence', zh: '围挡完整且稳固', en: '围挡完整且稳固' },
        { code: 'wash', zh: '出口有冲洗', en: 'Lorries are washed', categoryCode: '200102' },
      ])
      await decide('undo')
      expect(await checks()).toEqual([{ code: 'fence', zh: '围挡完整', en: 'Hoarding whole' }])
      await take(`${head}GD-01,fence,,,,是\n`)
      await expect(decide('publish')).rejects.toMatchObject({ code: 'LAST_CHECK' })
      await decide('withdraw')
    })

    it('gives and takes links and a whole pack, and changes nothing the second time', async () => {
      const { bytes } = await exportLinks(services, planner, 'xlsx')
      expect(
        await importBasis(services, planner, { what: 'links', bytes, name: 'links.xlsx', isTrial: false }),
      ).toMatchObject({ added: 0, changed: 0, faults: [] })
      const pack = await exportPack(services, planner)
      const take = (text: string, isTrial = false) =>
        importBasis(services, planner, { what: 'pack', bytes: Buffer.from(text), name: 'pack.json', isTrial })
      const text = new TextDecoder().decode(pack.bytes)
      expect(await take(text)).toMatchObject({ added: 0, changed: 0, faults: [] })
      const fresh = {
        format: 'tongguan-basis',
        version: 1,
        regulations: [
          { ...law, code: 'FL900', text: FIRST, links: { '2': { categories: ['200111', '999999'] } } },
          { ...law, code: 'FL001', text: '第一条　别的。' },
          { code: 'FL902' },
        ],
      }
      expect(await take(JSON.stringify(fresh), true)).toMatchObject({ added: 2 })
      const taken = await take(JSON.stringify(fresh))
      expect(taken.added).toBe(2)
      expect(taken.faults.map(({ row, code }) => [row, code])).toEqual([
        [1, 'NO_SUCH_CATEGORY'],
        [2, 'ANOTHER_TEXT'],
        [3, 'BAD_REGULATION'],
      ])
      expect(await take(JSON.stringify(fresh))).toMatchObject({ added: 0, changed: 0, unchanged: 2 })
      await expect(take('{')).rejects.toMatchObject({ code: 'BAD_JSON' })
      await expect(take('{}')).rejects.toMatchObject({ code: 'NOT_A_PACK' })
    })
  })
}
