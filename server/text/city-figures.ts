import { sql } from 'kysely'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { categoryModel } from './city-model.ts'
import { listCityExamples } from './list-city-examples.ts'

/** Read at each look: enough to tell 80 % from 85 %, and a third of a second of work. */
const JUDGED_CASES = 500
const CORRECTION_DAYS = 90

export type CityFigures = {
  /** Null: the model that comes with the program. */
  readonly model: {
    readonly trainedAt: Date
    readonly exampleCount: number
    readonly heldOutCount: number
    readonly macroF1: number
    readonly shippedMacroF1: number
  } | null
  readonly judged: number
  /** Of those, how many the model's first candidate, and its first three, held the category the case ended with. */
  readonly first: number
  readonly firstThree: number
  /** Closed cases whose category a person changed in the last 90 days, by pair, most frequent first. */
  readonly corrections: readonly {
    readonly from: string
    readonly fromEn: string
    readonly to: string
    readonly toEn: string
    readonly cases: number
  }[]
  readonly hasLanguageModel: boolean
  /** The city's cases are written by the same hand as the model's texts: the figure flatters. */
  readonly isSeeded: boolean
}

/** How the category model does on the cases that the actor may see. */
export async function cityFigures(services: Services, actor: Actor): Promise<CityFigures> {
  const { classifier, textModelId } = await categoryModel(services)
  const since = new Date(services.clock.now().getTime() - CORRECTION_DAYS * 86_400_000)
  return withScope(services.db, actor, async (trx) => {
    const examples = await listCityExamples(trx, JUDGED_CASES)
    const ranks = examples.map(({ text, label }) =>
      classifier
        .rank(text)
        .slice(0, 3)
        .findIndex((one) => one.label === label),
    )
    const { rows: corrections } = await sql<CityFigures['corrections'][number]>`
      select f.name as "from", f.name_en as "fromEn", t.name as "to", t.name_en as "toEn", count(*)::int as cases
      from case_step s
      join category f on f.category_id = (s.data ->> 'fromCategoryId')::int
      join category t on t.category_id = (s.data ->> 'toCategoryId')::int
      where s.verb = 'classify' and s.at > ${since} and f.category_id <> t.category_id
      group by f.category_id, t.category_id
      order by count(*) desc, f.category_id, t.category_id
      limit 10`.execute(trx)
    const city = await trx.selectFrom('city').select('seeded_until').executeTakeFirst()
    return {
      model: await modelOf(services, textModelId),
      judged: examples.length,
      first: ranks.filter((rank) => rank === 0).length,
      firstThree: ranks.filter((rank) => rank >= 0).length,
      corrections,
      hasLanguageModel: services.languageModel !== undefined,
      isSeeded: city?.seeded_until != null,
    }
  })
}

async function modelOf({ db }: Services, textModelId: number | null): Promise<CityFigures['model']> {
  if (textModelId === null) return null
  return db
    .selectFrom('text_model')
    .select([
      'trained_at as trainedAt',
      'example_count as exampleCount',
      'held_out_count as heldOutCount',
      'macro_f1 as macroF1',
      'shipped_macro_f1 as shippedMacroF1',
    ])
    .where('text_model_id', '=', textModelId)
    .executeTakeFirstOrThrow()
}
