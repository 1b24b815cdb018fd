import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { validatePolygon } from '../../geo/validate-polygon.ts'
import type { LngLat } from '../../server/exchange/bundle.ts'
import type { SeededCity } from '../contract.ts'
import { extentOf } from './extent.ts'
import { generateCity } from './generate-city.ts'
import { nameGeography } from './geography.ts'
import { type Layout, layOut } from './layout.ts'
import { officeCodeOf } from './organization.ts'
import { outlineOf } from './outline.ts'
import { signedArea } from './plane.ts'
import { presets } from './presets.ts'
import { createRandom } from './random.ts'

const ENDS_AT = '2026-11-23T08:00:00Z'

describe.each(['tongguan', 'a', 'b', 'c'])('the layout grown from seed %s', (seed) => {
  let layout: Layout
  beforeAll(() => {
    layout = layOut(createRandom(seed))
  })
  const areaOf = (face: number) => signedArea(layout.mesh.ring(face))

  it('covers the outline without gap or overlap: the grids add up to it', () => {
    const sum = layout.mesh.faces.reduce((total, _, face) => total + areaOf(face), 0)
    const [outer, ...others] = outlineOf(
      layout.mesh,
      layout.mesh.faces.map((_, face) => face),
    )
    expect(others).toEqual([])
    expect(outer).toHaveLength(1)
    expect(sum).toBeCloseTo(signedArea(outer![0]!.map((vertex) => layout.mesh.points[vertex]!)), 1)
  })

  it('has every edge on exactly two grids, or on one and the outer border', () => {
    const uses = new Map<string, number>()
    for (const loop of layout.mesh.faces) {
      loop.forEach((a, i) => {
        const b = loop[(i + 1) % loop.length]!
        const key = `${a}>${b}`
        uses.set(key, (uses.get(key) ?? 0) + 1)
      })
    }
    for (const [key, count] of uses) {
      expect(count, key).toBe(1)
      const [a, b] = key.split('>').map(Number) as [number, number]
      if (!uses.has(`${b}>${a}`)) expect(layout.mesh.edge(a, b).class, key).toBe('boundary')
    }
  })

  it('gives each community the grids that add up to it, in one piece', () => {
    for (const { communities } of layout.division.subdistricts) {
      for (const { faces, dutyGrids } of communities) {
        const polygons = outlineOf(layout.mesh, faces)
        const whole = polygons
          .flat()
          .reduce((sum, ring) => sum + signedArea(ring.map((vertex) => layout.mesh.points[vertex]!)), 0)
        expect(polygons).toHaveLength(1)
        expect(faces.reduce((sum, face) => sum + areaOf(face), 0)).toBeCloseTo(whole, 1)
        expect(dutyGrids.flat().sort()).toEqual([...faces].sort())
        for (const grid of dutyGrids) expect(outlineOf(layout.mesh, grid)).toHaveLength(1)
      }
    }
  })

  it('is of the promised size', () => {
    const communities = layout.division.subdistricts.flatMap((subdistrict) => subdistrict.communities)
    expect(layout.mesh.faces.length).toBeGreaterThan(950)
    expect(layout.mesh.faces.length).toBeLessThan(1300)
    expect(communities.length).toBeGreaterThan(50)
    expect(communities.flatMap(({ dutyGrids }) => dutyGrids).length).toBeGreaterThan(150)
    expect(Math.min(...layout.mesh.faces.map((_, face) => areaOf(face)))).toBeGreaterThan(1500)
  })
})

