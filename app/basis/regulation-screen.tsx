'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { useSession } from '../_ui/session-gate.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { FoundArticles } from './found-articles.tsx'
import { IntakeScreen } from './intake-screen.tsx'
import { NotYet } from './not-yet.tsx'
import { RegulationReader } from './regulation-reader.tsx'
import { RegulationTree } from './regulation-tree.tsx'
import { SearchBox } from './search-box.tsx'
import type { BasisSearch } from './search-params.ts'

/** The registry on the left, by rank or by what was looked for; one regulation to read on the right. */
export function RegulationScreen({
  search,
  change,
}: {
  search: BasisSearch
  change: (change: Partial<BasisSearch>, isStep?: boolean) => void
}) {
  const t = useTranslations('basis')
  const { permissions } = useSession()
  const isEditor = permissions.includes('basis.edit')
  const api = useApi()
  const list = useQuery(api.basis.regulations.queryOptions())
  // Beside the registry there is always one to read; on a phone the registry comes first.
  const regulationId = search.regulationId ?? list.data?.[0]?.regulationId ?? null
  const open = useQuery({
    ...api.basis.regulation.queryOptions({ regulationId: regulationId ?? 0 }),
    enabled: regulationId !== null,
  })
  const onText = useCallback((text: string) => change({ text }), [change])
  const onOpen = (opened: number, article: string | null = null) =>
    change({ regulationId: opened, article }, true)
  if (search.isNew && isEditor) {
    return (
      <IntakeScreen
        regulations={list.data ?? []}
        onBack={() => change({ isNew: false }, true)}
        onKept={(kept) => change({ isNew: false, regulationId: kept, article: null, text: '' }, true)}
      />
    )
  }
  const isReading = search.regulationId !== null
  return (
    <div className="flex h-full">
      <aside
        className={classNames(
          'flex w-96 shrink-0 flex-col border-r max-md:w-full max-md:border-r-0',
          isReading && 'max-md:hidden',
        )}
      >
        <div className="flex gap-2 border-b px-4 py-3">
          <div className="min-w-0 flex-1">
            <SearchBox label={t('searchArticles')} text={search.text} onText={onText} />
          </div>
          {isEditor && (
            <Button size="medium" onClick={() => change({ isNew: true }, true)}>
              <Plus aria-hidden className="size-4" />
              {t('intakeShort')}
            </Button>
          )}
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto">
          {search.text !== '' ? (
            <FoundArticles
              text={search.text}
              openId={search.regulationId}
              article={search.article}
              onOpen={onOpen}
            />
          ) : list.data ? (
            <RegulationTree
              regulations={list.data}
              open={open.data?.regulationId === regulationId ? open.data : undefined}
              openId={regulationId}
              onOpen={onOpen}
            />
          ) : (
            <NotYet error={list.error} onRetry={() => void list.refetch()} />
          )}
        </div>
      </aside>
      <section
        data-scroller
        className={classNames('min-w-0 flex-1 overflow-y-auto', !isReading && 'max-md:hidden')}
      >
        {regulationId === null && list.data ? (
          <StateNote kind="empty" title={t('choose')}>
            {t('chooseDetail')}
          </StateNote>
        ) : open.data ? (
          <RegulationReader
            key={open.data.regulationId}
            regulation={open.data}
            article={search.article}
            text={search.text}
            isEditor={isEditor}
            onOpen={onOpen}
            onBack={() => change({ regulationId: null, article: null }, true)}
          />
        ) : (
          <NotYet error={list.error ?? open.error} onRetry={() => void open.refetch()} />
        )}
      </section>
    </div>
  )
}
