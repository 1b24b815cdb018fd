'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { withTexts } from '../_i18n/with-texts.tsx'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { FailedNote } from '../_ui/failed-note.tsx'
import { Select } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { AuthorityDialog } from './authority-dialog.tsx'
import { AuthorityPanel } from './authority-panel.tsx'
import { CalibrationPanel } from './calibration-panel.tsx'
import { type Drill, DrillDialog } from './drill-dialog.tsx'
import { messages as robotTexts } from './messages.ts'
import { decidedOf, rateText } from './rates.ts'
import { RestPanel } from './rest-panel.tsx'
import { StrandedPanel } from './stranded-panel.tsx'
import { TallyTable } from './tally-table.tsx'
import type { AuthorityOf } from './use-name-of.ts'

const periods = [7, 30, 90] as const
type Tally = Outputs['robot']['record']['all']

/** How well the robot dispatches, what it may do, and whose unit has dropped out. */
export const RobotScreen = withTexts({ robot: robotTexts }, function RobotScreen() {
  const t = useTranslations('robot')
  const { locale } = usePreferences()
  const { permissions } = useSession()
  const api = useApi()
  const params = useSearchParams()
  const days = periods.find((period) => period === Number(params.get('days'))) ?? 30
  const [drill, setDrill] = useState<Drill | null>(null)
  const [editing, setEditing] = useState<AuthorityOf | null>(null)
  const canSteer = permissions.includes('robot.steer')
  const {
    data: record,
    error,
    refetch,
  } = useQuery({ ...api.robot.record.queryOptions({ days }), placeholderData: keepPreviousData })
  const { data: authority } = useQuery(api.robot.authority.queryOptions())
  const edit = canSteer ? setEditing : undefined

  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto grid max-w-6xl grid-cols-[minmax(0,1fr)] gap-5 px-6 py-5 lg:grid-cols-2">
        <header className="flex flex-wrap items-end gap-3 lg:col-span-2">
          <div className="min-w-0 flex-1">
            <h1 className="text-lg font-semibold">{t('title')}</h1>
            <p className="text-muted">{t('lead')}</p>
          </div>
          <Select
            aria-label={t('days')}
            value={days}
            onChange={(event) => window.history.replaceState(null, '', `?days=${event.target.value}`)}
            className="h-8 w-auto"
          >
            {periods.map((period) => (
              <option key={period} value={period}>
                {t('lastDays', { count: period })}
              </option>
            ))}
          </Select>
        </header>
        {error && !record ? (
          <div className="lg:col-span-2">
            <FailedNote error={error} onRetry={() => void refetch()} />
          </div>
        ) : !record ? (
          <Skeleton className="h-28 lg:col-span-2" />
        ) : (
          <KeyFigures tally={record.all} onDrill={(outcome) => setDrill({ name: t('title'), outcome })} />
        )}
        <StrandedPanel />
        <AuthorityPanel authority={authority} onEdit={edit} />
        <CalibrationPanel />
        <RestPanel canSteer={canSteer} />
        {record ? (
          <>
            <TallyTable
              title={t('byCategory')}
              head={t('category')}
              rows={record.byCategory.map((row) => ({
                ...row,
                id: row.categoryId,
                name: inLocale(locale, row.name, row.nameEn),
              }))}
              authority={authority}
              authorityOf={(categoryId) => ({ categoryId, areaId: null })}
              onEdit={edit}
              onDrill={(row, outcome) => setDrill({ name: row.name, categoryId: row.id, outcome })}
            />
            <TallyTable
              title={t('byArea')}
              head={t('area')}
              rows={record.byArea.map((row) => ({
                ...row,
                id: row.areaId,
                name: inLocale(locale, row.name, row.nameEn),
              }))}
              authority={authority}
              authorityOf={(areaId) => ({ categoryId: null, areaId })}
              onEdit={edit}
              onDrill={(row, outcome) => setDrill({ name: row.name, areaId: row.id, outcome })}
            />
          </>
        ) : (
          <Skeleton className="h-64 lg:col-span-2" />
        )}
      </div>
      {drill && <DrillDialog drill={drill} days={days} onClose={() => setDrill(null)} />}
      {editing && authority && (
        <AuthorityDialog of={editing} authority={authority} onClose={() => setEditing(null)} />
      )}
    </div>
  )
})

function KeyFigures({
  tally,
  onDrill,
}: {
  tally: Tally
  onDrill: (outcome: 'right' | 'returned' | 'overridden' | 'open') => void
}) {
  const t = useTranslations('robot')
  const decided = decidedOf(tally)
  const figures = [
    ['right', t('rightRate'), tally.right],
    ['returned', t('returnRate'), tally.returned],
    ['overridden', t('overrideRate'), tally.overridden],
  ] as const
  const box = 'rounded-lg border bg-panel px-4 py-3 text-left hover:bg-hover'
  return (
    <section aria-label={t('title')} className="grid grid-cols-2 gap-3 lg:col-span-2 lg:grid-cols-4">
      {figures.map(([outcome, name, n]) => (
        <button
          key={outcome}
          type="button"
          data-figure={outcome}
          onClick={() => onDrill(outcome)}
          className={box}
        >
          <span className="block text-muted">{name}</span>
          <span className="block text-2xl font-semibold">{rateText(n, decided) ?? t('tooFew')}</span>
          <span className="block text-muted">{t('ofDecided', { n, all: decided })}</span>
        </button>
      ))}
      <button type="button" data-figure="open" onClick={() => onDrill('open')} className={box}>
        <span className="block text-muted">{t('open')}</span>
        <span className="block text-2xl font-semibold">{tally.open.toLocaleString('en')}</span>
        <span className="block text-muted">{t('openHint')}</span>
      </button>
    </section>
  )
}
