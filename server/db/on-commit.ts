import type { Transaction } from 'kysely'
import type { Database } from './schema.ts'

const waiting = new WeakMap<Transaction<Database>, Set<() => void>>()

/** Calls `fn` once when this transaction has been committed; never when it was rolled back. */
export function onCommit(trx: Transaction<Database>, fn: () => void): void {
  const functions = waiting.get(trx)
  if (functions) functions.add(fn)
  else waiting.set(trx, new Set([fn]))
}

/** To be called by whoever commits. */
export function afterCommit(trx: Transaction<Database>): void {
  for (const fn of waiting.get(trx) ?? []) fn()
  waiting.delete(trx)
}
