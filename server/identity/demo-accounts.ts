import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { Auth } from './auth.ts'
import { ROLES, type Role } from './permissions.ts'

const PASSWORD = 'tongguan-demo'
const DOMAIN = '@demo.tongguan'
const NAMES: Readonly<Record<Exclude<Role, 'device'>, string>> = {
  admin: '系统管理员',
  shift_leader: '值班长',
  dispatcher: '派遣员',
  call_taker: '受理员',
  collector: '采集员',
  grid_chief: '网格长',
  department_handler: '部门处置员',
  supervisor: '监督员',
  planner: '规划分析员',
  wall: '指挥大屏',
  resident: '市民',
}

export type DemoAccount = {
  readonly role: Role
  readonly email: string
  readonly password: string
  readonly name: string
}

/** The demo sign-ins of a seeded city, in the order of the roles. */
export async function listDemoAccounts(db: Kysely<Database>): Promise<DemoAccount[]> {
  const users = await db
    .selectFrom('auth_user')
    .select(['email', 'name'])
    .where('email', 'like', `%${DOMAIN}`)
    .execute()
  return ROLES.flatMap((role) => {
    const user = users.find(({ email }) => email === `${role}${DOMAIN}`)
    return user ? [{ role, email: user.email, password: PASSWORD, name: user.name }] : []
  })
}

type Grant = { area_id?: number; department_id?: number; person_id?: number }

/** Makes one sign-in a role for a seeded city, each as a person of it who has that post. Does nothing the second time. */
export async function createDemoAccounts(db: Kysely<Database>, auth: Auth): Promise<void> {
  const existing = await listDemoAccounts(db)
  const { internalAdapter, password } = await auth.$context
  const hash = await password.hash(PASSWORD)
  for (const role of Object.keys(NAMES) as (keyof typeof NAMES)[]) {
    if (existing.some((account) => account.role === role)) continue
    const { name, ...grant } = await postOf(db, role)
    const email = `${role}${DOMAIN}`
    const user = await internalAdapter.createUser(
      { name, email, emailVerified: true },
      { method: 'email-password' },
    )
    await internalAdapter.linkAccount({
      userId: user.id,
      accountId: user.id,
      providerId: 'credential',
      password: hash,
    })
    await db
      .insertInto('role_grant')
      .values({ user_id: user.id, role, ...grant })
      .execute()
  }
}

async function postOf(db: Kysely<Database>, role: keyof typeof NAMES): Promise<Grant & { name: string }> {
  if (role === 'grid_chief') return { name: NAMES[role], ...(await busiestChief(db)) }
  if (role === 'department_handler') return { name: NAMES[role], ...(await busiestHandler(db)) }
  if (role === 'wall' || role === 'resident' || role === 'admin') return { name: NAMES[role] }
  const kind = role === 'supervisor' || role === 'collector' ? 'supervision' : 'center'
  const person = await db
    .selectFrom('person')
    .select(['person_id', 'name', 'department_id'])
    .where('post', '=', role)
    .orderBy('code')
    .executeTakeFirst()
  const department =
    person?.department_id ??
    (
      await db
        .selectFrom('department')
        .select('department_id')
        .where('kind', '=', kind)
        .orderBy('code')
        .executeTakeFirst()
    )?.department_id
  return {
    name: person?.name ?? NAMES[role],
    ...(person && { person_id: person.person_id }),
    ...(department && { department_id: department }),
  }
}

/** The chief of the most duty grids, over the subdistrict they lie in. */
async function busiestChief(db: Kysely<Database>): Promise<Grant & { name?: string }> {
  const chief = await db
    .selectFrom('duty_grid_person as chief')
    .innerJoin('person', 'person.person_id', 'chief.person_id')
    .innerJoin('duty_grid', 'duty_grid.duty_grid_id', 'chief.duty_grid_id')
    .innerJoin('area', 'area.area_id', 'duty_grid.scope_area_id')
    .select([
      'person.person_id',
      'person.name',
      'person.department_id',
      // The leaf's parent: the subdistrict of a community, or the leaf itself where it has none.
      sql<number>`min(coalesce(area.parent_area_id, area.area_id))`.as('areaId'),
    ])
    .where('duty', '=', 'chief')
    .where(sql<boolean>`upper_inf(duty_grid.valid) and upper_inf(area.valid)`)
    .groupBy(['person.person_id', 'person.name', 'person.code', 'person.department_id'])
    .orderBy(sql`count(*)`, 'desc')
    .orderBy('person.code')
    .executeTakeFirst()
  if (!chief) return {}
  return {
    name: chief.name,
    person_id: chief.person_id,
    area_id: chief.areaId,
    ...(chief.department_id && { department_id: chief.department_id }),
  }
}

/** Of the department with the most units to send. */
async function busiestHandler(db: Kysely<Database>): Promise<Grant & { name?: string }> {
  const department = await db
    .selectFrom('unit')
    .innerJoin('department', 'department.department_id', 'unit.department_id')
    .select('department.department_id')
    .groupBy(['department.department_id', 'department.code'])
    .orderBy(sql`count(*)`, 'desc')
    .orderBy('department.code')
    .executeTakeFirst()
  if (!department) return {}
  const person = await db
    .selectFrom('person')
    .select(['person_id', 'name'])
    .where('department_id', '=', department.department_id)
    .orderBy(sql`post <> 'handler'`)
    .orderBy('code')
    .executeTakeFirst()
  return {
    department_id: department.department_id,
    ...(person && { person_id: person.person_id, name: person.name }),
  }
}
