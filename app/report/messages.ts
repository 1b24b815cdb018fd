import type { Translated } from '../_i18n/translated.ts'

const zh = {
  title: '上报',
} as const

const en: Translated<typeof zh> = {
  title: 'Report',
}

export const messages = { zh, en }
