/** Hits by kind; kinds in the order in which their best hit came. */
export function groupHits<H extends { readonly kind: string }>(hits: readonly H[]): [H['kind'], H[]][] {
  return [...Map.groupBy(hits, (hit): H['kind'] => hit.kind)]
}

/**
 * The second line of a hit: codes of the program's own, such as a class of road, say nothing to people.
 *
 * @example detailOf({ detail: 'primary' }) // ''
 */
export function detailOf({ detail, name }: { readonly detail: string; readonly name: string }): string {
  return detail === name || /^[a-z_]+$/.test(detail) ? '' : detail
}
