import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caseFilterOf, formatDeskSearch, parseDeskSearch } from '../../app/desk/search-params.ts'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import {
  loadTinyCity,
  TINY_AREAS,
  TINY_NOON,
  TINY_POINTS,
  tinyActor,
  tinyServices,
} from '../../test/tiny-city.ts'
import { writeRegulation } from '../basis/write-regulation.ts'
import { listQueue } from '../cases/list-queue.ts'
import { withSystem } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import { submitReport } from '../reports/submit.ts'
import { answerPublic } from './answer-public.ts'
import { answerQuestion } from './answer-question.ts'
import { claimHandOver, handOver, listHandOvers, replyHandOver } from './hand-over.ts'
import { listUnanswered, settleUnanswered } from './keep-unanswered.ts'

let database: TestDatabase
let services: Awaited<ReturnType<typeof tinyServices>>
let number: string
let followToken: string
let caseId: number
const dispatcher = tinyActor('dispatcher')
const leader = tinyActor('shift_leader')
const west = tinyActor('supervisor', {
  userId: 'west',
  isWholeCity: false,
  scopeAreaIds: [TINY_AREAS.westSouth, TINY_AREAS.westNorth],
})
const ask = (actor: Actor | null, question: string, previous?: string) =>
  answerQuestion(services, actor, { question, ...(previous && { previous }) })
const textOf = ({ parts }: { parts: readonly { text: { zh: string } }[] }) =>
  parts.map(({ text }) => text.zh).join('\n')

beforeAll(async () => {
  database = await freshDatabase()
  const { categories } = await loadTinyCity(database.db)
  services = await tinyServices(database.db, '/nonexistent')
  await withSystem(database.db, 'test', async (trx) => {
    const { articleIds } = await writeRegulation(
      trx,
      {
        code: 'DF001',
        level: 'local',
        title: '微城市容条例',
        titleEn: 'Tiny City Appearance',
        documentNumber: '',
        issuer: '微城人大',
        issuedOn: null,
        effectiveOn: '2020-01-01',
        isSummary: false,
      },
      {
        version: 1,
        text: '第一条　为了市容整洁，制定本条例。\n第二条　禁止在路上倾倒垃圾。',
        state: 'published',
        author: { userId: 'u', name: '起草人' },
        at: TINY_NOON,
      },
    )
    await trx
      .insertInto('article_link')
      .values({
        piece_id: articleIds.get('2')!,
        category_id: categories.garbage,
        state: 'confirmed',
        origin: 'pack',
      })
      .execute()
  })
  let serial = 0
  const report = async (point: keyof typeof TINY_POINTS, code: string, days = 0) => {
    const [lng, lat] = TINY_POINTS[point]
    services.clock.set(new Date(TINY_NOON.getTime() - days * 86_400_000))
    const fields = {
      source_system: 'test',
      source_id: `a${++serial}`,
      description: '测试',
      category_code: code,
      channel: 'patrol',
      lng,
      lat,
    }
    const made = await submitReport(services, leader, { fields, photos: [] })
    services.clock.set(TINY_NOON)
    return made
  }
  ;({ caseNumber: number, followToken, caseId } = await report('westSouth', '200102'))
  await report('westSouth', '200102')
  await report('westNorth', '200102', 8)
  const closed = await report('eastSouth', '200102', 9)
  await database.db
    .updateTable('case_record')
    .set({ state: 'closed', closed_at: TINY_NOON })
    .where('case_id', '=', closed.caseId)
    .execute()
  await report('eastNorth', '100102')
  await report('outside', '200102')
})
afterAll(() => database.drop())

