'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import { withTexts } from '../_i18n/with-texts.tsx'
import { useLiveEvents } from '../_live/live-provider.tsx'
import { messages as mapTexts } from '../_map/messages.ts'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { FailedNote } from '../_ui/failed-note.tsx'
import { Select } from '../_ui/field.tsx'
import { opens } from '../_ui/opens.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { TabList } from '../_ui/tab-list.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { useAddress } from '../_ui/use-address.ts'
import { AppealsPanel } from './appeals-panel.tsx'
import { AreaMap } from './area-map.tsx'
import { LinePanel } from './line-panel.tsx'
import { LineTable } from './line-table.tsx'
import { messages as appraisalTexts } from './messages.ts'
import type { Sheet, View } from './outputs.ts'
import { type AppraisalSearch, formatAppraisalSearch, parseAppraisalSearch, TABS } from './search-params.ts'
import { SheetSteps } from './sheet-steps.tsx'

const isStep = opens<AppraisalSearch>('subjectId')

const POLL_MILLISECONDS = 700

/** 考评中心: what the rules made of a month's closed cases, by department, with the reason of each and the way to appeal. */
export const AppraisalScreen = withTexts(
  { appraisal: appraisalTexts, map: mapTexts },
  function AppraisalScreen() {
    const t = useTranslations('appraisal')
    const api = useApi()
    const client = useQueryClient()
    const [search, change] = useAddress(parseAppraisalSearch, formatAppraisalSearch, isStep)
    const { data, error, refetch } = useQuery({
      ...api.appraisal.sheet.queryOptions({ month: search.month }),
      refetchInterval: ({ state }) => (state.data?.sheet?.state === 'running' ? POLL_MILLISECONDS : false),
    })
    useLiveEvents((event) => {
      if (event.type === 'appraisal.changed')
        void client.invalidateQueries({ queryKey: api.appraisal.pathKey() })
    })
    const sheet = data?.sheet ?? null
    const subject = search.tab === 'areas' ? 'area' : 'department'
    const lines = (subject === 'area' ? sheet?.areaLines : sheet?.lines) ?? []
    const line = lines.find(({ id }) => id === search.subjectId)
    const open = sheet?.lines.reduce((sum, { openAppeals }) => sum + openAppeals, 0) ?? 0
    return (
      <div className="flex h-full">
        <div
          className={classNames(
            'min-w-0 flex-1 overflow-y-auto',
            // On a phone one thing at a time.
            line && 'max-lg:hidden',
          )}
        >
          <div className="mx-auto flex max-w-6xl flex-col gap-4 px-6 py-5 max-md:px-4">
            <header className="flex items-end justify-between gap-x-6 gap-y-2 max-md:flex-col max-md:items-start">
              <div className="min-w-0">
                <h1 className="text-lg font-semibold">{t('title')}</h1>
                <p className="text-muted">{t('lead')}</p>
              </div>
              {data && (
                <MonthChoice
                  view={data}
                  onChoose={(month) => change({ month, subjectId: null, rowId: null })}
                />
              )}
            </header>
            {error && !data ? (
              <FailedNote error={error} onRetry={() => void refetch()} />
            ) : !data ? (
              <>
                <Skeleton className="h-24" />
                <Skeleton className="h-80" />
              </>
            ) : (
              <>
                <SheetSteps view={data} openAppeals={open} />
                {data.withdrawn.map((one) => (
                  <Withdrawn key={one.sheetId} one={one} />
                ))}
                {sheet && <SheetNotes sheet={sheet} leastCases={data.leastCases} />}
                {!sheet ? null : sheet.state === 'running' || sheet.state === 'failed' ? null : (
                  <>
                    <TabList
                      label={t('title')}
                      tabs={TABS}
                      chosen={search.tab}
                      onChoose={(tab) => change({ tab, subjectId: null, rowId: null })}
                      className="border-b *:-mb-px"
                    >
                      {(tab) => (
                        <>
                          {t(`tab.${tab}`)}
                          {tab === 'appeals' && open > 0 && (
                            <span className="ml-1.5 rounded bg-near-soft px-1 text-near tabular-nums">
                              {open}
                            </span>
                          )}
                        </>
                      )}
                    </TabList>
                    {search.tab === 'appeals' ? (
                      <AppealsPanel sheetId={sheet.sheetId} />
                    ) : sheet.lines.length === 0 ? (
                      <StateNote kind="empty" title={t('emptyTitle')}>
                        {t('emptyDetail')}
                      </StateNote>
                    ) : (
                      <>
                        {subject === 'area' && (
                          <AreaMap lines={lines} onOpen={(subjectId) => change({ subjectId, rowId: null })} />
                        )}
                        <LineTable
                          month={data.month}
                          subject={subject}
                          lines={lines}
                          openId={search.subjectId}
                          onOpen={(subjectId) => change({ subjectId, rowId: null })}
                        />
                      </>
                    )}
                  </>
                )}
              </>
            )}
          </div>
        </div>
        {sheet && line && (
          <LinePanel
            key={`${sheet.sheetId} ${subject} ${line.id}`}
            sheet={sheet}
            subject={subject}
            line={line}
            search={search}
            change={change}
          />
        )}
      </div>
    )
  },
)

