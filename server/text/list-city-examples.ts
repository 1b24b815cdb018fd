import type { Trx } from '../db/client.ts'
import type { LabelledText } from './train-classifier.ts'

const MOST_EXAMPLES = 20_000
/** Whose words people wrote; a sensor's text says nothing of language. */
const WRITTEN_CHANNELS = ['hotline', 'resident', 'collector', 'patrol', 'superior', 'other_system']

/**
 * What the city's people decided: the texts of closed cases with the category they ended with, newest first. A
 * dispatcher's correction is in it, as a corrected case ends with the corrected category.
 */
export async function listCityExamples(trx: Trx, limit = MOST_EXAMPLES): Promise<LabelledText[]> {
  const rows = await trx
    .selectFrom('case_record as c')
    .innerJoin('category', 'category.category_id', 'c.category_id')
    .select(['c.description as text', 'category.code as label'])
    .where('c.state', '=', 'closed')
    .where('c.channel', 'in', WRITTEN_CHANNELS)
    .where('c.description', '<>', '')
    .orderBy('c.reported_at', 'desc')
    .orderBy('c.case_id', 'desc')
    .limit(limit)
    .execute()
  return rows
}
