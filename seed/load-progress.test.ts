import { expect, it } from 'vitest'
import { loadProgress } from './load-progress.ts'

it('tells each step when it is done, and a long one now and then', () => {
  let ms = 0
  const lines: string[] = []
  const tell = loadProgress(
    (line) => lines.push(line),
    () => ms,
  )
  tell('parts', 1, 30_000)
  tell('cases', 0, 0)
  ms += 4000
  tell('cases', 0.1, 2000)
  ms += 4000
  tell('cases', 0.2, 4000)
  ms += 32_000
  tell('cases', 1, 20_000)
  ms += 100
  tell('indexes', 0.5)
  ms += 6000
  tell('indexes', 0)
  expect(lines).toEqual([
    '  parts: 30,000 rows, 0.0 s',
    '  cases: 4,000 rows, 20 %, about 32 s left …',
    '  cases: 20,000 rows, 40.0 s (500 a second)',
    '  indexes: 6 s …',
  ])
})
