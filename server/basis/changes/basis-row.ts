/** One thing of the basis as it was and as it is to be; null: not there. Only fields that people may change. */
export type BasisRow = {
  /** Duty: `category id/area id or null`. Link: `piece id/category id`. Matter of the dictionary: its code. Check: `inspection item/check`. */
  readonly key: string
  /** As people call it. */
  readonly what: string
  readonly before: BasisValue | null
  readonly after: BasisValue | null
}
export type BasisValue = Readonly<Record<string, string | number | null | readonly string[]>>
export const CHANGED_THINGS = ['duties', 'links', 'dictionary', 'checklists'] as const
export type ChangedThing = (typeof CHANGED_THINGS)[number]

/** Whether two values say the same, whatever the order of their fields. */
export function isSameValue(a: BasisValue | null, b: BasisValue | null): boolean {
  return canonical(a) === canonical(b)
}

function canonical(value: BasisValue | null): string {
  return value === null ? '' : JSON.stringify(Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1)))
}
