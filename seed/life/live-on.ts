import { setTimeout as sleep } from 'node:timers/promises'
import type { CaseRow } from '../../server/cases/case-rows.ts'
import { workCalendar } from '../../server/clocks/work-calendar.ts'
import { isPeakHour } from '../../server/dispatch/is-peak-hour.ts'
import type { SceneName } from '../../server/scenes/scene-names.ts'
import type { SceneRun } from '../../server/scenes/scene-runs.ts'
import type { UnitRow } from '../../server/units/list-units.ts'
import { localParts } from '../city/clock.ts'
import { toLngLat, toPoint } from '../city/plane.ts'
import type { PresetName } from '../city/presets.ts'
import { createRandom, type Random } from '../city/random.ts'
import { type RoadNetwork, roadNetworkOf } from '../city/road-network.ts'
import { calendar } from '../packs/city-management/calendar.ts'
import { drawPhoto } from '../photos/draw-photo.ts'
import { allSensors } from './all-sensors.ts'
import {
  type Account,
  type Api,
  isRefusal,
  isSignInRefused,
  openDoor,
  openReportDoor,
  type SendReport,
  strangersDoor,
} from './door.ts'
import { drawReport } from './draw-report.ts'
import { Driver } from './driver.ts'
import { secondsToReport, secondsToWork } from './pace.ts'
import { type OpenCase, type Post, planStep, type Step } from './plan-step.ts'
import { planScene } from './scenes/plan-scene.ts'
import { playScene } from './scenes/play-scene.ts'
import type { Resting } from './scenes/scene.ts'
import { sceneWorld } from './scenes/scene-world.ts'
import { SensorWalk } from './sensor-walk.ts'
import { Streets } from './streets.ts'

export type LifeSettings = {
  /** Where the server listens, without a slash at the end. */
  readonly url: string
  /** The seed of the city: its roads follow from it. */
  readonly seed: string
  /** How large it was made; small where absent. */
  readonly preset?: PresetName
  readonly accounts: Readonly<Record<Post, Account>>
  /** The scene that is asked for when the city has come to life. */
  readonly scene?: SceneName
  /** How many seconds of life pass in one; 1 where absent. */
  readonly speed?: number
}
type LifeOptions = LifeSettings & {
  readonly now: () => number
  /** Ends life. */
  readonly signal: AbortSignal
  /** Told when the server is lost and when it is back, a line each. */
  readonly log: (line: string) => void
}

const workingTimes = workCalendar('Asia/Shanghai', calendar)
const DRIVE_SECONDS = 5
/** A parked unit says so this often: a fix that is too old takes it out of dispatch. */
const PARKED_SECONDS = 60
const UNITS_SECONDS = 15
const QUEUE_SECONDS = 60
const SENSORS_SECONDS = 60
const MAX_OPEN_CASES = 500
/** A large city has more sensors than one request takes. */
const READINGS_AT_ONCE = 1000
const MAX_PAUSE_SECONDS = 60
/** However fast life passes, the server is asked no more often than this. */
const LEAST_PAUSE_SECONDS = 0.25
/** A scene starts when the city has come to life. */
const SCENE_DELAY_SECONDS = 5
/** How often the server is asked for a scene to play. */
const SCENE_QUESTION_SECONDS = 2

/**
 * The seeded city goes on living, from now on: units drive along the roads, people report, cases are worked, sensors
 * tell. All of it comes in through the public doors, as from anybody. What a pause of the server left out is not
 * made up for, be it a week: the past stays as it was, and open clocks have run on.
 *
 * @throws where the demo accounts may not sign in
 */
export async function liveOn(options: LifeOptions): Promise<void> {
  const ended = new AbortController()
  const signal = AbortSignal.any([options.signal, ended.signal])
  const life = new Life({ ...options, signal })
  try {
    const failing = new Set<Chore>()
    const chores = life.chores.map((chore) => keepDoing(chore, failing, { ...options, signal }))
    const scene = life.askForFirstScene().catch((error: unknown) => {
      if (signal.aborted || isSignInRefused(error)) throw error
      options.log(`no scene begins: ${error instanceof Error ? error.message : String(error)}`)
    })
    await Promise.all([...chores, scene])
  } catch (error) {
    if (!options.signal.aborted) throw error
  } finally {
    ended.abort()
  }
}

