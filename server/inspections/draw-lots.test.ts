import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  countToDraw,
  type DrawInput,
  drawLots,
  INSPECTORS_EACH,
  listSha256,
  listText,
  TooFewInspectors,
} from './draw-lots.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

function inputOf(objectCount: number, inspectorCount: number, some: Partial<DrawInput> = {}): DrawInput {
  return {
    objects: Array.from({ length: objectCount }, (_, i) => ({
      objectId: i,
      code: `O${i}`,
      name: `对象${i}`,
      owner: `业主${i % 5}`,
    })),
    notDue: [],
    inspectors: Array.from({ length: inspectorCount }, (_, i) => ({
      inspectorId: i,
      code: `I${i}`,
      name: `某${i}`,
      department: '局',
    })),
    ties: [],
    ...some,
  }
}

const inputs = fc
  .record({
    objects: fc.integer({ min: 1, max: 60 }),
    inspectors: fc.integer({ min: 4, max: 12 }),
    ties: fc.array(
      fc.record({
        // At least two stay free of ties whatever is drawn.
        inspectorCode: fc.integer({ min: 0, max: 1 }).map((i) => `I${i}`),
        owner: fc.integer({ min: 0, max: 4 }).map((i) => `业主${i}`),
        kind: fc.constant('relative'),
      }),
      { maxLength: 6 },
    ),
  })
  .map(({ objects, inspectors, ties }) => inputOf(objects, inspectors, { ties }))
const ratios = fc.integer({ min: 1, max: 100 })

describe('a draw', () => {
  it('is what anybody gets who sorts the lots by hand', () => {
    const input = inputOf(20, 5)
    const codes = input.objects.map(({ code }) => code)
    const byHand = [...codes].sort((a, b) => (sha256(`s|${a}`) < sha256(`s|${b}`) ? -1 : 1)).slice(0, 2)
    const { objects } = drawLots('s', input, 10)
    expect(objects.map(({ code }) => code)).toEqual(byHand)
    const first = byHand[0]!
    const two = input.inspectors
      .map(({ code }) => code)
      .sort((a, b) => (sha256(`s|${first}|${a}`) < sha256(`s|${first}|${b}`) ? -1 : 1))
      .slice(0, 2)
    expect(objects[0]!.inspectors.map(({ code }) => code)).toEqual(two)
  })

  it('does not depend on the order of the lists, and changes with the seed', () => {
    const input = inputOf(40, 8)
    const turned = {
      ...input,
      objects: [...input.objects].reverse(),
      inspectors: [...input.inspectors].reverse(),
    }
    expect(drawLots('a', turned, 20)).toEqual(drawLots('a', input, 20))
    expect(listSha256(turned)).toBe(listSha256(input))
    expect(drawLots('b', input, 20)).not.toEqual(drawLots('a', input, 20))
  })

  it('draws as many as the ratio says, each once, each with two different inspectors without a tie', () => {
    fc.assert(
      fc.property(fc.string(), inputs, ratios, (seed, input, ratio) => {
        const { objects } = drawLots(seed, input, ratio)
        expect(objects).toHaveLength(countToDraw(input, ratio))
        expect(new Set(objects.map(({ code }) => code)).size).toBe(objects.length)
        for (const { code, inspectors } of objects) {
          const { owner } = input.objects.find((one) => one.code === code)!
          expect(new Set(inspectors.map((one) => one.code)).size).toBe(INSPECTORS_EACH)
          for (const inspector of inspectors)
            expect(
              input.ties.some((tie) => tie.owner === owner && tie.inspectorCode === inspector.code),
            ).toBe(false)
        }
      }),
    )
  })

  it('gives everybody the same load, but for one, where nobody has a tie', () => {
    fc.assert(
      fc.property(fc.string(), inputs, ratios, (seed, input, ratio) => {
        const load = new Map(input.inspectors.map(({ code }) => [code, 0]))
        for (const { inspectors } of drawLots(seed, { ...input, ties: [] }, ratio).objects)
          for (const { code } of inspectors) load.set(code, load.get(code)! + 1)
        expect(Math.max(...load.values()) - Math.min(...load.values())).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('says for which object too few inspectors are free', () => {
    const ties = ['I0', 'I1'].map((inspectorCode) => ({ inspectorCode, owner: '业主0', kind: 'relative' }))
    expect(() => drawLots('s', inputOf(1, 3, { ties }), 100)).toThrow(TooFewInspectors)
    expect(drawLots('s', inputOf(1, 4, { ties }), 100).objects[0]).toMatchObject({
      avoided: [
        { code: 'I0', kind: 'relative' },
        { code: 'I1', kind: 'relative' },
      ],
    })
  })
})

describe('how many are drawn', () => {
  it('counts the ratio over the whole list, one at least and never more than are due', () => {
    const notDue = Array.from({ length: 20 }, (_, i) => ({
      code: `N${i}`,
      name: '',
      dueOn: '2026-09-01',
    }))
    expect(countToDraw(inputOf(80, 2, { notDue }), 5)).toBe(5)
    expect(countToDraw(inputOf(3, 2, { notDue }), 50)).toBe(3)
    expect(countToDraw(inputOf(10, 2), 1)).toBe(1)
    expect(countToDraw(inputOf(100, 2), 7)).toBe(7)
    expect(countToDraw(inputOf(0, 2), 7)).toBe(0)
  })
})

it('publishes lists without a name of an inspector', () => {
  const text = listText(inputOf(2, 2, { ties: [{ inspectorCode: 'I1', owner: '业主1', kind: 'relative' }] }))
  expect(text).toBe('I\tI0\nI\tI1\nO\tO0\t对象0\t业主0\nO\tO1\t对象1\t业主1\nX\tI1\t业主1\n')
})
