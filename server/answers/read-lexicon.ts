import { sql } from 'kysely'
import { listAreas } from '../areas/queries.ts'
import { cityDay } from '../basis/city-day.ts'
import { listCategories } from '../basis/list-categories.ts'
import { listDepartments } from '../organization/list-departments.ts'
import { namesOf } from '../search/search.ts'
import type { Services } from '../services.ts'
import { categoryModel } from '../text/city-model.ts'
import { Lexicon, type LexiconRegulation } from './reading/lexicon.ts'

/** What is imported in between is understood after this time. */
const KEPT_MILLISECONDS = 5 * 60_000
const GUESSES = 6
const RENEWED_BY = ['city.loaded', 'basis.published', 'grids.published']
const lexicons = new WeakMap<object, { readonly lexicon: Promise<Lexicon>; readonly untilMs: number }>()

/** The names of this city, kept for five minutes. All of it is public knowledge. */
export function readLexicon(services: Services): Promise<Lexicon> {
  const { db, clock, events } = services
  const nowMs = clock.now().getTime()
  const known = lexicons.get(db)
  if (known && known.untilMs > nowMs) return known.lexicon
  const lexicon = read(services)
  lexicons.set(db, { lexicon, untilMs: nowMs + KEPT_MILLISECONDS })
  lexicon.catch(() => lexicons.delete(db))
  if (!known) {
    events.subscribe((batch) => {
      if (batch.some(({ type }) => RENEWED_BY.includes(type))) lexicons.delete(db)
    })
  }
  return lexicon
}

async function read(services: Services): Promise<Lexicon> {
  const { db } = services
  const day = await cityDay(db, services.clock.now())
  const [categories, areas, departments, names, { classifier }, { rows: regulations }] = await Promise.all([
    listCategories(db),
    listAreas(db),
    listDepartments(db),
    namesOf(services),
    categoryModel(services),
    // Of each code what holds now; of what was repealed its last version, so that it can be said.
    sql<LexiconRegulation>`
      select distinct on (code) regulation_id as "regulationId", code, title, title_en as "titleEn"
      from regulation where state = 'published'
      order by code, effective_on <= ${day}::date and (superseded_on is null or superseded_on > ${day}::date) desc,
        version desc`.execute(db),
  ])
  return new Lexicon({
    categories,
    areas,
    departments,
    regulations,
    roads: [...names.places()].filter(({ kind, name }) => kind === 'road' && name.length >= 3),
    guess: (text) =>
      classifier
        .rank(text)
        .slice(0, GUESSES)
        .map(({ label, score }) => ({ code: label, score })),
  })
}