describe('the geography as it is written', () => {
  let city: SeededCity
  beforeAll(() => {
    city = generateCity('tongguan', ENDS_AT)
  }, 90_000)

  it('is valid to the last polygon', () => {
    for (const { code, geometry } of [...city.areas, ...city.dutyGrids, ...city.unitGrids]) {
      expect(validatePolygon(geometry), code).toEqual({ ok: true })
    }
    for (const { sourceId, geometry } of city.basemap) {
      if (geometry.type === 'Polygon')
        expect(validatePolygon([geometry.coordinates]), sourceId).toEqual({ ok: true })
      if (geometry.type === 'MultiPolygon')
        expect(validatePolygon(geometry.coordinates), sourceId).toEqual({ ok: true })
    }
  })

  it('codes grids by 15 digits under their community, each once', () => {
    const communities = new Set(
      city.areas.filter(({ level }) => level === 'community').map(({ code }) => code),
    )
    const codes = new Set<string>()
    for (const grid of city.unitGrids) {
      expect(grid.code).toMatch(/^\d{15}$/)
      expect(grid.code.slice(0, 12)).toBe(grid.areaCode)
      expect(communities).toContain(grid.areaCode)
      codes.add(grid.code)
    }
    expect(codes.size).toBe(city.unitGrids.length)
    for (const area of city.areas) expect(area.code).toMatch(/^\d{12}$/)
  })

  it('numbers grids inside a community from north to south, west to east in a row', () => {
    const north = (ring: readonly LngLat[]) => ring.reduce((sum, [, lat]) => sum + lat, 0) / ring.length
    const first = city.unitGrids.filter(({ areaCode }) => areaCode === city.unitGrids[0]!.areaCode)
    const half = Math.floor(first.length / 2)
    const mean = (grids: typeof first) =>
      grids.reduce((sum, { geometry }) => sum + north(geometry[0]![0]!), 0) / grids.length
    expect(mean(first.slice(0, half))).toBeGreaterThan(mean(first.slice(half)))
  })
})

describe.each(['district', 'metro'] as const)('the ground of a %s', (name) => {
  const layout = layOut(createRandom('tongguan'), extentOf(presets[name]))
  const geography = nameGeography(layout)

  it('has about the promised unit grids, in its districts, each code once', () => {
    const { unitGridCount, districts } = presets[name]
    expect(layout.mesh.faces.length / unitGridCount).toBeGreaterThan(0.85)
    expect(layout.mesh.faces.length / unitGridCount).toBeLessThan(1.2)
    expect(geography.areas.filter(({ level }) => level === 'district')).toHaveLength(districts)
    const codes = [...geography.areas, ...geography.unitGrids].map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    for (const { code, areaCode } of geography.unitGrids) expect(code.slice(0, 12)).toBe(areaCode)
    const offices = geography.areas
      .filter(({ level }) => level === 'subdistrict')
      .map(({ code }) => officeCodeOf(code))
    expect(new Set(offices).size).toBe(offices.length)
  })

  it('is the ground it was on the machine where this was written', () => {
    expect(createHash('sha256').update(JSON.stringify(geography)).digest('hex')).toBe(
      {
        district: '21566402a29c8b30aec2efc0f1733145acc20e23ef14a727a16fd03e846dd8b2',
        metro: 'c1e0ffea7656f97c5beaf1d6637e679dc903ab5c8ef6e498ed930c9aff86cb2e',
      }[name],
    )
  })

  it('shares the grids of a community out evenly among its duty grids', () => {
    const sizes = layout.division.subdistricts
      .flatMap(({ communities }) => communities)
      .filter(({ dutyGrids }) => dutyGrids.length > 1)
      .map(({ dutyGrids }) => dutyGrids.map((grids) => grids.length))
    const uneven = sizes.filter((counts) => Math.max(...counts) > 2 * Math.min(...counts))
    expect(sizes.length).toBeGreaterThan(250)
    expect(uneven.length / sizes.length).toBeLessThan(0.08)
  })

  it('has no gap and no overlap: every inner edge lies between two grids', () => {
    const uses = new Map<string, number>()
    for (const loop of layout.mesh.faces) {
      loop.forEach((a, i) => {
        const key = `${a}>${loop[(i + 1) % loop.length]}`
        uses.set(key, (uses.get(key) ?? 0) + 1)
      })
    }
    const isTwice = [...uses.values()].some((count) => count > 1)
    const isOpen = [...uses.keys()].some((key) => {
      const [a, b] = key.split('>').map(Number) as [number, number]
      return !uses.has(`${b}>${a}`) && layout.mesh.edge(a, b).class !== 'boundary'
    })
    expect([isTwice, isOpen]).toEqual([false, false])
  })
})
