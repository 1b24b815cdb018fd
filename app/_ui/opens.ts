/**
 * What is opened where nothing was open is a step that the Back button undoes; going from one to the next is none, or Back
 * would lead through all of them.
 *
 * @example const isStep = opens<DeskSearch>('caseId')
 */
export function opens<T extends object>(...keys: readonly (keyof T)[]) {
  return (changed: Partial<T>, before: T): boolean =>
    keys.some((key) => before[key] === null && (changed[key] ?? null) !== null)
}
