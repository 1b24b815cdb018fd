import path from 'node:path'
import { z } from 'zod'
import type { Bucket } from './attachments/blob-bucket.ts'
import type { ScannerAddress } from './attachments/clamd.ts'
import { faultOfNumberPattern } from './cases/case-number.ts'
import { StartError } from './start-error.ts'

export const PROCESS_ROLES = ['web', 'live', 'jobs', 'ingest'] as const
export type ProcessRole = (typeof PROCESS_ROLES)[number]

export type Env = {
  readonly port: number
  /** The interface to listen on; `0.0.0.0` is every one. */
  readonly host: string
  /** Absolute. */
  readonly dataDir: string
  /** Undefined: the embedded database in `dataDir`. */
  readonly databaseUrl: string | undefined
  readonly roles: readonly ProcessRole[]
  /** Which city an empty database is filled with; `none` leaves it for an import. */
  readonly cityPreset: string
  readonly seed: string
  /** Whether the seeded city goes on living. */
  readonly isAlive: boolean
  /** What happens in it beside everyday life, by its name; undefined: nothing. */
  readonly lifeScene: string | undefined
  /** How many seconds of life pass in one. */
  readonly lifeSpeed: number
  /** Signs the sessions; undefined: one is kept in `dataDir`. */
  readonly authSecret: string | undefined
  /** Where users reach it, e.g. `https://city.example`; undefined: as they ask for it. */
  readonly publicUrl: string | undefined
  /** Whether a proxy of ours stands before it and appends the client's address to X-Forwarded-For. */
  readonly isBehindProxy: boolean
  /** How the numbers of new cases are made; undefined: as they were. */
  readonly caseNumberPattern: string | undefined
  readonly logLevel: string
  /** Whether notices may be sent to addresses in private networks. */
  readonly mayCallPrivateAddresses: boolean
  /** The ground of maps: a PMTiles file, a folder of tiles, or an address with {z}, {x}, {y}; undefined: the city's own. */
  readonly basemap: string | undefined
  /** Whose it is, as maps say it; undefined: as the file says. */
  readonly basemapAttribution: string | undefined
  readonly basemapSchema: 'protomaps' | 'openmaptiles' | 'file' | undefined
  /** The bucket of an S3-compatible store that keeps attachments; undefined: a folder of `dataDir` does. */
  readonly bucket: Bucket | undefined
  /** A virus scanner (clamd) that looks at every photo before it is kept; undefined: none does. */
  readonly scanner: ScannerAddress | undefined
  /** An OpenAI-compatible service that gives second opinions on texts; undefined: our own model alone. */
  readonly languageModel:
    | { readonly url: string; readonly name: string; readonly key: string | undefined }
    | undefined
}

export class EnvError extends StartError {
  override readonly name = 'EnvError'
}

const absent = (value: unknown) => (value === '' ? undefined : value)
const variables = z.object({
  PORT: z.preprocess(absent, z.coerce.number().int().min(0).max(65535).default(3000)),
  HOST: z.preprocess(absent, z.string().default('0.0.0.0')),
  DATA_DIR: z.preprocess(absent, z.string().default('.data')),
  DATABASE_URL: z.preprocess(
    absent,
    z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'starts with postgres://')
      .optional(),
  ),
  ROLES: z.preprocess(
    absent,
    z
      .string()
      .default(PROCESS_ROLES.join(','))
      .transform((text) => text.split(',').map((role) => role.trim()))
      .pipe(z.array(z.enum(PROCESS_ROLES)).min(1)),
  ),
  CITY_PRESET: z.preprocess(absent, z.string().default('small')),
  SEED: z.preprocess(absent, z.string().default('tongguan')),
  LIFE: z.preprocess(
    absent,
    z
      .string()
      .regex(/^[a-z-]+$/, 'on, off, or the name of a scene')
      .default('on'),
  ),
  LIFE_SPEED: z.preprocess(absent, z.coerce.number().min(1).max(60).default(1)),
  AUTH_SECRET: z.preprocess(absent, z.string().min(32).optional()),
  PUBLIC_URL: z.preprocess(absent, z.url({ protocol: /^https?$/ }).optional()),
  BEHIND_PROXY: z.preprocess(absent, z.enum(['yes', 'no']).default('no')),
  NOTICE_PRIVATE_ADDRESSES: z.preprocess(absent, z.enum(['yes', 'no']).default('no')),
  LANGUAGE_MODEL_URL: z.preprocess(absent, z.url({ protocol: /^https?$/ }).optional()),
  LANGUAGE_MODEL: z.preprocess(absent, z.string().default('default')),
  LANGUAGE_MODEL_KEY: z.preprocess(absent, z.string().optional()),
  CASE_NUMBER: z.preprocess(
    absent,
    z
      .string()
      .superRefine((pattern, { addIssue }) => {
        const fault = faultOfNumberPattern(pattern)
        if (fault) addIssue({ code: 'custom', message: fault })
      })
      .optional(),
  ),
  BASEMAP: z.preprocess(
    absent,
    z
      .string()
      .refine(
        (text) => !text.includes('://') || /^https?:\/\/(?=.*\{z\})(?=.*\{x\})(?=.*\{y\})/.test(text),
        'a file, a folder, or an http address with {z}, {x} and {y}',
      )
      .optional(),
  ),
  BASEMAP_ATTRIBUTION: z.preprocess(absent, z.string().max(200).optional()),
  BASEMAP_SCHEMA: z.preprocess(absent, z.enum(['protomaps', 'openmaptiles', 'tongguan']).optional()),
  S3_BUCKET_URL: z.preprocess(absent, z.url({ protocol: /^https?$/ }).optional()),
  S3_REGION: z.preprocess(absent, z.string().default('us-east-1')),
  S3_KEY_ID: z.preprocess(absent, z.string().optional()),
  S3_SECRET: z.preprocess(absent, z.string().optional()),
  SCANNER: z.preprocess(
    absent,
    z
      .string()
      .regex(/^[^:\s]+:\d{1,5}$/, 'the host and port of a clamd, like localhost:3310')
      .optional(),
  ),
  LOG_LEVEL: z.preprocess(
    absent,
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  ),
})

