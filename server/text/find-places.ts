import type { LngLat } from '../../geo/lng-lat.ts'
import { searchPlaces } from '../places/search-places.ts'
import type { NamedPlace, NameIndex } from '../search/name-index.ts'
import type { Services } from '../services.ts'

export type PlaceMention = {
  /** As it stands in the text. */
  readonly text: string
  readonly kind: 'address' | 'crossing' | NamedPlace['kind']
  readonly name: string
  readonly nameEn: string
  readonly lngLat: LngLat
}

type Found = { readonly at: number; readonly end: number; readonly place: NamedPlace }
const MOST = 5
const BETWEEN_ROADS = /^(?:与|和|、|及|\/|到|跟)$/u
const HOUSE_NUMBER = /^(\d{1,5})\s*号?/u

/** Finds the names of a city in a text: the longest that begins at each place. A text of n characters costs n look-ups. */
export class PlaceFinder {
  readonly #byStart = new Map<string, NamedPlace[]>()

  constructor(places: Iterable<NamedPlace>) {
    for (const place of places) {
      // Who answers for a duty grid is not everybody's to know; a name of one character is a word.
      if (place.kind === 'duty_grid' || place.scopeAreaId !== null || place.name.length < 2) continue
      const start = place.name.slice(0, 2)
      const some = this.#byStart.get(start)
      if (some) some.push(place)
      else this.#byStart.set(start, [place])
    }
    for (const some of this.#byStart.values())
      some.sort((a, b) => b.name.length - a.name.length || a.rank - b.rank || a.id - b.id)
  }

  find(text: string): Found[] {
    const found: Found[] = []
    for (let at = 0; at + 2 <= text.length; ) {
      const place = this.#byStart.get(text.slice(at, at + 2))?.find(({ name }) => text.startsWith(name, at))
      if (place) found.push({ at, end: at + place.name.length, place })
      at += place ? place.name.length : 1
    }
    return found
  }
}

const finders = new WeakMap<NameIndex, PlaceFinder>()

/** The places that a text names, the most exact first: house numbers, crossings, then places, roads and areas. */
export async function findPlaces(
  services: Services,
  names: NameIndex,
  text: string,
): Promise<PlaceMention[]> {
  let finder = finders.get(names)
  if (!finder) {
    finder = new PlaceFinder(names.places())
    finders.set(names, finder)
  }
  const found = finder.find(text)
  const exact: PlaceMention[] = []
  for (const [i, { at, end, place }] of found.entries()) {
    if (place.kind !== 'road') continue
    const number = HOUSE_NUMBER.exec(text.slice(end))
    const next = found[i + 1]
    if (number)
      exact.push(
        ...(await lookUp(
          services,
          `${place.name}${number[1]}号`,
          text.slice(at, end + number[0].length),
          'address',
        )),
      )
    else if (next?.place.kind === 'road' && BETWEEN_ROADS.test(text.slice(end, next.at)))
      exact.push(
        ...(await lookUp(
          services,
          `${place.name}与${next.place.name}路口`,
          text.slice(at, next.end),
          'crossing',
        )),
      )
  }
  const order = { address: 0, place: 1, road: 2, area: 3, duty_grid: 4 } as const
  const named = found
    .toSorted((a, b) => order[a.place.kind] - order[b.place.kind] || a.at - b.at)
    .map(
      ({ place: { kind, name, nameEn, lngLat } }): PlaceMention => ({
        text: name,
        kind,
        name,
        nameEn,
        lngLat,
      }),
    )
  const seen = new Set<string>()
  return [...exact, ...named].filter(({ name }) => !seen.has(name) && seen.add(name)).slice(0, MOST)
}

async function lookUp(
  services: Services,
  query: string,
  text: string,
  kind: 'address' | 'crossing',
): Promise<PlaceMention[]> {
  const [hit] = await searchPlaces(services, { text: query, limit: 1 })
  if (!hit || (kind === 'crossing' && hit.kind !== 'crossing')) return []
  return [{ text, kind, name: hit.name, nameEn: hit.nameEn, lngLat: hit.lngLat }]
}
