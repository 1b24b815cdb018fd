'use client'

import { useQuery } from '@tanstack/react-query'
import { ListFilter, MapPinned, Search, X } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { type RefObject, useEffect, useState } from 'react'
import { inLocale, listed } from '../../_i18n/locale.ts'
import { useApi } from '../../_trpc/api.ts'
import { Button } from '../../_ui/button.tsx'
import { classNames } from '../../_ui/class-names.ts'
import { Input, Select } from '../../_ui/field.tsx'
import { isComposing } from '../../_ui/is-composing.ts'
import { Kbd } from '../../_ui/kbd.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import { type DeskFilter, type TimeSpan, timeSpans } from '../search-params.ts'
import { type QueueView, queueViews, viewOf, withView } from './queue-views.ts'

/** Text counts as typed once the hand rests this long. */
const typingMs = 250

/** The one filter of queue and map: view, text, category, department, area, time. */
export function QueueHead({
  filter,
  total,
  searchBox,
  isByPlace,
  listedMs,
  onFilter,
  onByPlace,
}: {
  filter: DeskFilter
  /** Undefined while it is not known. */
  total: { readonly count: number; readonly isCapped: boolean } | undefined
  searchBox: RefObject<HTMLInputElement | null>
  /** Places instead of rows. */
  isByPlace: boolean
  /** The moment of the past whose cases are listed; null: now. */
  listedMs: number | null
  onFilter: (filter: DeskFilter) => void
  onByPlace: (isByPlace: boolean) => void
}) {
  const t = useTranslations('desk')
  const [isOpen, setOpen] = useState(false)
  const view = viewOf(filter)
  const narrowed = [filter.categoryIds, filter.departmentIds, filter.areaId, filter.last].filter(
    Boolean,
  ).length
  return (
    <div className="flex flex-col gap-2 border-b px-3 pt-2.5 pb-2">
      <div
        role="tablist"
        aria-label={t('queue')}
        className="-mx-1 flex flex-wrap gap-x-0.5 gap-y-1 max-md:flex-nowrap max-md:overflow-x-auto max-md:[scrollbar-width:none]"
      >
        {(Object.keys(queueViews) as QueueView[]).map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            aria-selected={name === view}
            data-view={name}
            onClick={() => onFilter(withView(filter, name))}
            className={classNames(
              'h-7 shrink-0 rounded-md px-1.5 whitespace-nowrap text-muted pointer-coarse:h-11 pointer-coarse:px-2.5 hover:bg-hover hover:text-ink',
              name === view &&
                'bg-accent-soft font-medium text-accent hover:bg-accent-soft hover:text-accent',
            )}
          >
            {t(`view.${name}`)}
          </button>
        ))}
      </div>
      <div className="flex items-center gap-2">
        <TextFilter filter={filter} searchBox={searchBox} onFilter={onFilter} />
        <Button
          size="icon"
          aria-label={t('places')}
          title={t('places')}
          aria-pressed={isByPlace}
          data-by-place
          onClick={() => onByPlace(!isByPlace)}
          className={classNames(isByPlace && 'border-accent bg-accent-soft text-accent')}
        >
          <MapPinned aria-hidden className="size-4" />
        </Button>
        <Button
          size="icon"
          aria-label={t('filter')}
          title={t('filter')}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className={classNames(narrowed > 0 && 'border-accent text-accent')}
        >
          <ListFilter aria-hidden className="size-4" />
        </Button>
      </div>
      {isOpen && <FilterFields filter={filter} onFilter={onFilter} />}
      <div className="flex min-h-6 flex-wrap items-center gap-1.5 text-muted">
        <span data-total={total?.count}>
          {total ? t(total.isCapped ? 'countMore' : 'count', { count: total.count }) : '…'}
        </span>
        <FilterChips filter={filter} onFilter={onFilter} />
      </div>
      {listedMs !== null && <ListedThen atMs={listedMs} />}
    </div>
  )
}

function ListedThen({ atMs }: { atMs: number }) {
  const t = useTranslations('desk')
  const format = useFormatter()
  const moment = format.dateTime(new Date(atMs), 'moment')
  return (
    <p data-listed-at={atMs} className="text-near">
      ◐ {t('listedThen', { moment })}
    </p>
  )
}

type Change = { filter: DeskFilter; onFilter: (filter: DeskFilter) => void }

function TextFilter({
  filter,
  searchBox,
  onFilter,
}: Change & { searchBox: RefObject<HTMLInputElement | null> }) {
  const t = useTranslations('desk')
  const [text, setText] = useState(filter.text ?? '')
  useEffect(() => setText(filter.text ?? ''), [filter.text])
  useEffect(() => {
    const wanted = text.trim() || undefined
    if (wanted === filter.text) return
    const timer = setTimeout(() => onFilter({ ...filter, text: wanted }), typingMs)
    return () => clearTimeout(timer)
  }, [text, filter, onFilter])
  return (
    <div className="relative flex-1">
      <Search aria-hidden className="absolute top-2 left-2.5 size-4 text-faint" />
      <Input
        ref={searchBox}
        type="search"
        aria-label={t('searchPlaceholder')}
        placeholder={t('searchPlaceholder')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) =>
          event.key === 'Escape' && !isComposing(event.nativeEvent) && event.currentTarget.blur()
        }
        className="h-8 border-line pr-8 pl-8"
      />
      {text === '' && (
        <span className="absolute top-1.5 right-1.5">
          <Kbd>/</Kbd>
        </span>
      )}
    </div>
  )
}

