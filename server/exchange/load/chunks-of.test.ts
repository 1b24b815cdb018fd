import { expect, it } from 'vitest'
import { chunksOf } from './chunks-of.ts'

it('cuts what comes into lists, and asks for no more than it is asked for', () => {
  let made = 0
  function* numbers() {
    for (; made < 5; made++) yield made
  }
  const chunks = chunksOf(numbers(), 2)
  expect(chunks.next().value).toEqual([0, 1])
  expect(made).toBe(1)
  expect([...chunks]).toEqual([[2, 3], [4]])
  expect([...chunksOf([], 2)]).toEqual([])
})
