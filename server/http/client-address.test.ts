import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { clientAddressOf } from './client-address.ts'

const request = (forwarded?: string) =>
  ({
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    socket: { remoteAddress: '10.0.0.9' },
  }) as unknown as IncomingMessage

test('believes only the proxy that is ours, and of its list only the last', () => {
  expect(clientAddressOf(request('6.6.6.6'), false)).toBe('10.0.0.9')
  expect(clientAddressOf(request('6.6.6.6, 20.1.2.3'), true)).toBe('20.1.2.3')
  expect(clientAddressOf(request(), true)).toBe('10.0.0.9')
})
