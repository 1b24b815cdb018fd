'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { Select } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { StatusShape } from '../_ui/status-shape.tsx'
import { ExchangeDialog } from './exchange-dialog.tsx'
import { filterMatters, MatterFilter } from './matter-filter.tsx'
import { NotYet } from './not-yet.tsx'
import { type BasisSearch, formatBasisSearch } from './search-params.ts'

type Duty = Outputs['basis']['duties'][number]

/** Matter × department × level × area; what has no owner is marked, and falls to its territory. */
export function DutyList({
  search,
  change,
}: {
  search: BasisSearch
  change: (change: Partial<BasisSearch>) => void
}) {
  const t = useTranslations('basis')
  const { locale } = usePreferences()
  const { data, error, refetch } = useQuery(useApi().basis.duties.queryOptions())
  const [isExchanging, setExchanging] = useState(false)
  if (!data) return <NotYet error={error} onRetry={() => void refetch()} />
  const shown = filterMatters(data, search, textOf).filter(
    (duty) =>
      (search.departmentCode === null || duty.departmentCode === search.departmentCode) &&
      (!search.isOwnerless || duty.dutyId === null),
  )
  const departments = [...Map.groupBy(data, ({ departmentCode }) => departmentCode)].filter(
    ([code]) => code !== '',
  )
  return (
    <div className="flex h-full flex-col">
      <MatterFilter label={t('searchDuties')} rows={data} search={search} change={change}>
        <Select
          aria-label={t('allDepartments')}
          value={search.departmentCode ?? ''}
          onChange={(event) => change({ departmentCode: event.target.value || null })}
          className="w-auto max-w-64"
        >
          <option value="">{t('allDepartments')}</option>
          {departments.map(([code, [first]]) => (
            <option key={code} value={code}>
              {inLocale(locale, first?.departmentName ?? '', first?.departmentNameEn ?? '')}
            </option>
          ))}
        </Select>
        <label className="flex h-9 items-center gap-2 pointer-coarse:h-11">
          <input
            type="checkbox"
            checked={search.isOwnerless}
            onChange={(event) => change({ isOwnerless: event.target.checked })}
            className="size-4 accent-(--accent)"
          />
          {t('ownerless')}
        </label>
        <span className="ml-auto text-muted" role="status">
          {t('dutyCount', {
            n: shown.length,
            ownerless: shown.filter(({ dutyId }) => dutyId === null).length,
          })}
        </span>
        <Button onClick={() => setExchanging(true)}>{t('exchange')}</Button>
        <ExchangeDialog isOpen={isExchanging} onClose={() => setExchanging(false)} />
      </MatterFilter>
      <div className="min-h-0 flex-1 overflow-auto">
        {shown.length === 0 ? (
          <StateNote kind="empty" title={t('noDuties')} />
        ) : (
          <table className="w-full min-w-[44rem] border-collapse">
            <thead className="sticky top-0 z-10 bg-panel text-left text-muted shadow-[0_1px_0_var(--line)]">
              <tr>
                {(['matter', 'department', 'dutyKind', 'dutyLevel', 'area', 'note'] as const).map((name) => (
                  <th key={name} scope="col" className="px-4 py-2 font-normal">
                    {t(name)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((duty) => (
                <DutyLine key={`${duty.categoryId}/${duty.dutyId}`} duty={duty} />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  )
}

function textOf(duty: Duty): string {
  return [
    duty.categoryCode,
    duty.categoryName,
    duty.categoryNameEn,
    duty.departmentName,
    duty.departmentNameEn,
    duty.areaName,
    duty.areaNameEn,
    duty.note,
  ].join(' ')
}

function DutyLine({ duty }: { duty: Duty }) {
  const t = useTranslations('basis')
  const { locale } = usePreferences()
  const isOwnerless = duty.dutyId === null
  return (
    <tr data-duty={duty.categoryCode} className="border-b align-top hover:bg-hover">
      <th scope="row" className="px-4 py-2 text-left font-normal">
        <Link
          href={`/basis?${formatBasisSearch({ tab: 'categories', categoryCode: duty.categoryCode })}`}
          className="font-medium hover:text-accent hover:underline"
        >
          {inLocale(locale, duty.categoryName, duty.categoryNameEn)}
        </Link>
        <span className="block text-muted">
          {duty.categoryCode} · {inLocale(locale, duty.className, duty.classNameEn)}
        </span>
      </th>
      <td className="px-4 py-2">
        {isOwnerless ? (
          <span className="flex items-start gap-1.5">
            <StatusShape level="near" label={t('territory')} className="mt-0.5" />
            <span>
              {t('territory')}
              <span className="block text-muted">{t('territoryDetail')}</span>
            </span>
          </span>
        ) : (
          inLocale(locale, duty.departmentName, duty.departmentNameEn)
        )}
      </td>
      <td className="px-4 py-2">{t(`kind.${duty.kind || 'none'}`)}</td>
      <td className="px-4 py-2">
        {isOwnerless ? t('government.subdistrict') : t(`government.${duty.level || 'none'}`)}
      </td>
      <td className="px-4 py-2">{inLocale(locale, duty.areaName, duty.areaNameEn) || t('wholeCity')}</td>
      <td className="px-4 py-2 text-muted">{duty.note || '—'}</td>
    </tr>
  )
}
