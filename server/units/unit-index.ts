import { type Kysely, sql } from 'kysely'
import { BucketGrid, type NearestOptions, type Neighbor } from '../../geo/bucket-grid.ts'
import type { LngLat } from '../../geo/lng-lat.ts'
import { APP_ROLE } from '../db/client.ts'
import type { Database } from '../db/schema.ts'
import type { Shift } from './is-on-shift.ts'

/** A unit as it was last written. */
export type KnownUnit = {
  readonly unitId: number
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly kind: string
  readonly departmentId: number
  readonly integrationLevel: number
  readonly skills: readonly string[]
  readonly equipment: readonly string[]
  readonly vehicleKind: string
  readonly scopeAreaId: number
  readonly shifts: readonly Shift[]
  readonly status: string
  /** WGS 84 degrees; null where it never reported. */
  readonly lng: number | null
  readonly lat: number | null
  readonly atMs: number | null
  /** Its JSON up to the distance, once the door of nearest units has written it: one that changed is another unit. */
  json?: string | undefined
}
type Row = KnownUnit & { readonly touched: string; readonly isOwn: boolean }

export type NearestUnits = {
  /** All departments' without one. */
  readonly departmentId?: number | null
  readonly isIdle?: boolean
  /** '' for any. */
  readonly skill?: string
  readonly maxMeters?: number
  /** Called for near units first, never for all. */
  readonly filter?: (unit: KnownUnit) => boolean
}
export type UnitAt = { readonly unit: KnownUnit; readonly distanceMeters: number }

/** The units of whoever looks, as they are now. */
export type UnitSight = {
  /** With a position, nearest first, equally far ones by id. */
  readonly nearest: (lngLat: LngLat, k: number, wanted?: NearestUnits) => UnitAt[]
  /** Every one of a department, of the city without one, by id. */
  readonly all: (departmentId: number | null) => KnownUnit[]
  /** Those of them that never reported a position. */
  readonly unplaced: (departmentId: number | null) => KnownUnit[]
}

/** The one bit of a mark. */
const IDLE = 1
/** Under which a department's grid holds every unit, whatever its skills. */
const ANY_SKILL = ''
const newUnits = () => new Map<number, KnownUnit>()
const everyUnit = (): true => true

/**
 * Every unit in memory, by place, department, state and skill, so that finding who is near reads only what has changed
 * since the last look. What changed is told by the transactions that wrote it, so that it is the same whichever process
 * wrote it, and no commit is missed however late it comes.
 */
export class UnitIndex {
  /** By department; under null all of them. */
  readonly #units = new Map<number | null, Map<number, KnownUnit>>()
  readonly #unplaced = new Map<number | null, Map<number, KnownUnit>>()
  readonly #touched = new Map<number, number>()
  /** By department, then by skill: who is asked for one meets nobody who lacks it. */
  readonly #grids = new Map<number | null, Map<string, BucketGrid>>()
  /** By id: a list is read in one look, a map in three. */
  #unitOfId: KnownUnit[] = []
  #box: readonly [number, number, number, number] | undefined
  #horizon = 0n
  #lookedAtMs = Number.NEGATIVE_INFINITY
  #looking: Promise<unknown> | undefined

  /** Everything is read anew at the next look: units went, not only changed. */
  forget(): void {
    this.#units.clear()
    this.#unplaced.clear()
    this.#touched.clear()
    this.#grids.clear()
    this.#unitOfId = []
    this.#box = undefined
    this.#horizon = 0n
    this.#lookedAtMs = Number.NEGATIVE_INFINITY
  }

  /** The units that a transaction sees, by its own scope, with what it has itself written. */
  async look(db: Kysely<Database>): Promise<UnitSight> {
    const { own, scopeAreaIds } = await this.#read(db)
    return this.#sight(scopeAreaIds, own)
  }

