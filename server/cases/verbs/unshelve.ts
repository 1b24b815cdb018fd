import { endPause } from '../pause-clock.ts'
import { missing, type Verb } from './verb.ts'

/** 销账: it can be worked again; what was left of its time is left. */
export const unshelve: Verb = async ({ trx, record, at, input }) => {
  if (!input.note) throw missing('note', '请写明销账理由', 'Say why it goes on')
  const changes = await endPause(trx, record, at)
  return { set: { ...changes, signed_at: record.signed_at ?? at } }
}
