import { decode } from 'jpeg-js'
import { expect, it } from 'vitest'
import { sniffImage } from '../../server/attachments/sniff-media.ts'
import { categoryHabits } from '../city/case-habits.ts'
import { createRandom } from '../city/random.ts'
import { drawPhoto, hasPicture } from './draw-photo.ts'

const noon = Date.parse('2026-11-23T04:00:00Z')
const draw = (code: string, at = noon, seed = 'a') => drawPhoto(code, at, createRandom(seed))
function brightness(photo: Uint8Array): number {
  const { data } = decode(photo, { useTArray: true })
  let sum = 0
  for (let i = 0; i < data.length; i += 40) sum += data[i]!
  return sum / (data.length / 40)
}

it('draws the same picture from the same draws, and another from others', () => {
  const photo = draw('200102')!
  expect(sniffImage(photo)).toBe('image/jpeg')
  expect(photo.length).toBeLessThan(90_000)
  expect(draw('200102')).toEqual(photo)
  expect(draw('200102', noon, 'b')).not.toEqual(photo)
  expect(draw('200301')).toBeUndefined()
})

it('is dark at night', () => {
  const night = draw('200112', Date.parse('2026-11-23T15:00:00Z'))!
  expect(brightness(night)).toBeLessThan(0.7 * brightness(draw('200112')!))
})

it('has a picture for most of what is reported', () => {
  const sum = (weights: readonly number[]) => weights.reduce((total, weight) => total + weight, 0)
  const drawn = categoryHabits.filter(({ code }) => hasPicture(code))
  expect(sum(drawn.map(({ weight }) => weight))).toBeGreaterThan(
    0.7 * sum(categoryHabits.map(({ weight }) => weight)),
  )
})
