import { z } from 'zod'
import { becomeSystem } from '../cases/become-system.ts'
import { type Trx, withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import { appendEvent } from '../events/append-event.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import {
  DEFAULT_MODE,
  DEFAULT_PARAMETERS,
  DEFAULT_WEEKLY_CAP,
  DETECTORS,
  type Detector,
  MODES,
  type Mode,
  PARAMETERS,
  type Parameters,
} from './detectors.ts'

const MAX_WEEKLY_CAP = 50
const CHANGES = 30

export type AheadSetting = {
  readonly detector: Detector
  /** Null: the whole city. */
  readonly areaId: number | null
  /** 0 where nobody has said anything yet. */
  readonly version: number
  readonly mode: Mode
  readonly weeklyCap: number
}
export type Settings = {
  readonly parameters: { readonly [D in Detector]: Parameters<D> }
  /** The city's of every detector, and those of areas. */
  readonly rows: readonly AheadSetting[]
}

/** What holds now. */
export async function readSettings(trx: Trx): Promise<Settings> {
  const stored = await trx
    .selectFrom('ahead_setting')
    .selectAll()
    .distinctOn(['detector', 'area_id'])
    .orderBy('detector')
    .orderBy('area_id')
    .orderBy('version', 'desc')
    .execute()
  const cityOf = (detector: Detector) =>
    stored.find((row) => row.detector === detector && row.area_id === null)
  const parametersOf = <D extends Detector>(detector: D): Parameters<D> =>
    // A stored version may lack what a later release has added.
    PARAMETERS[detector].parse({
      ...DEFAULT_PARAMETERS[detector],
      ...cityOf(detector)?.parameters,
    }) as Parameters<D>
  return {
    parameters: {
      repeat: parametersOf('repeat'),
      rhythm: parametersOf('rhythm'),
      rain: parametersOf('rain'),
      aged: parametersOf('aged'),
      unseen: parametersOf('unseen'),
    },
    rows: [
      ...DETECTORS.filter((detector) => !cityOf(detector)).map((detector) => ({
        detector,
        areaId: null,
        version: 0,
        mode: DEFAULT_MODE,
        weeklyCap: DEFAULT_WEEKLY_CAP,
      })),
      ...stored.map((row) => ({
        detector: row.detector,
        areaId: row.area_id,
        version: row.version,
        mode: row.mode,
        weeklyCap: row.weekly_cap,
      })),
    ],
  }
}

/** What holds in a place: the smallest area that says something. @param areaIds from the city down to the leaf */
export function settingOf(
  rows: readonly AheadSetting[],
  detector: Detector,
  areaIds: readonly number[],
): AheadSetting {
  const own = rows.filter((row) => row.detector === detector)
  const depth = ({ areaId }: AheadSetting) => (areaId === null ? -1 : areaIds.indexOf(areaId))
  const holding = own.filter((row) => row.areaId === null || areaIds.includes(row.areaId))
  return holding.toSorted((a, b) => depth(b) - depth(a))[0]!
}

export const setSchema = z.object({
  detector: z.enum(DETECTORS),
  areaId: z.number().int().positive().nullable(),
  mode: z.enum(MODES),
  weeklyCap: z.number().int().min(0).max(MAX_WEEKLY_CAP),
  /** Of the whole city only; left out where they stay as they are. */
  parameters: z.record(z.string(), z.number()).optional(),
  reason: z.string().trim().min(1).max(500),
  /** The version that the page showed. */
  version: z.number().int().min(0),
})