  /**
   * The same for somebody who may see these areas, null for all of them, not older than so many milliseconds: for
   * readers who ask often. `db` is no transaction of theirs.
   */
  async glance(
    db: Kysely<Database>,
    scopeAreaIds: readonly number[] | null,
    maxAgeMilliseconds: number,
  ): Promise<UnitSight> {
    if (performance.now() - this.#lookedAtMs > maxAgeMilliseconds) {
      this.#looking ??= this.#read(db).finally(() => {
        this.#looking = undefined
      })
      await this.#looking
    }
    return this.#sight(scopeAreaIds && new Set(scopeAreaIds), NOTHING_OWN)
  }

  async #read(db: Kysely<Database>) {
    const startedAtMs = performance.now()
    const { rows } = await sql<{
      horizon: string
      role: string
      scope: string | null
      rows: readonly Row[]
    }>`
      select pg_snapshot_xmin(pg_current_snapshot())::text as horizon, current_setting('role') as role,
        current_setting('tongguan.scope_area_ids', true) as scope,
        (select coalesce(jsonb_agg(jsonb_set(to_jsonb(t), '{touched}', to_jsonb(t.touched::text))), '[]')
         from units_touched_since(${String(this.#horizon)}::xid8) t) as rows`.execute(db)
    const { horizon, role, scope, rows: touched } = rows[0]!
    const own = new Map<number, KnownUnit>()
    const news = touched.filter((row) => {
      if (row.isOwn) own.set(row.unitId, row)
      // What this transaction has written may yet be taken back.
      return !row.isOwn
    })
    this.#box ??= boxAround(news)
    for (const row of news) this.#keep(row)
    if (BigInt(horizon) > this.#horizon) this.#horizon = BigInt(horizon)
    if (startedAtMs > this.#lookedAtMs) this.#lookedAtMs = startedAtMs
    return { own, scopeAreaIds: role === APP_ROLE ? areasOf(scope) : null }
  }

  #keep(row: Row): void {
    const unit = unitOf(row)
    const { unitId, departmentId, lng, lat } = unit
    const touched = Number(row.touched)
    // Of two looks at once the later may be done first.
    if (touched < (this.#touched.get(unitId) ?? 0)) return
    const before = this.#unitOfId[unitId]
    if (before && before.departmentId !== departmentId) {
      this.#units.get(before.departmentId)?.delete(unitId)
      this.#unplaced.get(before.departmentId)?.delete(unitId)
      for (const grid of this.#grids.get(before.departmentId)?.values() ?? []) grid.remove(unitId)
    }
    this.#touched.set(unitId, touched)
    this.#unitOfId[unitId] = unit
    const held = [ANY_SKILL, ...unit.skills]
    const lost = before?.skills.filter((skill) => !held.includes(skill)) ?? []
    const marks = unit.status === 'idle' ? IDLE : 0
    for (const key of [null, departmentId]) {
      madeIn(this.#units, key, newUnits).set(unitId, unit)
      const grids = madeIn(this.#grids, key, () => new Map<string, BucketGrid>())
      const unplaced = madeIn(this.#unplaced, key, newUnits)
      for (const skill of lost) grids.get(skill)?.remove(unitId)
      if (lng === null || lat === null) {
        unplaced.set(unitId, unit)
        for (const grid of grids.values()) grid.remove(unitId)
      } else {
        unplaced.delete(unitId)
        for (const skill of held)
          madeIn(grids, skill, () => new BucketGrid(this.#box ?? WORLD)).set(unitId, lng, lat, marks)
      }
    }
  }

  #sight(scopeAreaIds: ReadonlySet<number> | null, own: ReadonlyMap<number, KnownUnit>): UnitSight {
    const units = this.#units
    const unitOfId = this.#unitOfId
    const isSeen = ({ scopeAreaId }: KnownUnit) => scopeAreaIds === null || scopeAreaIds.has(scopeAreaId)
    const within = (
      known: ReadonlyMap<number | null, ReadonlyMap<number, KnownUnit>>,
      departmentId: number | null,
    ) => {
      const isOf = (unit: KnownUnit) => departmentId === null || unit.departmentId === departmentId
      return [...new Map([...(known.get(departmentId) ?? []), ...own]).values()]
        .filter((unit) => isOf(unit) && isSeen(unit))
        .sort((a, b) => a.unitId - b.unitId)
    }
    return {
      nearest: (lngLat, k, wanted = {}) => {
        const {
          departmentId = null,
          isIdle = false,
          skill = ANY_SKILL,
          maxMeters = Infinity,
          filter = everyUnit,
        } = wanted
        const grid = this.#grids.get(departmentId)?.get(skill)
        const marks = isIdle ? IDLE : 0
        // What grid and marks have settled is not looked up again: each look at a unit waits for memory.
        const isOneOfThem = (unit: KnownUnit) =>
          (own.size === 0 || !own.has(unit.unitId)) && isSeen(unit) && filter(unit)
        const find = (options: NearestOptions) =>
          (grid?.nearest(lngLat[0], lngLat[1], k, options) ?? []).map(({ id, distanceMeters }) => ({
            unit: unitOfId[id]!,
            distanceMeters,
          }))
        // They settle most questions: only where one of the nearest is not wanted after all is each one asked on the way.
        let all = find({ marks, maxMeters })
        if (!all.every(({ unit }) => isOneOfThem(unit)))
          all = find({ marks, maxMeters, filter: (id) => isOneOfThem(unitOfId[id]!) })
        if (own.size === 0) return all
        const alone = new BucketGrid(this.#box ?? WORLD)
        for (const unit of own.values())
          if (
            unit.lng !== null &&
            unit.lat !== null &&
            (departmentId === null || unit.departmentId === departmentId) &&
            (!isIdle || unit.status === 'idle') &&
            (skill === ANY_SKILL || unit.skills.includes(skill)) &&
            isSeen(unit) &&
            filter(unit)
          )
            alone.set(unit.unitId, unit.lng, unit.lat)
        const written = alone.nearest(lngLat[0], lngLat[1], k, { maxMeters })
        return [
          ...all,
          ...written.map((one: Neighbor) => ({ unit: own.get(one.id)!, distanceMeters: one.distanceMeters })),
        ]
          .sort((a, b) => a.distanceMeters - b.distanceMeters || a.unit.unitId - b.unit.unitId)
          .slice(0, k)
      },
      all: (departmentId) => within(units, departmentId),
      unplaced: (departmentId) => within(this.#unplaced, departmentId).filter(({ lng }) => lng === null),
    }
  }
}

/** Written out, as a rest of a row keeps its fields apart from the object, one look at memory further. */
function unitOf(row: Row): KnownUnit {
  return {
    unitId: row.unitId,
    departmentId: row.departmentId,
    scopeAreaId: row.scopeAreaId,
    status: row.status,
    shifts: row.shifts.length === 0 ? NO_SHIFTS : row.shifts,
    lng: row.lng,
    lat: row.lat,
    atMs: row.atMs,
    code: row.code,
    name: row.name,
    nameEn: row.nameEn,
    kind: row.kind,
    integrationLevel: row.integrationLevel,
    skills: row.skills,
    equipment: row.equipment,
    vehicleKind: row.vehicleKind,
    json: undefined,
  }
}

const NO_SHIFTS: readonly Shift[] = []
const NOTHING_OWN: ReadonlyMap<number, KnownUnit> = new Map()
const WORLD = [-180, -90, 180, 90] as const

function madeIn<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

/** Where the units are, a little wider; only speed depends on it. */
function boxAround(units: readonly KnownUnit[]): readonly [number, number, number, number] | undefined {
  const placed = units.filter(({ lng, lat }) => lng !== null && lat !== null)
  if (placed.length === 0) return undefined
  const lngs = placed.map(({ lng }) => lng!)
  const lats = placed.map(({ lat }) => lat!)
  const least = (all: readonly number[]) => all.reduce((a, b) => Math.min(a, b)) - 0.02
  const most = (all: readonly number[]) => all.reduce((a, b) => Math.max(a, b)) + 0.02
  return [least(lngs), least(lats), most(lngs), most(lats)]
}

/** `{1,2}` as it stands in the setting. */
function areasOf(scope: string | null): ReadonlySet<number> {
  return new Set((scope ?? '').replace(/[{}]/g, '').split(',').filter(Boolean).map(Number))
}
