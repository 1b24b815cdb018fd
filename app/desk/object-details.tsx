'use client'

import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { inLocale, listed } from '../_i18n/locale.ts'
import type { Hit } from '../_map/map-types.ts'
import { FeatureFacts } from '../_own-layers/feature-card.tsx'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { Fact } from './case/section.tsx'
import { PressedClosure } from './closures/closure-details.tsx'

/** What is known of a part, a sensor, a unit or a thing of an own layer that was pressed on the map. */
export function ObjectDetails({ hit, onCase }: { hit: Hit; onCase: (caseId: number) => void }) {
  if (hit.entity === 'part') return <PartDetails partId={hit.id} onCase={onCase} />
  if (hit.entity === 'sensor') return <SensorDetails sensorId={hit.id} />
  if (hit.entity === 'road_closure') return <PressedClosure roadClosureId={hit.id} />
  if (hit.entity === 'layer_feature') return <FeatureFacts featureId={hit.id} />
  if (hit.entity === 'unit') return <UnitDetails unitId={hit.id} onCase={onCase} />
  return null
}

function PartDetails({ partId, onCase }: { partId: number; onCase: (caseId: number) => void }) {
  const t = useTranslations('desk')
  const condition = useTranslations('vocabulary.condition')
  const states = useTranslations('vocabulary.state')
  const { locale } = usePreferences()
  const { data: part, error } = useQuery(useApi().parts.get.queryOptions({ partId }))
  if (!part) return <Pending error={error} />
  return (
    <>
      <dl>
        <Fact name={t('category')}>{inLocale(locale, part.categoryName, part.categoryNameEn)}</Fact>
        <Fact name={t('code')}>{part.code}</Fact>
        <Fact name={t('condition')}>{condition(part.condition)}</Fact>
        <Fact name={t('inCharge')}>{inLocale(locale, part.inCharge, part.inChargeEn)}</Fact>
        <Fact name={t('owner')}>{part.owner}</Fact>
        <Fact name={t('maintainer')}>{part.maintainer}</Fact>
        <Fact name={t('address')}>{part.address}</Fact>
      </dl>
      {part.cases.length > 0 && (
        <ul className="mt-1" aria-label={t('commandCases')}>
          {part.cases.slice(0, 5).map((row) => (
            <li key={row.caseId}>
              <button
                type="button"
                onClick={() => onCase(row.caseId)}
                className="flex min-h-8 w-full items-center justify-between gap-2 text-left text-accent hover:underline"
              >
                <span className="truncate">{row.number}</span>
                <span className="text-muted">{states(row.state)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function SensorDetails({ sensorId }: { sensorId: number }) {
  const t = useTranslations('desk')
  const levels = useTranslations('vocabulary.sensorLevel')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { data: sensor, error } = useQuery({
    ...useApi().sensors.get.queryOptions({ sensorId }),
    refetchInterval: 30_000,
  })
  if (!sensor) return <Pending error={error} />
  return (
    <>
      <dl>
        <Fact name={t('name')}>{inLocale(locale, sensor.name, sensor.nameEn)}</Fact>
        <Fact name={t('level')}>{levels(sensor.level)}</Fact>
        <Fact name={t('reading')}>
          {sensor.lastValue !== null &&
            `${format.number(sensor.lastValue, { maximumFractionDigits: 2 })} ${sensor.unitOfMeasure}`}
        </Fact>
        <Fact name={t('at')}>{sensor.lastAt && format.dateTime(new Date(sensor.lastAt), 'moment')}</Fact>
      </dl>
      <Readings readings={sensor.readings} warnAbove={sensor.warnAbove} label={t('reading')} />
    </>
  )
}

/** The newest readings as a line, the warning level as a dashed one. */
function Readings({
  readings,
  warnAbove,
  label,
}: {
  readings: readonly { at: string; value: number }[]
  warnAbove: number | null
  label: string
}) {
  if (readings.length < 2) return null
  const values = readings.map(({ value }) => value)
  const low = Math.min(...values, warnAbove ?? Number.POSITIVE_INFINITY)
  const span = Math.max(...values, warnAbove ?? Number.NEGATIVE_INFINITY) - low || 1
  const startMs = Date.parse(readings[0]?.at ?? '')
  const lengthMs = Date.parse(readings.at(-1)?.at ?? '') - startMs || 1
  const y = (value: number) => 46 - ((value - low) / span) * 44
  const points = readings
    .map(
      ({ at, value }) =>
        `${(((Date.parse(at) - startMs) / lengthMs) * 240).toFixed(1)},${y(value).toFixed(1)}`,
    )
    .join(' ')
  return (
    <svg viewBox="0 0 240 48" role="img" aria-label={label} className="mt-2 w-full text-accent">
      <title>{label}</title>
      {warnAbove !== null && (
        <path d={`M0 ${y(warnAbove)}H240`} stroke="var(--near)" strokeDasharray="4 3" strokeWidth="1" />
      )}
      <polyline points={points} fill="none" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  )
}

function UnitDetails({ unitId, onCase }: { unitId: number; onCase: (caseId: number) => void }) {
  const t = useTranslations('desk')
  const statuses = useTranslations('vocabulary.unitStatus')
  const { locale } = usePreferences()
  const { data: units, error } = useQuery(useApi().units.list.queryOptions())
  const unit = units?.find((one) => one.unitId === unitId)
  if (!unit) return <Pending error={error} />
  const { caseId } = unit
  return (
    <dl>
      <Fact name={t('name')}>{inLocale(locale, unit.name, unit.nameEn)}</Fact>
      <Fact name={t('department')}>{inLocale(locale, unit.departmentName, unit.departmentNameEn)}</Fact>
      <Fact name={t('level')}>
        {statuses.has(unit.status as 'idle') ? statuses(unit.status as 'idle') : unit.status}
      </Fact>
      <Fact name={t('vehicle')}>{[unit.vehicleKind, unit.vehiclePlate].filter(Boolean).join(' ')}</Fact>
      <Fact name={t('crew')}>{t('crewOf', { count: String(unit.crewSize) })}</Fact>
      <Fact name={t('equipment')}>{listed(locale, unit.equipment)}</Fact>
      <Fact name={t('depot')}>{unit.depot}</Fact>
      <Fact name={t('shift')}>{unit.onShift ? t('onShift') : t('offShift')}</Fact>
      <Fact name={t('case')}>
        {caseId !== null && (
          <button type="button" onClick={() => onCase(caseId)} className="text-accent hover:underline">
            {t('openCase')}
          </button>
        )}
      </Fact>
    </dl>
  )
}

function Pending({ error }: { error: unknown }) {
  const { locale } = usePreferences()
  if (error) return <p className="text-overdue">{errorTextOf(error, locale)}</p>
  return <Skeleton className="h-20" />
}