/** A person changes what a detector is told and may do; every change is a version with its reason. */
export async function setSetting(
  services: Services,
  actor: Actor,
  input: z.output<typeof setSchema>,
): Promise<{ readonly version: number }> {
  const { detector, areaId } = input
  const leaves = areaId === null ? undefined : services.locator.leafAreaIdsWithin(areaId)
  if (leaves?.length === 0) throw badInput('areaId', '没有这个区域', 'There is no such area')
  const isOwn = leaves ? leaves.every((leaf) => actor.scopeAreaIds.includes(leaf)) : actor.isWholeCity
  if (!isOwn)
    throw new CodedError(
      'forbidden',
      'FORBIDDEN_AREA',
      '超出您的管辖范围',
      'Beyond the areas that are yours',
      {
        field: 'areaId',
      },
    )
  if (areaId !== null && input.parameters)
    throw badInput('parameters', '参数全市一致，不按区域设置', 'Parameters hold for the whole city')
  return withScope(services.db, actor, async (trx) => {
    // Their right to the area is proved above; the version and its event belong to the whole city.
    await becomeSystem(trx)
    const settings = await readSettings(trx)
    const before = settings.rows.find((row) => row.detector === detector && row.areaId === areaId)
    if ((before?.version ?? 0) !== input.version)
      throw new CodedError(
        'conflict',
        'CONFLICT_VERSION',
        '他人已改过这一项，请先看看',
        'Somebody else has changed this meanwhile: look again',
        { field: 'version' },
      )
    const parameters =
      areaId === null ? parsed(detector, { ...settings.parameters[detector], ...input.parameters }) : null
    const version = input.version + 1
    const at = services.clock.now()
    await trx
      .insertInto('ahead_setting')
      .values({
        detector,
        area_id: areaId,
        version,
        mode: input.mode,
        weekly_cap: input.weeklyCap,
        parameters: parameters && JSON.stringify(parameters),
        at,
        user_id: actor.userId,
        user_name: actor.name,
        reason: input.reason,
      })
      .execute()
    await appendEvent(trx, {
      type: 'ahead.changed',
      at,
      scopeAreaId: 0,
      entity: 'ahead_setting',
      entityId: detector,
      actor: actor.userId,
      data: { detector, areaId, version, mode: input.mode },
    })
    return { version }
  })
}

function parsed(detector: Detector, parameters: Record<string, number>): Record<string, number> {
  const result = PARAMETERS[detector].strict().safeParse(parameters)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const field = issue?.path.join('.') ?? ''
  throw badInput(
    `parameters.${field}`,
    `参数 ${field} 超出允许范围`,
    `The parameter ${field} is out of its bounds`,
    issue?.message,
  )
}

function badInput(field: string, zh: string, en: string, expected?: string): CodedError {
  return new CodedError('bad_input', 'BAD_INPUT', zh, en, { field, ...(expected && { expected }) })
}

/** What holds, within which bounds, and who changed it. */
export async function listSettings(services: Services, actor: Actor) {
  return withScope(services.db, actor, async (trx) => {
    const { parameters, rows } = await readSettings(trx)
    const changes = await trx
      .selectFrom('ahead_setting')
      .select([
        'setting_id',
        'detector',
        'area_id',
        'version',
        'mode',
        'weekly_cap',
        'at',
        'user_name',
        'reason',
      ])
      .orderBy('setting_id', 'desc')
      .limit(CHANGES)
      .execute()
    return {
      parameters: parameters as Readonly<Record<Detector, Readonly<Record<string, number>>>>,
      bounds: BOUNDS,
      rows,
      changes: changes.map((change) => ({
        settingId: change.setting_id,
        detector: change.detector,
        areaId: change.area_id,
        version: change.version,
        mode: change.mode,
        weeklyCap: change.weekly_cap,
        at: change.at.toISOString(),
        userName: change.user_name,
        reason: change.reason,
      })),
    }
  })
}

/** Least and most of each parameter, as the schemas have them. */
const BOUNDS = Object.fromEntries(
  DETECTORS.map((detector) => [
    detector,
    Object.fromEntries(
      Object.entries(PARAMETERS[detector].shape).map(([name, schema]) => [
        name,
        {
          min: schema.minValue ?? 0,
          max: schema.maxValue ?? 0,
          isWhole: schema.format === 'safeint',
        },
      ]),
    ),
  ]),
) as Readonly<Record<Detector, Readonly<Record<string, { min: number; max: number; isWhole: boolean }>>>>