type Chore = {
  readonly once: () => Promise<void>
  readonly pauseSeconds: () => number
}

/**
 * Does a chore again and again; while it fails, ever more rarely.
 *
 * @param failing the chores that fail now: the first that does and the last that is back are told of
 */
async function keepDoing(
  chore: Chore,
  failing: Set<Chore>,
  { signal, log, speed = 1 }: LifeOptions,
): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    try {
      await chore.once()
      failures = 0
      if (failing.delete(chore) && failing.size === 0) log('life goes on')
    } catch (error) {
      if (signal.aborted || isSignInRefused(error)) throw error
      failures++
      if (failing.size === 0) log(`life waits: ${error instanceof Error ? error.message : String(error)}`)
      failing.add(chore)
    }
    const seconds =
      failures === 0
        ? Math.max(LEAST_PAUSE_SECONDS, chore.pauseSeconds() / speed)
        : Math.min(MAX_PAUSE_SECONDS, DRIVE_SECONDS * 2 ** (failures - 1))
    await sleep(seconds * 1000, undefined, { signal })
  }
}

type Vehicle = { readonly driver: Driver; unit: UnitRow; toldMs: number }

class Life {
  readonly #options: LifeOptions
  readonly #network: RoadNetwork
  readonly #streets: Streets
  readonly #doors: Readonly<Record<Post, Api>>
  readonly #reportDoors: Readonly<Record<'resident' | 'collector', SendReport>>
  readonly #random: Random
  readonly #startMs: number
  readonly #vehicles = new Map<number, Vehicle>()
  readonly #cases = new Map<number, OpenCase>()
  /** By case, the version at which the server refused a step: left to people until it changes. */
  readonly #refused = new Map<number, number>()
  #openCases = 0
  #handlerDepartmentIds: readonly number[] | undefined
  #sensors: SensorWalk | undefined
  #serial = 0
  #drivenMs: number
  readonly #resting = new Set<Resting>()
  /** So many times as fast as usual the desks work until then. */
  #hurry = { times: 1, untilMs: 0 }
  #sceneSensorCodes: ReadonlySet<string> = new Set()
  #playing: { readonly sceneRunId: number; readonly ended: AbortController } | undefined

