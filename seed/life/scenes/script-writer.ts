import type { SceneName } from '../../../server/scenes/scene-names.ts'
import { personName } from '../../city/names.ts'
import type { Random } from '../../city/random.ts'
import type { SceneAction, ScenePlace, SceneReport, SceneScript, SceneWorld } from './scene.ts'

/** About 1.1 m of latitude, in degrees. */
const METER_DEGREES = 0.00001
const channelsOfPublic = ['hotline', 'resident'] as const

export type Told = {
  readonly atSeconds: number
  readonly place: ScenePlace
  readonly categoryCode: string
  /** Ways to say it, in Chinese, following the place. */
  readonly words: readonly string[]
  readonly channel?: SceneReport['channel']
  /** How far from the device at most. */
  readonly withinMeters?: number
}

type Closing = Extract<SceneAction, { does: 'close' }>

/** Collects what a scene does and puts it in time order. Draws from one stream: the same seed writes the same script. */
export class ScriptWriter {
  readonly random: Random
  readonly #actions: SceneAction[] = []
  readonly #reports: { readonly atSeconds: number; readonly report: SceneReport }[] = []
  readonly #sensorCodes = new Set<string>()
  readonly #world: SceneWorld

  constructor(world: SceneWorld, random: Random) {
    this.random = random
    this.#world = world
  }

  /** Devices of these kinds, so many of them, none twice; fewer where the city has fewer. */
  some(
    kinds: readonly string[],
    count: number,
    isWanted: (place: ScenePlace) => boolean = () => true,
  ): ScenePlace[] {
    const able = this.#world.places.filter((place) => kinds.includes(place.kind) && isWanted(place))
    const chosen: ScenePlace[] = []
    for (let left = [...able]; chosen.length < count && left.length > 0; ) {
      const place = this.random.pick(left)
      chosen.push(place)
      left = left.filter((other) => other !== place)
    }
    return chosen
  }

  add(action: SceneAction): void {
    this.#actions.push(action)
  }

  say(atSeconds: number, line: string, lineEn: string): void {
    this.add({ atSeconds, does: 'say', line, lineEn })
  }

  /** A device tells values on the way through these points of time and value, once in `everySeconds`. */
  tell(
    place: ScenePlace,
    course: readonly (readonly [atSeconds: number, value: number])[],
    everySeconds = 60,
  ): void {
    this.#sensorCodes.add(place.sensorCode)
    const last = course.at(-1)![0]
    for (let at = course[0]![0]; at <= last; at += everySeconds) {
      const value = Math.max(0, valueAt(course, at) * (1 + this.random.normal() * 0.01))
      const reading = {
        sensorCode: place.sensorCode,
        value: Math.round(value * 100) / 100,
        takenAtSeconds: at,
      }
      this.add({ atSeconds: at, does: 'tell', readings: [reading] })
    }
  }

  /** Writes a report near a device. @returns its key */
  report(
    { atSeconds, place, categoryCode, words, channel, withinMeters = 30 }: Told,
    sentAtSeconds = atSeconds,
  ): string {
    const spoken = channel ?? this.random.pick(channelsOfPublic)
    const isPublic = spoken === 'hotline' || spoken === 'resident'
    const report: SceneReport = {
      key: `${this.#reports.length + 1}`,
      channel: spoken,
      categoryCode,
      description: `${place.near}${this.random.pick(words)}`,
      address: place.near,
      lngLat: this.#nudged(place.lngLat, withinMeters),
      reporterName: isPublic ? personName(this.random).name : null,
      reporterPhone: isPublic ? `1990000${String(this.random.integer(0, 9999)).padStart(4, '0')}` : null,
      repeats: null,
    }
    this.#send(sentAtSeconds, atSeconds, report)
    return report.key
  }

