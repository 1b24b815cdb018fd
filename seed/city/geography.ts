import type {
  BundleArea,
  BundleDutyGrid,
  BundleUnitGrid,
  MultiPolygonCoordinates,
} from '../../server/exchange/bundle.ts'
import { centerOfFaces } from './basemap.ts'
import { closed } from './closed.ts'
import type { Layout } from './layout.ts'
import type { Name } from './names.ts'
import { outlineOf } from './outline.ts'
import { type Point, signedArea } from './plane.ts'

/** Unassigned in GB/T 2260, so that nobody's city is meant. */
export const DISTRICT_CODE = '329901'
export const CITY_NAME: Name = { name: '云江市', nameEn: 'Yunjiang' }
export const DISTRICT_NAME: Name = { name: '临江区', nameEn: 'Linjiang District' }

export type Community = Name & {
  readonly code: string
  readonly subdistrictCode: string
  readonly at: Point
  readonly faces: readonly number[]
}
export type Geography = {
  readonly areas: readonly BundleArea[]
  readonly unitGrids: readonly BundleUnitGrid[]
  readonly dutyGrids: readonly (Omit<BundleDutyGrid, 'people'> & { readonly subdistrictCode: string })[]
  readonly communities: readonly Community[]
  /** Every area by its name, for the gazetteer. */
  readonly places: readonly (Name & { readonly kind: string; readonly rank: number; readonly at: Point })[]
  /** By face. */
  readonly communityOfFace: readonly Community[]
  readonly dutyGridCodeOfFace: readonly string[]
  readonly unitGridCodeOfFace: readonly string[]
}

/** Codes: district 6 + subdistrict 3 + community 3 + unit grid 3, in code order west to east, then north to south. */
export function nameGeography(layout: Layout): Geography {
  const { mesh, division, namer } = layout
  const shape = (faces: readonly number[]): MultiPolygonCoordinates =>
    outlineOf(mesh, faces).map((rings) =>
      rings.map((ring) => closed(ring.map((vertex) => mesh.points[vertex]!))),
    )
  const all = mesh.faces.map((_, face) => face)
  const whole = shape(all)
  const cityCode = `${DISTRICT_CODE.slice(0, 4)}00000000`
  const districtCode = `${DISTRICT_CODE}000000`
  const areas: BundleArea[] = [
    { code: cityCode, ...CITY_NAME, level: 'city', parentCode: null, geometry: whole },
    { code: districtCode, ...DISTRICT_NAME, level: 'district', parentCode: cityCode, geometry: whole },
  ]
  const unitGrids: BundleUnitGrid[] = []
  const dutyGrids: Geography['dutyGrids'][number][] = []
  const communities: Community[] = []
  const communityOfFace: Community[] = []
  const dutyGridCodeOfFace: string[] = []
  const unitGridCodeOfFace: string[] = []
  for (const subdistrict of division.subdistricts) {
    const subdistrictCode = `${DISTRICT_CODE}${subdistrict.plan.code}000`
    const { name, nameEn } = subdistrict.plan
    areas.push({
      code: subdistrictCode,
      name,
      nameEn,
      level: 'subdistrict',
      parentCode: districtCode,
      geometry: shape(subdistrict.faces),
    })
    let villages = 0
    let streets = 0
    for (const { faces, dutyGrids: groups } of subdistrict.communities) {
      const isVillage = faces.filter((face) => layout.zones[face] === 'village').length > faces.length / 2
      // 001–199 residents' committees, 200–399 villagers' committees.
      const number = isVillage ? 200 + villages++ : ++streets
      const code = `${DISTRICT_CODE}${subdistrict.plan.code}${String(number).padStart(3, '0')}`
      const named = namer.community(isVillage)
      const community = { ...named, code, subdistrictCode, at: centerOfFaces(layout, faces), faces }
      communities.push(community)
      areas.push({ code, ...named, level: 'community', parentCode: subdistrictCode, geometry: shape(faces) })
      groups.forEach((members, i) => {
        const dutyCode = `${code}D${String(i + 1).padStart(2, '0')}`
        dutyGrids.push({
          code: dutyCode,
          name: `${named.name.replace(/(社区|村)$/, '')}第${'一二三四五六七八九'[i] ?? i + 1}网格`,
          nameEn: `${named.nameEn.replace(/ (Community|Village)$/, '')} Grid ${i + 1}`,
          areaCode: code,
          subdistrictCode,
          geometry: shape(members),
        })
        for (const face of members) dutyGridCodeOfFace[face] = dutyCode
      })
      faces.forEach((face, i) => {
        const unitCode = `${code}${String(i + 1).padStart(3, '0')}`
        communityOfFace[face] = community
        unitGridCodeOfFace[face] = unitCode
        unitGrids.push({
          code: unitCode,
          dutyGridCode: dutyGridCodeOfFace[face]!,
          areaCode: code,
          landUse: layout.landUses[face]!,
          areaSquareMeters: Math.round(signedArea(mesh.ring(face)) * 10) / 10,
          geometry: shape([face]),
        })
      })
    }
  }
  const places: Geography['places'] = [
    { kind: 'city', ...CITY_NAME, rank: 0, at: centerOfFaces(layout, all) },
    { kind: 'district', ...DISTRICT_NAME, rank: 0, at: centerOfFaces(layout, all) },
    ...division.subdistricts.map(({ plan: { name, nameEn }, faces }) => {
      return { kind: 'subdistrict', name, nameEn, rank: 1, at: centerOfFaces(layout, faces) }
    }),
    ...communities.map(({ name, nameEn, at }) => ({ kind: 'community', name, nameEn, rank: 3, at })),
  ]
  return {
    areas,
    unitGrids,
    dutyGrids,
    communities,
    places,
    communityOfFace,
    dutyGridCodeOfFace,
    unitGridCodeOfFace,
  }
}
