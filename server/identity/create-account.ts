import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'
import { CodedError } from '../errors.ts'
import type { Auth } from './auth.ts'
import type { Role } from './permissions.ts'

export type NewAccount = {
  readonly email: string
  readonly name: string
  readonly password: string
  readonly role: Role
  /** Without one, the whole city. */
  readonly areaId?: number
  readonly departmentId?: number
  readonly personId?: number
}

const MIN_PASSWORD = 8

/** Makes a sign-in with one role. @throws CodedError `EMAIL_TAKEN` where somebody has it already */
export async function createAccount(db: Kysely<Database>, auth: Auth, account: NewAccount): Promise<void> {
  const email = account.email.toLowerCase()
  if (account.password.length < MIN_PASSWORD) {
    throw new CodedError('bad_input', 'PASSWORD_SHORT', '密码太短', 'The password is too short', {
      field: 'password',
      expected: `at least ${MIN_PASSWORD} characters`,
    })
  }
  const taken = await db.selectFrom('auth_user').select('id').where('email', '=', email).executeTakeFirst()
  if (taken) {
    throw new CodedError(
      'conflict',
      'EMAIL_TAKEN',
      '该邮箱已有账号',
      `There is an account of ${email} already`,
      {
        field: 'email',
      },
    )
  }
  const { internalAdapter, password } = await auth.$context
  const hash = await password.hash(account.password)
  const user = await internalAdapter.createUser(
    { name: account.name, email, emailVerified: true },
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
    .values({
      user_id: user.id,
      role: account.role,
      area_id: account.areaId ?? null,
      department_id: account.departmentId ?? null,
      person_id: account.personId ?? null,
    })
    .execute()
}
