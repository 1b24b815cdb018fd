import { z } from 'zod'
import { readCalendar } from '../basis/read-calendar.ts'
import { CodedError } from '../errors.ts'
import type { Services } from '../services.ts'
import { isOnShift } from '../units/is-on-shift.ts'
import type { KnownUnit } from '../units/unit-index.ts'
import type { Route } from './route.ts'
import { sendAscii } from './send.ts'

/** Positions come every few seconds; nobody waits for the database more often than this. */
const MAX_AGE_MILLISECONDS = 1000
const CALENDAR_MILLISECONDS = 60_000
const MOST = 50

const degrees = (limit: number) => z.coerce.number().min(-limit).max(limit)
const nearestSchema = z.object({
  lng: degrees(180),
  lat: degrees(90),
  k: z.coerce.number().int().min(1).max(MOST).default(10),
  skill: z.string().max(64).default(''),
  /** Only who is free, or everybody on shift. */
  status: z.enum(['idle', 'any']).default('idle'),
  max_meters: z.coerce.number().positive().optional(),
})

/**
 * `GET /api/units/nearest?lng=&lat=&k=10&skill=&status=idle|any&max_meters=`: the units on shift nearest to a point, of the
 * asker's areas, by straight line; from memory, at most a second old.
 */
export function nearestRoute({ db, locator, clock }: Services): Route {
  let timeZone = ''
  let readAtMs = Number.NEGATIVE_INFINITY
  return {
    method: 'GET',
    path: '/api/units/nearest',
    permission: 'units.read',
    async handle({ res, url, actor }) {
      const { lng, lat, k, skill, status, max_meters: maxMeters = Infinity } = parse(url)
      if (performance.now() - readAtMs > CALENDAR_MILLISECONDS) {
        timeZone = (await readCalendar(db)).timeZone
        readAtMs = performance.now()
      }
      const nowMs = clock.now().getTime()
      const areas = actor!.isWholeCity ? null : actor!.scopeAreaIds
      const sight = await locator.units.glance(db, areas, MAX_AGE_MILLISECONDS)
      const found = sight.nearest([lng, lat], k, {
        isIdle: status === 'idle',
        skill,
        maxMeters,
        filter: ({ shifts, status: own }) => own !== 'off' && isOnShift(shifts, timeZone, nowMs),
      })
      let units = ''
      for (const { unit, distanceMeters } of found) {
        const tenths = Math.round(distanceMeters * 10)
        units += `${units === '' ? '' : ','}${textOf(unit)}${Math.trunc(tenths / 10)}.${tenths % 10}}`
      }
      // Whatever else has come in is worked out first: readers who wait are woken once for many answers, which costs as much
      // as a search.
      setImmediate(() => sendAscii(res, `{"units":[${units}]}`))
    },
  }
}

/** A unit as JSON up to its distance; letters beyond ASCII are escaped, so that nothing is transcoded on the way out. */
function textOf(unit: KnownUnit): string {
  if (unit.json === undefined) {
    const { unitId, code, name, nameEn, kind, departmentId, skills, status, lng, lat, atMs } = unit
    const at = atMs === null ? null : new Date(atMs).toISOString()
    const body = { unitId, code, name, nameEn, kind, departmentId, skills, status, lng, lat, at }
    const open = asciiOf(JSON.stringify(body)).slice(0, -1)
    // Through a buffer it is one piece of memory, not a tree of its parts.
    unit.json = Buffer.from(`${open},"distanceMeters":`, 'latin1').toString('latin1')
  }
  return unit.json
}

function asciiOf(json: string): string {
  return json.replaceAll(
    /[\u0080-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function parse(url: URL): z.output<typeof nearestSchema> {
  // A number that is not said is no zero.
  const said = [...url.searchParams].filter(([, value]) => value.trim() !== '')
  const parsed = nearestSchema.safeParse(Object.fromEntries(said))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.') ?? ''
  throw new CodedError(
    'bad_input',
    'BAD_QUERY',
    `参数 ${field} 不正确`,
    `${field}: ${issue?.message ?? 'is wrong'}`,
    {
      field,
      expected: 'lng, lat in degrees; k 1 to 50; status idle or any; max_meters above 0',
    },
  )
}