/**
 * Reads and checks the environment: nothing else in the program looks at it.
 *
 * @throws EnvError naming each variable that does not fit and what it should be
 * @example readEnv({ PORT: '8080' }).port // 8080
 */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const parsed = variables.safeParse(source)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0])
      return `  ${name}=${source[name] ?? ''}: ${issue.message}`
    })
    throw new EnvError(`The environment does not fit:\n${lines.join('\n')}`)
  }
  const { data } = parsed
  if (!data.DATABASE_URL && data.ROLES.length < PROCESS_ROLES.length) {
    throw new EnvError(
      `ROLES=${data.ROLES.join(',')} needs DATABASE_URL: the embedded database serves one process with every role.`,
    )
  }
  return {
    port: data.PORT,
    host: data.HOST,
    dataDir: path.resolve(data.DATA_DIR),
    databaseUrl: data.DATABASE_URL,
    roles: data.ROLES,
    cityPreset: data.CITY_PRESET,
    seed: data.SEED,
    isAlive: data.LIFE !== 'off',
    lifeScene: data.LIFE === 'on' || data.LIFE === 'off' ? undefined : data.LIFE,
    lifeSpeed: data.LIFE_SPEED,
    authSecret: data.AUTH_SECRET,
    publicUrl: data.PUBLIC_URL,
    isBehindProxy: data.BEHIND_PROXY === 'yes',
    caseNumberPattern: data.CASE_NUMBER,
    logLevel: data.LOG_LEVEL,
    mayCallPrivateAddresses: data.NOTICE_PRIVATE_ADDRESSES === 'yes',
    basemap: data.BASEMAP,
    basemapAttribution: data.BASEMAP_ATTRIBUTION,
    basemapSchema: data.BASEMAP_SCHEMA === 'tongguan' ? 'file' : data.BASEMAP_SCHEMA,
    bucket: bucketOf(data),
    scanner: scannerOf(data.SCANNER),
    languageModel: data.LANGUAGE_MODEL_URL
      ? { url: data.LANGUAGE_MODEL_URL, name: data.LANGUAGE_MODEL, key: data.LANGUAGE_MODEL_KEY }
      : undefined,
  }
}

function bucketOf(data: z.output<typeof variables>): Bucket | undefined {
  const { S3_BUCKET_URL: url, S3_REGION: region, S3_KEY_ID: keyId, S3_SECRET: secret } = data
  if (!url && !keyId && !secret) return undefined
  if (!url || !keyId || !secret)
    throw new EnvError(
      'S3_BUCKET_URL, S3_KEY_ID and S3_SECRET belong together: give all three, or none to keep attachments in DATA_DIR.',
    )
  return { url: url.replace(/\/+$/, ''), region, keyId, secret }
}

function scannerOf(text: string | undefined): ScannerAddress | undefined {
  const [host, port] = text?.split(':') ?? []
  return host && port ? { host, port: Number(port) } : undefined
}