describe('how many, and where', () => {
  it.each([
    '今天有多少案件',
    '今天暴露垃圾案件有多少',
    '本周西街道有多少暴露垃圾案件',
    '近30天垃圾案件都在哪里',
    '未办结案件有多少',
    '超期案件有多少',
    '今天结案多少件',
    '东街道井盖案件多少',
    'how many exposed garbage cases this month, and where?',
  ])('%s: the desk shows the very number, for everybody as far as they see', async (question) => {
    for (const actor of [dispatcher, west]) {
      const { counted, intent } = await ask(actor, question)
      if (question.includes('东街道') && actor === west) {
        expect(intent).toBe('refused')
        continue
      }
      // As the page makes the link, and as the desk reads it.
      const link = formatDeskSearch({ filter: counted!.filter })
      const { filter } = parseDeskSearch(new URLSearchParams(link))
      const queue = await listQueue(services, actor, {
        filter: caseFilterOf(filter, TINY_NOON.getTime()),
        limit: 10,
      })
      expect([question, counted!.total]).toEqual([question, queue.total])
      for (const { areaId, count } of counted!.areas) {
        const within = await listQueue(services, actor, {
          filter: { ...counted!.filter, areaId },
          limit: 10,
        })
        expect([areaId, count]).toEqual([areaId, within.total])
      }
    }
  })

  it('counts by period and area, splits by the areas below, and says what lies in none', async () => {
    const { counted } = await ask(dispatcher, '近30天暴露垃圾案件有多少')
    expect(counted).toMatchObject({ total: 5, elsewhere: 1 })
    expect(counted!.areas.map(({ name, count }) => [name, count])).toEqual([
      ['西街道', 3],
      ['东街道', 1],
    ])
    const inWest = await ask(dispatcher, '西街道今天暴露垃圾几件')
    expect(inWest.counted).toMatchObject({ total: 2, areaId: TINY_AREAS.west })
    expect(inWest.counted!.areas.map(({ name, count }) => [name, count])).toEqual([
      ['西南社区', 2],
      ['西北社区', 0],
    ])
  })

  it('gives a subdistrict its own number and says so, and another’s not at all', async () => {
    const own = await ask(west, '今天全市有多少案件')
    expect(own.counted!.total).toBe(2)
    expect(textOf(own)).toContain('您的辖区是西街道')
    const other = await ask(west, '东街道今天有多少案件')
    expect(other).toMatchObject({ intent: 'refused', counted: null })
    expect(textOf(other)).toContain('不在您的辖区')
  })

  it('keeps the filters of the question before', async () => {
    const first = await ask(dispatcher, '本周西街道有多少暴露垃圾案件')
    const next = await ask(dispatcher, '那近30天呢？', first.taken.zh)
    expect(next.taken.zh).toBe('近30天西街道暴露垃圾案件有多少？')
    expect(next.counted!.total).toBe(3)
    expect((await ask(dispatcher, 'and in the last 30 days?', first.taken.en)).counted!.total).toBe(3)
  })

  it('counts what was closed in a period by when it was closed', async () => {
    expect((await ask(dispatcher, '今天结案多少件')).counted!.total).toBe(1)
    expect((await ask(dispatcher, '今天结案的有多少，只看东街道')).counted!.total).toBe(1)
    expect((await ask(dispatcher, 'how many cases were closed yesterday')).counted!.total).toBe(0)
  })
})

describe('rules, duties and limits', () => {
  it('says who must, by when, and why, each with its source', async () => {
    const answer = await ask(dispatcher, '暴露垃圾归谁管，多久清理')
    expect(answer).toMatchObject({ intent: 'matter', confidence: 'exact' })
    expect(textOf(answer)).toContain('环卫局')
    expect(textOf(answer)).toContain('处置 4 小时（工作时）')
    expect(textOf(answer)).toContain('《微城市容条例》第二条')
    expect(answer.sources.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['duty', 'category', 'article']),
    )
    for (const { href } of answer.sources) expect(href).toMatch(/^\/basis\?/)
  })

  it('lets what nobody is named for fall to the territory, and takes the duty of the area asked about', async () => {
    expect(textOf(await ask(dispatcher, '其他事件谁负责'))).toContain('属地兜底')
    expect(textOf(await ask(dispatcher, '西街道的其他事件谁负责'))).toContain('西街道办')
    expect(textOf(await ask(dispatcher, '西北社区的道路积水谁负责'))).toContain('西街道办')
  })

  it('reads an article out, and says which are there where one is not', async () => {
    const article = await ask(dispatcher, '微城市容条例第二条说什么')
    expect(textOf(article)).toContain('禁止在路上倾倒垃圾')
    expect(article.sources[0]!.href).toMatch(/^\/basis\?regulation=\d+&article=2$/)
    const missing = await ask(dispatcher, '微城市容条例第九条')
    expect(missing).toMatchObject({ intent: 'unknown', reason: 'no_such_article' })
    expect(textOf(missing)).toContain('第一条、第二条')
    expect(textOf(await ask(dispatcher, '哪条法规提到了倾倒垃圾'))).toContain('禁止在路上倾倒垃圾')
  })

  it('tells terms with the steps of the machine that is obeyed', async () => {
    const answer = await ask(dispatcher, '谁可以作废案件')
    expect(textOf(answer)).toContain('由管理员、值班长办理')
    expect(textOf(await ask(dispatcher, '案件怎么算超期'))).toContain('08:00–12:00')
  })
})

