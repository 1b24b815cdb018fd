/** Which things of a selection are in, though not all of them are at hand: all but a few, or a few only. */
export type Picked = { readonly isAll: boolean; readonly others: ReadonlySet<number> }

export const allPicked: Picked = { isAll: true, others: new Set() }
export const nonePicked: Picked = { isAll: false, others: new Set() }

export function isPicked({ isAll, others }: Picked, id: number): boolean {
  return others.has(id) !== isAll
}

export function toggled({ isAll, others }: Picked, id: number): Picked {
  const next = new Set(others)
  if (!next.delete(id)) next.add(id)
  return { isAll, others: next }
}

export function countPicked({ isAll, others }: Picked, total: number): number {
  return isAll ? Math.max(0, total - others.size) : others.size
}

/** As an export names them. */
export function namesOf({ isAll, others }: Picked): { ids?: number[]; exceptIds?: number[] } {
  if (isAll) return others.size === 0 ? {} : { exceptIds: [...others] }
  return { ids: [...others] }
}
