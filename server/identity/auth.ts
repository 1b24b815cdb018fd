import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'

/** The client's address, set by our own server from the socket: whatever a client sends under it is dropped. */
export const CLIENT_ADDRESS_HEADER = 'x-tongguan-client-address'
const COOKIE_PREFIX = 'tongguan'
const SESSION_TOKEN = new RegExp(`(?:^|;\\s*)(?:__Secure-)?${COOKIE_PREFIX}\\.session_token=([^;]+)`)
const SESSION_SECONDS = 30 * 24 * 3600

export type AuthSettings = {
  readonly db: Kysely<Database>
  readonly secret: string
  readonly publicUrl: string | undefined
}

function optionsOf({ db, secret, publicUrl }: AuthSettings) {
  return {
    appName: 'Tongguan',
    basePath: '/api/auth',
    ...(publicUrl && { baseURL: publicUrl }),
    secret,
    database: { db, type: 'postgres', transaction: true },
    user: { modelName: 'auth_user' },
    session: { modelName: 'auth_session', expiresIn: SESSION_SECONDS },
    account: { modelName: 'auth_account' },
    verification: { modelName: 'auth_verification' },
    // People are let in by whoever runs the city; nobody signs up by himself.
    emailAndPassword: { enabled: true, disableSignUp: true },
    // A page may only ask its own server.
    trustedOrigins: (request) => {
      const host = request?.headers.get('host')
      return host ? [`http://${host}`, `https://${host}`] : []
    },
    // Counts on while requests come less than a window apart: a whole shift behind one address must still get in.
    rateLimit: { enabled: true, customRules: { '/sign-in/email': { window: 60, max: 240 } } },
    telemetry: { enabled: false },
    // Its warnings are about settings that are meant so.
    logger: { level: 'error' },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: publicUrl?.startsWith('https:') ?? false,
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
  } satisfies BetterAuthOptions
}

export function createAuth(settings: AuthSettings) {
  return betterAuth(optionsOf(settings))
}
export type Auth = ReturnType<typeof createAuth>

/** Brings the tables of sign-ins, sessions and accounts up to date. Part of the migration step. */
export async function migrateAuth(settings: AuthSettings): Promise<void> {
  const { runMigrations } = await getMigrations(optionsOf(settings))
  await runMigrations()
}

/** The session token of a request's cookies, undefined where there is none: what a session is cached under. */
export function sessionTokenOf(cookies: string | undefined): string | undefined {
  return cookies && SESSION_TOKEN.exec(cookies)?.[1]
}
