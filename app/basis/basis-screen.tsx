'use client'

import { useTranslations } from 'next-intl'
import { Tabs } from 'radix-ui'
import { useEffect, useRef } from 'react'
import { withTexts } from '../_i18n/with-texts.tsx'
import { useAddress } from '../_ui/use-address.ts'
import { messages as caseBasisTexts } from '../desk/case/basis-messages.ts'
import { CategoryList } from './category-list.tsx'
import { DutyList } from './duty-list.tsx'
import { IndicatorList } from './indicator-list.tsx'
import { messages as basisTexts } from './messages.ts'
import { RegulationScreen } from './regulation-screen.tsx'
import { BASIS_TABS, type BasisTab, formatBasisSearch, parseBasisSearch } from './search-params.ts'
import { WorkCalendar } from './work-calendar.tsx'

/** Why we may act, who must, by when: the regulations, the matters, the duty list, and the days on which clocks run. */
export const BasisScreen = withTexts(
  { basis: basisTexts, caseBasis: caseBasisTexts },
  function BasisScreen() {
    const t = useTranslations('basis')
    const [search, change] = useAddress(parseBasisSearch, formatBasisSearch)
    const tabs = useRef<HTMLDivElement>(null)
    useEffect(() => {
      const list = tabs.current
      const chosen = list?.querySelector(`[data-tab="${search.tab}"]`)
      if (!list || !chosen) return
      // Again where letters or styles come after the first sight of it.
      const sizes = new ResizeObserver(() => chosen.scrollIntoView({ block: 'nearest', inline: 'center' }))
      for (const element of [list, ...list.children]) sizes.observe(element)
      return () => sizes.disconnect()
    }, [search.tab])
    return (
      <Tabs.Root
        value={search.tab}
        onValueChange={(tab) =>
          change(
            { tab: tab as BasisTab, text: '', categoryCode: null, classCode: null, isEditing: false },
            true,
          )
        }
        className="flex h-full flex-col bg-panel"
      >
        <header className="flex shrink-0 items-end gap-6 border-b px-4 max-sm:px-1">
          <h1 className="py-2.5 text-base font-semibold max-sm:sr-only">{t('title')}</h1>
          {/* Where they do not fit they scroll, the chosen one in sight; so the ring of focus lies within. */}
          <Tabs.List
            ref={tabs}
            className="-mb-px flex min-w-0 gap-1 overflow-x-auto overflow-y-hidden [scrollbar-width:none]"
            aria-label={t('title')}
          >
            {BASIS_TABS.map((tab) => (
              <Tabs.Trigger
                key={tab}
                value={tab}
                data-tab={tab}
                className="h-11 shrink-0 border-b-2 whitespace-nowrap border-transparent px-3 text-muted -outline-offset-2 hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-accent"
              >
                {t(`tab.${tab}`)}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
        </header>
        <Tabs.Content value="regulations" className="min-h-0 flex-1 outline-none">
          <RegulationScreen search={search} change={change} />
        </Tabs.Content>
        <Tabs.Content value="categories" className="min-h-0 flex-1 outline-none">
          <CategoryList search={search} change={change} />
        </Tabs.Content>
        <Tabs.Content value="duties" className="min-h-0 flex-1 outline-none">
          <DutyList search={search} change={change} />
        </Tabs.Content>
        <Tabs.Content value="indices" className="min-h-0 flex-1 overflow-auto outline-none">
          <IndicatorList />
        </Tabs.Content>
        <Tabs.Content value="calendar" className="min-h-0 flex-1 outline-none">
          <WorkCalendar />
        </Tabs.Content>
      </Tabs.Root>
    )
  },
)