  /** Somebody else says the same a little later, in other words, from a few steps away. */
  repeat(key: string, afterSeconds: number, words: readonly string[]): void {
    const { atSeconds, report: first } = this.#reports.find(({ report }) => report.key === key)!
    const channel = first.channel === 'hotline' ? 'resident' : 'hotline'
    const report: SceneReport = {
      ...first,
      key: `${this.#reports.length + 1}`,
      channel,
      description: `${first.address}${this.random.pick(words)}`,
      lngLat: this.#nudged(first.lngLat, 12),
      reporterName: personName(this.random).name,
      reporterPhone: `1990000${String(this.random.integer(0, 9999)).padStart(4, '0')}`,
      repeats: key,
    }
    this.#send(atSeconds + afterSeconds, atSeconds + afterSeconds, report)
  }

  /** The sender heard no answer and sends it once more. */
  retry(key: string, afterSeconds: number): void {
    const sent = this.#actions.find((action) => action.does === 'report' && action.report.key === key)!
    this.add({ ...sent, atSeconds: sent.atSeconds + afterSeconds, isRetry: true } as SceneAction)
  }

  /** The block where a device stands, or the way from it to another, is closed to traffic for a time. */
  close(
    place: ScenePlace,
    atSeconds: number,
    untilSeconds: number,
    { reason, note, to }: Pick<Closing, 'reason' | 'note'> & { readonly to?: ScenePlace },
  ): void {
    const key = `close-${place.sensorCode}`
    this.add({
      atSeconds,
      does: 'close',
      key,
      lngLat: place.lngLat,
      ...(to && { toLngLat: to.lngLat }),
      reason,
      note,
      untilSeconds,
    })
  }

  get keys(): readonly string[] {
    return this.#reports.map(({ report }) => report.key)
  }

  finish(scene: SceneName, seconds: number): SceneScript {
    const actions = inBundles(this.#actions)
      .map((action, i) => ({ action, i }))
      .sort((a, b) => a.action.atSeconds - b.action.atSeconds || a.i - b.i)
      .map(({ action }) => action)
    return { scene, seconds, actions, sensorCodes: this.#sensorCodes }
  }

  #send(sentAtSeconds: number, writtenAtSeconds: number, report: SceneReport): void {
    this.#reports.push({ atSeconds: writtenAtSeconds, report })
    const late = sentAtSeconds === writtenAtSeconds ? {} : { writtenAtSeconds }
    this.add({ atSeconds: sentAtSeconds, does: 'report', report, ...late })
  }

  #nudged([lng, lat]: readonly [number, number], meters: number): [number, number] {
    const by = () => this.random.between(-meters, meters) * 0.7 * METER_DEGREES
    const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7
    return [round(lng + by()), round(lat + by())]
  }
}

const BUNDLE_SECONDS = 10

/** What devices tell within the same seconds goes in one message, when the last of it has been measured. */
function inBundles(actions: readonly SceneAction[]): SceneAction[] {
  type Tell = Extract<SceneAction, { does: 'tell' }>
  const bundles = new Map<number, Tell[]>()
  const others: SceneAction[] = []
  for (const action of actions) {
    if (action.does !== 'tell') {
      others.push(action)
      continue
    }
    const bundle = Math.floor(action.atSeconds / BUNDLE_SECONDS)
    bundles.set(bundle, [...(bundles.get(bundle) ?? []), action])
  }
  const tells = [...bundles.values()].map((some): Tell => {
    const inOrder = some.toSorted((a, b) => a.atSeconds - b.atSeconds)
    return { ...inOrder.at(-1)!, readings: inOrder.flatMap(({ readings }) => readings) }
  })
  return [...others, ...tells]
}

/** Straight lines between the points; the first and the last value before and after. */
export function valueAt(course: readonly (readonly [number, number])[], at: number): number {
  const next = course.findIndex(([seconds]) => seconds >= at)
  if (next <= 0) return next === 0 ? course[0]![1] : course.at(-1)![1]
  const [fromAt, from] = course[next - 1]!
  const [toAt, to] = course[next]!
  return from + ((to - from) * (at - fromAt)) / (toAt - fromAt)
}
