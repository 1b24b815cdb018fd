import type { Fact } from './fact.ts'

const PATTERN = /^similarWithin([1-9]\d{0,3})m([1-9]\d{0,2})d$/
const MOST_METERS = 5000
const MOST_DAYS = 366

/** `similarWithin100m30d`: cases of the same category within 100 m in the 30 days before; any r and t may be asked. */
export function readHistoryFact(
  name: string,
): { readonly meters: number; readonly days: number } | undefined {
  const match = PATTERN.exec(name)
  if (!match) return undefined
  const [meters, days] = [Number(match[1]), Number(match[2])]
  return meters <= MOST_METERS && days <= MOST_DAYS ? { meters, days } : undefined
}

export function historyFact(name: string): Fact | undefined {
  const asked = readHistoryFact(name)
  return (
    asked && {
      name,
      zh: `${asked.meters} m 内 ${asked.days} 天同类`,
      en: `Similar within ${asked.meters} m, ${asked.days} days`,
      type: 'number',
      min: 0,
      isWhole: true,
      howZh: '上报前这段时间、这个距离内同一小类的其他案件数',
      howEn: 'Other cases of the same category so near and so recent when it was reported',
      kinds: ['registration', 'dispatch', 'handling', 'appraisal'],
    }
  )
}
