import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { packModel, unpackModel } from './model-file.ts'
import { fitSharpness, holdOutGroups, trainClassifier } from './train-classifier.ts'

const texts = [
  ...['井盖破了', '井盖松动', '下水道井盖丢了', '路边的井盖翘起来'].map((text, i) => ({
    text,
    label: '井盖',
    group: `a${i}`,
  })),
  ...['路灯不亮', '一排路灯全黑', '路灯闪个不停', '路灯杆歪了'].map((text, i) => ({
    text,
    label: '路灯',
    group: `b${i}`,
  })),
  ...['垃圾没人收', '垃圾堆在门口', '一地垃圾', '垃圾发臭'].map((text, i) => ({
    text,
    label: '垃圾',
    group: `c${i}`,
  })),
]
const classifier = trainClassifier(texts, 4)

it('names what a text is about, with scores that add up to 1', () => {
  const ranked = classifier.rank('小区门口的井盖碎了')
  expect(ranked[0]?.label).toBe('井盖')
  expect(ranked.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1)
})

it('says which words spoke for a label', () => {
  expect(classifier.because('学校旁边的路灯坏了，很黑', '路灯')[0]).toContain('路灯')
  expect(classifier.because('学校旁边', '没有这个类')).toEqual([])
})

it('says nothing of a text of which it knows nothing', () => {
  expect(classifier.rank('xyz')).toEqual([])
  expect(classifier.rank('')).toEqual([])
})

it('is the same from the same texts, and after a file', () => {
  expect(trainClassifier(texts, 4).rank('井盖')).toEqual(classifier.rank('井盖'))
  const { classifier: read, corpusSha256 } = unpackModel(packModel({ classifier, corpusSha256: 'abc' }))
  expect(corpusSha256).toBe('abc')
  for (const { text, label } of texts) {
    expect(read.rank(text)[0]?.label).toBe(label)
    expect(read.rank(text)[0]!.score).toBeCloseTo(classifier.rank(text)[0]!.score, 1)
  }
})

it('reads a model that a city learned before words counted', () => {
  const grams = trainClassifier(texts, 4, { maxWords: 0 })
  const [json, ...body] = splitAtLine(gunzipSync(packModel({ classifier: grams, corpusSha256: '' })))
  const { maxWords: _, dictionary: __, ...older } = JSON.parse(json.toString())
  const packed = gzipSync(
    Buffer.concat([Buffer.from(`${JSON.stringify({ ...older, format: 1 })}\n`), ...body]),
  )
  expect(unpackModel(packed).classifier.rank('井盖碎了')[0]?.label).toBe('井盖')
  const unknown = gzipSync(
    Buffer.concat([Buffer.from(`${JSON.stringify({ ...older, format: 3 })}\n`), ...body]),
  )
  expect(() => unpackModel(unknown)).toThrow('formats 1 and 2')
})

function splitAtLine(bytes: Buffer): [Buffer, Buffer] {
  const end = bytes.indexOf(0x0a)
  return [bytes.subarray(0, end), bytes.subarray(end + 1)]
}

it('judges each group by a model that never saw it', () => {
  const { measured } = holdOutGroups(texts)
  expect(measured.texts).toBe(texts.length)
  expect(measured.accuracy).toBeGreaterThan(0.8)
  // A sentence of one group alone teaches nothing about itself.
  const alone = [...texts, { text: '忽然出现的怪事', label: '怪事', group: 'd' }]
  expect(holdOutGroups(alone).measured.byLabel.find(({ label }) => label === '怪事')?.recall).toBe(0)
})

it('makes scores sharp where margins are always right, and flat where they are noise', () => {
  const sure = Array.from({ length: 50 }, (_, i) => Float64Array.of(i % 2 ? 1 : -1, i % 2 ? -1 : 1))
  const truths = Array.from({ length: 50 }, (_, i) => (i % 2 ? 0 : 1))
  expect(fitSharpness(sure, truths)).toBeGreaterThan(10)
  expect(
    fitSharpness(
      sure,
      truths.map((truth, i) => (i % 4 < 2 ? truth : 1 - truth)),
    ),
  ).toBeLessThan(1)
})
