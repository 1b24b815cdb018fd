import { sql } from 'kysely'
import { z } from 'zod'
import type { LngLat } from '../../geo/lng-lat.ts'
import { type Trx, withScope } from '../db/client.ts'
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

const degrees = z.number().min(-180).max(180)
export const listSensorsSchema = z.object({
  /** West, south, east, north: those in view. */
  bbox: z.tuple([degrees, degrees, degrees, degrees]).optional(),
  levels: z.array(z.enum(['normal', 'warn', 'alarm', 'silent'])).optional(),
  limit: z.number().int().min(1).max(1000).default(200),
  cursor: z.string().max(300).nullish(),
})

/** Where a page ended: the rank of its last sensor's level, and its code. */
const cursorSchema = z.tuple([z.number().int(), z.string()])
const rank = sql<number>`array_position(array['alarm', 'warn', 'silent', 'normal'], level)`

/** The sensors in the actor's scope, alarms first, a page at a time. */
export async function listSensors(
  services: Services,
  actor: Actor,
  { bbox, levels, limit, cursor }: z.output<typeof listSensorsSchema>,
): Promise<{ rows: Sensor[]; nextCursor: string | null }> {
  const after = cursor ? parseCursor(cursor) : null
  const rows = await withScope(services.db, actor, (trx) =>
    selectSensors(trx)
      .$if(bbox !== undefined, (query) =>
        query.where(sql<boolean>`geom && st_makeenvelope(${sql.join(bbox ?? [])}, 4326)`),
      )
      .$if(levels !== undefined, (query) => query.where('level', 'in', levels ?? []))
      .$if(after !== null, (query) =>
        query.where(sql<boolean>`(${rank}, code) > (${after?.[0]}::int, ${after?.[1]})`),
      )
      .limit(limit + 1)
      .execute(),
  )
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    rows: rows.slice(0, limit).map(sensorOf),
    nextCursor: last ? Buffer.from(JSON.stringify([last.rank, last.code])).toString('base64url') : null,
  }
}

function parseCursor(text: string): z.infer<typeof cursorSchema> {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch {
    throw new CodedError('bad_input', 'BAD_CURSOR', '翻页标记无效', 'The page cursor is not one of ours', {
      field: 'cursor',
      expected: 'nextCursor of an earlier page',
    })
  }
}

/** One sensor with its newest readings, oldest first. */
export async function getSensor(
  services: Services,
  actor: Actor,
  sensorId: number,
): Promise<Sensor & { readings: { at: string; value: number }[] }> {
  return await withScope(services.db, actor, async (trx) => {
    const found = await selectSensors(trx).where('sensor_id', '=', sensorId).executeTakeFirst()
    if (!found) {
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
      ...sensorOf(found),
      readings: readings.reverse().map(({ at, value }) => ({ at: at.toISOString(), value })),
    }
  })
}

function selectSensors(trx: Trx) {
  return trx
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
      rank.as('rank'),
      sql<number>`ST_X(geom)`.as('lng'),
      sql<number>`ST_Y(geom)`.as('lat'),
    ])
    .orderBy(rank)
    .orderBy('code')
}

type SensorRow = Awaited<ReturnType<ReturnType<typeof selectSensors>['execute']>>[number]

function sensorOf({ last_at, lng, lat, rank: _, ...row }: SensorRow): Sensor {
  return { ...row, lastAt: last_at?.toISOString() ?? null, lngLat: [lng, lat] }
}
