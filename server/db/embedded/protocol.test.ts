import { expect, test } from 'vitest'
import {
  fatalMessage,
  greeting,
  isThrownOut,
  MessageReader,
  queryMessage,
  readyStatus,
  runsStatement,
  statementOf,
} from './protocol.ts'

const STARTUP = Buffer.concat([Buffer.from([0, 0, 0, 9, 0, 3, 0, 0]), Buffer.alloc(1)])

test('cuts a stream into messages, whatever its pieces', () => {
  const stream = Buffer.concat([STARTUP, queryMessage('select 1'), queryMessage("select '井盖'")])
  for (const size of [1, 3, 7, 1000]) {
    const reader = new MessageReader()
    const seen: string[] = []
    for (let start = 0; start < stream.length; start += size) {
      reader.push(stream.subarray(start, start + size))
      for (let message = reader.next(); message; message = reader.next()) {
        if (message.type === '') reader.greeted()
        seen.push(message.type === '' ? 'startup' : statementOf(message).text)
      }
    }
    expect(seen).toEqual(['startup', 'select 1', "select '井盖'"])
  }
})

test('reads name and text of a Parse message', () => {
  const body = Buffer.from('s1\0select $1\0\0\0')
  const bytes = Buffer.concat([Buffer.from('P'), Buffer.from([0, 0, 0, body.length + 4]), body])
  expect(statementOf({ type: 'P', bytes })).toEqual({ name: 's1', text: 'select $1' })
})

test('refuses an impossible length', () => {
  const reader = new MessageReader()
  reader.push(Buffer.from([0, 0, 0, 2]))
  expect(() => reader.next()).toThrow(RangeError)
})

test('tells by the last message how a response ended', () => {
  expect(readyStatus(greeting({ TimeZone: 'UTC' }, 7))).toBe('I')
  expect(readyStatus(fatalMessage('25P03', 'too long'))).toBeUndefined()
  expect(readyStatus(new Uint8Array(0))).toBeUndefined()
})

test('knows the answer of an engine that was thrown out of its statement', () => {
  const ready = [0x5a, 0, 0, 0, 5, 0x49]
  const bound = [0x31, 0, 0, 0, 4, 0x32, 0, 0, 0, 4]
  const complete = [0x43, 0, 0, 0, 6, 0x58, 0]
  const warning = Buffer.from('SWARNING\0C01000\0Msnapshot 0xa2840e8 still active\0\0')
  const notice = [0x4e, 0, 0, 0, 4 + warning.length, ...warning]
  expect(isThrownOut(Uint8Array.from([...bound, ...complete, ...ready]))).toBe(false)
  expect(isThrownOut(Uint8Array.from([0x45, 0, 0, 0, 5, 0, ...ready]))).toBe(false)
  expect(isThrownOut(Uint8Array.from([...bound, ...ready]))).toBe(true)
  expect(isThrownOut(Uint8Array.from([...bound, 0x73, 0, 0, 0, 4, ...ready]))).toBe(true)
  expect(isThrownOut(Uint8Array.from([...notice, ...complete, ...ready]))).toBe(true)
  expect(runsStatement(queryMessage('select 1'))).toBe(true)
  expect(runsStatement(Uint8Array.from([0x53, 0, 0, 0, 4]))).toBe(false)
})
