import { findCity } from '../city/find-city.ts'
import type { Services } from '../services.ts'
import type { Actor } from './actor.ts'
import { type DemoAccount, listDemoAccounts } from './demo-accounts.ts'
import { permissionsOf } from './permissions.ts'

/** Who is signed in, what they may do and see, and of which city. */
export async function describeSession({ db, clock, locator }: Services, actor: Actor | null) {
  const city = await findCity(db)
  const demoAccounts: readonly DemoAccount[] = city?.seededUntil ? await listDemoAccounts(db) : []
  const user = actor && (await findUser(db, actor.userId))
  const areaIds = actor ? await grantedAreaIds(db, actor.userId) : []
  return {
    user: user ?? null,
    roles: actor?.roles ?? [],
    permissions: permissionsOf(actor?.roles ?? null),
    areas: areaIds.flatMap((areaId) => {
      const area = locator.findArea(areaId)
      return area ? [{ areaId, name: area.name, nameEn: area.nameEn, level: area.level }] : []
    }),
    departmentIds: actor?.departmentIds ?? [],
    personId: actor?.personId ?? null,
    city: city ? { ...city, now: clock.now().toISOString() } : null,
    ...(demoAccounts.length > 0 && { demoAccounts }),
  }
}

async function findUser(db: Services['db'], userId: string) {
  return db
    .selectFrom('auth_user')
    .select(['id', 'name', 'email'])
    .where('id', '=', userId)
    .executeTakeFirst()
}

async function grantedAreaIds(db: Services['db'], userId: string): Promise<number[]> {
  const rows = await db
    .selectFrom('role_grant')
    .select('area_id')
    .distinct()
    .where('user_id', '=', userId)
    .where('area_id', 'is not', null)
    .execute()
  return rows.flatMap((row) => row.area_id ?? [])
}
