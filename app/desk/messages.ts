import type { Translated } from '../_i18n/translated.ts'

const zh = {
  title: '指挥席',
} as const

const en: Translated<typeof zh> = {
  title: 'Desk',
}

export const messages = { zh, en }
