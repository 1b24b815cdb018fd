'use client'

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { withTexts } from '../_i18n/with-texts.tsx'
import { useRenewal } from '../_live/use-renewal.ts'
import { useApi } from '../_trpc/api.ts'
import { classNames } from '../_ui/class-names.ts'
import { FailedNote } from '../_ui/failed-note.tsx'
import { opens } from '../_ui/opens.ts'
import { Skeleton } from '../_ui/skeleton.tsx'
import { useAddress } from '../_ui/use-address.ts'
import { useHotkeys } from '../_ui/use-hotkeys.ts'
import { messages as uploadsTexts } from '../_uploads/messages.ts'
import { messages as caseBasisTexts } from '../desk/case/basis-messages.ts'
import { messages as caseworkTexts } from '../desk/case/messages.ts'
import { messages as deskTexts } from '../desk/messages.ts'
import { BehindPanel } from './behind-panel.tsx'
import { CallbackRow } from './callback-row.tsx'
import { ClosureTable } from './closure-table.tsx'
import { DepartmentTable } from './department-table.tsx'
import { FigureRow } from './figure-row.tsx'
import { messages as monitorTexts } from './messages.ts'
import {
  formatMonitorSearch,
  type MonitorSearch,
  nothingOpened,
  parseMonitorSearch,
} from './search-params.ts'
import { UnitTable } from './unit-table.tsx'

const isStep = opens<MonitorSearch>('figure', 'caseId')

/** Ages run on without an event. */
const renewMs = 30_000

/** How cases go out and are taken: what is stuck, where, for how long. Every number opens the cases behind it. */
export const MonitorScreen = withTexts(
  {
    monitor: monitorTexts,
    desk: deskTexts,
    casework: caseworkTexts,
    uploads: uploadsTexts,
    caseBasis: caseBasisTexts,
  },
  function MonitorScreen() {
    const t = useTranslations('monitor')
    const shell = useTranslations('shell')
    const format = useFormatter()
    const api = useApi()
    const queryClient = useQueryClient()
    const [search, change] = useAddress(parseMonitorSearch, formatMonitorSearch, isStep)
    const { data, error, refetch } = useQuery({
      ...api.monitor.now.queryOptions(),
      refetchInterval: renewMs,
      placeholderData: keepPreviousData,
    })
    useRenewal(
      (event) => event.entity === 'case',
      () => void queryClient.invalidateQueries({ queryKey: api.monitor.pathKey() }),
    )
    const open = (opened: Partial<MonitorSearch>) => change({ ...nothingOpened, ...opened })
    const isOpen = formatMonitorSearch(search) !== ''
    useHotkeys('page', (key) => {
      if (key !== 'Escape' || !isOpen) return false
      if (search.caseId === null) open({})
      else change({ caseId: null })
      return true
    })

    if (error && !data) {
      return <FailedNote error={error} onRetry={() => void refetch()} />
    }
    return (
      <div className="flex h-full">
        <div className={classNames('min-h-0 min-w-0 flex-1 overflow-auto', isOpen && 'max-lg:hidden')}>
          <div className="mx-auto grid max-w-6xl grid-cols-[minmax(0,1fr)] gap-4 px-4 py-4">
            <header className="flex flex-wrap items-baseline gap-x-3">
              <h1 className="text-lg font-semibold">{t('title')}</h1>
              {data && (
                <span className="text-muted">
                  {t('asOf', {
                    time: format.dateTime(new Date(data.at), 'clockSeconds'),
                  })}
                </span>
              )}
            </header>
            {data ? (
              <>
                <FigureRow monitor={data} search={search} onOpen={open} />
                <DepartmentTable monitor={data} search={search} onOpen={open} />
                <UnitTable monitor={data} search={search} onOpen={open} />
                <CallbackRow onCase={(caseId) => open({ caseId })} />
                <ClosureTable search={search} onOpen={open} />
              </>
            ) : (
              <div className="grid gap-4" role="status" aria-label={shell('loading')}>
                <Skeleton className="h-20" />
                <Skeleton className="h-72" />
                <Skeleton className="h-48" />
              </div>
            )}
          </div>
        </div>
        {isOpen && (
          <BehindPanel
            search={search}
            monitor={data}
            onCase={(caseId) => change({ caseId })}
            onClose={() => open({})}
          />
        )}
      </div>
    )
  },
)
