import { z } from 'zod'
import { CodedError } from '../errors.ts'
import { COORDINATE_SYSTEMS } from './to-wgs84.ts'

export const CHANNELS = [
  'hotline',
  'resident',
  'collector',
  'sensor',
  'camera',
  'patrol',
  'superior',
  'other_system',
] as const
export type Channel = (typeof CHANNELS)[number]

const PHOTO_ROLES = ['near', 'far', 'reference', 'before', 'after'] as const
const MAX_PHOTOS = 6

const base64Schema = z
  .string()
  .transform((text) => text.replace(/^data:[^,]*,/, ''))
  .pipe(z.base64())
  .transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
/** A photo or film: bytes of a form, base64 text (also as a data URL) inside JSON, or the id of a finished upload. */
const photoSchema = z
  .object({
    bytes: z.union([z.instanceof(Uint8Array), base64Schema]).optional(),
    uploadId: z.string().min(1).max(100).optional(),
    role: z.enum(PHOTO_ROLES).default('near'),
  })
  .refine(({ bytes, uploadId }) => (bytes === undefined) !== (uploadId === undefined), {
    message: 'Give its bytes, or the id of its upload',
  })

/** PostgreSQL keeps no NUL in a text, and a report is not refused for one. */
const words = z.string().transform((text) => text.replaceAll('\0', '\ufffd').trim())

/**
 * A report as every door takes it: desk form, phone page, API. `x`, `y` are longitude and latitude in degrees of the
 * declared coordinate system. Without `sourceId` each sending is a new report.
 */
export const reportInputSchema = z
  .object({
    sourceSystem: words.pipe(z.string().min(1).max(64)).optional(),
    sourceId: words.pipe(z.string().min(1).max(128)).optional(),
    channel: z.enum(CHANNELS).optional(),
    categoryId: z.number().int().positive().optional(),
    categoryCode: words.pipe(z.string().max(32)).optional(),
    // Invisible characters alone say nothing.
    description: words.pipe(
      z
        .string()
        .regex(/[\p{L}\p{N}\p{P}\p{S}]/u, 'Say what is wrong')
        .max(2000),
    ),
    address: words.pipe(z.string().max(300)).default(''),
    x: z.number().nullish(),
    y: z.number().nullish(),
    coordinateSystem: z.enum(COORDINATE_SYSTEMS).default('WGS84'),
    reportedAt: z.iso.datetime({ offset: true }).optional(),
    reporterName: words.pipe(z.string().max(64)).nullish(),
    reporterPhone: z
      .string()
      .trim()
      .regex(/^[+0-9 ()-]{5,24}$/, 'A phone number of 5 to 24 digits')
      .nullish(),
    partCode: words.pipe(z.string().max(64)).optional(),
    sourceAreaLabel: words.pipe(z.string().max(128)).optional(),
    /** 自处置: whoever found it put it right on the spot, and says how; with a photo before and one after. */
    selfHandledNote: words.pipe(z.string().min(1).max(2000)).optional(),
    photos: z.array(photoSchema).max(MAX_PHOTOS).default([]),
  })
  .refine((report) => (report.x == null) === (report.y == null), {
    path: ['x'],
    message: 'Give both coordinates or neither',
  })
export type ReportInput = z.output<typeof reportInputSchema>

const NUMERIC = new Set(['x', 'y', 'categoryId'])
const SHORT_NAMES: Readonly<Record<string, string>> = {
  lng: 'x',
  lat: 'y',
  lon: 'x',
  longitude: 'x',
  latitude: 'y',
}

/**
 * The same report as `POST /api/reports` spells it: snake_case names, `lng`/`lat` for x/y, and from forms every value
 * as text. Unknown names are left to the schema. One that is said twice, `lng` and `x`, must say the same: of two places
 * neither is chosen here.
 *
 * @throws CodedError naming the field
 * @example reportFromHttp({ source_system: 'wx', source_id: '1', lng: '118.8' }) // { sourceSystem: 'wx', sourceId: '1', x: 118.8 }
 */
export function reportFromHttp(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const report: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(body)) {
    const camel = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
    const key = SHORT_NAMES[camel] ?? camel
    if (value === '' || value === undefined) continue
    const said = NUMERIC.has(key) && typeof value === 'string' ? Number(value) : value
    if (report[key] !== undefined && report[key] !== said) throw saidTwice(key, name)
    report[key] = said
  }
  return report
}

function saidTwice(field: string, name: string): CodedError {
  const isPlace = field === 'x' || field === 'y'
  return new CodedError(
    'bad_input',
    isPlace ? 'TWO_PLACES' : 'SAID_TWICE',
    isPlace ? '给了两个不同的位置，请只给一个' : '同一项给了两个不同的值',
    isPlace ? 'Two places are given: give one' : `${field} is given twice, with other values`,
    { field, expected: `one of ${field} and ${name}` },
  )
}
