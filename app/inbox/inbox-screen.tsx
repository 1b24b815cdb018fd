'use client'

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { withTexts } from '../_i18n/with-texts.tsx'
import { useRenewal } from '../_live/use-renewal.ts'
import { messages as mapTexts } from '../_map/messages.ts'
import { useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { FailedNote } from '../_ui/failed-note.tsx'
import { Select } from '../_ui/field.tsx'
import { opens } from '../_ui/opens.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { useAddress } from '../_ui/use-address.ts'
import { useHotkeys } from '../_ui/use-hotkeys.ts'
import { messages as uploadsTexts } from '../_uploads/messages.ts'
import { messages as caseBasisTexts } from '../desk/case/basis-messages.ts'
import { CasePanel } from '../desk/case/case-panel.tsx'
import { messages as caseworkTexts } from '../desk/case/messages.ts'
import { messages as deskTexts } from '../desk/messages.ts'
import { BatchBar } from './batch-bar.tsx'
import { InboxList } from './inbox-list.tsx'
import { InboxMap } from './inbox-map.tsx'
import { messages as inboxTexts } from './messages.ts'
import { formatInboxSearch, type InboxSearch, parseInboxSearch } from './search-params.ts'

const isStep = opens<InboxSearch>('caseId')

/** Remaining times are the server's; they are renewed as the clock runs. */
const renewMs = 60_000

/** What waits for a department, worked off from top to bottom: the list, and the case in hand beside it. */
export const InboxScreen = withTexts(
  {
    inbox: inboxTexts,
    map: mapTexts,
    desk: deskTexts,
    casework: caseworkTexts,
    uploads: uploadsTexts,
    caseBasis: caseBasisTexts,
  },
  function InboxScreen() {
    const t = useTranslations('inbox')
    const shell = useTranslations('shell')
    const { locale } = usePreferences()
    const { roles, departmentIds } = useSession()
    const api = useApi()
    const queryClient = useQueryClient()
    const [search, change] = useAddress(parseInboxSearch, formatInboxSearch, isStep)
    const [marked, setMarked] = useState<ReadonlySet<number>>(new Set())
    const mayLookAnywhere = roles.some((role) => role !== 'department_handler')
    const departments = useQuery({ ...api.departments.list.queryOptions(), enabled: mayLookAnywhere })
    const { data, error, refetch, isFetching } = useQuery({
      ...api.cases.inbox.queryOptions(search.departmentId ? { departmentId: search.departmentId } : {}),
      refetchInterval: renewMs,
      placeholderData: keepPreviousData,
    })
    const renew = () => void queryClient.invalidateQueries({ queryKey: api.cases.inbox.queryKey() })
    useRenewal((event) => event.entity === 'case', renew)
    useRenewal(
      (event) => event.entity === 'case' && Number(event.entityId) === search.caseId,
      () =>
        search.caseId !== null &&
        void queryClient.invalidateQueries({ queryKey: api.cases.get.queryKey({ caseId: search.caseId }) }),
    )

    // Somebody with no department of their own looks at none before choosing one.
    const isOfNone = data?.departmentIds.length === 0
    const canChoose = mayLookAnywhere && departments.data?.length !== 0
    const groups = data?.groups.filter(({ group }) => search.group === null || group === search.group) ?? []
    const rows = groups.flatMap((group) => group.rows)
    const total = data?.groups.reduce((sum, group) => sum + group.total, 0) ?? 0
    const markedRows = rows.filter((row) => marked.has(row.caseId))
    const toggle = (caseId: number) =>
      setMarked((before) => {
        const after = new Set(before)
        if (!after.delete(caseId)) after.add(caseId)
        return after
      })

    useHotkeys('page', (key) => {
      const index = rows.findIndex((row) => row.caseId === search.caseId)
      if (key === 'j' || key === 'ArrowDown' || key === 'k' || key === 'ArrowUp') {
        const step = key === 'j' || key === 'ArrowDown' ? 1 : -1
        const next = rows[index < 0 ? 0 : index + step]
        if (next) change({ caseId: next.caseId })
      } else if (key === 'x' && search.caseId !== null) toggle(search.caseId)
      else if (key === 'Escape' && search.caseId !== null) change({ caseId: null })
      else return false
      return true
    })

    return (
      <div className="flex h-full">
        <section
          aria-label={t('title')}
          className={classNames(
            'flex min-h-0 w-full flex-col border-r bg-panel md:w-[27rem] md:flex-none',
            search.caseId !== null && 'max-md:hidden',
          )}
        >
          <header className="border-b px-3 pt-3 pb-2">
            <div className="flex items-center gap-2">
              <h1 className="flex-1 text-base font-semibold">{t('title')}</h1>
              {mayLookAnywhere && (
                <Select
                  aria-label={t('department')}
                  value={search.departmentId ?? departmentIds[0] ?? ''}
                  onChange={(event) => {
                    setMarked(new Set())
                    change({ departmentId: Number(event.target.value) || null, caseId: null })
                  }}
                  className="h-8 w-52 max-w-[60%]"
                >
                  {departmentIds.length === 0 && <option value="">{t('choose')}</option>}
                  {departments.data?.map((one) => (
                    <option key={one.departmentId} value={one.departmentId}>
                      {inLocale(locale, one.name, one.nameEn)}
                    </option>
                  ))}
                </Select>
              )}
            </div>
            <nav aria-label={t('groups')} className="mt-2 flex flex-wrap gap-1 pb-1">
              {[null, ...(data?.groups.map(({ group }) => group) ?? [])].map((group) => {
                const count =
                  group === null ? total : (data?.groups.find((one) => one.group === group)?.total ?? 0)
                const isOn = search.group === group
                if (count === 0 && !isOn && group !== null) return null
                return (
                  <Button
                    key={group ?? 'all'}
                    look="quiet"
                    aria-pressed={isOn}
                    data-group={group ?? 'all'}
                    onClick={() => change({ group })}
                    className={classNames(
                      isOn && 'bg-accent-soft font-medium text-accent hover:bg-accent-soft hover:text-accent',
                    )}
                  >
                    {group === null ? t('all') : t(`group.${group}`)}
                    {!isOfNone && <span className="tabular-nums">{count}</span>}
                  </Button>
                )
              })}
            </nav>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto" aria-busy={isFetching}>
            {error && !data ? (
              <FailedNote error={error} onRetry={() => void refetch()} />
            ) : !data ? (
              <div role="status" aria-label={shell('loading')} className="flex flex-col gap-4 p-4">
                {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
                  <div key={key} className="flex flex-col gap-2">
                    <Skeleton className="h-4 w-3/4" />
                    <Skeleton className="h-3 w-1/2" />
                  </div>
                ))}
              </div>
            ) : isOfNone ? (
              <StateNote kind="empty" title={canChoose ? t('choose') : t('noDepartment')}>
                {canChoose ? t('chooseOne') : !mayLookAnywhere && t('askForDepartment')}
              </StateNote>
            ) : rows.length === 0 ? (
              <StateNote kind="empty" title={t('emptyTitle')}>
                {t('emptyDetail')}
              </StateNote>
            ) : (
              <InboxList
                groups={groups}
                selectedId={search.caseId}
                marked={marked}
                onSelect={(caseId) => change({ caseId })}
                onToggle={toggle}
              />
            )}
          </div>
          <BatchBar rows={markedRows} onMarked={setMarked} onChanged={renew} />
          <p className="border-t px-3 py-1.5 text-faint pointer-coarse:hidden">{t('keys')}</p>
        </section>
        <section
          aria-label={t('case')}
          className={classNames(
            'min-h-0 min-w-0 flex-1 overflow-auto bg-panel',
            search.caseId === null && 'max-md:hidden',
          )}
        >
          {search.caseId === null ? (
            <InboxMap departmentIds={data?.departmentIds ?? []} onSelect={(caseId) => change({ caseId })} />
          ) : (
            <div className="mx-auto max-w-3xl">
              <CasePanel
                key={search.caseId}
                caseId={search.caseId}
                onClose={() => change({ caseId: null })}
                onSelect={(caseId) => change({ caseId })}
                onChanged={renew}
              />
            </div>
          )}
        </section>
      </div>
    )
  },
)
