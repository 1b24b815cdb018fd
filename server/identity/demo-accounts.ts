import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { Auth } from './auth.ts'
import { createAccount, type NewAccount } from './create-account.ts'
import { ROLES, type Role } from './permissions.ts'

const PASSWORD = 'tongguan-demo'
const DOMAIN = '@demo.tongguan'
const NAMES: Readonly<Record<Exclude<Role, 'device' | 'department_reader'>, string>> = {
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

/** Makes one sign-in a role for a seeded city, each as a person of it who has that post. Does nothing the second time. */
export async function createDemoAccounts(db: Kysely<Database>, auth: Auth): Promise<void> {
  const existing = await listDemoAccounts(db)
  for (const role of Object.keys(NAMES) as (keyof typeof NAMES)[]) {
    if (existing.some((account) => account.role === role)) continue
    const post = await postOf(db, role)
    await createAccount(db, auth, {
      name: NAMES[role],
      ...post,
      role,
      email: `${role}${DOMAIN}`,
      password: PASSWORD,
    })
  }
}

type Post = Partial<Pick<NewAccount, 'name' | 'areaId' | 'departmentId' | 'personId'>>

async function postOf(db: Kysely<Database>, role: keyof typeof NAMES): Promise<Post> {
  if (role === 'grid_chief') return busiestChief(db)
  if (role === 'department_handler') return busiestHandler(db)
  if (role === 'wall' || role === 'resident' || role === 'admin') return {}
  const kind = role === 'supervisor' || role === 'collector' ? 'supervision' : 'center'
  const person = await db
    .selectFrom('person')
    .select(['person_id', 'name', 'department_id'])
    .where('post', '=', role)
    .orderBy('code')
    .executeTakeFirst()
  const departmentId = person?.department_id ?? (await firstDepartmentId(db, kind))
  return {
    ...(person && { name: person.name, personId: person.person_id }),
    ...(departmentId && { departmentId }),
  }
}

async function firstDepartmentId(db: Kysely<Database>, kind: string): Promise<number | undefined> {
  const department = await db
    .selectFrom('department')
    .select('department_id')
    .where('kind', '=', kind)
    .orderBy('code')
    .executeTakeFirst()
  return department?.department_id
}

/** The chief of the most duty grids, over the subdistrict they lie in. */
async function busiestChief(db: Kysely<Database>): Promise<Post> {
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
    personId: chief.person_id,
    areaId: chief.areaId,
    ...(chief.department_id && { departmentId: chief.department_id }),
  }
}

/** Of the department with the most units to send. */
async function busiestHandler(db: Kysely<Database>): Promise<Post> {
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
    departmentId: department.department_id,
    ...(person && { personId: person.person_id, name: person.name }),
  }
}
