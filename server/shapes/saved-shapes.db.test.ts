import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, tinyActor, tinyServices } from '../../test/tiny-city.ts'
import type { Services } from '../services.ts'
import { getShape, listShapes, removeShape, saveShape } from './saved-shapes.ts'

let database: TestDatabase
let services: Services
const mine = tinyActor('dispatcher', { userId: 'mine' })
const other = tinyActor('dispatcher', { userId: 'other' })
const geometry = {
  type: 'Polygon' as const,
  coordinates: [
    [
      [118.8, 31.9],
      [118.81, 31.9],
      [118.81, 31.91],
      [118.8, 31.9],
    ],
  ],
}

beforeAll(async () => {
  database = await freshDatabase()
  await loadTinyCity(database.db)
  services = await tinyServices(database.db, '.')
})
afterAll(() => database?.drop())

test('a shared shape opens for others, who cannot take it away; an own one does not', async () => {
  const shared = await saveShape(services, mine, { name: '工地', geometry, isShared: true })
  const own = await saveShape(services, mine, { name: '草稿', geometry, isShared: false })
  expect(await getShape(services, other, shared.token)).toMatchObject({
    name: '工地',
    geometry,
    isOwn: false,
  })
  await expect(getShape(services, other, own.token)).rejects.toMatchObject({ code: 'NO_SUCH_SHAPE' })
  expect((await listShapes(services, other)).map(({ name }) => name)).toEqual(['工地'])
  expect((await listShapes(services, mine)).length).toBe(2)
  await expect(removeShape(services, other, shared.token)).rejects.toMatchObject({ code: 'NO_SUCH_SHAPE' })
  await removeShape(services, mine, shared.token)
  await expect(getShape(services, mine, shared.token)).rejects.toMatchObject({ code: 'NO_SUCH_SHAPE' })
})
