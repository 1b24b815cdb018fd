import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { messages } from './messages.ts'
import { sharedMessages } from './shared-messages.ts'

const app = path.resolve(import.meta.dirname, '..')

/** All files that `entry` brings into a browser, by its imports and what it imports later. */
function filesOf(entry: string): Map<string, string> {
  const files = new Map<string, string>()
  const waiting = [entry]
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (files.has(file)) continue
    const code = readFileSync(file, 'utf8').replace(/^import type [^']*'[^']+'/gm, '')
    files.set(file, code)
    for (const [, address] of code.matchAll(/(?:from|import\(|import)\s*'(\.[^']+\.tsx?)'/g)) {
      const next = path.resolve(path.dirname(file), address!)
      if (existsSync(next)) waiting.push(next)
    }
  }
  return files
}

const pages = globSync('**/{page,layout,error,not-found}.tsx', { cwd: app })

test.each(pages)('%s brings the texts that its components ask for, and no others', (page) => {
  const asked = new Set<string>()
  const brought = new Set<string>()
  for (const code of filesOf(path.join(app, page)).values()) {
    for (const [, folder] of code.matchAll(/useTranslations\('([^'.]+)/g)) asked.add(folder!)
    for (const [, texts] of code.matchAll(/withTexts\(\s*\{([^}]*)\}/g))
      for (const [, folder] of texts!.matchAll(/(\w+):/g)) brought.add(folder!)
  }
  const shared = new Set(Object.keys(sharedMessages.zh))
  expect([...brought].sort()).toEqual([...asked].filter((folder) => !shared.has(folder)).sort())
})

test('what every page has is the same as what is checked and typed', () => {
  for (const locale of ['zh', 'en'] as const)
    for (const [folder, texts] of Object.entries(sharedMessages[locale]))
      expect(messages[locale]).toHaveProperty(folder, texts)
})
