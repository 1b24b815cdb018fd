import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatCamera, parseCamera } from './camera-text.ts'

test('a camera goes into an address and comes back', () => {
  expect(formatCamera({ center: [120.15, 30.28], zoom: 13 })).toBe('@120.15,30.28,13')
  expect(parseCamera('@120.15,30.28,13,20,45')).toEqual({
    center: [120.15, 30.28],
    zoom: 13,
    bearingDegrees: 20,
    pitchDegrees: 45,
  })
})

test('what is no camera is none', () => {
  for (const text of [null, '', '120,30,13', '@120,30', '@a,b,c', '@190,30,13', '@120,89,13', '@1,2,3,4,5,6'])
    expect(parseCamera(text)).toBeUndefined()
})

test('any camera survives within a meter', () => {
  const camera = fc.record({
    lng: fc.double({ min: -180, max: 180, noNaN: true }),
    lat: fc.double({ min: -84, max: 84, noNaN: true }),
    zoom: fc.double({ min: 0, max: 22, noNaN: true }),
  })
  fc.assert(
    fc.property(camera, ({ lng, lat, zoom }) => {
      const back = parseCamera(formatCamera({ center: [lng, lat], zoom }))
      expect(back?.center[0]).toBeCloseTo(lng, 4)
      expect(back?.center[1]).toBeCloseTo(lat, 4)
    }),
  )
})
