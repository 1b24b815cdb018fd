import type { Translated } from '../../_i18n/translated.ts'

/** The time bar: since when, which period, and the past played again. */
const zh = {
  range: '时段',
  rangeFrom: '从',
  rangeTo: '到',
  rangeApply: '按此时段看',
  rangeBad: '结束时间须晚于开始时间',
  replay: '回放',
  replayTitle: '回放',
  replayHint: '案件与力量当时所在；时限按现在的记录。',
  play: '播放',
  pause: '暂停',
  speed: '速度',
  times: '{speed, number}×',
  moment: '时刻',
  stop: '回到现在',
  open: '在办 {count, number}',
  units: '力量 {count, number}',
  loading: '正在取这段时间的数据…',
  failed: '没有取到这段时间的数据',
  capped: '只画出其中 {count, number} 件',
}

const en: Translated<typeof zh> = {
  range: 'Period',
  rangeFrom: 'From',
  rangeTo: 'To',
  rangeApply: 'Show this period',
  rangeBad: 'The end must be later than the beginning',
  replay: 'Replay',
  replayTitle: 'Replay',
  replayHint: 'Where cases and units were then; deadlines as they are recorded today.',
  play: 'Play',
  pause: 'Pause',
  speed: 'Speed',
  times: '{speed, number}×',
  moment: 'Moment',
  stop: 'Back to now',
  open: '{count, number} open',
  units: '{count, number} units',
  loading: 'Fetching this period…',
  failed: 'This period could not be fetched',
  capped: 'Only {count, number} of them are drawn',
}

export const messages = { zh, en }
