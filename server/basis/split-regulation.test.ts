import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chineseNumber } from './chinese-number.ts'
import { markDuties } from './mark-duties.ts'
import { splitRegulation } from './split-regulation.ts'

const LAW = `某市条例
目录
第一章　总则
第二章　罚则
第一章　总则
第一条　为了整洁，制定本条例。
第二条　任何单位不得乱堆。
因施工需要堆放的，应当报批，并遵守：
（一）不得占用盲道；
（二）到期清理。
逾期的，由主管部门处置。
第二章　罚则
第一节　处罚
第三条违反第二条规定的，责令改正，处二百元以上五百元以下罚款。
第二条规定的情形不适用前款。
第三条之一　当事人可以申请复议。
第十条　本条例自公布之日起施行。`

const keysOf = (text: string) => splitRegulation(text).pieces.map(({ kind, key }) => `${kind} ${key}`)

function rejoined(text: string): string {
  const { preface, pieces } = splitRegulation(text)
  const leaves = pieces.filter(({ kind }) => kind !== 'article')
  return preface + leaves.map(({ start, end }) => text.slice(start, end)).join('')
}

describe('splitting a regulation', () => {
  it('codes chapters, sections, articles, clauses and items of a law', () => {
    expect(keysOf(LAW)).toEqual([
      'chapter Z1',
      'article 1',
      'clause 1-1',
      'article 2',
      'clause 2-1',
      'clause 2-2',
      'item 2-2-1',
      'item 2-2-2',
      'clause 2-3',
      'chapter Z2',
      'section Z2J1',
      'article 3',
      'clause 3-1',
      'clause 3-2',
      'article 3z1',
      'clause 3z1-1',
      'article 10',
      'clause 10-1',
    ])
    const { preface, pieces } = splitRegulation(LAW)
    expect(preface).toContain('目录')
    expect(pieces.find(({ key }) => key === '2-2-1')).toMatchObject({
      label: '（一）',
      text: '不得占用盲道；',
    })
    expect(pieces.find(({ key }) => key === '3-2')?.text).toBe('第二条规定的情形不适用前款。')
    expect(pieces.find(({ key }) => key === 'Z2J1')?.label).toBe('第一节 处罚')
  })

  it('takes items that stand in one line, and no reference to an item for one', () => {
    const { pieces } = splitRegulation('第一条　禁止：（一）乱扔；（二）前款第（一）项以外的堆放。')
    expect(pieces.filter(({ kind }) => kind === 'item').map(({ text }) => text)).toEqual([
      '乱扔；',
      '前款第（一）项以外的堆放。',
    ])
  })

  it('splits a standard by its decimal numbers and a policy by its outline', () => {
    expect(keysOf('某标准\n1 范围\n1.1 本标准规定了要求。\n1.2 应设围挡。\n2 养护\n2.1 应巡查。')).toEqual([
      ...['chapter Z1', 'article 1.1', 'clause 1.1-1', 'article 1.2', 'clause 1.2-1'],
      ...['chapter Z2', 'article 2.1', 'clause 2.1-1'],
    ])
    expect(
      keysOf(
        '通知\n一、要求\n（一）应当巡查。\n（二）应当清理。\n二、各单位要落实责任，按月报送进展，不得瞒报漏报迟报，并抄送监督中心。',
      ),
    ).toEqual([
      ...['chapter Z1', 'article 1.1', 'clause 1.1-1', 'article 1.2', 'clause 1.2-1'],
      ...['article 2', 'clause 2-1'],
    ])
  })

  it('finds nothing in what is no regulation', () => {
    expect(splitRegulation('今天天气很好。\n我们去公园。').pieces).toEqual([])
    expect(splitRegulation('').pieces).toEqual([])
  })

  const line = fc.oneof(
    fc.constantFrom(
      '第一条　总则。',
      '第二条 甲。',
      '第三条　乙：',
      '第五条　丙。',
      '第一章　总则',
      '第二章 分则',
      '第一节　甲',
      '（一）应当；',
      '(二)不得。',
      '1.1 应设。',
      '一、要求',
      '',
      '　　另起一款。',
      '处罚款：（一）甲；（二）乙。',
    ),
    fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replaceAll(/[\r\n]/g, '')),
  )
  it('loses nothing: its pieces in order give the text again, with keys that are unique', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const text = lines.join('\n')
        expect(rejoined(text)).toBe(text)
        const { pieces } = splitRegulation(text)
        expect(new Set(pieces.map(({ key }) => key)).size).toBe(pieces.length)
      }),
      { numRuns: 500 },
    )
    expect(rejoined(LAW)).toBe(LAW)
  })

  it('is quick on three megabytes', () => {
    const text = Array.from(
      { length: 30_000 },
      (_, i) => `第${i + 1}条　任何单位和个人不得乱堆，应当及时清理，违者处五百元以下罚款。`,
    ).join('\n')
    expect(splitRegulation(text).pieces).toHaveLength(60_000)
  })
})

it('reads numerals as laws write them', () => {
  expect(
    ['一', '十', '十二', '二十', '一百零五', '一百一十五', '二〇', '１２', '千'].map(chineseNumber),
  ).toEqual([1, 10, 12, 20, 105, 115, 20, 12, 1000])
})

describe('marking duties', () => {
  const marked = (text: string) =>
    markDuties(text).map(({ kind, start, end }) => [kind, text.slice(start, end)])
  it('marks what obliges, forbids and punishes', () => {
    expect(
      marked('施工单位应当设置围挡，不得遗撒；违反的，责令限期改正，处一千元以上一万元以下罚款。'),
    ).toEqual([
      ['must', '应当'],
      ['must_not', '不得'],
      ['penalty', '责令限期改正'],
      ['penalty', '处一千元以上一万元以下罚款'],
    ])
    expect(marked('本条例所称应急响应，由政府启动。')).toEqual([])
  })
  it('never overlaps and stays within the text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('应当', '不得', '处', '五百元', '罚款', '，', '责令', '改正', '禁止')),
        (words) => {
          const text = words.join('')
          let at = 0
          for (const { start, end } of markDuties(text)) {
            expect(start).toBeGreaterThanOrEqual(at)
            expect(end).toBeGreaterThan(start)
            at = end
          }
          expect(at).toBeLessThanOrEqual(text.length)
        },
      ),
    )
  })
})
