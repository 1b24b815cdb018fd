import { type Kysely, sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../db/schema.ts'
import { readRoadRouter } from './read-road-router.ts'

/** The same on either database. Node ids are an import's own: neither from 0 nor without gaps. */
export function readRoadRouterSuite(open: () => Kysely<Database>): void {
  describe('readRoadRouter', () => {
    let db: Kysely<Database>
    beforeAll(async () => {
      db = open()
      const add = (id: number, from: number, to: number, kind: string, isOneWay: boolean, line: string) =>
        sql`insert into road_edge (road_edge_id, from_node_id, to_node_id, length_meters, class, is_one_way,
            free_kph, peak_kph, geom)
          values (${id}, ${from}, ${to}, 1000, ${kind}, ${isOneWay}, 36, 18, ST_GeomFromText(${line}, 4326))`.execute(
          db,
        )
      await add(10, 700, 900, 'arterial', false, 'LINESTRING(118.8 31.9, 118.81 31.9)')
      await add(11, 900, 40, 'lane', true, 'LINESTRING(118.81 31.9, 118.81 31.91)')
      await add(12, 40, 700, 'pedestrian', false, 'LINESTRING(118.81 31.91, 118.8 31.9)')
    })

    it('drives as the rows say: one-way, by the hour, and never on a footway', async () => {
      const router = await readRoadRouter(db)
      const [there, back] = [
        router.travelTo([118.81, 31.91], [[118.8, 31.9]], { isPeak: false })[0],
        router.travelTo([118.8, 31.9], [[118.81, 31.91]], { isPeak: false })[0],
      ]
      expect(there?.seconds).toBeCloseTo(200, 3)
      expect(there?.lngLats).toContainEqual([118.81, 31.9])
      expect(back).toBeUndefined()
      const [peak] = router.travelTo([118.81, 31.91], [[118.8, 31.9]], { isPeak: true })
      expect(peak?.seconds).toBeCloseTo(400, 3)
    })
  })
}
