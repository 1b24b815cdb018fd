import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LngLat, Ring } from './lng-lat.ts'
import { validatePolygon } from './validate-polygon.ts'

const square = (west: number, south: number, side: number): Ring => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
]

test.each([
  ['nothing', [], 'empty'],
  ['a polygon without rings', [[]], 'empty'],
  ['an empty ring', [[[]]], 'empty'],
  [
    'latitude and longitude swapped',
    [
      [
        [
          [39, 116],
          [40, 116],
          [40, 117],
          [39, 116],
        ],
      ],
    ],
    'not-a-position',
  ],
  [
    'no number',
    [
      [
        [
          [0, 0],
          [Number.NaN, 1],
          [1, 1],
          [0, 0],
        ],
      ],
    ],
    'not-a-position',
  ],
  ['an open ring', [[square(0, 0, 1).slice(0, 4)]], 'not-closed'],
  [
    'a line there and back',
    [
      [
        [
          [0, 0],
          [1, 0],
          [0, 0],
        ],
      ],
    ],
    'too-few-positions',
  ],
  [
    'a bow tie',
    [
      [
        [
          [0, 0],
          [1, 1],
          [1, 0],
          [0, 1],
          [0, 0],
        ],
      ],
    ],
    'self-crossing',
  ],
  [
    'a spike',
    [
      [
        [
          [0, 0],
          [2, 0],
          [3, 0],
          [2, 0],
          [2, 2],
          [0, 2],
          [0, 0],
        ],
      ],
    ],
    'self-crossing',
  ],
  [
    'a ring that touches itself',
    [
      [
        [
          [0, 0],
          [2, 0],
          [1, 1],
          [2, 2],
          [0, 2],
          [1, 1],
          [0, 0],
        ],
      ],
    ],
    'self-crossing',
  ],
  ['a hole across the border', [[square(0, 0, 2), square(1, 1, 2)]], 'rings-cross'],
  ['a hole outside', [[square(0, 0, 1), square(2, 2, 1)]], 'hole-outside'],
  ['a hole in a hole', [[square(0, 0, 9), square(1, 1, 5), square(2, 2, 1)]], 'rings-cross'],
  ['parts one in the other', [[square(0, 0, 5)], [square(1, 1, 1)]], 'parts-overlap'],
  ['parts that share an edge', [[square(0, 0, 1)], [square(1, 0, 1)]], 'parts-overlap'],
] satisfies [string, LngLat[][][] | Ring[][], string][])('refuses %s', (_, polygons, reason) => {
  expect(validatePolygon(polygons)).toMatchObject({ ok: false, reason })
})

test('says where a crossing is', () => {
  expect(
    validatePolygon([
      [
        [
          [0, 0],
          [1, 1],
          [1, 0],
          [0, 1],
          [0, 0],
        ],
      ],
    ]),
  ).toEqual({
    ok: false,
    reason: 'self-crossing',
    at: [0.5, 0.5],
  })
})

test('accepts holes, repeated positions, islands in holes and parts that touch in a corner', () => {
  expect(validatePolygon([[square(0, 0, 9), square(1, 1, 5)], [square(2, 2, 1)]])).toEqual({ ok: true })
  expect(validatePolygon([[square(0, 0, 1)], [square(1, 1, 1)]])).toEqual({ ok: true })
  expect(
    validatePolygon([
      [
        [
          [0, 0],
          [1, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    ]),
  ).toEqual({ ok: true })
})

test('never throws and stops at bad numbers', () => {
  const position = fc.tuple(fc.double(), fc.double())
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.array(position, { maxLength: 8 }), { maxLength: 3 }), { maxLength: 3 }),
      (shape) => {
        expect(validatePolygon(shape)).toHaveProperty('ok')
      },
    ),
  )
})
