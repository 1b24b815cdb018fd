import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import type { Kysely } from 'kysely'
import { migrate } from '../server/db/migrate.ts'
import { openDatabase } from '../server/db/open-database.ts'
import type { Database } from '../server/db/schema.ts'
import { readEnv } from '../server/env.ts'
import { createAuth, migrateAuth } from '../server/identity/auth.ts'
import { keepAuthSecret } from '../server/identity/auth-secret.ts'
import { createAccount } from '../server/identity/create-account.ts'
import { createApiKey } from '../server/identity/create-api-key.ts'
import { ROLES, type Role } from '../server/identity/permissions.ts'
import { createIntakeSource } from '../server/intake/create-source.ts'
import { runTool, ToolError } from './tool.ts'

const clock = { now: () => new Date() }
const USAGE = `npm run account -- EMAIL NAME ROLE [--area CODE] [--department CODE]   a sign-in; prints its password
npm run account -- --key NAME ROLE [--department CODE]                   an API key for a device or another system
npm run account -- --intake NAME                                         a secret for a system that signs its reports
Roles: ${ROLES.join(' ')}`

/** npm run account: lets somebody, or a device, in. */
await runTool(async (say) => {
  const { values, positionals } = parse()
  const env = readEnv(process.env)
  const { db, close } = await openDatabase(env, say)
  try {
    await migrate(db)
    const settings = {
      db,
      secret: env.authSecret ?? (await keepAuthSecret(env.dataDir)),
      publicUrl: env.publicUrl,
    }
    await migrateAuth(settings)
    const departmentId = values.department ? await departmentIdOf(db, values.department) : undefined
    const grant = { ...(departmentId && { departmentId }) }
    if (values.key) {
      const [role] = positionals
      const apiKey = await createApiKey(db, clock, { name: values.key, roles: [roleOf(role)], ...grant })
      say(`API key ${values.key}, shown this once; send it as header x-api-key:\n  ${apiKey}`)
      return
    }
    if (values.intake) {
      const secret = await createIntakeSource(db, clock, values.intake)
      say(`Secret of ${values.intake}, for POST /api/intake/${values.intake}:\n  ${secret}`)
      return
    }
    const [email, name, role] = positionals
    if (!email || !name) throw new ToolError(USAGE)
    const password = randomBytes(9).toString('base64url')
    const areaId = values.area ? await areaIdOf(db, values.area) : undefined
    const account = { email, name, password, role: roleOf(role), ...grant, ...(areaId && { areaId }) }
    await createAccount(db, createAuth(settings), account)
    say(`Account ${email}, password ${password}`)
  } finally {
    await close()
  }
})

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        key: { type: 'string' },
        intake: { type: 'string' },
        area: { type: 'string' },
        department: { type: 'string' },
      },
    })
  } catch (error) {
    throw new ToolError(`${(error as Error).message}\n${USAGE}`)
  }
}

function roleOf(role: string | undefined): Role {
  const known = ROLES.find((name) => name === role)
  if (!known) throw new ToolError(`${role ? `There is no role ${role}.` : 'Which role?'}\n${USAGE}`)
  return known
}

async function areaIdOf(db: Kysely<Database>, code: string): Promise<number> {
  const area = await db.selectFrom('area').select('area_id').where('code', '=', code).executeTakeFirst()
  if (!area) throw new ToolError(`There is no area with the code ${code}`)
  return area.area_id
}

async function departmentIdOf(db: Kysely<Database>, code: string): Promise<number> {
  const department = await db
    .selectFrom('department')
    .select('department_id')
    .where('code', '=', code)
    .executeTakeFirst()
  if (!department) throw new ToolError(`There is no department with the code ${code}`)
  return department.department_id
}
