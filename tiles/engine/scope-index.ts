/**
 * The areas that features of one layer lie in, numbered from 0 as they come, so that a reader's scope becomes a small
 * table of flags instead of a search for each feature.
 */
export class ScopeIndex {
  private readonly indexOf = new Map<number, number>()
  private readonly areaIds: number[] = []

  /** The number of an area, made if it is new. */
  number(scopeAreaId: number): number {
    const known = this.indexOf.get(scopeAreaId)
    if (known !== undefined) return known
    const index = this.areaIds.length
    this.areaIds.push(scopeAreaId)
    this.indexOf.set(scopeAreaId, index)
    return index
  }

  get count(): number {
    return this.areaIds.length
  }

  areaId(index: number): number {
    return this.areaIds[index]!
  }
}
