import { setTimeout as sleep } from 'node:timers/promises'
import { createRandom } from '../../city/random.ts'
import { drawPhoto } from '../../photos/draw-photo.ts'
import { type Api, isRefusal, type SendReport } from '../door.ts'
import type { Resting, SceneAction, SceneReport, SceneScript } from './scene.ts'

const TRIES = 5
const RETRY_MS = 500
const MOST_PHOTOS = 60
/** However fast a scene is played, and however late, people have to see that a road is closed. */
const LEAST_CLOSED_MS = 15_000

export type ScenePlayer = {
  readonly doors: Readonly<Record<'admin' | 'call_taker' | 'collector', Api>>
  /** Of who takes pictures. */
  readonly reportDoors: Readonly<Record<'resident' | 'collector', SendReport>>
  /** Begins every report's id: two performances are not the same reports. */
  readonly run: string
  /** How many scene seconds pass in one. */
  readonly speed: number
  readonly now: () => number
  /** Waits, unless the scene is ended; a test lets time jump. */
  readonly wait?: (ms: number) => Promise<void>
  readonly signal: AbortSignal
  readonly log: (line: string) => void
  readonly onSay?: (line: { readonly zh: string; readonly en: string }) => Promise<void>
  readonly onRest?: (who: Resting) => void
  readonly onWake?: (
    who: Resting,
    hurry: { readonly times: number; readonly seconds: number } | undefined,
  ) => void
}

/** Does what a script says, at its times, by the public doors. What the server does not take is sent again, and is then the same. */
export async function playScene(script: SceneScript, player: ScenePlayer): Promise<void> {
  const startMs = player.now()
  const { signal } = player
  const wait = player.wait ?? ((ms: number) => sleep(ms, undefined, { signal }))
  const realMs = (seconds: number) => startMs + (seconds / player.speed) * 1000
  for (const action of script.actions) {
    const earlyMs = realMs(action.atSeconds) - player.now()
    if (earlyMs > 0) await wait(earlyMs)
    await perform(action, player, (seconds) => new Date(realMs(seconds)).toISOString(), startMs)
  }
}

async function perform(
  action: SceneAction,
  player: ScenePlayer,
  instantAt: (seconds: number) => string,
  startMs: number,
): Promise<void> {
  switch (action.does) {
    case 'say':
      player.log(action.line)
      return player.onSay?.({ zh: action.line, en: action.lineEn })
    case 'rest':
      return player.onRest?.(action.who)
    case 'wake':
      return player.onWake?.(action.who, action.hurry)
    case 'tell':
      return persistently(player, async () => {
        await player.doors.admin.sensors.ingest.mutate({
          readings: action.readings.map(({ sensorCode, value, takenAtSeconds }) => ({
            sensorCode,
            value,
            at: instantAt(takenAtSeconds),
          })),
        })
      })
    case 'close':
      return persistently(player, async () => {
        const { roads } = player.doors.admin
        const [lng, lat] = action.lngLat
        const [toLng, toLat] = action.toLngLat ?? []
        const way =
          toLng === undefined || toLat === undefined
            ? undefined
            : await roads.between.query({ from: [lng, lat], to: [toLng, toLat] })
        await roads.close.mutate({
          stretch: way ? way.lngLats.map(([x, y]) => [x, y] as [number, number]) : [lng, lat],
          reason: action.reason,
          note: action.note,
          untilAt: new Date(
            Math.max(Date.parse(instantAt(action.untilSeconds)), player.now() + LEAST_CLOSED_MS),
          ).toISOString(),
          idempotencyKey: `${player.run}-${action.key}`,
        })
      })
    case 'report': {
      const { writtenAtSeconds } = action
      const reportedAt = writtenAtSeconds === undefined ? undefined : instantAt(writtenAtSeconds)
      return persistently(player, () => send(action.report, reportedAt, player, startMs))
    }
  }
}

async function send(
  report: SceneReport,
  reportedAt: string | undefined,
  player: ScenePlayer,
  startMs: number,
): Promise<void> {
  const { channel, categoryCode, description, address, reporterName, reporterPhone } = report
  const [lng, lat] = report.lngLat
  const sourceId = `${player.run}-${report.key}`
  if (channel !== 'hotline') {
    const isResident = channel === 'resident'
    const photo = photoOf(categoryCode, startMs)
    const isTaken = await player.reportDoors[isResident ? 'resident' : 'collector'](
      {
        source_system: 'life',
        source_id: sourceId,
        ...(!isResident && { channel }),
        category_code: categoryCode,
        description,
        address,
        lng,
        lat,
        ...(isResident && { reporter_name: reporterName, reporter_phone: reporterPhone }),
        ...(reportedAt !== undefined && { reported_at: reportedAt }),
      },
      photo,
    )
    if (!isTaken) player.log(`not taken: ${description}`)
    return
  }
  await player.doors.call_taker.reports.submit.mutate({
    sourceSystem: 'life',
    sourceId,
    channel,
    categoryCode,
    description,
    address,
    x: lng,
    y: lat,
    reporterName,
    reporterPhone,
    ...(reportedAt !== undefined && { reportedAt }),
  })
}

const drawn = new Map<string, Uint8Array | undefined>()

/** One of each thing and start: a report sent again has the same, and forty of them are told within seconds. */
function photoOf(categoryCode: string, startMs: number): Uint8Array | undefined {
  const key = `${categoryCode}/${startMs}`
  if (!drawn.has(key)) {
    if (drawn.size > MOST_PHOTOS) drawn.clear()
    drawn.set(key, drawPhoto(categoryCode, startMs, createRandom(key)))
  }
  return drawn.get(key)
}

/** Tries again while the server is away; what it refuses stays refused. */
async function persistently({ signal, log }: ScenePlayer, attempt: () => Promise<void>): Promise<void> {
  for (let left = TRIES - 1; ; left--) {
    try {
      return await attempt()
    } catch (error) {
      if (isRefusal(error)) return log(`not taken: ${(error as Error).message}`)
      if (left === 0 || signal.aborted) throw error
      await sleep(RETRY_MS, undefined, { signal })
    }
  }
}
