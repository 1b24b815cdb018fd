import type { Transaction } from 'kysely'
import type { Category } from '../../basis/find-category.ts'
import type { Database } from '../../db/schema.ts'
import { CodedError } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Locator } from '../../locate/locator.ts'
import type { ActInput } from '../act-input.ts'
import type { CaseRecord } from '../case-row.ts'
import type { CaseChange } from '../write-step.ts'

/** What a verb works with: the locked case, the parsed input and the basis of that moment. */
export type VerbContext = {
  readonly trx: Transaction<Database>
  readonly locator: Locator
  readonly actor: Actor
  readonly record: CaseRecord
  readonly input: ActInput
  readonly at: Date
  readonly category: Category | undefined
}

/** What a verb changes besides the state, which the lifecycle gives. */
export type VerbEffect = {
  readonly set: CaseChange
  readonly data?: Readonly<Record<string, unknown>>
  /** What it says by itself, beside what the person wrote. */
  readonly note?: string | undefined
  /** The category after the step, where the verb changes it. */
  readonly category?: Category
  /** What the case's unit does from now on. */
  readonly unitStatus?: 'enroute' | 'busy' | 'idle'
}
export type Verb = (context: VerbContext) => VerbEffect | Promise<VerbEffect>

export function missing(field: string, zh: string, en: string): CodedError {
  return new CodedError('bad_input', 'MISSING_FIELD', zh, en, { field })
}

export function unknown(field: string, zh: string, en: string): CodedError {
  return new CodedError('bad_input', 'UNKNOWN_REFERENCE', zh, en, { field })
}
