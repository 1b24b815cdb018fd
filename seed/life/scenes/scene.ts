import type { SceneName } from '../../../server/scenes/scene-names.ts'

/** A device as the city's public list tells of it: scenes happen where devices feel them. */
export type ScenePlace = {
  readonly sensorCode: string
  readonly kind: string
  readonly warnAbove: number | null
  readonly alarmAbove: number | null
  readonly lastValue: number | null
  /** WGS 84. */
  readonly lngLat: readonly [lng: number, lat: number]
  /** The road or place that it stands at, in words. */
  readonly near: string
  readonly nearEn: string
}
export type SceneWorld = { readonly places: readonly ScenePlace[] }

export type SceneReport = {
  /** Names it within the scene: sent again with the same key it is the same report, not another one. */
  readonly key: string
  readonly channel: 'hotline' | 'resident' | 'collector' | 'patrol'
  readonly categoryCode: string
  readonly description: string
  readonly address: string
  /** WGS 84. */
  readonly lngLat: readonly [lng: number, lat: number]
  readonly reporterName: string | null
  readonly reporterPhone: string | null
  /** Key of the report in which somebody else said the same before. */
  readonly repeats: string | null
}

/** Whom a scene makes rest: the desks' own work, or the devices in the field (sensors and vehicles). */
export type Resting = 'desks' | 'devices'

export type SceneAction = { readonly atSeconds: number } & (
  | {
      readonly does: 'report'
      readonly report: SceneReport
      /** When it was written down, where it is sent later. */
      readonly writtenAtSeconds?: number
      /** Sent before; the sender did not hear the answer. */
      readonly isRetry?: boolean
    }
  | {
      readonly does: 'tell'
      readonly readings: readonly {
        readonly sensorCode: string
        readonly value: number
        readonly takenAtSeconds: number
      }[]
    }
  | {
      /** The block at a place is closed to traffic, or the way from there to another place. */
      readonly does: 'close'
      readonly key: string
      /** WGS 84. */
      readonly lngLat: readonly [lng: number, lat: number]
      readonly toLngLat?: readonly [lng: number, lat: number]
      readonly reason: 'flood' | 'event' | 'guard'
      readonly note: string
      readonly untilSeconds: number
    }
  | { readonly does: 'rest'; readonly who: Resting }
  | {
      readonly does: 'wake'
      readonly who: Resting
      /** How many times as fast as usual, and for how long. */
      readonly hurry?: { readonly times: number; readonly seconds: number }
    }
  | { readonly does: 'say'; readonly line: string; readonly lineEn: string }
)

/** What happens, second by second from the scene's start, in time order. */
export type SceneScript = {
  readonly scene: SceneName
  readonly seconds: number
  readonly actions: readonly SceneAction[]
  /** Devices that the script speaks for; the everyday walk leaves them alone meanwhile. */
  readonly sensorCodes: ReadonlySet<string>
}
