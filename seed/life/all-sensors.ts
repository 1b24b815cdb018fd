import type { Sensor } from '../../server/sensors/list-sensors.ts'
import type { Api } from './door.ts'

/** Every sensor of the city, a page at a time. */
export async function allSensors(api: Pick<Api, 'sensors'>): Promise<Sensor[]> {
  const sensors: Sensor[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await api.sensors.list.query({ limit: 1000, cursor })
    sensors.push(...page.rows)
    cursor = page.nextCursor
  }
  return sensors
}
