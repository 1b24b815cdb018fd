import type { Generated, GeneratedAlways } from 'kysely'
import type { GeometryColumn } from '../db/column-types.ts'

/** The gazetteer: everything that a text may call a place by. */
export interface PlaceTable {
  place_id: GeneratedAlways<number>
  code: string
  kind: string
  name: string
  name_en: Generated<string>
  pinyin: Generated<string>
  initials: Generated<string>
  aliases: Generated<string[]>
  address: Generated<string>
  rank: Generated<number>
  geom: GeometryColumn
  /** The leaf area it lies in; 0 for none. The gazetteer is public, so it hides nothing. */
  area_id: Generated<number>
  /** All that it may be found by, in lower case. */
  search_text: Generated<string>
}
