import type {
  BundleArea,
  BundleDutyGrid,
  BundleUnitGrid,
  MultiPolygonCoordinates,
} from '../../server/exchange/bundle.ts'
import { centerOfFaces } from './basemap.ts'
import { closed } from './closed.ts'
import type { Extent } from './extent.ts'
import type { Layout } from './layout.ts'
import type { Name } from './names.ts'
import { outlineOf } from './outline.ts'
import { type Point, signedArea } from './plane.ts'
import { districtsOf } from './subdistrict-plans.ts'

/** Unassigned in GB/T 2260, so that nobody's city is meant. */
const CITY_CODE = '3299'
const CITY_NAME: Name = { name: '云江市', nameEn: 'Yunjiang' }

/** A city of one district is called by both names, and has the district's code. */
export function identityOf(extent: Extent): Name & { readonly code: string } {
  const [first, ...others] = districtsOf(extent)
  return others.length > 0
    ? { code: `${CITY_CODE}00`, ...CITY_NAME }
    : {
        code: first!.code,
        name: `${CITY_NAME.name}${first!.name}`,
        nameEn: `${first!.nameEn}, ${CITY_NAME.nameEn}`,
      }
}

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
  const cityCode = `${CITY_CODE}00000000`
  const districts = districtsOf(layout.extent).map(({ code, name, nameEn }) => {
    const faces = division.subdistricts.flatMap(({ plan, faces }) =>
      plan.districtCode === code ? faces : [],
    )
    return { code, name, nameEn, faces }
  })
  const areas: BundleArea[] = [
    { code: cityCode, ...CITY_NAME, level: 'city', parentCode: null, geometry: whole },
    ...districts.map(({ code, name, nameEn, faces }) => ({
      code: `${code}000000`,
      name,
      nameEn,
      level: 'district' as const,
      parentCode: cityCode,
      geometry: shape(faces),
    })),
  ]
  const unitGrids: BundleUnitGrid[] = []
  const dutyGrids: Geography['dutyGrids'][number][] = []
  const communities: Community[] = []
  const communityOfFace: Community[] = []
  const dutyGridCodeOfFace: string[] = []
  const unitGridCodeOfFace: string[] = []
  for (const subdistrict of division.subdistricts) {
    const { name, nameEn, districtCode } = subdistrict.plan
    const prefix = `${districtCode}${subdistrict.plan.code}`
    const subdistrictCode = `${prefix}000`
    areas.push({
      code: subdistrictCode,
      name,
      nameEn,
      level: 'subdistrict',
      parentCode: `${districtCode}000000`,
      geometry: shape(subdistrict.faces),
    })
    let villages = 0
    let streets = 0
    for (const { faces, dutyGrids: groups } of subdistrict.communities) {
      const isVillage = faces.filter((face) => layout.zones[face] === 'village').length > faces.length / 2
      // 001–199 residents' committees, 200–399 villagers' committees.
      const number = isVillage ? 200 + villages++ : ++streets
      const code = `${prefix}${String(number).padStart(3, '0')}`
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
    ...districts.map(({ name, nameEn, faces }) => {
      return { kind: 'district', name, nameEn, rank: 0, at: centerOfFaces(layout, faces) }
    }),
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
