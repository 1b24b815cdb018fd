import type { BundleRegulation } from '../../../../server/exchange/bundle.ts'

/** A regulation as the pack writes it: of each article the codes of categories, then `@` before those of departments. */
export type RegulationSource = Omit<BundleRegulation, 'links' | 'isSummary'> & {
  readonly isSummary?: false
  /** The day on which title, dates and every article were checked against the public text. Stays in the pack. */
  readonly checkedOn?: string
  readonly links: Readonly<Record<string, string>>
}

export function regulationOf({
  text,
  links,
  isSummary,
  checkedOn: _,
  ...head
}: RegulationSource): BundleRegulation {
  return {
    ...head,
    isSummary: isSummary ?? true,
    text: text.trim(),
    links: Object.fromEntries(
      Object.entries(links).map(([article, codes]) => {
        const all = codes.split(' ')
        return [
          article,
          {
            categories: all.filter((code) => !code.startsWith('@')),
            departments: all.filter((code) => code.startsWith('@')).map((code) => code.slice(1)),
          },
        ]
      }),
    ),
  }
}
