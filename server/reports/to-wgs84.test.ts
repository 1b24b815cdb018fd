import { describe, expect, it } from 'vitest'
import { haversineDistanceMeters } from '../../geo/haversine-distance.ts'
import { toWgs84 } from './to-wgs84.ts'

describe('toWgs84', () => {
  it('leaves WGS 84 and CGCS2000 as they are', () => {
    expect(toWgs84(118.8, 31.9, 'WGS84')).toEqual([118.8, 31.9])
    expect(toWgs84(118.8, 31.9, 'CGCS2000')).toEqual([118.8, 31.9])
  })
  it('takes the Chinese offsets out', () => {
    const fromGcj = toWgs84(116.404, 39.915, 'GCJ-02')!
    expect(haversineDistanceMeters(fromGcj, [116.397755, 39.913595])).toBeLessThan(3)
    const fromBaidu = toWgs84(116.404, 39.915, 'BD-09')!
    // The published vector of coordtransform: this BD-09 point is that GCJ-02 point.
    const sameInGcj = toWgs84(116.39762729119315, 39.90865673957631, 'GCJ-02')!
    expect(haversineDistanceMeters(fromBaidu, sameInGcj)).toBeLessThan(1)
  })
  it('knows what is no place', () => {
    expect(toWgs84(39.9, 116.4, 'WGS84')).toBeUndefined()
    expect(toWgs84(Number.NaN, 31, 'WGS84')).toBeUndefined()
  })
})
