import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { wholeOf } from '../server/text/cross-validate.ts'
import { measure } from '../server/text/measures.ts'
import { readLabelled } from '../server/text/read-labelled.ts'
import { MODEL_KINDS, shippedMetrics, shippedModel } from '../server/text/shipped-models.ts'
import { largestOf } from '../server/text/train-classifier.ts'
import { categories } from './packs/city-management/categories.ts'
import { englishCheck } from './packs/city-management/text/english-check.ts'
import { categoryTexts, corpusSha256, topicTexts } from './text-corpus.ts'

const corpora = { category: categoryTexts, topic: topicTexts }

it.each(MODEL_KINDS)(
  'the %s model that is shipped was made of the corpus as it is (else: npm run text:train)',
  (kind) => {
    expect(shippedModel(kind).corpusSha256).toBe(corpusSha256(corpora[kind]()))
    expect(shippedMetrics().heldOut[kind].corpusTexts).toBe(corpora[kind]().length)
  },
)

it('every category can be named', () => {
  expect(shippedModel('category').classifier.labels).toEqual(categories.map(({ code }) => code).sort())
})

it.each([
  ['小区门口的下水道井盖不见了，晚上很危险', ['100102', '100103', '100114']],
  ['巷子里的灯坏了好几天，黑灯瞎火的', ['100118']],
  ['楼下饭店的油烟直往我家窗户里灌', ['200110']],
  ['一下雨这条路就淹，水有小腿深', ['200111']],
  ['有人在楼上拉线给电瓶车充电', ['200601']],
  ['工地半夜还在打桩，吵得睡不着', ['200301']],
  ['there is a big pothole in the road', ['200112']],
])('%s', (text, codes) => expect(codes).toContain(shippedModel('category').classifier.rank(text)[0]?.label))

it('places most English reports that it never saw', () => {
  const { classifier } = shippedModel('category')
  const places = Object.entries(englishCheck).flatMap(([code, said]) =>
    said.split('|').map((text) =>
      classifier
        .rank(text)
        .slice(0, 3)
        .findIndex(({ label }) => label === code),
    ),
  )
  // 36 and 44 of 49; English is written here by one hand, which flatters it.
  expect(places.filter((at) => at === 0).length / places.length).toBeGreaterThan(0.7)
  expect(places.filter((at) => at >= 0).length / places.length).toBeGreaterThan(0.85)
})

const file = path.join(import.meta.dirname, '../../shared/data/citizen_messages_zh/labelled_921.csv')
describe.skipIf(!existsSync(file))(
  'on letters that nobody here wrote (skipped without the shared data)',
  () => {
    it('the topic model, which never saw them, has macro-F1 above 0.8', () => {
      const { texts } = readLabelled(readFileSync(file), { text: 'text', label: 'label', title: 'title' })
      const { classifier } = shippedModel('topic')
      const { macroF1 } = measure(
        classifier.labels,
        texts.map(({ label }) => classifier.labels.indexOf(label)),
        texts.map((text) => largestOf(classifier.margins(wholeOf(text)))),
      )
      expect(macroF1).toBeGreaterThan(0.8)
    })
  },
)
