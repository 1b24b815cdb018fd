import { sql } from 'kysely'
import type { LngLat } from '../../geo/lng-lat.ts'
import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'

export type Sensor = {
  readonly sensorId: number
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly kind: string
  readonly unitOfMeasure: string
  readonly warnAbove: number | null
  readonly alarmAbove: number | null
  readonly lastValue: number | null
  readonly lastAt: string | null
  readonly level: 'normal' | 'warn' | 'alarm' | 'silent'
  readonly lngLat: LngLat
}
/** One page of a sensor's chart. */
const READINGS = 500

/** The sensors in the actor's scope, alarms first. */
export async function listSensors(services: Services, actor: Actor): Promise<Sensor[]> {
  return await withScope(services.db, actor, (trx) => selectSensors(trx))
}

/** One sensor with its newest readings, oldest first. */
export async function getSensor(
  services: Services,
  actor: Actor,
  sensorId: number,
): Promise<Sensor & { readings: { at: string; value: number }[] }> {
  return await withScope(services.db, actor, async (trx) => {
    const [sensor] = await selectSensors(trx, sensorId)
    if (!sensor) {
      throw new CodedError(
        'not_found',
        'NO_SUCH_SENSOR',
        '没有这个设备，或不在您的辖区',
        'No such sensor in your area',
        {
          field: 'sensorId',
        },
      )
    }
    const readings = await trx
      .selectFrom('reading')
      .select(['at', 'value'])
      .where('sensor_id', '=', sensorId)
      .orderBy('at', 'desc')
      .limit(READINGS)
      .execute()
    return {
      ...sensor,
      readings: readings.reverse().map(({ at, value }) => ({ at: at.toISOString(), value })),
    }
  })
}

async function selectSensors(
  trx: Parameters<Parameters<typeof withScope>[2]>[0],
  sensorId?: number,
): Promise<Sensor[]> {
  let query = trx
    .selectFrom('sensor')
    .select([
      'sensor_id as sensorId',
      'code',
      'name',
      'name_en as nameEn',
      'kind',
      'unit_of_measure as unitOfMeasure',
      'warn_above as warnAbove',
      'alarm_above as alarmAbove',
      'last_value as lastValue',
      'last_at',
      'level',
      sql<number>`ST_X(geom)`.as('lng'),
      sql<number>`ST_Y(geom)`.as('lat'),
    ])
    .orderBy(sql`array_position(array['alarm', 'warn', 'silent', 'normal'], level)`)
    .orderBy('code')
  if (sensorId !== undefined) query = query.where('sensor_id', '=', sensorId)
  const rows = await query.execute()
  return rows.map(({ last_at, lng, lat, ...row }) => ({
    ...row,
    lastAt: last_at?.toISOString() ?? null,
    lngLat: [lng, lat] as const,
  }))
}
