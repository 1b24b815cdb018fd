import { expect, test } from 'vitest'
import { parsePreferences } from './parse-preferences.ts'

const from = (cookies: Record<string, string>, language?: string) =>
  parsePreferences((name) => cookies[name], language)

test('what the device remembers holds, and what it never heard of is the default', () => {
  expect(from({ locale: 'en', theme: 'dark', size: 'large', contrast: 'sun' })).toEqual({
    locale: 'en',
    theme: 'dark',
    size: 'large',
    contrast: 'sun',
  })
  expect(from({ theme: 'pink', size: '0', contrast: 'more' }, 'zh')).toEqual({
    locale: 'zh',
    theme: 'system',
    size: 'regular',
    contrast: 'regular',
  })
})
