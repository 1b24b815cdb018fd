import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { tileSources } from '../../tiles/sources/index.ts'
import { appRouter } from '../router.ts'
import {
  EVENT_PERMISSIONS,
  holds,
  isOpen,
  LAYER_PERMISSIONS,
  PERMISSIONS,
  permissionsOf,
  ROLES,
} from './permissions.ts'

const SERVER = path.join(import.meta.dirname, '..')

function sources(folder = SERVER): { readonly file: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('.suite.ts'))
    .map((file) => ({ file, text: readFileSync(path.join(folder, file), 'utf8') }))
}

describe('everything declares its permission', () => {
  test('every procedure', () => {
    const procedures = appRouter._def.procedures as unknown as Record<
      string,
      { _def: { meta?: { permission?: string } } }
    >
    expect(Object.keys(procedures).length).toBeGreaterThan(10)
    const undeclared = Object.entries(procedures).filter(
      ([, procedure]) => !Object.hasOwn(PERMISSIONS, procedure._def.meta?.permission ?? ''),
    )
    expect(undeclared.map(([name]) => name)).toEqual([])
  })

  test('no procedure is made but by `declared`', () => {
    const others = sources().filter(
      ({ file, text }) => file !== 'trpc.ts' && /initTRPC|\.procedure\b/.test(text),
    )
    expect(others.map(({ file }) => file)).toEqual([])
  })

  test('every domain router is part of the whole, so that the test above has seen it', () => {
    const root = readFileSync(path.join(SERVER, 'router.ts'), 'utf8')
    const forgotten = sources()
      .filter(({ file }) => /^[a-z-]+\/router\.ts$/.test(file))
      .filter(({ file }) => !root.includes(`'./${file}'`))
    expect(forgotten.map(({ file }) => file)).toEqual([])
  })

  test('every tile layer, and only those for everyone are kept for everyone', () => {
    expect(Object.keys(tileSources).sort()).toEqual(Object.keys(LAYER_PERMISSIONS).sort())
    for (const { name, access } of Object.values(tileSources)) {
      expect([name, access]).toEqual([name, LAYER_PERMISSIONS[name] === 'map.public' ? 'public' : 'scoped'])
    }
  })

  test('every type of event that is written', () => {
    const written = sources().flatMap(({ text }) =>
      [...text.matchAll(/type: '([a-z]+\.[a-z_]+)'/g)].map((match) => match[1] ?? ''),
    )
    expect(written.filter((type) => !Object.hasOwn(EVENT_PERMISSIONS, type))).toEqual([])
  })
})

describe('holds', () => {
  test('asks nothing of what is open and a role of the rest', () => {
    expect(holds(null, 'reports.submit')).toBe(true)
    expect(holds(null, 'cases.read')).toBe(false)
    expect(holds(['resident'], 'cases.read')).toBe(false)
    expect(holds(['resident', 'dispatcher'], 'cases.read')).toBe(true)
  })
  test('the wall sees the map and no case with its people', () => {
    expect(permissionsOf(['wall'])).toContain('map.cases')
    for (const hidden of ['cases.read', 'attachments.read', 'cases.act', 'reports.resolve'] as const) {
      expect(holds(['wall'], hidden)).toBe(false)
    }
  })
  test('a device only brings things in', () => {
    expect(permissionsOf(['device']).filter((permission) => !isOpen(permission))).toEqual([
      'operations.measure',
      'locate.read',
      'reports.batch',
      'units.move',
      'sensors.ingest',
    ])
  })
  test('an administrator holds everything', () => {
    expect(permissionsOf(['admin'])).toEqual(Object.keys(PERMISSIONS))
    expect(ROLES).toContain('admin')
  })
})
