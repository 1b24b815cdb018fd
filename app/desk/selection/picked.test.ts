import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allPicked, countPicked, isPicked, namesOf, nonePicked, toggled } from './picked.ts'

test('whatever is toggled, the count and the names are those of the things that are in', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.array(fc.integer({ min: 1, max: 30 })), (isAll, toggles) => {
      const ids = Array.from({ length: 30 }, (_, index) => index + 1)
      const expected = new Set(isAll ? ids : [])
      let picked = isAll ? allPicked : nonePicked
      for (const id of toggles) {
        picked = toggled(picked, id)
        if (!expected.delete(id)) expected.add(id)
      }
      expect(ids.filter((id) => isPicked(picked, id))).toEqual(ids.filter((id) => expected.has(id)))
      expect(countPicked(picked, ids.length)).toBe(expected.size)
      const { ids: only, exceptIds = [] } = namesOf(picked)
      expect((only ?? ids).filter((id) => !exceptIds.includes(id)).toSorted((a, b) => a - b)).toEqual(
        [...expected].toSorted((a, b) => a - b),
      )
    }),
  )
})
