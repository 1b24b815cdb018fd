import { expect, test } from 'vitest'
import { chainLines } from './chain-lines.ts'

test('pieces in any order and direction become one line', () => {
  const pieces = [
    [
      [2, 0],
      [3, 0],
    ],
    [
      [1, 0],
      [0, 0],
    ],
    [
      [1, 0],
      [2, 0],
    ],
  ]
  const [line, ...rest] = chainLines(pieces, false)
  expect(rest).toEqual([])
  expect([line, line!.toReversed()]).toContainEqual([
    [0, 0],
    [1, 0],
    [2, 0],
    [3, 0],
  ])
})

test('at a fork lines end; nothing is lost', () => {
  const pieces = [
    [
      [0, 0],
      [1, 0],
    ],
    [
      [1, 0],
      [2, 1],
    ],
    [
      [1, 0],
      [2, -1],
    ],
  ]
  expect(chainLines(pieces, false)).toHaveLength(3)
})

test('a one-way road keeps its direction: pieces that run against each other stay apart', () => {
  expect(
    chainLines(
      [
        [
          [1, 0],
          [2, 0],
        ],
        [
          [0, 0],
          [1, 0],
        ],
      ],
      true,
    ),
  ).toEqual([
    [
      [0, 0],
      [1, 0],
      [2, 0],
    ],
  ])
  expect(
    chainLines(
      [
        [
          [0, 0],
          [1, 0],
        ],
        [
          [2, 0],
          [1, 0],
        ],
      ],
      true,
    ),
  ).toHaveLength(2)
})

test('a ring road closes', () => {
  const [ring, ...rest] = chainLines(
    [
      [
        [0, 0],
        [1, 0],
      ],
      [
        [1, 0],
        [1, 1],
      ],
      [
        [1, 1],
        [0, 0],
      ],
    ],
    false,
  )
  expect(rest).toEqual([])
  expect(ring).toHaveLength(4)
  expect(ring![0]).toEqual(ring![3])
})