function MonthChoice({ view, onChoose }: { view: View; onChoose: (month: string) => void }) {
  const t = useTranslations('appraisal')
  const { month, months } = view
  const at = months.findIndex((one) => one.month === month)
  const step = (by: number) => months[at + by]?.month
  const [earlier, later] = [step(1), at > 0 ? step(-1) : undefined]
  return (
    <div className="flex items-center gap-1">
      <Button
        size="icon"
        look="quiet"
        aria-label={t('monthBefore')}
        disabled={!earlier}
        onClick={() => earlier && onChoose(earlier)}
      >
        <ChevronLeft aria-hidden className="size-4" />
      </Button>
      <Select
        className="w-44 tabular-nums"
        aria-label={t('month')}
        value={month}
        onChange={({ target }) => onChoose(target.value)}
      >
        {at < 0 && <option value={month}>{month}</option>}
        {months.map((one) => (
          <option key={one.month} value={one.month}>
            {one.month}
            {one.state ? ` · ${t(`monthState.${one.state}`)}` : ''}
          </option>
        ))}
      </Select>
      <Button
        size="icon"
        look="quiet"
        aria-label={t('monthAfter')}
        disabled={!later}
        onClick={() => later && onChoose(later)}
      >
        <ChevronRight aria-hidden className="size-4" />
      </Button>
    </div>
  )
}

function Withdrawn({ one }: { one: View['withdrawn'][number] }) {
  const t = useTranslations('appraisal')
  const format = useFormatter()
  return (
    <p className="text-muted" data-withdrawn>
      {t('withdrawnNote', {
        name: one.by,
        time: format.dateTime(new Date(one.at), 'moment'),
        reason: one.reason,
      })}
    </p>
  )
}

/** What the sheet rests on, and what it leaves out. */
function SheetNotes({ sheet, leastCases }: { sheet: Sheet; leastCases: number }) {
  const t = useTranslations('appraisal')
  const format = useFormatter()
  const { locale } = usePreferences()
  if (sheet.state === 'running')
    return (
      <div data-progress>
        <progress
          className="w-full accent-(--accent)"
          max={Math.max(1, sheet.total)}
          value={sheet.done}
          aria-label={t('running')}
        />
        <p className="text-muted">{t('progress', { done: sheet.done, total: sheet.total })}</p>
      </div>
    )
  if (sheet.state === 'failed')
    return (
      <p role="alert" className="text-overdue">
        ▲ {t('failedRun', { problem: sheet.problem })}
      </p>
    )
  const rules = sheet.rules
    .map(({ name, nameEn, version, cases }) =>
      t('ruleVersion', { name: inLocale(locale, name, nameEn), version, cases }),
    )
    .join(' · ')
  return (
    <div className="text-muted">
      {!sheet.isWholeMonth && (
        <p className="text-near">
          ◐ {t('partly', { time: format.dateTime(new Date(sheet.asOf), 'moment') })}
        </p>
      )}
      <p>
        {rules && `${t('basis', { rules })} · `}
        {t('formula', { least: leastCases })}
        {sheet.unscored > 0 && ` ${t('unscored', { count: sheet.unscored })}`}
        <VerifyButton sheetId={sheet.sheetId} />
      </p>
    </div>
  )
}

/** Calculates the sheet again from what it has kept, to show that it is what its rules make of its facts. */
function VerifyButton({ sheetId }: { sheetId: number }) {
  const t = useTranslations('appraisal')
  const { locale } = usePreferences()
  const { permissions } = useSession()
  const say = useToast()
  const verify = useMutation(useApi().appraisal.verifySheet.mutationOptions())
  if (!permissions.includes('appraisal.calculate')) return null
  const run = () =>
    verify.mutate(
      { sheetId },
      {
        onSuccess: ({ checked, differing, caseIds: [first = 0] }) =>
          differing === 0
            ? say({ kind: 'done', title: t('verified', { checked }) })
            : say({ kind: 'failed', title: t('differs', { differing, first }) }),
        onError: (error) => say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) }),
      },
    )
  return (
    <button
      type="button"
      data-verify
      disabled={verify.isPending}
      onClick={run}
      className="ml-2 text-accent hover:underline disabled:opacity-50"
    >
      {t('verify')}
    </button>
  )
}
