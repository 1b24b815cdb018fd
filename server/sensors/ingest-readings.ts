import { sql } from 'kysely'
import { z } from 'zod'
import { withSystem } from '../db/client.ts'
import { appendEvent } from '../events/append-event.ts'
import type { Actor } from '../identity/actor.ts'
import { authorize } from '../identity/authorize.ts'
import type { Services } from '../services.ts'
import { levelOf } from './level-of.ts'

export const readingsSchema = z.object({
  readings: z
    .array(
      z.object({
        sensorCode: z.string().min(1).max(64),
        at: z.iso.datetime({ offset: true }),
        value: z.number(),
      }),
    )
    .min(1)
    .max(5000),
})
export type IngestAnswer = {
  readonly stored: number
  /** Rows that no sensor answers to, by their place in the request. */
  readonly rejected: readonly {
    readonly index: number
    readonly sensorCode: string
    readonly reason: 'unknown_sensor'
  }[]
}

/**
 * Stores readings and the last value of each sensor; a change of level goes to the event log, the readings do not. The
 * same reading again changes nothing.
 */
export async function ingestReadings(
  services: Services,
  actor: Actor,
  { readings }: z.output<typeof readingsSchema>,
): Promise<IngestAnswer> {
  authorize(actor, 'sensors.ingest')
  return await withSystem(services.db, 'sensors.ingest', async (trx) => {
    const codes = [...new Set(readings.map(({ sensorCode }) => sensorCode))].sort()
    const sensors = await trx
      .selectFrom('sensor')
      .select(['sensor_id', 'code', 'warn_above', 'alarm_above', 'level', 'last_at', 'scope_area_id'])
      .where('code', 'in', codes)
      .orderBy('sensor_id')
      .forUpdate()
      .execute()
    const byCode = new Map(sensors.map((sensor) => [sensor.code, sensor]))
    const known = readings.filter(({ sensorCode }) => byCode.has(sensorCode))
    await sql`insert into reading (sensor_id, at, value)
      select distinct on (sensor_id, at) sensor_id, at, value from unnest(
        ${known.map(({ sensorCode }) => byCode.get(sensorCode)!.sensor_id)}::int[],
        ${known.map(({ at }) => at)}::timestamptz[], ${known.map(({ value }) => value)}::float8[]
      ) as u(sensor_id, at, value) on conflict do nothing`.execute(trx)
    const news = [...Map.groupBy(known, ({ sensorCode }) => sensorCode)].flatMap(([code, ofSensor]) => {
      const sensor = byCode.get(code)!
      const last = ofSensor.reduce((a, b) => (Date.parse(b.at) >= Date.parse(a.at) ? b : a))
      const at = new Date(last.at)
      if (sensor.last_at !== null && at < sensor.last_at) return []
      return [
        { sensor, at, value: last.value, level: levelOf(last.value, sensor.warn_above, sensor.alarm_above) },
      ]
    })
    await sql`update sensor set last_value = u.value, last_at = u.at, level = u.level
      from unnest(${news.map(({ sensor }) => sensor.sensor_id)}::int[], ${news.map(({ value }) => value)}::float8[],
        ${news.map(({ at }) => at.toISOString())}::timestamptz[], ${news.map(({ level }) => level)}::text[]
      ) as u(sensor_id, value, at, level) where sensor.sensor_id = u.sensor_id`.execute(trx)
    for (const { sensor, value, level } of news) {
      if (level === sensor.level) continue
      await appendEvent(trx, {
        type: 'sensor.level_changed',
        at: services.clock.now(),
        scopeAreaId: sensor.scope_area_id,
        entity: 'sensor',
        entityId: sensor.sensor_id,
        actor: actor.userId,
        data: { code: sensor.code, level, fromLevel: sensor.level, value },
      })
    }
    return {
      stored: known.length,
      rejected: readings.flatMap(({ sensorCode }, index) =>
        byCode.has(sensorCode) ? [] : [{ index, sensorCode, reason: 'unknown_sensor' as const }],
      ),
    }
  })
}
