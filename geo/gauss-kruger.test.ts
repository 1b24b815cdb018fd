import fc from 'fast-check'
import proj4 from 'proj4'
import { expect, test } from 'vitest'
import { centralMeridianOf, toGaussKruger } from './gauss-kruger.ts'

test('every place of China lies where the reference projection has it', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 73, max: 135, noNaN: true }),
      fc.double({ min: 3, max: 54, noNaN: true }),
      (lng, lat) => {
        const meridian = centralMeridianOf(lng)
        expect(Math.abs(lng - meridian)).toBeLessThanOrEqual(1.5)
        const reference = proj4(
          `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m`,
        ).forward([lng, lat])
        const [x, y] = toGaussKruger([lng, lat], meridian)
        expect(Math.hypot(x - reference[0]!, y - reference[1]!)).toBeLessThan(0.001)
      },
    ),
  )
})
