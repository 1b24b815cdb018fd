import { type Kysely, sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../db/schema.ts'
import { pinyinOf } from './pinyin.ts'
import { searchPlaces } from './search-places.ts'
import { searchText } from './search-text.ts'

const PLACES: readonly (readonly [
  kind: string,
  name: string,
  nameEn: string,
  rank: number,
  aliases?: string[],
])[] = [
  ['subdistrict', '古城街道', 'Gucheng Subdistrict', 1, ['古城']],
  ['park', '古城公园', 'Gucheng Park', 6],
  ['road', '长乐路', 'Changle Road', 5],
  ['road', '人民路', 'Renmin Road', 3],
  ['crossing', '人民路与长乐路交叉口', 'Renmin Road and Changle Road', 5, ['长乐路人民路路口']],
  ['crossing', '人民路与解放路交叉口', 'Renmin Road and Jiefang Road', 5, ['解放路人民路路口']],
  ['address', '人民路11号', '11 Renmin Road', 9],
  ['address', '人民路12号', '12 Renmin Road', 9],
  ['address', '人民路21号', '21 Renmin Road', 9],
  ['address', '人民路22号', '22 Renmin Road', 9],
  ['park', '和平与发展公园', 'Peace and Development Park', 6],
]

/** The same on either database. */
export function searchPlacesSuite(open: () => Kysely<Database>): void {
  describe('searchPlaces', () => {
    let db: Kysely<Database>
    const find = async (text: string) =>
      (await searchPlaces({ db }, { text, limit: 12 })).map(({ name, match }) => `${name} ${match}`)

    beforeAll(async () => {
      db = open()
      for (const [i, [kind, name, nameEn, rank, aliases = []]] of PLACES.entries()) {
        const ways = pinyinOf(name)
        const all = [name, ...aliases, nameEn, ways.pinyin, ways.initials].map(searchText)
        await sql`insert into place (code, kind, name, name_en, pinyin, initials, aliases, rank, geom, search_text)
          values (${`p-${i}`}, ${kind}, ${name}, ${nameEn}, ${ways.pinyin}, ${ways.initials}, ${aliases}, ${rank},
            st_setsrid(st_makepoint(118.8, 31.9), 4326), ${`|${all.join('|')}|`})`.execute(db)
      }
    })

    it('puts what is called so first, then what begins so, then what has it', async () => {
      expect(await find('古城')).toEqual(['古城街道 exact', '古城公园 start'])
      expect((await find('人民路')).slice(0, 1)).toEqual(['人民路 exact'])
      expect(await find('发展')).toEqual(['和平与发展公园 part'])
    })
    it.each(['changlelu', 'Chang Le Lu', 'cll', '长乐路', 'changle road'])(
      'finds a road by %s',
      async (text) => {
        expect((await find(text))[0]).toBe('长乐路 exact')
      },
    )
    it.each([
      '人民路与长乐路交叉口',
      '长乐路/人民路',
      '长乐路和人民路口',
      'Changle Road & Renmin Road',
      'cll renmin lu',
    ])('finds a crossing by %s, in either order', async (text) => {
      const found = await find(text)
      if (text === 'cll renmin lu') expect(found).toEqual([])
      else expect(found.map((line) => line.split(' ')[0])).toEqual(['人民路与长乐路交叉口'])
    })
    it('finds a house number, or the nearest on its side of the road', async () => {
      expect((await find('人民路12号'))[0]).toBe('人民路12号 exact')
      expect((await find('12 Renmin Road'))[0]).toBe('人民路12号 exact')
      expect((await find('人民路13号'))[0]).toBe('人民路11号 near_number')
      expect((await find('人民路20号'))[0]).toBe('人民路22号 near_number')
    })
    it('takes a name with 与 in it for what it is', async () => {
      expect(await find('和平与发展公园')).toEqual(['和平与发展公园 exact'])
    })
    it('finds nothing for nothing, and for signs that a pattern would read', async () => {
      for (const text of ['', ' ', '%', '_', "'; drop table place"]) expect(await find(text)).toEqual([])
    })
  })
}
