import { expect, test } from 'vitest'
import { faultOfAddress, isPrivateAddress } from './call-address.ts'

test('knows the networks that are one’s own', () => {
  for (const address of [
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '::ffff:8.8.8.8',
    '0:0:0:0:0:ffff:7f00:1',
    'not an address',
  ])
    expect([address, isPrivateAddress(address)]).toEqual([address, true])
  for (const address of ['8.8.8.8', '172.32.0.1', '192.169.0.1', '2400:3200::1'])
    expect([address, isPrivateAddress(address)]).toEqual([address, false])
})

test('takes http and https without a password, and private ones only where it may', () => {
  expect(faultOfAddress('https://gate.example/hook', false)).toBeUndefined()
  for (const address of ['ftp://gate.example', 'file:///etc/passwd', 'javascript:alert(1)', 'gate', ''])
    expect([address, faultOfAddress(address, true)]).toEqual([address, 'NOT_HTTP'])
  expect(faultOfAddress('https://me:secret@gate.example', false)).toBe('WITH_PASSWORD')
  for (const address of [
    'http://127.0.0.1:8080/',
    'http://localhost/',
    'http://[::1]/',
    // As a browser's address bar, URL reads other spellings of an IPv4 address.
    'http://2130706433/',
    'http://0x7f.1/',
  ]) {
    expect([address, faultOfAddress(address, false)]).toEqual([address, 'PRIVATE'])
    expect(faultOfAddress(address, true)).toBeUndefined()
  }
})
