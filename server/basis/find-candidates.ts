import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'
import { TextMatcher } from './match-articles.ts'

export type Candidate = {
  readonly key: string
  readonly categoryId: number | null
  readonly departmentId: number | null
  readonly score: number
}

/** Measured on the pack's own links: half of them are among these, and every third of these is one. */
const CATEGORIES = { most: 4, least: 0.12 }
const DEPARTMENTS = { most: 1, least: 0.12 }

/** Purpose, scope, and the day it takes effect: words like those of every matter, and the basis of none. */
const FORMAL = /制定本\S{1,4}。?$|适用本\S{1,4}。?$|自\S{4,20}起(?:施行|实施)/u

/** For each article the categories and the department that its words are likest to. */
export async function findCandidates(
  db: Kysely<Database>,
  articles: readonly { readonly key: string; readonly text: string }[],
): Promise<Candidate[]> {
  const categories = await db
    .selectFrom('category')
    .select(['category_id', 'name', 'class_name', 'closing'])
    .orderBy('category_id')
    .execute()
  const departments = await db
    .selectFrom('department')
    .select(['department_id', 'name', 'mandate'])
    .where('kind', '<>', 'subdistrict')
    .orderBy('department_id')
    .execute()
  const byCategory = new TextMatcher(
    categories.map(({ category_id, name, class_name, closing }) => ({
      id: category_id,
      name,
      words: `${class_name} ${closing}`,
    })),
  )
  const byDepartment = new TextMatcher(
    departments.map(({ department_id, name, mandate }) => ({
      id: department_id,
      name: mandate,
      words: name,
    })),
  )
  const substantial = articles.filter(({ text }) => !FORMAL.test(text.trim()))
  return substantial.flatMap(({ key, text }) => [
    ...byCategory
      .match(text, CATEGORIES)
      .map(({ id, score }) => ({ key, categoryId: id, departmentId: null, score })),
    ...byDepartment
      .match(text, DEPARTMENTS)
      .map(({ id, score }) => ({ key, categoryId: null, departmentId: id, score })),
  ])
}
