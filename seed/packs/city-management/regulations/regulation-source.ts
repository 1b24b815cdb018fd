import type { BundleRegulation } from '../../../../server/exchange/bundle.ts'

/** A regulation as the pack writes it: of each article the codes of categories, then `@` before those of departments. */
export type RegulationSource = Omit<BundleRegulation, 'links' | 'isSummary'> & {
  readonly isSummary?: false
  readonly links: Readonly<Record<string, string>>
}

export function regulationOf({ text, links, isSummary, ...head }: RegulationSource): BundleRegulation {
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
