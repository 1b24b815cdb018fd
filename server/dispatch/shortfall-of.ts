import type { Reason } from '../cases/actions-for.ts'

/** Why nobody can go, from why each one cannot. Example: all of them off shift → `UNSTAFFED`. */
export function shortfallOf(codes: readonly string[]): Reason {
  if (codes.length === 0)
    return { code: 'NO_CANDIDATES', zh: '该部门没有处置力量', en: 'The department has no units' }
  const [only, ...others] = new Set(codes)
  if (others.length === 0 && only !== undefined && ALL[only]) return ALL[only]
  const counts = [...Map.groupBy(codes, (code) => code)].map(
    ([code, same]) => [NAMES[code] ?? NAMES.OTHER!, same.length] as const,
  )
  return {
    code: 'NO_ABLE_UNIT',
    zh: `没有可用的力量：${counts.map(([name, count]) => `${name.zh} ${count}`).join('，')}`,
    en: `No unit is able to go: ${counts.map(([name, count]) => `${count} ${name.en}`).join(', ')}`,
  }
}

const ALL: Readonly<Record<string, Reason>> = {
  OWN_COMMAND: {
    code: 'OWN_COMMAND',
    zh: '该部门力量由其自行派出，派遣到部门即可',
    en: 'The department sends its own crews: dispatch to the department',
  },
  OFF_SHIFT: { code: 'UNSTAFFED', zh: '全部力量都不在班', en: 'No unit is on shift' },
  LACKS_SKILL: { code: 'NO_SKILLED_UNIT', zh: '没有具备所需技能的力量', en: 'No unit has the skill' },
  LACKS_EQUIPMENT: {
    code: 'NO_EQUIPPED_UNIT',
    zh: '没有带所需装备的力量',
    en: 'No unit carries what is needed',
  },
  LONG_DUTY: { code: 'ALL_RESTING', zh: '全部力量都应休息', en: 'Every unit should rest' },
  SHORT_REST: { code: 'ALL_RESTING', zh: '全部力量都应休息', en: 'Every unit should rest' },
  BUSY: { code: 'ALL_BUSY', zh: '全部力量都在处置其他案件', en: 'Every unit is busy with another case' },
  STALE_POSITION: { code: 'STALE_POSITIONS', zh: '全部力量的定位都已过期', en: 'Every position is too old' },
  NO_POSITION: { code: 'NO_POSITIONS', zh: '全部力量都没有定位', en: 'No unit has a position' },
  TOO_FAR: { code: 'OUT_OF_RADIUS', zh: '全部力量都过远', en: 'Every unit is too far away' },
}
const NAMES: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  OWN_COMMAND: { zh: '自行派出', en: 'under their own command' },
  OFF_SHIFT: { zh: '不在班', en: 'off shift' },
  LACKS_SKILL: { zh: '缺技能', en: 'without the skill' },
  LACKS_EQUIPMENT: { zh: '缺装备', en: 'without the equipment' },
  LONG_DUTY: { zh: '在岗过久', en: 'on duty for too long' },
  SHORT_REST: { zh: '休息不足', en: 'short of rest' },
  BUSY: { zh: '在忙', en: 'busy' },
  STALE_POSITION: { zh: '定位过期', en: 'with an old position' },
  NO_POSITION: { zh: '无定位', en: 'without a position' },
  TOO_FAR: { zh: '过远', en: 'too far away' },
  OTHER: { zh: '其他', en: 'other' },
}
