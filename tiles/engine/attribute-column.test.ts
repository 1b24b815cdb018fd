import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SharedColumn, UniqueIntegerColumn, UniqueTextColumn } from './attribute-column.ts'
import type { AttributeValue } from './attribute-value.ts'
import { decodeTile } from './decode-for-test.ts'
import { LayerWriter } from './layer-writer.ts'
import { PointStore } from './point-store.ts'

const layerOf = (storage: 'shared' | 'integer' | 'text') =>
  ({
    name: 'l',
    access: 'scoped',
    minZoom: 0,
    maxZoom: 16,
    kind: 'points',
    layer: { name: 'l', description: '', attributes: [{ name: 'v', type: 'String', storage }] },
  }) as const

/** What another program reads of one value. */
function throughTile(storage: 'shared' | 'integer' | 'text', value: AttributeValue): unknown {
  const store = new PointStore(layerOf(storage))
  store.load([{ id: 1, scopeAreaId: 0, lng: 1, lat: 1, values: [value] }])
  return decodeTile(store.encode(0, 0, 0, undefined)).l![0]!.properties.v
}

test('values come out as they went in', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.maxSafeInteger(), fc.double({ noNaN: true }), fc.string(), fc.boolean()),
      (value) => {
        expect(throughTile('shared', value)).toEqual(value === 0 ? 0 : value)
      },
    ),
  )
  const id = fc.maxSafeNat()
  fc.assert(fc.property(id, (value) => void expect(throughTile('integer', value)).toBe(value)))
  fc.assert(fc.property(fc.string(), (value) => void expect(throughTile('text', value)).toBe(value)))
  for (const value of ['街道办事处'.repeat(40), '👷', '']) expect(throughTile('text', value)).toBe(value)
  for (const storage of ['shared', 'integer', 'text'] as const)
    expect(throughTile(storage, null)).toBeUndefined()
})

test('many texts keep their features, whether their entries lie side by side or were changed, moved or lost', () => {
  const texts = fc.array(fc.option(fc.string({ maxLength: 4 }), { freq: 3 }), { minLength: 1, maxLength: 30 })
  const changes = fc.array(fc.tuple(fc.nat(29), fc.option(fc.string()), fc.nat(3)), { maxLength: 15 })
  fc.assert(
    fc.property(texts, changes, (values, later) => {
      const store = new PointStore(layerOf('text'))
      const row = (i: number, value: string | null, lat = 1) => ({
        id: i + 1,
        scopeAreaId: 0,
        lng: 1 + i / 100,
        lat,
        values: [value],
      })
      const wanted = new Map(values.map((value, i) => [i + 1, value]))
      store.load(values.map((value, i) => row(i, value)))
      for (const [i, value, lat] of later) {
        wanted.set(i + 1, value)
        store.upsert(row(i, value, lat))
      }
      const drawn = decodeTile(store.encode(0, 0, 0, undefined)).l!
      expect(new Map(drawn.map(({ id, properties }) => [id, properties.v ?? null]))).toEqual(wanted)
    }),
  )
})

test('what is no id is refused where each must be one', () => {
  for (const value of [1.5, -1]) expect(() => throughTile('integer', value)).toThrow('not an id')
})

test('a shared value is listed once a tile, and anew in the next', () => {
  const { values } = new LayerWriter('l', ['v'])
  const column = new SharedColumn()
  column.resize(3)
  for (const [slot, value] of ['a', 'b', 'a'].entries()) column.set(slot, value)
  values.reset()
  expect([0, 1, 2].map((slot) => column.indexIn(values, slot))).toEqual([0, 1, 0])
  values.reset()
  expect(column.indexIn(values, 1)).toBe(0)
})

test('reordering keeps each feature’s value', () => {
  const order = Int32Array.from([3, 1, 0])
  for (const column of [new SharedColumn(), new UniqueTextColumn(), new UniqueIntegerColumn()]) {
    column.resize(4)
    for (let slot = 0; slot < 4; slot++)
      column.set(slot, column instanceof UniqueIntegerColumn ? slot * 7 : `值${slot}`)
    const before = [3, 1, 0].map((slot) => column.get(slot))
    column.reorder(order)
    expect([0, 1, 2].map((slot) => column.get(slot))).toEqual(before)
  }
})
