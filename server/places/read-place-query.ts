import { searchText } from './search-text.ts'

/** What somebody means who types a place; every text is as `searchText` makes it. */
export type PlaceQuery =
  | { readonly kind: 'crossing'; readonly roads: readonly [string, string] }
  | { readonly kind: 'address'; readonly road: string; readonly number: number; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }

const BETWEEN_ROADS = /\s*(?:与|和|跟|同|\/|、|×|&|\+|\band\b|\bat\b)\s*/i
const CROSSING_WORDS = /(?:交叉口|交叉路口|交汇处|交会处|十字路口|路口|口)$/
const CHINESE_ADDRESS = /^(.+?)(\d{1,5})号?(?:旁|附近|对面|门口)?$/
const ENGLISH_ADDRESS = /^(\d{1,5})\s+(.+)$/

/**
 * Reads a crossing (人民路与解放路交叉口, 人民路/解放路, Renmin Road and Jiefang Road), a house number (人民路12号,
 * 12 Renmin Road) or, failing those, a mere text. Undefined where nothing is left to look for.
 *
 * @example readPlaceQuery('人民路12号') // { kind: 'address', road: '人民路', number: 12, text: '人民路12号' }
 */
export function readPlaceQuery(typed: string): PlaceQuery | undefined {
  const text = searchText(typed)
  if (text === '') return undefined
  const trimmed = typed.normalize('NFKC').trim()
  const roads = trimmed.split(BETWEEN_ROADS).map((road) => searchText(road.replace(CROSSING_WORDS, '')))
  const [first, second, ...others] = roads
  if (first && second && others.length === 0) return { kind: 'crossing', roads: [first, second] }
  const chinese = CHINESE_ADDRESS.exec(trimmed)
  if (chinese && /\p{Script=Han}/u.test(chinese[1]!)) {
    return { kind: 'address', road: searchText(chinese[1]!), number: Number(chinese[2]), text }
  }
  const english = ENGLISH_ADDRESS.exec(trimmed)
  if (english) return { kind: 'address', road: searchText(english[2]!), number: Number(english[1]), text }
  return { kind: 'text', text }
}
