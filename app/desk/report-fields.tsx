'use client'

import { useQuery } from '@tanstack/react-query'
import { MapPin } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale, listed } from '../_i18n/locale.ts'
import type { LngLat } from '../_map/map-types.ts'
import { useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { CategoryPicker } from '../_ui/category-picker.tsx'
import { CategorySuggestions } from '../_ui/category-suggestions.tsx'
import { Field, TextArea } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useUnderstood } from '../_ui/use-understood.ts'
import { AddressField } from './address-field.tsx'

export type ReportDraft = {
  readonly description: string
  readonly address: string
  readonly categoryId: number | null
}
export const emptyDraft: ReportDraft = { description: '', address: '', categoryId: null }

export function isDrafted({ description, address, categoryId }: ReportDraft): boolean {
  return description !== '' || address !== '' || categoryId !== null
}

/** What is wrong and where: the half of a report that a form and a call share. */
export function ReportFields({
  draft,
  onDraft,
  lngLat,
  onPick,
  onPlace,
  isChecked,
}: {
  draft: ReportDraft
  onDraft: (changed: ReportDraft) => void
  lngLat: LngLat | null
  onPick: () => void
  /** A place that the words name is taken. */
  onPlace: (lngLat: LngLat) => void
  /** Sending was tried: what is missing is said. */
  isChecked: boolean
}) {
  const t = useTranslations('desk')
  const { locale } = usePreferences()
  const api = useApi()
  const { description, address, categoryId } = draft
  const [isChoosing, setChoosing] = useState(false)
  const { data: categories } = useQuery(api.categories.list.queryOptions())
  const { data: place } = useQuery({
    ...api.locate.at.queryOptions({ lng: lngLat?.[0] ?? 0, lat: lngLat?.[1] ?? 0 }),
    enabled: lngLat !== null,
  })
  const category = categories?.find((one) => one.categoryId === categoryId)
  const { understood } = useUnderstood(description, lngLat)
  return (
    <>
      <Field
        label={t('reportDescription')}
        isRequired
        error={isChecked && description.trim() === '' ? t('reportMissing') : undefined}
      >
        {(props) => (
          <TextArea
            {...props}
            name="description"
            autoFocus
            maxLength={2000}
            value={description}
            onChange={(event) => onDraft({ ...draft, description: event.target.value })}
          />
        )}
      </Field>
      <div className="flex flex-col gap-1.5">
        <span className="font-medium">{t('category')}</span>
        {isChoosing ? (
          <CategoryPicker
            autoFocus
            value={categoryId}
            onChoose={(chosen) => {
              onDraft({ ...draft, categoryId: chosen })
              setChoosing(false)
            }}
          />
        ) : (
          <Button onClick={() => setChoosing(true)} className="justify-start" data-field="category">
            {category ? inLocale(locale, category.name, category.nameEn) : t('uncategorized')}
          </Button>
        )}
        <CategorySuggestions
          understood={understood}
          value={categoryId}
          onChoose={(chosen) => onDraft({ ...draft, categoryId: chosen })}
        />
        {understood?.urgency.level === 'urgent' && (
          <p className="text-overdue">
            ▲ {t('soundsUrgent', { words: listed(locale, understood.urgency.because) })}
          </p>
        )}
      </div>
      <div className="flex flex-col gap-1.5">
        <span className="font-medium">{t('reportPlace')}</span>
        <Button onClick={onPick} className="justify-start" data-field="place">
          <MapPin aria-hidden className="size-4 text-accent" />
          {lngLat ? `${lngLat[0].toFixed(5)}, ${lngLat[1].toFixed(5)}` : t('reportPlacePick')}
        </Button>
        {understood && understood.places.length > 0 && (
          <ul className="flex flex-wrap gap-1.5" aria-label={t('placesNamed')}>
            {understood.places.slice(0, 3).map((named) => (
              <li key={named.name}>
                <Button onClick={() => onPlace(named.lngLat)} className="rounded-full" data-named-place>
                  <MapPin aria-hidden className="size-3.5 text-muted" />
                  {inLocale(locale, named.name, named.nameEn)}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <p className="text-muted">{lngLat ? place?.reason[locale] : t('reportPlaceNone')}</p>
        {understood?.department && (
          <p className="text-muted">
            {t('likelyDepartment', {
              name: inLocale(locale, understood.department.name, understood.department.nameEn),
            })}
          </p>
        )}
      </div>
      <AddressField
        value={address}
        onChange={(changed) => onDraft({ ...draft, address: changed })}
        onPlace={onPlace}
      />
    </>
  )
}
