import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, TINY_AREAS, tinyActor, tinyServices } from '../../test/tiny-city.ts'
import type { Services } from '../services.ts'
import { listViews } from './list-views.ts'
import { removeView } from './remove-view.ts'
import { saveView, saveViewSchema } from './save-view.ts'

let database: TestDatabase
let services: Services
const ofArea = (userId: string, areaId: number) =>
  tinyActor('grid_chief', { userId, scopeAreaIds: [areaId], isWholeCity: false })
const west = ofArea('west', TINY_AREAS.westSouth)
const neighbour = ofArea('neighbour', TINY_AREAS.westSouth)
const east = ofArea('east', TINY_AREAS.eastSouth)
const city = tinyActor('dispatcher', { userId: 'city' })

beforeAll(async () => {
  database = await freshDatabase()
  await loadTinyCity(database.db)
  services = await tinyServices(database.db, '.')
})
afterAll(() => database?.drop())

const namesFor = async (actor: typeof west) => (await listViews(services, actor)).map(({ name }) => name)

test('a shared view is seen in its area and by the whole city, an own one by nobody else', async () => {
  await saveView(services, west, { name: '夜间巡查', query: 'last=6h&layers=cases', isShared: true })
  await saveView(services, west, { name: '草稿', query: 'case=1', isShared: false })
  await saveView(services, city, { name: '防汛', query: 'q=积水', isShared: true })
  expect(await namesFor(west)).toEqual(['夜间巡查', '草稿', '防汛'].toSorted())
  expect(await namesFor(neighbour)).toEqual(['夜间巡查', '防汛'].toSorted())
  expect(await namesFor(east)).toEqual(['防汛'])
  expect(await namesFor(city)).toEqual(['防汛', '夜间巡查'])
})

test('saving under the same name replaces; others can neither replace nor remove', async () => {
  const first = await saveView(services, west, { name: '常用', query: 'level=near', isShared: true })
  const again = await saveView(services, west, { name: '常用', query: 'level=overdue', isShared: true })
  expect(again).toEqual(first)
  const own = await saveView(services, neighbour, { name: '常用', query: '', isShared: false })
  expect(own).not.toEqual(first)
  const queries = (await listViews(services, neighbour)).filter(({ name }) => name === '常用')
  expect(queries).toMatchObject([
    { query: '', isOwn: true },
    { query: 'level=overdue', isOwn: false },
  ])
  await expect(removeView(services, neighbour, first.viewId)).rejects.toMatchObject({ code: 'NO_SUCH_VIEW' })
  await removeView(services, west, first.viewId)
  await expect(removeView(services, west, first.viewId)).rejects.toMatchObject({ code: 'NO_SUCH_VIEW' })
})

test.each([
  { name: ' ', query: '' },
  { name: '链接', query: 'javascript:alert(1) #x' },
  { name: '长', query: 'x'.repeat(6001) },
])('$name is no view', (input) => expect(saveViewSchema.safeParse(input).success).toBe(false))
