import { expect, test, vi } from 'vitest'
import { inTurn } from './tiles-in-turn.ts'

type Tile = { state: string; aborted: boolean }

/** A source whose answers come when they are told to, in any order. */
function sourceOf() {
  const asked: { state: string; answer: (picture: string) => void; fail: () => void }[] = []
  const shown: string[] = []
  const loadTile = inTurn(
    (tile: Tile) =>
      new Promise<undefined>((resolve, reject) => {
        asked.push({
          state: tile.state,
          answer(picture) {
            tile.state = 'loaded'
            shown.push(picture)
            resolve(undefined)
          },
          fail: () => reject(new Error('lost')),
        })
      }),
  )
  return { asked, shown, loadTile }
}
const settle = () => new Promise((resolve) => setTimeout(resolve))

test('a new layout waits for the fetch before it, and is still a layout then', async () => {
  const { asked, shown, loadTile } = sourceOf()
  const tile = { state: 'expired', aborted: false }
  void loadTile(tile)
  tile.state = 'reloading'
  void loadTile(tile)
  tile.state = 'expired'
  void loadTile(tile)
  expect(asked.map(({ state }) => state)).toEqual(['expired'])
  asked[0]!.answer('new')
  await settle()
  expect(asked.map(({ state }) => state)).toEqual(['expired', 'reloading'])
  asked[1]!.answer('new, laid out anew')
  await settle()
  expect(asked.map(({ state }) => state)).toEqual(['expired', 'reloading', 'expired'])
  asked[2]!.answer('unchanged')
  expect(shown).toEqual(['new', 'new, laid out anew', 'unchanged'])
})

test('other tiles, tiles that come for the first time, and what follows a failure do not wait', async () => {
  const { asked, loadTile } = sourceOf()
  const first = { state: 'loading', aborted: false }
  void loadTile(first)
  void loadTile(first)
  const other = { state: 'expired', aborted: false }
  const failing = loadTile(other)
  expect(asked).toHaveLength(3)
  asked[2]!.fail()
  await expect(failing).rejects.toThrow('lost')
  await settle()
  other.state = 'expired'
  void loadTile(other)
  expect(asked).toHaveLength(4)
})

test('nothing is asked for a tile that has gone meanwhile, and a fetch that hangs is not waited for long', async () => {
  vi.useFakeTimers()
  try {
    const { asked, loadTile } = sourceOf()
    const gone = { state: 'expired', aborted: false }
    void loadTile(gone)
    const later = loadTile(gone)
    gone.aborted = true
    asked[0]!.answer('old')
    await later
    expect(asked).toHaveLength(1)
    const hanging = { state: 'expired', aborted: false }
    void loadTile(hanging)
    hanging.state = 'reloading'
    void loadTile(hanging)
    await vi.advanceTimersByTimeAsync(2999)
    expect(asked).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(2)
    expect(asked).toHaveLength(3)
  } finally {
    vi.useRealTimers()
  }
})
