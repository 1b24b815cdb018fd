import { expect, test } from 'vitest'
import { cameraOver } from './camera-over.ts'

test('looks at the middle of the box, near enough for single cases and not into a doorway', () => {
  expect(cameraOver([120, 30, 120.2, 30.2])).toEqual({ center: [120.1, 30.1], zoom: 12.1 })
  expect(cameraOver([120.1, 30.1, 120.1, 30.1]).zoom).toBe(15)
  const { zoom } = cameraOver([120, 30, 120.04, 30.04])
  expect(zoom).toBeGreaterThan(12.1)
  expect(zoom).toBeLessThan(14)
})
