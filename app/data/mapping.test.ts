import { expect, test } from 'vitest'
import type { ImportReport } from '../../server/layers/import-file.ts'
import { guessedMapping, readingOf, targetOf } from './mapping.ts'

const report = {
  source: {
    columns: ['id', '名称', '电话', 'lng', 'lat'],
    system: 'WGS84',
    geometry: { kind: 'xy', x: 'lng', y: 'lat' },
    roles: { id: 'id', name: '名称', category: null, address: null, personal: ['电话'] },
  },
} as unknown as ImportReport

test('a file suggests a layer named after it, without what looks personal', () => {
  const mapping = guessedMapping(report, 'City Wells 2026.csv', 'x1')
  expect(targetOf(mapping)).toEqual({
    kind: 'layer',
    code: 'city-wells-2026',
    name: 'City Wells 2026',
    idColumn: 'id',
    nameColumn: '名称',
    columns: ['id', '名称'],
  })
  expect(readingOf(mapping)).toEqual({ system: 'WGS84', geometry: { kind: 'xy', x: 'lng', y: 'lat' } })
  expect(guessedMapping(report, '水井.csv', 'x1').layerCode).toBe('layer-x1')
})

test('components need a code and a category; a layer a proper code', () => {
  const mapping = { ...guessedMapping(report, 'a.csv', 'x1'), kind: 'parts' as const }
  expect(targetOf(mapping)).toBeUndefined()
  expect(targetOf({ ...mapping, categoryColumn: '名称' })).toEqual({
    kind: 'parts',
    codeColumn: 'id',
    categoryColumn: '名称',
    nameColumn: '名称',
  })
  expect(targetOf({ ...mapping, kind: 'layer', layerCode: 'Nö' })).toBeUndefined()
})
