import type { Translated } from '../../_i18n/translated.ts'

const zh = {
  title: '批量派遣',
  open: '批量派遣 {count, number} 件',
  summary: '可派 {planned, number} 件，派不出 {left, number} 件；合计路程 {minutes, number} 分钟',
  saved: '比逐件就近派遣少走 {minutes, number} 分钟',
  moreServed: '比逐件就近派遣多派出 {count, number} 件',
  asGood: '与逐件就近派遣一样省时',
  perUnit: '每支力量最多',
  minutes: '{count, number} 分钟',
  others: '另可派：',
  choose: '派遣 {name}',
  left: '派不出的 {count, number} 件',
  keys: '↑↓ 选行，空格取舍',
  confirm: '派遣 {count, number} 件',
  finished: '已派遣 {done, number} 件，未派遣 {skipped, number} 件',
  failed: '没有派遣',
}

const en: Translated<typeof zh> = {
  title: 'Dispatch together',
  open: 'Dispatch {count, number} together',
  summary: '{planned, number} can go, {left, number} cannot; {minutes, number} min of driving in all',
  saved: '{minutes, number} min less driving than each to its nearest in turn',
  moreServed: '{count, number} more served than each to its nearest in turn',
  asGood: 'No less driving than each to its nearest in turn',
  perUnit: 'At most per unit',
  minutes: '{count, number} min',
  others: 'Or: ',
  choose: 'Dispatch {name}',
  left: '{count, number} cannot go',
  keys: '↑↓ row, Space in or out',
  confirm: 'Dispatch {count, number}',
  finished: '{done, number} dispatched, {skipped, number} not',
  failed: 'Nothing was dispatched',
}

export const messages = { zh, en }
