import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** Parts of a page side by side, the chosen one underlined. */
export function TabList<Tab extends string>({
  label,
  tabs,
  chosen,
  onChoose,
  className,
  children,
}: {
  label: string
  tabs: readonly Tab[]
  chosen: Tab
  onChoose: (tab: Tab) => void
  className?: string
  /** What stands on a tab. */
  children: (tab: Tab) => ReactNode
}) {
  return (
    <div role="tablist" aria-label={label} className={classNames('flex gap-1', className)}>
      {tabs.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          aria-selected={chosen === tab}
          data-tab={tab}
          onClick={() => onChoose(tab)}
          className={classNames(
            'border-b-2 px-2.5 py-1.5 pointer-coarse:min-h-11',
            chosen === tab
              ? 'border-accent font-medium text-ink'
              : 'border-transparent text-muted hover:text-ink',
          )}
        >
          {children(tab)}
        </button>
      ))}
    </div>
  )
}
