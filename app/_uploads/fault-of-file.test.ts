import { expect, test } from 'vitest'
import { faultOfFile } from './fault-of-file.ts'

const megabyte = 1024 * 1024

test('what cannot be taken is known before it is kept', () => {
  for (const type of ['image/jpeg', 'image/png', 'image/webp', 'IMAGE/JPG', ''])
    expect(faultOfFile({ type, size: megabyte })).toBeNull()
  for (const type of ['video/mp4', 'video/quicktime', 'video/mp4; codecs=avc1'])
    expect(faultOfFile({ type, size: 99 * megabyte })).toBeNull()
  for (const type of ['image/heic', 'image/svg+xml', 'application/pdf', 'video/webm', 'text/plain'])
    expect(faultOfFile({ type, size: 1000 })).toBe('type')
  expect(faultOfFile({ type: 'image/jpeg', size: 13 * megabyte })).toBe('size')
  expect(faultOfFile({ type: 'video/mp4', size: 101 * megabyte })).toBe('size')
})
