export const BASIS_TABS = ['regulations', 'categories', 'duties', 'indices', 'calendar'] as const
export type BasisTab = (typeof BASIS_TABS)[number]

/** What the basis page shows, all of it in the address. */
export type BasisSearch = {
  readonly tab: BasisTab
  readonly regulationId: number | null
  /** Key of a piece of it: `17`, `Z2`. */
  readonly article: string | null
  /** What is looked for in the tab. */
  readonly text: string
  readonly categoryCode: string | null
  readonly departmentCode: string | null
  readonly classCode: string | null
  readonly isOwnerless: boolean
  /** A regulation is being taken in. */
  readonly isNew: boolean
  /** The limits of the category are being changed; without a category those of escalation. */
  readonly isEditing: boolean
}

const EMPTY: BasisSearch = {
  tab: 'regulations',
  regulationId: null,
  article: null,
  text: '',
  categoryCode: null,
  departmentCode: null,
  classCode: null,
  isOwnerless: false,
  isNew: false,
  isEditing: false,
}

export function parseBasisSearch(search: { get(name: string): string | null }): BasisSearch {
  const tab = BASIS_TABS.find((one) => one === search.get('tab'))
  const id = Number(search.get('regulation'))
  return {
    tab: tab ?? EMPTY.tab,
    regulationId: Number.isSafeInteger(id) && id > 0 ? id : null,
    article: search.get('article') || null,
    text: (search.get('q') ?? '').slice(0, 100),
    categoryCode: search.get('category') || null,
    departmentCode: search.get('department') || null,
    classCode: search.get('class') || null,
    isOwnerless: search.get('ownerless') === 'yes',
    isNew: search.get('new') === 'yes',
    isEditing: search.get('limits') === 'edit',
  }
}

/** Writes an address query without the `?`; what is as usual is left out. */
export function formatBasisSearch(view: Partial<BasisSearch>): string {
  const { tab, regulationId, article, text, categoryCode, departmentCode, classCode, isOwnerless, ...rest } =
    {
      ...EMPTY,
      ...view,
    }
  const search = new URLSearchParams()
  if (tab !== EMPTY.tab) search.set('tab', tab)
  if (regulationId !== null) search.set('regulation', String(regulationId))
  if (article) search.set('article', article)
  if (text) search.set('q', text)
  if (categoryCode) search.set('category', categoryCode)
  if (departmentCode) search.set('department', departmentCode)
  if (classCode) search.set('class', classCode)
  if (isOwnerless) search.set('ownerless', 'yes')
  if (rest.isNew) search.set('new', 'yes')
  if (rest.isEditing) search.set('limits', 'edit')
  return search.toString()
}

/** A link to an article in the reader. */
export function articleHref(regulationId: number, article: string): string {
  return `/basis?${formatBasisSearch({ regulationId, article })}`
}
