import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { RefreshGatherer } from './refresh-gatherer.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const tile = (x: number) => ({ z: 9, x, y: 0 })

test('the first change is fetched at once, what follows together and each tile once', () => {
  const fetch = vi.fn()
  const gatherer = new RefreshGatherer(fetch)
  gatherer.add('cases', [tile(1)])
  expect(fetch.mock.calls).toEqual([['cases', [tile(1)]]])
  for (let i = 0; i < 20; i++) gatherer.add('cases', [tile(1), tile(2)])
  gatherer.add('units', [tile(5)])
  expect(fetch.mock.calls.slice(1)).toEqual([['units', [tile(5)]]])
  vi.advanceTimersByTime(300)
  expect(fetch.mock.calls.slice(2)).toEqual([['cases', [tile(1), tile(2)]]])
  vi.advanceTimersByTime(300)
  gatherer.add('cases', [tile(3)])
  expect(fetch).toHaveBeenCalledTimes(4)
})

test('all tiles are all, whatever else was asked; once it is stopped nothing is', () => {
  const fetch = vi.fn()
  const gatherer = new RefreshGatherer(fetch)
  gatherer.add('cases', [tile(1)])
  gatherer.add('cases', [tile(2)])
  gatherer.add('cases', undefined)
  vi.advanceTimersByTime(300)
  expect(fetch.mock.calls[1]).toEqual(['cases', undefined])
  gatherer.add('cases', [tile(1)])
  gatherer.stop()
  vi.advanceTimersByTime(300)
  expect(fetch).toHaveBeenCalledTimes(2)
})