  constructor(options: LifeOptions) {
    const { url, seed, preset, accounts, now, signal } = options
    this.#options = options
    this.#startMs = now()
    this.#drivenMs = this.#startMs
    this.#random = createRandom(`tongguan/${seed}/life/${this.#startMs}`)
    this.#network = roadNetworkOf(seed, preset)
    this.#streets = new Streets(this.#network.graph.roads)
    const door = (post: Post) => openDoor(url, accounts[post], now, signal)
    this.#doors = {
      admin: door('admin'),
      call_taker: door('call_taker'),
      collector: door('collector'),
      department_handler: door('department_handler'),
      dispatcher: door('dispatcher'),
      supervisor: door('supervisor'),
    }
    this.#reportDoors = {
      resident: strangersDoor(url, signal),
      collector: openReportDoor(url, accounts.collector, now, signal),
    }
  }

  /** Milliseconds of life: they pass as fast as life does. What is told to the server has the real time. */
  #lifeMs(): number {
    const { now, speed = 1 } = this.#options
    return this.#startMs + (now() - this.#startMs) * speed
  }

  get #isPeak(): boolean {
    return isPeakHour(workingTimes, this.#options.now())
  }

  /** The scene that the city was started with goes the way of every other: the server is asked for it. */
  async askForFirstScene(): Promise<void> {
    const { scene, speed = 1, signal } = this.#options
    if (!scene || scene === 'ordinary') return
    await sleep(SCENE_DELAY_SECONDS * 1000, undefined, { signal })
    await this.#doors.admin.scenes.start.mutate({ scene, speed })
  }

  /** Begins what is wanted, and lets go of what is no longer. */
  async #followScenes(): Promise<void> {
    const wanted = await this.#doors.admin.scenes.wanted.mutate({
      playing: this.#playing?.sceneRunId ?? null,
    })
    if (wanted?.sceneRunId === this.#playing?.sceneRunId) return
    this.#playing?.ended.abort()
    this.#playing = undefined
    if (!wanted || wanted.begunAt !== null) return
    const ended = new AbortController()
    this.#playing = { sceneRunId: wanted.sceneRunId, ended }
    void this.#play(wanted, AbortSignal.any([this.#options.signal, ended.signal]))
  }

  async #play({ sceneRunId, scene, speed }: SceneRun, signal: AbortSignal): Promise<void> {
    const { seed, now, log } = this.#options
    const { tell } = this.#doors.admin.scenes
    try {
      const script = planScene(scene, sceneWorld(await allSensors(this.#doors.admin)), seed)
      this.#sceneSensorCodes = script.sensorCodes
      log(`scene ${scene} begins`)
      const begunMs = now()
      await tell.mutate({ sceneRunId, begun: { lengthSeconds: Math.max(1, script.seconds) } })
      await playScene(script, {
        doors: this.#doors,
        reportDoors: this.#reportDoors,
        run: `${scene}-${sceneRunId}-${this.#startMs}`,
        speed,
        now,
        signal,
        log,
        onSay: (line) => tell.mutate({ sceneRunId, line }),
        onRest: (who) => this.#resting.add(who),
        onWake: (who, hurry) => {
          this.#resting.delete(who)
          if (!hurry) return
          const lifeSeconds = (hurry.seconds / speed) * (this.#options.speed ?? 1)
          this.#hurry = { times: hurry.times, untilMs: this.#lifeMs() + lifeSeconds * 1000 }
        },
      })
      // What was last done still shows for a while.
      const leftMs = begunMs + (script.seconds / speed) * 1000 - now()
      if (leftMs > 0) await sleep(leftMs, undefined, { signal })
      await tell.mutate({ sceneRunId, ended: 'over' })
      log(`scene ${scene} ends`)
    } catch (error) {
      if (signal.aborted) log(`scene ${scene} is stopped`)
      else {
        log(`the scene breaks off: ${error instanceof Error ? error.message : String(error)}`)
        // Where even this does not get through, the next question ends it.
        await tell.mutate({ sceneRunId, ended: 'broken' }).catch(() => {})
      }
    } finally {
      if (this.#playing === undefined || this.#playing.sceneRunId === sceneRunId) {
        this.#playing = undefined
        this.#resting.clear()
        this.#hurry = { times: 1, untilMs: 0 }
        this.#sceneSensorCodes = new Set()
      }
    }
  }

  get chores(): readonly Chore[] {
    const reports = this.#random.fork('pace of reports')
    const work = this.#random.fork('pace of work')
    const hour = () => localParts(this.#options.now()).hour
    const hurry = () => (this.#lifeMs() < this.#hurry.untilMs ? this.#hurry.times : 1)
    return [
      { once: () => this.#lookAtUnits(), pauseSeconds: () => UNITS_SECONDS },
      { once: () => this.#drive(), pauseSeconds: () => DRIVE_SECONDS },
      { once: () => this.#lookAtQueue(), pauseSeconds: () => QUEUE_SECONDS },
      {
        once: () => this.#work(),
        pauseSeconds: () => secondsToWork(hour(), this.#openCases, work) / hurry(),
      },
      { once: () => this.#report(), pauseSeconds: () => secondsToReport(hour(), this.#openCases, reports) },
      { once: () => this.#tellSensors(), pauseSeconds: () => SENSORS_SECONDS },
      {
        once: () => this.#followScenes(),
        pauseSeconds: () => SCENE_QUESTION_SECONDS * (this.#options.speed ?? 1),
      },
    ]
  }

  async #lookAtUnits(): Promise<void> {
    const units = await this.#doors.admin.units.list.query()
    const nowMs = this.#lifeMs()
    for (const unit of units) {
      if (!unit.onShift || !unit.lngLat) {
        this.#vehicles.delete(unit.unitId)
        continue
      }
      const known = this.#vehicles.get(unit.unitId)
      if (known) known.unit = unit
      else {
        const random = this.#random.fork(unit.code)
        const driver = new Driver(this.#streets, toPoint(unit.lngLat), nowMs, random)
        this.#vehicles.set(unit.unitId, { driver, unit, toldMs: 0 })
      }
    }
    await this.#mindClosures()
    await this.#sendToCases(nowMs)
  }

  /** Whoever is under way turns off before a road that was just closed. */
  async #mindClosures(): Promise<void> {
    const { now } = this.#options
    const closures = await this.#doors.admin.roads.closures.query()
    const closed = closures
      .filter(({ fromMs, untilMs }) => fromMs <= now() && (untilMs === null || now() < untilMs))
      .flatMap(({ lngLats }) => [...this.#streets.alongside(lngLats)])
    if (!this.#streets.close(new Set(closed))) return
    for (const { driver } of this.#vehicles.values()) driver.replan(this.#isPeak)
  }

  async #sendToCases(nowMs: number): Promise<void> {
    for (const { driver, unit } of this.#vehicles.values()) {
      const isSent = unit.caseId !== null && (unit.status === 'enroute' || unit.status === 'busy')
      const row = isSent ? await this.#caseOf(unit.caseId!) : undefined
      const errand = row?.lngLat ? { caseId: row.caseId, at: toPoint(row.lngLat) } : undefined
      driver.assign(errand, nowMs, this.#isPeak)
    }
  }

  async #caseOf(caseId: number): Promise<CaseRow | undefined> {
    const known = this.#cases.get(caseId)
    if (known) return known.row
    const { rows } = await this.#doors.admin.cases.queue.query({ filter: { ids: [caseId] } })
    for (const row of rows) this.#know(row)
    return rows[0]
  }

  async #drive(): Promise<void> {
    const nowMs = this.#lifeMs()
    const at = new Date(this.#options.now()).toISOString()
    const told = [...this.#vehicles.values()].filter((vehicle) => {
      const hasMoved = driveOn(vehicle.driver, this.#drivenMs, nowMs, this.#isPeak)
      return hasMoved || nowMs - vehicle.toldMs >= PARKED_SECONDS * 1000
    })
    this.#drivenMs = nowMs
    if (told.length === 0 || this.#resting.has('devices')) return
    await this.#doors.admin.units.move.mutate({
      positions: told.map(({ driver, unit }) => {
        const [lng, lat] = toLngLat(driver.at)
        return { unitCode: unit.code, lng, lat, at, headingDegrees: driver.headingDegrees }
      }),
    })
    for (const vehicle of told) vehicle.toldMs = nowMs
  }

  async #lookAtQueue(): Promise<void> {
    const { rows, total } = await this.#doors.admin.cases.queue.query({
      filter: { open: true },
      limit: MAX_OPEN_CASES,
    })
    this.#openCases = total
    const seen = new Set(rows.map((row) => row.caseId))
    for (const caseId of this.#cases.keys()) if (!seen.has(caseId)) this.#forget(caseId)
    for (const row of rows) this.#know(row)
  }

  /** A case in a state that life has not seen is taken to be new in it; one known from before the start, since the start. */
  #know(row: CaseRow): void {
    const known = this.#cases.get(row.caseId)
    if (known && known.row.version > row.version) return
    const isSame = known?.row.state === row.state
    this.#cases.set(row.caseId, { row, sinceMs: isSame ? known.sinceMs : this.#lifeMs() })
  }

  #forget(caseId: number): void {
    this.#cases.delete(caseId)
    this.#refused.delete(caseId)
  }

  async #work(): Promise<void> {
    if (this.#resting.has('desks')) return
    this.#handlerDepartmentIds ??= (await this.#doors.department_handler.session.me.query()).departmentIds
    const cases = [...this.#cases.values()].filter(({ row }) => this.#refused.get(row.caseId) !== row.version)
    const step = planStep(
      cases,
      {
        nowMs: this.#lifeMs(),
        handlerDepartmentIds: this.#handlerDepartmentIds,
        isOnShift: (unitId) => this.#vehicles.has(unitId),
        arrivedMs: (row) =>
          row.unitId === null ? undefined : this.#vehicles.get(row.unitId)?.driver.arrivedMsAt(row.caseId),
      },
      this.#random,
    )
    if (step) await this.#take(step)
  }

  async #take({ post, ...step }: Step): Promise<void> {
    try {
      const row = await this.#doors[post].cases.act.mutate({
        ...step,
        ...(step.verb === 'dispatch' && (await this.#suggested(step.caseId))),
        idempotencyKey: `life-${this.#startMs}-${step.caseId}-${step.version}`,
      })
      this.#know(row)
    } catch (error) {
      // Somebody was quicker, or it is not for these accounts to do: people may.
      if (!isRefusal(error)) throw error
      this.#refused.set(step.caseId, step.version)
    }
  }

  async #suggested(caseId: number): Promise<{ departmentId?: number; unitId?: number }> {
    const { department, units } = await this.#doors.dispatcher.dispatch.suggest.query({ caseId })
    return {
      ...(department && { departmentId: department.departmentId }),
      ...(units[0] && { unitId: units[0].unitId }),
    }
  }

  async #report(): Promise<void> {
    const { now } = this.#options
    // The first pause has not been waited for yet: a start is no event in the district.
    if (this.#serial++ === 0) return
    const drawn = drawReport(this.#network, now(), this.#random)
    const sourceId = `life-${this.#startMs}-${this.#serial}`
    const [lng, lat] = drawn.lngLat ?? []
    if (drawn.channel === 'hotline') {
      await this.#doors.call_taker.reports.submit.mutate({
        sourceSystem: 'life',
        sourceId,
        channel: drawn.channel,
        ...(drawn.categoryCode && { categoryCode: drawn.categoryCode }),
        description: drawn.description,
        address: drawn.address,
        x: lng,
        y: lat,
        reporterName: drawn.reporterName,
        reporterPhone: drawn.reporterPhone,
      })
      this.#openCases++
      return
    }
    const isResident = drawn.channel === 'resident'
    // Whoever works in the field takes a picture; of residents most do.
    const hasPhoto = drawn.categoryCode !== null && (!isResident || this.#random.chance(0.7))
    const photo = hasPhoto
      ? drawPhoto(drawn.categoryCode!, now(), this.#random.fork(`photo/${this.#serial}`))
      : undefined
    const isTaken = await this.#reportDoors[isResident ? 'resident' : 'collector'](
      {
        source_system: 'life',
        source_id: sourceId,
        ...(!isResident && { channel: drawn.channel }),
        ...(drawn.categoryCode && { category_code: drawn.categoryCode }),
        description: drawn.description,
        address: drawn.address,
        lng,
        lat,
        ...(isResident && { reporter_name: drawn.reporterName, reporter_phone: drawn.reporterPhone }),
      },
      photo,
    )
    if (isTaken) this.#openCases++
  }

  async #tellSensors(): Promise<void> {
    this.#sensors ??= new SensorWalk(await allSensors(this.#doors.admin), this.#random.fork('sensors'))
    const readings = this.#sensors
      .tell(this.#options.now())
      .filter(({ sensorCode }) => !this.#sceneSensorCodes.has(sensorCode))
    if (this.#resting.has('devices')) return
    for (let start = 0; start < readings.length; start += READINGS_AT_ONCE)
      await this.#doors.admin.sensors.ingest.mutate({
        readings: readings.slice(start, start + READINGS_AT_ONCE),
      })
  }
}

/** In steps as short as a driver makes, however fast life passes. @returns whether it moved */
function driveOn(driver: Driver, fromMs: number, toMs: number, isPeak: boolean): boolean {
  let hasMoved = false
  for (let ms = fromMs + DRIVE_SECONDS * 1000; ms < toMs; ms += DRIVE_SECONDS * 1000)
    hasMoved = driver.drive(ms, isPeak) || hasMoved
  return driver.drive(toMs, isPeak) || hasMoved
}
