import { describe, expect, it } from 'vitest'
import type { CaseRow } from '../../server/cases/case-rows.ts'
import { VERB_RULES } from '../../server/cases/machine.ts'
import type { CaseState } from '../../server/exchange/bundle.ts'
import { createRandom } from '../city/random.ts'
import { type OpenCase, planStep, type Scene } from './plan-step.ts'

const NOW_MS = Date.parse('2026-11-23T08:00:00Z')

function open(caseId: number, state: CaseState, seconds: number, rest: Partial<CaseRow> = {}): OpenCase {
  const row: CaseRow = {
    caseId,
    number: `3299012026112300${caseId}`,
    version: 3,
    state,
    channel: 'hotline',
    foundBy: 'public',
    categoryId: 1,
    categoryName: '暴露垃圾',
    categoryNameEn: 'Garbage in the open',
    severity: 'normal',
    description: '',
    address: '',
    lngLat: [118.8, 31.93],
    areaName: '',
    areaNameEn: '',
    dutyGridId: 5,
    dutyGridCode: '',
    dutyGridName: '',
    dutyGridNameEn: '',
    departmentId: 2,
    departmentName: '',
    departmentNameEn: '',
    unitId: null,
    unitName: '',
    unitNameEn: '',
    reportedAt: new Date(NOW_MS - seconds * 1000).toISOString(),
    dueAt: new Date(NOW_MS + caseId * 60_000).toISOString(),
    handleDueAt: null,
    runningDueAt: null,
    clockLevel: 'normal',
    clock: null,
    remainingMinutes: 60,
    isPaused: false,
    masterCaseId: null,
    claimedBy: '',
    claimedByUserId: '',
    family: null,
    ...rest,
  }
  return { row, sinceMs: NOW_MS - seconds * 1000 }
}

const scene: Scene = {
  nowMs: NOW_MS,
  handlerDepartmentIds: [2],
  isOnShift: () => true,
  arrivedMs: () => undefined,
}
const plan = (cases: readonly OpenCase[], change: Partial<Scene> = {}, label = 'a') =>
  planStep(cases, { ...scene, ...change }, createRandom(label))

describe('planStep', () => {
  it('leaves a fresh case to people, and takes it on later', () => {
    expect(plan([open(1, 'registered', 89)])).toBeUndefined()
    expect(plan([open(1, 'registered', 90)])).toEqual({
      caseId: 1,
      version: 3,
      verb: 'dispatch',
      post: 'dispatcher',
    })
  })

  it('plans only steps that follow from the state, by a post that may take them', () => {
    const states: readonly CaseState[] = [
      'reported',
      'verifying',
      'accepted',
      'registered',
      'dispatched',
      'signed',
      'handled',
      'fed_back',
    ]
    for (const state of states)
      for (let i = 0; i < 80; i++) {
        const step = plan([open(1, state, 9999)], {}, `${state}/${i}`)
        if (!step) throw new Error(`Nothing planned for ${state}`)
        expect(VERB_RULES[step.verb].from).toContain(state)
        expect(VERB_RULES[step.verb].roles).toContain(step.post)
        if (VERB_RULES[step.verb].needs.includes('note')) expect(step.note).toBeTruthy()
      }
    expect(plan([open(1, 'closed', 9999), open(2, 'canceled', 9999)])).toBeUndefined()
  })

  it('lets a department with an account of its own act itself, the administrator for the others', () => {
    expect(plan([open(1, 'handled', 99)])?.post).toBe('department_handler')
    expect(plan([open(1, 'handled', 99, { departmentId: 7 })])?.post).toBe('admin')
  })

  it('handles a case when its unit has been there for two minutes', () => {
    const signed = [open(1, 'signed', 300, { unitId: 9 })]
    expect(plan(signed)).toBeUndefined()
    expect(plan(signed, { arrivedMs: () => NOW_MS - 119_000 })).toBeUndefined()
    expect(plan(signed, { arrivedMs: () => NOW_MS - 120_000 })?.verb).toBe('handle')
    expect(plan(signed, { isOnShift: () => false })?.verb).toBe('handle')
    expect(plan([open(1, 'signed', 720, { unitId: 9 })])?.verb).toBe('handle')
  })

  it('cannot register what is unclear, and gives it up after days', () => {
    expect(plan([open(1, 'accepted', 200_000, { categoryId: null })])).toBeUndefined()
    expect(plan([open(1, 'accepted', 260_000, { dutyGridId: null })])?.verb).toBe('cancel')
  })

  it('prefers what is due first, but not only', () => {
    const cases = Array.from({ length: 20 }, (_, i) => open(20 - i, 'registered', 999))
    const random = createRandom('leaning')
    const chosen = Array.from({ length: 400 }, () => planStep(cases, scene, random)!.caseId)
    const share = chosen.filter((caseId) => caseId <= 5).length / chosen.length
    expect(share).toBeGreaterThan(0.4)
    expect(share).toBeLessThan(0.6)
    expect(Math.max(...chosen)).toBe(20)
  })

  it('plans the same again from the same draws', () => {
    const cases = Array.from({ length: 9 }, (_, i) => open(i + 1, 'dispatched', 999))
    const steps = () => {
      const random = createRandom('again')
      return Array.from({ length: 30 }, () => planStep(cases, scene, random))
    }
    expect(steps()).toEqual(steps())
  })
})
