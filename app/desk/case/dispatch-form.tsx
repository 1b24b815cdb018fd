'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useState } from 'react'
import { inLocale, type Locale } from '../../_i18n/locale.ts'
import type { LngLat } from '../../_map/map-types.ts'
import { useApi } from '../../_trpc/api.ts'
import { errorTextOf } from '../../_trpc/coded-error.ts'
import { Button } from '../../_ui/button.tsx'
import { classNames } from '../../_ui/class-names.ts'
import { distanceText } from '../../_ui/distance-text.ts'
import { Select } from '../../_ui/field.tsx'
import { Kbd } from '../../_ui/kbd.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { useHotkeys } from '../../_ui/use-hotkeys.ts'
import { type DispatchWays, dispatchWays } from './dispatch-ways.ts'
import type { Step } from './use-act.ts'

/** What is chosen: one of the suggested units by its place in the list, or the department alone. */
type Choice = number | 'department'
/** Reasons that speak against a unit that can go all the same. */
const DOUBTS: ReadonlySet<string> = new Set(['LONG_DUTY', 'SHORT_REST', 'EQUIPMENT_UNKNOWN'])

/**
 * The department in charge with the reason, its able units best first, and why the others do not go.
 * Keys 1 to 5 choose a unit, 0 the department alone, Enter dispatches.
 */