function FilterFields({ filter, onFilter }: Change) {
  const t = useTranslations('desk')
  const { locale } = usePreferences()
  const api = useApi()
  const { data: categories } = useQuery(api.categories.list.queryOptions())
  const { data: departments } = useQuery(api.departments.list.queryOptions())
  const { data: areas } = useQuery(api.areas.list.queryOptions())
  const byClass = [...Map.groupBy(categories ?? [], (category) => category.classCode)]
  const one = (value: string) => (value === '' ? undefined : [Number(value)])
  return (
    <div className="animate-arrive grid grid-cols-2 gap-2">
      <Select
        aria-label={t('category')}
        className="h-8 border-line px-2"
        value={filter.categoryIds?.[0] ?? ''}
        onChange={(event) => onFilter({ ...filter, categoryIds: one(event.target.value) })}
      >
        <option value="">{t('anyCategory')}</option>
        {byClass.map(([classCode, some]) => (
          <optgroup
            key={classCode}
            label={inLocale(locale, some[0]?.className ?? '', some[0]?.classNameEn ?? '')}
          >
            {some.map((category) => (
              <option key={category.categoryId} value={category.categoryId}>
                {inLocale(locale, category.name, category.nameEn)}
              </option>
            ))}
          </optgroup>
        ))}
      </Select>
      <Select
        aria-label={t('department')}
        className="h-8 border-line px-2"
        value={filter.departmentIds?.[0] ?? ''}
        onChange={(event) => onFilter({ ...filter, departmentIds: one(event.target.value) })}
      >
        <option value="">{t('anyDepartment')}</option>
        {departments?.map((department) => (
          <option key={department.departmentId} value={department.departmentId}>
            {inLocale(locale, department.name, department.nameEn)}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('area')}
        className="h-8 border-line px-2"
        value={filter.areaId ?? ''}
        onChange={(event) => onFilter({ ...filter, areaId: one(event.target.value)?.[0] })}
      >
        <option value="">{t('anyArea')}</option>
        {areas?.map((area) => (
          <option key={area.areaId} value={area.areaId}>
            {inLocale(locale, area.name, area.nameEn)}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('timeBar')}
        className="h-8 border-line px-2"
        value={filter.last ?? ''}
        onChange={(event) =>
          onFilter({ ...filter, last: (event.target.value || undefined) as TimeSpan | undefined })
        }
      >
        <option value="">{t('anyTime')}</option>
        {(Object.keys(timeSpans) as TimeSpan[]).map((span) => (
          <option key={span} value={span}>
            {t(`last.${span}`)}
          </option>
        ))}
      </Select>
    </div>
  )
}

function FilterChips({ filter, onFilter }: Change) {
  const t = useTranslations('desk')
  const { locale } = usePreferences()
  const api = useApi()
  const { data: categories } = useQuery(api.categories.list.queryOptions())
  const { data: departments } = useQuery(api.departments.list.queryOptions())
  const { data: areas } = useQuery(api.areas.list.queryOptions())
  const names = <T extends { name: string; nameEn: string }>(some: T[] | undefined) =>
    listed(locale, some?.map((one) => inLocale(locale, one.name, one.nameEn)) ?? []) || '…'
  const chips: { key: keyof DeskFilter; label: string }[] = []
  if (filter.categoryIds) {
    const label = names(categories?.filter((one) => filter.categoryIds?.includes(one.categoryId)))
    chips.push({ key: 'categoryIds', label })
  }
  if (filter.departmentIds) {
    const label = names(departments?.filter((one) => filter.departmentIds?.includes(one.departmentId)))
    chips.push({ key: 'departmentIds', label })
  }
  if (filter.areaId !== undefined) {
    chips.push({ key: 'areaId', label: names(areas?.filter((one) => one.areaId === filter.areaId)) })
  }
  if (filter.last) chips.push({ key: 'last', label: t(`last.${filter.last}`) })
  if (filter.within) chips.push({ key: 'within', label: t('pickedShape') })
  if (filter.dutyGridIds) chips.push({ key: 'dutyGridIds', label: t('pickedGrids') })
  if (filter.ids) chips.push({ key: 'ids', label: t('pickedIds', { count: filter.ids.length }) })
  if (filter.from || filter.to) chips.push({ key: 'from', label: t('pickedPeriod') })
  if (filter.closedFrom || filter.closedTo) chips.push({ key: 'closedFrom', label: t('pickedClosing') })
  return chips.map(({ key, label }) => (
    <button
      key={key}
      type="button"
      onClick={() =>
        onFilter({
          ...filter,
          [key]: undefined,
          ...(key === 'from' && { to: undefined }),
          ...(key === 'closedFrom' && { closedTo: undefined }),
        })
      }
      className="flex h-6 max-w-48 items-center gap-1 rounded-full border border-accent bg-accent-soft pr-1.5 pl-2 text-accent"
    >
      <span className="truncate">{label}</span>
      <X aria-label={t('clearFilter')} className="size-3.5 shrink-0" />
    </button>
  ))
}
