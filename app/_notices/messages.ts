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
  alerts: {
    off: '这台设备不弹出提醒。',
    push: '这台设备会弹出提醒，页面关着也会。',
    page: '连不上浏览器的推送服务：只在页面开着时弹出提醒。',
    denied: '浏览器不许本站弹出提醒；在地址栏旁的网站设置里可以放开。',
  },
  alertsOn: '开启',
  alertsAgain: '再试',
  alertsOff: '关闭',
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
  alerts: {
    off: 'This device does not pop up notices.',
    push: 'This device pops up notices, also while no page is open.',
    page: 'The browser’s push service is out of reach: notices pop up only while a page is open.',
    denied: 'The browser forbids notices of this site; the site’s settings beside the address allow them.',
  },
  alertsOn: 'Turn on',
  alertsAgain: 'Try again',
  alertsOff: 'Turn off',
}

export const messages = { zh, en }
