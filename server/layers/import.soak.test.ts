import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { freshEmbedded } from '../../test/embedded.ts'
import { loadTinyCity, tinyActor, tinyServices } from '../../test/tiny-city.ts'
import { importFile } from './import-file.ts'

const ROWS = 100_000

/** Longer than a piece takes on a busy machine, far shorter than the whole file does. */
const MOST_MILLISECONDS = 5000

test('nobody waits long while a hundred thousand rows come in, and while all of them change', async () => {
  const database = await freshEmbedded()
  const folder = await mkdtemp(path.join(tmpdir(), 'import-'))
  try {
    await loadTinyCity(database.db)
    const services = await tinyServices(database.db, folder)
    const file = (word: string) =>
      new TextEncoder().encode(
        `id,name,lng,lat\n${Array.from({ length: ROWS }, (_, i) => `${i},${word}${i},${118.8 + (i % 300) * 1e-4},${31.9 + (i % 290) * 1e-4}`).join('\n')}\n`,
      )
    const target = { kind: 'layer', code: 'many', name: 'many', idColumn: 'id', nameColumn: 'name' } as const
    for (const [word, outcome] of [
      ['a', 'inserted'],
      ['b', 'changed'],
    ] as const) {
      let isRunning = true
      const waits: number[] = []
      const others = (async () => {
        while (isRunning) {
          const before = performance.now()
          await sql`select count(*) from area`.execute(database.db)
          waits.push(performance.now() - before)
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      })()
      const input = { fileName: 'many.csv', mode: 'load', target } as const
      const before = performance.now()
      const report = await importFile(services, tinyActor('planner'), file(word), input, () => {})
      const seconds = (performance.now() - before) / 1000
      isRunning = false
      await others
      expect(report.counts[outcome]).toBe(ROWS)
      waits.sort((a, b) => a - b)
      console.log(
        `${outcome}: ${seconds.toFixed(1)} s; others waited ${waits[waits.length >> 1]?.toFixed(0)} ms in the middle, ${waits.at(-1)?.toFixed(0)} ms at most`,
      )
      expect(waits.at(-1)).toBeLessThan(MOST_MILLISECONDS)
    }
  } finally {
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  }
}, 900_000)
