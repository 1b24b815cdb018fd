import { pinyin } from 'pinyin-pro'
import type { BoundingBox, LngLat } from '../../geo/lng-lat.ts'

export type NamedPlace = {
  readonly kind: 'area' | 'duty_grid' | 'road' | 'place' | 'address'
  readonly id: number
  readonly name: string
  readonly nameEn: string
  /** A second line: code or address. */
  readonly detail: string
  readonly lngLat: LngLat
  readonly bbox?: BoundingBox | undefined
  /** Null for what everybody may know. */
  readonly scopeAreaId: number | null
  /** Smaller is more important. */
  readonly rank: number
  readonly aliases?: readonly string[]
}

type Entry = {
  readonly place: NamedPlace
  readonly words: readonly string[]
  readonly spelled: string
  readonly initials: string
}

/** Names by Chinese, English, pinyin (`jiefanglu`) and initials (`jfl`). */
export class NameIndex {
  readonly #entries: readonly Entry[]

  constructor(places: readonly NamedPlace[]) {
    this.#entries = places.map((place) => ({
      place,
      words: [place.name, place.nameEn, place.detail, ...(place.aliases ?? [])].map(plain),
      ...spellingOf(place.name),
    }))
  }

  *places(): Iterable<NamedPlace> {
    for (const { place } of this.#entries) yield place
  }

  /** The best first: whole names, then beginnings, then parts; more important ones before. */
  find(text: string, canSee: (place: NamedPlace) => boolean, limit: number): NamedPlace[] {
    const wanted = plain(text)
    if (wanted === '') return []
    const isLatin = /^[a-z0-9]+$/.test(wanted)
    const hits: { place: NamedPlace; score: number }[] = []
    for (const entry of this.#entries) {
      const score = scoreOf(entry, wanted, isLatin)
      if (score > 0 && canSee(entry.place)) hits.push({ place: entry.place, score })
    }
    hits.sort(
      (a, b) =>
        b.score - a.score ||
        a.place.rank - b.place.rank ||
        a.place.name.length - b.place.name.length ||
        a.place.id - b.place.id,
    )
    return hits.slice(0, limit).map(({ place }) => place)
  }
}

function scoreOf({ words, spelled, initials }: Entry, wanted: string, isLatin: boolean): number {
  let best = 0
  for (const word of words) {
    if (word === wanted) return 100
    if (word.startsWith(wanted)) best = Math.max(best, 80)
    else if (word.includes(wanted)) best = Math.max(best, 60)
  }
  if (!isLatin || spelled === '') return best
  if (spelled === wanted || initials === wanted) return Math.max(best, 90)
  if (spelled.startsWith(wanted)) return Math.max(best, 70)
  if (wanted.length >= 2 && initials.startsWith(wanted)) return Math.max(best, 65)
  return wanted.length >= 4 && spelled.includes(wanted) ? Math.max(best, 50) : best
}

function spellingOf(name: string): { spelled: string; initials: string } {
  if (!/\p{Script=Han}/u.test(name)) return { spelled: '', initials: '' }
  const syllables = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive' })
  return {
    spelled: plain(syllables.join('')),
    initials: plain(syllables.map((one) => one[0] ?? '').join('')),
  }
}

/** Without spaces, case and width: ０ is 0. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s'’·-]/g, '')
}
