import { haversineDistanceMeters } from '../../geo/haversine-distance.ts'
import type { Trx } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { ActInput } from './act-input.ts'
import { type CaseRecord, lngLatOf } from './case-row.ts'
import type { ActVerb } from './machine.ts'

/** Within this of the case somebody stood on site. */
export const ON_SITE_METERS = 200

const RESULTS: Partial<Readonly<Record<ActVerb, string>>> = {
  verify_found: 'exist',
  verify_absent: 'not_exist',
  verify_unclear: 'unclear',
  self_handle: 'self_handled',
}

/** Ends the task of a case that waited to be looked at: answered, or not needed any more. Keeps where the answer was given. */
export async function endVerification(
  trx: Trx,
  before: CaseRecord,
  input: ActInput,
  actor: Actor,
  at: Date,
): Promise<{ readonly isOnSite: boolean }> {
  const place = lngLatOf(before)
  const distanceMeters = place && input.lngLat ? haversineDistanceMeters(input.lngLat, place) : null
  const result = RESULTS[input.verb]
  await trx
    .updateTable('case_task')
    .set({
      state: result ? 'done' : 'canceled',
      result: result ?? '',
      note: input.note ?? '',
      lng: input.lngLat?.[0] ?? null,
      lat: input.lngLat?.[1] ?? null,
      distance_meters: distanceMeters,
      done_at: at,
      done_by: actor.userId,
      done_name: actor.name,
    })
    .where('case_id', '=', before.case_id)
    .where('kind', '=', 'verify')
    .where('state', '=', 'open')
    .execute()
  return { isOnSite: distanceMeters !== null && distanceMeters <= ON_SITE_METERS }
}