export function DispatchForm({
  caseId,
  lngLat,
  isBusy,
  onWays,
  onSend,
  onCancel,
}: {
  caseId: number
  lngLat: LngLat | null
  isBusy: boolean
  /** What a map beside the form shows; null when it ends. */
  onWays?: ((ways: DispatchWays | null) => void) | undefined
  onSend: (step: Step) => void
  onCancel: () => void
}) {
  const t = useTranslations('desk')
  const shell = useTranslations('shell')
  const { locale } = usePreferences()
  const api = useApi()
  const { data, error, refetch } = useQuery({
    ...api.dispatch.suggest.queryOptions({ caseId }),
    staleTime: 10_000,
  })
  const { data: departments } = useQuery(api.departments.list.queryOptions())
  const [picked, setPicked] = useState<Choice | null>(null)
  const [otherDepartmentId, setOtherDepartmentId] = useState<number | null>(null)

  const units = data?.units ?? []
  // Where the robot only suggests, a person chooses; else the best is chosen and Enter is enough.
  const isPreset = data !== undefined && data.robot.mode !== 'suggest'
  const chosen = picked ?? (isPreset || units.length === 0 ? 0 : null)
  const isElsewhere = otherDepartmentId !== null && otherDepartmentId !== data?.department?.departmentId
  const unit = isElsewhere || chosen === 'department' || chosen === null ? undefined : units[chosen]
  const chosenUnit = unit ? units.indexOf(unit) : null
  const show = useEffectEvent(() => {
    if (data && lngLat) onWays?.(dispatchWays(isElsewhere ? [] : units, chosenUnit, lngLat))
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: shown again only when who could go, or who is chosen, changes
  useEffect(() => show(), [data, chosenUnit, isElsewhere])
  const end = useEffectEvent(() => onWays?.(null))
  useEffect(() => () => end(), [])
  const isUndecided = chosen === null && !isElsewhere
  const departmentId = otherDepartmentId ?? data?.department?.departmentId
  const department = departments?.find((one) => one.departmentId === departmentId)
  const targetName = unit
    ? inLocale(locale, unit.name, unit.nameEn)
    : department && inLocale(locale, department.name, department.nameEn)

  function send() {
    if (isBusy || isUndecided || departmentId === undefined) return
    onSend({ verb: 'dispatch', departmentId, ...(unit && { unitId: unit.unitId }) })
  }
  useHotkeys('form', (key) => {
    const place = Number(key) - 1
    if (key === 'Enter') send()
    else if (key === '0') setPicked('department')
    else if (key >= '1' && key <= '5' && units[place]) {
      setOtherDepartmentId(null)
      setPicked(place)
    } else if (key === 'Escape') onCancel()
    else return false
    return true
  })

  if (error && !data) {
    return (
      <div className="flex flex-col items-start gap-2 text-overdue" role="alert">
        {errorTextOf(error, locale)}
        <Button onClick={() => void refetch()}>{shell('retry')}</Button>
      </div>
    )
  }
  if (!data) {
    return (
      <div className="flex flex-col gap-2" role="status" aria-label={shell('loading')}>
        <Skeleton className="h-12" />
        <Skeleton className="h-12" />
      </div>
    )
  }
  return (
    <div className="flex flex-col gap-2" data-form="dispatch">
      <p>
        <span className="font-medium">
          {data.department
            ? inLocale(locale, data.department.name, data.department.nameEn)
            : t('noDepartment')}
        </span>
        {data.department && <span className="ml-2 text-muted">{data.department.reason[locale]}</span>}
      </p>
      {data.robot.score !== null && (
        <p className="text-muted" data-robot={data.robot.mode}>
          {t(`robot.${data.robot.isStopped ? 'stopped' : data.robot.mode}`, {
            score: String(data.robot.score),
          })}
        </p>
      )}
      {data.shortfall && !isElsewhere && (
        <p className="text-near">{t('noUnit', { reason: data.shortfall[locale] })}</p>
      )}
      <fieldset aria-label={t('dispatchTo')} className="flex min-w-0 flex-col gap-1">
        {!isElsewhere &&
          units.map((one, index) => (
            <button
              key={one.unitId}
              type="button"
              aria-pressed={chosen === index}
              data-unit={one.unitId}
              onClick={() => setPicked(index)}
              className={classNames(
                'flex items-start gap-2 rounded-md border px-2.5 py-2 text-left hover:bg-hover',
                chosen === index && 'border-accent bg-accent-soft hover:bg-accent-soft',
              )}
            >
              <Kbd>{String(index + 1)}</Kbd>
              <span className="min-w-0 flex-1">
                <span className="flex items-baseline justify-between gap-2">
                  <span className="truncate font-medium">{inLocale(locale, one.name, one.nameEn)}</span>
                  <span className="shrink-0">
                    {distanceText(one.distanceMeters, locale)}{' '}
                    <span className="text-muted">{t('minutesAway', { minutes: one.travelMinutes })}</span>
                  </span>
                </span>
                {one.isDoubtful && (
                  <span className="block text-near">
                    {sentenceOf(
                      locale,
                      one.reasons.filter(({ code }) => DOUBTS.has(code)).map((reason) => reason[locale]),
                    )}
                  </span>
                )}
                <span className="block text-muted">
                  {sentenceOf(
                    locale,
                    one.reasons
                      .filter(({ code }) => code !== 'DISTANCE' && !DOUBTS.has(code))
                      .map((reason) => (reason.code === 'HAS_SKILL' ? t('hasSkill') : reason[locale])),
                  )}
                </span>
              </span>
            </button>
          ))}
        <button
          type="button"
          aria-pressed={unit === undefined && !isUndecided}
          onClick={() => setPicked('department')}
          className={classNames(
            'flex items-center gap-2 rounded-md border px-2.5 py-2 text-left hover:bg-hover',
            unit === undefined && !isUndecided && 'border-accent bg-accent-soft hover:bg-accent-soft',
          )}
        >
          <Kbd>0</Kbd>
          {t('dispatchToDepartment')}
        </button>
      </fieldset>
      {data.skipped.length > 0 && (
        <details className="text-muted">
          <summary className="py-1">{t('skipped', { count: data.skipped.length })}</summary>
          <ul className="mt-1 flex flex-col gap-0.5">
            {data.skipped.map((one) => (
              <li key={one.unitId} className="flex gap-2">
                <span className="min-w-0 flex-1 truncate">{inLocale(locale, one.name, one.nameEn)}</span>
                <span>{one.reason.code === 'LACKS_SKILL' ? t('lacksSkill') : one.reason[locale]}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <div className="flex items-center gap-2">
        <span className="shrink-0 text-muted">{t('otherDepartment')}</span>
        <Select
          aria-label={t('otherDepartment')}
          value={departmentId ?? ''}
          onChange={(event) => {
            setOtherDepartmentId(event.target.value === '' ? null : Number(event.target.value))
            setPicked(0)
          }}
          className="h-8"
        >
          {departmentId === undefined && <option value="">{t('noDepartment')}</option>}
          {departments?.map((one) => (
            <option key={one.departmentId} value={one.departmentId} disabled={one.integrationLevel === 1}>
              {inLocale(locale, one.name, one.nameEn)}
            </option>
          ))}
        </Select>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          disabled={isBusy || isUndecided || departmentId === undefined}
          onClick={send}
          hotkey="⏎"
        >
          <span className="max-w-56 truncate">
            {isUndecided ? t('dispatchChoose') : t('dispatchConfirm', { name: targetName ?? '' })}
          </span>
        </Button>
        <Button look="quiet" onClick={onCancel} hotkey="Esc">
          {t('abandon')}
        </Button>
      </div>
    </div>
  )
}

/** Each reason begins like a sentence; said together only the first does. */
function sentenceOf(locale: Locale, reasons: readonly string[]): string {
  if (locale === 'zh') return reasons.join('，')
  const text = reasons.map((reason) => reason.charAt(0).toLowerCase() + reason.slice(1)).join(', ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
