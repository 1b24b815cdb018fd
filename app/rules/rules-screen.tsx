'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { withTexts } from '../_i18n/with-texts.tsx'
import { messages as mapTexts } from '../_map/messages.ts'
import { useApi } from '../_trpc/api.ts'
import { classNames } from '../_ui/class-names.ts'
import { FailedNote } from '../_ui/failed-note.tsx'
import { opens } from '../_ui/opens.ts'
import { Skeleton } from '../_ui/skeleton.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { useAddress } from '../_ui/use-address.ts'
import { DraftView } from './draft-view.tsx'
import { messages as rulesTexts } from './messages.ts'
import { RuleView } from './rule-view.tsx'
import { RulesList } from './rules-list.tsx'
import { formatRulesSearch, parseRulesSearch, type RulesSearch } from './search-params.ts'

const isStep = opens<RulesSearch>('code', 'draftId', 'caseId')

/** The rules that decide by themselves: which there are, what they say, why they said it. */
export const RulesScreen = withTexts({ rules: rulesTexts, map: mapTexts }, function RulesScreen() {
  const t = useTranslations('rules')
  const api = useApi()
  const [search, change] = useAddress(parseRulesSearch, formatRulesSearch, isStep)
  const list = useQuery(api.rules.list.queryOptions())
  const { data: newRules } = useQuery(api.rules.newRules.queryOptions())
  const isThere = (code: string) => list.data?.some((rule) => rule.code === code) ?? true
  const code = search.code ?? null
  // Beside the list there is always one to read; on a phone the list comes first.
  const shownCode = code ?? list.data?.[0]?.code ?? null
  return (
    <div className="flex h-full">
      <aside
        className={classNames(
          'w-full shrink-0 flex-col overflow-y-auto border-r bg-panel md:w-64',
          // A draft needs the room.
          search.draftId !== null ? 'hidden' : code ? 'hidden md:flex' : 'flex',
        )}
      >
        {list.data ? (
          <RulesList
            rules={list.data}
            newRules={newRules ?? []}
            code={shownCode}
            onOpen={(open, draftId) =>
              change({ code: open, version: null, draftId: draftId ?? null, caseId: null })
            }
          />
        ) : list.error ? (
          <FailedNote error={list.error} onRetry={() => void list.refetch()} />
        ) : (
          <div className="grid gap-3 p-4">
            <Skeleton className="h-6 w-40" />
            <Skeleton className="h-4 w-56" />
            <Skeleton className="h-4 w-48" />
          </div>
        )}
      </aside>
      <section
        className={classNames('min-w-0 flex-1 flex-col md:flex', code ? 'flex' : 'hidden')}
        aria-label={t('title')}
      >
        {code && search.draftId !== null ? (
          <DraftView
            key={search.draftId}
            draftId={search.draftId}
            // A rule that was never published is nowhere but in its draft.
            onBack={() => change({ code: isThere(code) ? code : null, draftId: null, version: null })}
          />
        ) : shownCode ? (
          <RuleView
            key={shownCode}
            code={shownCode}
            search={search}
            change={(next) => change({ code: shownCode, ...next })}
          />
        ) : (
          list.data && (
            <StateNote kind="empty" title={t('chooseRule')}>
              {t('chooseRuleDetail')}
            </StateNote>
          )
        )}
      </section>
    </div>
  )
})
