import type { Translated } from '../../_i18n/translated.ts'

/** What is reached by road in some minutes, and by whom. */
const zh = {
  title: '行车可达范围',
  from: '从这里出发',
  to: '谁能赶到',
  minutes: '{n, number} 分钟',
  peak: '按高峰车速、单行线计算',
  free: '按平时车速、单行线计算',
  units: '{count, number} 支待命力量可在 {n, number} 分钟内赶到',
  noUnits: '没有待命力量可在 {n, number} 分钟内赶到',
  unitMinutes: '{n} 分钟',
  more: '还有 {count, number} 支',
} as const

const en: Translated<typeof zh> = {
  title: 'Reach by road',
  from: 'From here',
  to: 'Who gets here',
  minutes: '{n, number} min',
  peak: 'At peak speeds, one-way streets counted',
  free: 'At usual speeds, one-way streets counted',
  units: '{count, plural, one {# ready unit gets} other {# ready units get}} here within {n, number} min',
  noUnits: 'No ready unit gets here within {n, number} min',
  unitMinutes: '{n} min',
  more: '{count, number} more',
}

export const messages = { zh, en }