describe('a case', () => {
  it('is shown to whoever may see it', async () => {
    const own = await ask(west, `${number}办到哪一步了`)
    expect(own.sources[0]).toMatchObject({ kind: 'case', href: `/cases/${caseId}` })
    const east = tinyActor('supervisor', { isWholeCity: false, scopeAreaIds: [TINY_AREAS.eastNorth] })
    expect(await ask(east, `${number}办到哪一步了`)).toMatchObject({
      intent: 'unknown',
      reason: 'no_such_case',
    })
  })

  it('is followed by a resident with the code alone, never with the number', async () => {
    expect(await ask(null, `案件${number}的进度`)).toMatchObject({ intent: 'refused' })
    const own = await ask(null, `我的案件办得怎么样了 ${followToken}`)
    expect(own.intent).toBe('case')
    expect(own.sources[0]!.title.zh).toContain(number)
    expect((await ask(null, `${'x'.repeat(20)}123456789ABC`)).reason).toBe('no_such_case')
  })
})

describe('the public', () => {
  it('hears rules without links to the pages of staff, and no numbers', async () => {
    const rule = await ask(null, '暴露垃圾归谁管')
    expect(textOf(rule)).toContain('环卫局')
    expect(rule.sources.every(({ href }) => href === null)).toBe(true)
    expect(await ask(null, '今天有多少案件')).toMatchObject({ intent: 'refused', counted: null })
    expect(textOf(await ask(null, '谁可以作废案件'))).not.toContain('值班长办理')
  })

  it('asks so often and no more', async () => {
    const own = { ...services }
    for (let i = 0; i < 60; i++) await answerPublic(own, { question: '挂账是什么意思' }, '10.0.0.1')
    await expect(answerPublic(own, { question: '挂账是什么意思' }, '10.0.0.1')).rejects.toMatchObject({
      code: 'TOO_MANY_QUESTIONS',
    })
    expect(await answerPublic(own, { question: '挂账是什么意思' }, '10.0.0.2')).toMatchObject({
      intent: 'term',
    })
    await expect(answerPublic(own, { question: '' }, '10.0.0.2')).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })
})

describe('what is not known', () => {
  it('is said, with what comes nearest, and never counted for the whole city', async () => {
    const place = await ask(dispatcher, '本周南街道有多少暴露垃圾案件')
    expect(place).toMatchObject({ intent: 'unknown', reason: 'no_such_place', counted: null })
    expect(place.alternatives.map(({ zh }) => zh)).toContain('本周西南社区有多少暴露垃圾案件')
    expect(await ask(dispatcher, '举报人的电话是多少')).toMatchObject({ intent: 'refused', counted: null })
  })

  it('is kept once without what names a person, and seen to', async () => {
    await ask(dispatcher, '我叫王小明，13812345678，问点奇怪的')
    await ask(dispatcher, '我叫王小明，13812345678，问点奇怪的')
    const [kept] = (await listUnanswered(services, leader)).filter(({ question }) =>
      question.includes('奇怪'),
    )
    expect(kept).toMatchObject({ times: 1, isPublic: false, reason: 'nothing_known' })
    expect(kept!.question).not.toMatch(/王小明|13812345678/)
    services.clock.set(new Date(TINY_NOON.getTime() + 3_600_000))
    await ask(dispatcher, '我叫王小明，13812345678，问点奇怪的')
    services.clock.set(TINY_NOON)
    const again = (await listUnanswered(services, leader)).find(({ question }) => question.includes('奇怪'))
    expect(again!.times).toBe(2)
    await settleUnanswered(services, leader, again!.unansweredId)
    expect((await listUnanswered(services, leader)).some(({ question }) => question.includes('奇怪'))).toBe(
      false,
    )
    await expect(settleUnanswered(services, leader, 999_999)).rejects.toMatchObject({
      code: 'QUESTION_NOT_FOUND',
    })
  })

  it('keeps no code that opens a case', async () => {
    await answerPublic({ ...services }, { question: `没用 ${followToken}`, isUseless: true }, '10.0.0.3')
    const all = await listUnanswered(services, leader)
    expect(all.some(({ reason, isPublic }) => reason === 'not_helpful' && isPublic)).toBe(true)
    expect(JSON.stringify(all)).not.toContain(followToken)
  })
})

