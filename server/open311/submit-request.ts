import type { Actor } from '../identity/actor.ts'
import { submitReport } from '../reports/submit.ts'
import type { SubmitAnswer } from '../reports/take-report.ts'
import type { Services } from '../services.ts'

/** Open311's names for what a report says. `source_id` and `coordinate_system` are our declared extensions. */
const NAMES: Readonly<Record<string, string>> = {
  service_code: 'category_code',
  lat: 'lat',
  long: 'lng',
  address_string: 'address',
  phone: 'reporter_phone',
  'attribute[part_code]': 'part_code',
  source_id: 'source_id',
  coordinate_system: 'coordinate_system',
  requested_datetime: 'reported_at',
}

/**
 * `POST requests`: takes it through the one door. Names nobody knows are left out, as GeoReport v2 asks; a `media_url`
 * is kept as text and never fetched, since it may point anywhere.
 *
 * @param system names the client, so that its own ids cannot meet another's
 */
export function submitRequest(
  services: Services,
  actor: Actor | null,
  form: Readonly<Record<string, string>>,
  photos: readonly Uint8Array[],
  senderKey: string,
): Promise<SubmitAnswer> {
  const fields: Record<string, unknown> = {
    source_system: actor ? `open311:${actor.name}`.slice(0, 64) : 'open311',
    ...(actor && { channel: 'other_system' }),
    description: descriptionOf(form),
  }
  for (const [name, key] of Object.entries(NAMES)) if (form[name]) fields[key] = form[name]
  const name = [form.last_name, form.first_name].filter(Boolean).join(' ')
  if (name) fields.reporter_name = name
  return submitReport(services, actor, { fields, photos }, senderKey)
}

function descriptionOf({ description = '', media_url: mediaUrl }: Readonly<Record<string, string>>): string {
  return mediaUrl ? `${description}\n附图 ${mediaUrl}`.trim() : description
}
