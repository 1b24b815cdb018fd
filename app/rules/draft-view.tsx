import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { BackTest } from './back-test.tsx'
import { DraftActions } from './draft-actions.tsx'
import { DraftTable } from './draft-table.tsx'
import { Findings } from './findings.tsx'
import { TestCases } from './test-cases.tsx'
import { type Draft, useDraft } from './use-draft.ts'

/** A draft of a rule by its number in the address. */
export function DraftView({ draftId, onBack }: { draftId: number; onBack: () => void }) {
  const shell = useTranslations('shell')
  const { locale } = usePreferences()
  const api = useApi()
  const draft = useQuery({
    ...api.rules.draft.queryOptions({ draftId }),
    // What is edited here is the truth until it is kept; it is loaded anew after each step of its way.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  if (draft.error)
    return (
      <StateNote
        kind="error"
        title={shell('failedTitle')}
        action={<Button onClick={onBack}>{shell('back')}</Button>}
      >
        {errorTextOf(draft.error, locale)}
      </StateNote>
    )
  if (!draft.data)
    return (
      <div className="grid gap-3 p-4">
        <Skeleton className="h-6 w-64" />
        <Skeleton className="h-40 w-full" />
      </div>
    )
  return <DraftEditor key={`${draft.data.draftId}/${draft.data.state}`} draft={draft.data} onBack={onBack} />
}

function DraftEditor({ draft, onBack }: { draft: Draft; onBack: () => void }) {
  const t = useTranslations('rules')
  const shell = useTranslations('shell')
  const { locale } = usePreferences()
  const api = useApi()
  const client = useQueryClient()
  const hand = useDraft(draft)
  const { looked } = hand
  const isEditable = draft.state === 'draft' && draft.may.includes('submit')
  const saving = hand.error
    ? t('notSaved')
    : hand.isKeeping || !hand.isKept
      ? t('saving')
      : isEditable
        ? t('saved')
        : t(`draftState.${draft.state}`)
  return (
    <>
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-panel px-4 py-2.5">
        <Button look="quiet" size="icon" onClick={onBack} aria-label={shell('back')}>
          <ArrowLeft aria-hidden className="size-4" />
        </Button>
        <div className="min-w-0 flex-1">
          <h2 className="text-base font-semibold">
            {t('draftOf', { name: inLocale(locale, draft.name, draft.nameEn) })}
          </h2>
          <p className="text-muted">
            {draft.code} · {t(`draftState.${draft.state}`)} · {draft.authorName} ·{' '}
            {draft.baseVersion === 0 ? t('newRule') : t('basedOn', { n: draft.baseVersion })}
            {draft.publishedVersion !== null && ` · ${t('publishedAs', { n: draft.publishedVersion })}`}
          </p>
          {draft.isStale && <p className="text-overdue">▲ {t('stale')}</p>}
          {draft.note && <p className="text-muted">{draft.note}</p>}
        </div>
        <span role="status" className={hand.error ? 'text-overdue' : 'text-muted'}>
          {saving}
        </span>
        {hand.error && <Button onClick={hand.retry}>{shell('retry')}</Button>}
        {isEditable && (
          <Button look="quiet" disabled={!hand.canUndo} onClick={hand.undo}>
            <Undo2 aria-hidden className="size-4" /> {t('undo')}
          </Button>
        )}
      </header>
      {hand.error && <p className="px-4 py-1 text-overdue">{errorTextOf(hand.error, locale)}</p>}
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto xl:flex-row xl:overflow-hidden">
        <div className="min-w-0 flex-1 xl:overflow-auto">
          <DraftTable
            draft={draft}
            table={hand.table}
            looked={looked}
            isEditable={isEditable}
            onEdit={(table) => hand.edit({ table })}
          />
        </div>
        <aside
          className="flex shrink-0 flex-col border-t bg-panel xl:w-104 xl:border-t-0 xl:border-l"
          aria-label={t('draftChecks')}
        >
          <div className="min-h-0 flex-1 xl:overflow-y-auto">
            <Findings
              rule={{ facts: draft.facts, outcomes: draft.outcomes, names: looked.names }}
              findings={looked.findings}
            />
            <TestCases
              draft={draft}
              tests={hand.tests}
              looked={looked}
              isEditable={isEditable}
              onEdit={(tests) => hand.edit({ tests })}
            />
            <BackTest draft={draft} version={hand.version} isKept={hand.isKept} />
          </div>
          <DraftActions
            draft={draft}
            version={hand.version}
            isBusy={!hand.isKept || hand.isKeeping}
            onDone={() => {
              void client.invalidateQueries({ queryKey: api.rules.pathKey() })
            }}
          />
        </aside>
      </div>
    </>
  )
}
