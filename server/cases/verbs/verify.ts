import { readCalendar } from '../../basis/read-calendar.ts'
import { findVerifier, sendVerifier } from '../send-verifier.ts'
import type { Verb } from './verb.ts'

/** 核实: sent to look before anything is decided; a resident's report is first seen on site. */
export const verify: Verb = async ({ trx, locator, actor, record, at }) => {
  const verifier = await findVerifier(trx, locator, record, { at, calendar: await readCalendar(trx) })
  await sendVerifier(trx, record, verifier, { at, byName: actor.name })
  return {
    set: { accepted_at: record.accepted_at ?? at },
    data: verifier ? { unitId: verifier.unitId, verifier: verifier.reason } : {},
    note: verifier && `派${verifier.unitName}核实：${verifier.reason.zh}`,
  }
}
