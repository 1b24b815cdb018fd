import type { Reason } from '../cases/actions-for.ts'
import type { Duty } from '../units/duty-of.ts'

export const RESTING_MODES = ['skip', 'last', 'ignore'] as const
export type RestRules = {
  /** What becomes of a crew that should rest: left out, taken after all others, or taken like them. */
  readonly resting: (typeof RESTING_MODES)[number]
  /** On duty without a break. */
  readonly maxDutyHours: number
  /** Between two duties. */
  readonly minRestHours: number
}
export const USUAL_REST: RestRules = { resting: 'last', maxDutyHours: 12, minRestHours: 8 }

/** Why a crew should rest; undefined where it need not, or where nobody knows its roster. */
export function restOf(duty: Duty | null, rules: RestRules): Reason | undefined {
  if (!duty || rules.resting === 'ignore') return undefined
  const { onDutyMinutes, restBeforeMinutes } = duty
  if (onDutyMinutes >= rules.maxDutyHours * 60) {
    const hours = hoursOf(onDutyMinutes)
    return {
      code: 'LONG_DUTY',
      zh: `已连续在岗 ${hours} 小时，应休息（上限 ${rules.maxDutyHours} 小时）`,
      en: `On duty for ${hours} h, should rest (at most ${rules.maxDutyHours} h)`,
    }
  }
  const missingMinutes = rules.minRestHours * 60 - restBeforeMinutes
  // What it lacks of its rest it takes at the start of this duty.
  if (missingMinutes > onDutyMinutes) {
    const hours = hoursOf(restBeforeMinutes)
    return {
      code: 'SHORT_REST',
      zh: `下上一班后只休息了 ${hours} 小时（应有 ${rules.minRestHours} 小时）`,
      en: `Only ${hours} h off after its last shift (${rules.minRestHours} h are due)`,
    }
  }
  return undefined
}

function hoursOf(minutes: number): number {
  return Math.floor(minutes / 6) / 10
}
