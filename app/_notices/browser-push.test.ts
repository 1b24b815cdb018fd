import { expect, test } from 'vitest'
import { deviceOf } from './browser-push.ts'

test('a browser is named as its person knows it', () => {
  const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36'
  expect(deviceOf(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Edg/140.0`)).toBe('Edge · Windows')
  expect(deviceOf(`Mozilla/5.0 (Linux; Android 15) ${chrome}`)).toBe('Chrome · Android')
  expect(deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) Version/18 Safari/604')).toBe(
    'Safari · iOS',
  )
  expect(deviceOf('curl/8')).toBe('Browser')
})
