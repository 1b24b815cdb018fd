import { expect, it } from 'vitest'
import { opens } from './opens.ts'

type View = { readonly caseId: number | null; readonly text: string }
const isStep = opens<View>('caseId')
const none = { caseId: null, text: '' }

it.each([
  ['opening', { caseId: 1 }, none, true],
  ['the next one', { caseId: 2 }, { ...none, caseId: 1 }, false],
  ['closing', { caseId: null }, { ...none, caseId: 1 }, false],
  ['nothing opened', { text: 'a' }, none, false],
])('%s', (_, changed, before, expected) => expect(isStep(changed, before)).toBe(expected))
