import { expect, test } from 'vitest'
import { messages } from './messages.ts'

/** `a.b.c` of every text, with the names of its placeholders. */
function keysOf(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([key, child]) =>
    typeof child === 'string'
      ? [`${prefix}${key} ${[...new Set(child.match(/\{\w+/g) ?? [])].sort().join(' ')}`]
      : keysOf(child, `${prefix}${key}.`),
  )
}

function textsOf(value: object): string[] {
  return Object.values(value).flatMap((child) => (typeof child === 'string' ? [child] : textsOf(child)))
}

test('both languages have the same keys with the same placeholders', () => {
  expect(keysOf(messages.en).sort()).toEqual(keysOf(messages.zh).sort())
})

test('no text is empty, and no English one has Chinese in it, the name of the product aside', () => {
  for (const text of [...textsOf(messages.zh), ...textsOf(messages.en)]) expect(text.trim()).not.toBe('')
  const mixed = textsOf(messages.en).filter((text) => /\p{Script=Han}/u.test(text.replace(/统管|中文/g, '')))
  expect(mixed).toEqual([])
})
