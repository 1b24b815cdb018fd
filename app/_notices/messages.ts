import type { Translated } from '../_i18n/translated.ts'

const zh = {
  title: '通知',
  bell: '通知，{n, number} 条未读',
  readAll: '全部已读',
  unreadOnly: '只看未读',
  urgent: '紧急',
  unread: '未读',
  empty: '没有通知',
  emptyDetail: '升级、督办、审批结果和协办任务会出现在这里。',
  latest: '最近 50 条',
  desktop: '开启桌面提醒',
} as const

const en: Translated<typeof zh> = {
  title: 'Notices',
  bell: 'Notices, {n, number} unread',
  readAll: 'Mark all read',
  unreadOnly: 'Unread only',
  urgent: 'Urgent',
  unread: 'unread',
  empty: 'No notices',
  emptyDetail: 'Escalations, oversight, decisions and sub-tasks appear here.',
  latest: 'The latest 50',
  desktop: 'Desktop alerts',
}

export const messages = { zh, en }
