import type { ScenePlace, SceneWorld } from './scene.ts'

type ListedSensor = {
  readonly code: string
  readonly kind: string
  readonly name: string
  readonly nameEn: string
  readonly warnAbove: number | null
  readonly alarmAbove: number | null
  readonly lastValue: number | null
  readonly lngLat: readonly [lng: number, lat: number]
}

/** What devices are called after the place they stand at. */
const DEVICE_WORDS = /(水位计|积水监测|井盖倾斜|空气站|噪声监测|雨量计|路灯回路|垃圾满溢)?\s*\d*$/

/** The world of scenes as the public list of sensors tells it, in the order of their codes. */
export function sceneWorld(sensors: readonly ListedSensor[]): SceneWorld {
  const places = sensors.map(
    ({ code, kind, name, nameEn, warnAbove, alarmAbove, lastValue, lngLat }): ScenePlace => ({
      sensorCode: code,
      kind,
      warnAbove,
      alarmAbove,
      lastValue,
      lngLat,
      near: name.replace(DEVICE_WORDS, '') || name,
      nearEn: nameEn,
    }),
  )
  return { places: places.sort((a, b) => (a.sensorCode < b.sensorCode ? -1 : 1)) }
}
