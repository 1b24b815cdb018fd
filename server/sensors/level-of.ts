export type SensorLevel = 'normal' | 'warn' | 'alarm' | 'silent'

/** What a value means by the sensor's thresholds, in its own unit of measure; null: there is none. */
export function levelOf(
  value: number,
  warnAbove: number | null,
  alarmAbove: number | null,
): Exclude<SensorLevel, 'silent'> {
  if (alarmAbove !== null && value > alarmAbove) return 'alarm'
  return warnAbove !== null && value > warnAbove ? 'warn' : 'normal'
}