describe('a question handed to a person', () => {
  const input = {
    idempotencyKey: 'hand-over-1',
    question: '西街道的夜市几点收摊',
    taken: { zh: '西街道的夜市几点收摊', en: '西街道的夜市几点收摊' },
    note: '请回电 13812345678',
    areaId: TINY_AREAS.west as number,
  }

  it('waits with those over its area, is answered once, and comes back', async () => {
    await database.db
      .insertInto('role_grant')
      .values({ user_id: 'west', role: 'supervisor', area_id: TINY_AREAS.west })
      .execute()
    const asker = tinyActor('dispatcher', {
      userId: 'asker',
      isWholeCity: false,
      scopeAreaIds: [TINY_AREAS.eastNorth],
    })
    const { handOverId } = await handOver(services, asker, input)
    expect(await handOver(services, asker, input)).toEqual({ handOverId })
    const [waiting] = await listHandOvers(services, west, 'queue')
    expect(waiting).toMatchObject({ handOverId, state: 'open', isMine: false, isOwned: false })
    expect(waiting!.note).not.toContain('13812345678')
    const notices = await database.db
      .selectFrom('notification')
      .selectAll()
      .where('kind', '=', 'question')
      .execute()
    expect(notices.map(({ user_id }) => user_id)).toEqual(['west'])
    const elsewhere = tinyActor('supervisor', {
      userId: 'north',
      isWholeCity: false,
      scopeAreaIds: [TINY_AREAS.eastSouth],
    })
    expect(await listHandOvers(services, elsewhere, 'queue')).toEqual([])
    await expect(
      replyHandOver(services, elsewhere, { handOverId, version: 1, answer: '不知道' }),
    ).rejects.toMatchObject({
      code: 'QUESTION_NOT_FOUND',
    })

    const { version } = await claimHandOver(services, west, { handOverId, version: 1 })
    const other = tinyActor('call_taker', { userId: 'other' })
    await expect(claimHandOver(services, other, { handOverId, version })).rejects.toMatchObject({
      code: 'QUESTION_TAKEN',
    })
    await expect(
      replyHandOver(services, west, { handOverId, version: 1, answer: '22 点' }),
    ).rejects.toMatchObject({
      code: 'CONFLICT_VERSION',
    })
    await replyHandOver(services, west, { handOverId, version, answer: '22 点' })
    const [mine] = await listHandOvers(services, asker, 'mine')
    expect(mine).toMatchObject({ state: 'answered', answer: '22 点', ownerName: west.name })
    await expect(
      replyHandOver(services, west, { handOverId, version: version + 1, answer: '23 点' }),
    ).rejects.toMatchObject({
      code: 'QUESTION_ANSWERED',
    })
    const back = await database.db
      .selectFrom('notification')
      .selectAll()
      .where('user_id', '=', 'asker')
      .execute()
    expect(back).toHaveLength(1)
  })

  it('goes to those over the area that it names, known or not', async () => {
    expect((await ask(dispatcher, '西街道的夜市几点收摊')).areaId).toBe(TINY_AREAS.west)
    expect((await ask(dispatcher, '夜市几点收摊')).areaId).toBeNull()
  })

  it('is refused for an area that is none', async () => {
    await expect(
      handOver(services, dispatcher, { ...input, idempotencyKey: 'hand-over-2', areaId: 4711 }),
    ).rejects.toMatchObject({ code: 'NO_SUCH_AREA' })
  })
})
