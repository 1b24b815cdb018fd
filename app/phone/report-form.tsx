'use client'

import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, type SyntheticEvent, useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import type { LngLat } from '../_map/map-types.ts'
import { useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { distanceText } from '../_ui/distance-text.ts'
import { Field, TextArea } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { showFault } from '../_ui/show-fault.ts'
import { Skeleton } from '../_ui/skeleton.tsx'
import { CategoryField } from '../report/category-field.tsx'
import type { Draft } from '../report/draft-store.ts'
import { PhotoField } from '../report/photo-field.tsx'
import { type KnownPosition, PlaceField } from '../report/place-field.tsx'
import type { useDraft } from '../report/use-draft.ts'
import type { SendJob } from './outbox.ts'
import type { ControlAreas } from './use-control-areas.ts'

/** A report by staff: photo, place, the city part, words, category; or put right at once. Kept at every letter. */
export function ReportForm({
  draft: { draft, isKept, change, clear },
  taking,
  onSend,
  controlAreas,
  here,
  onClose,
}: {
  draft: ReturnType<typeof useDraft>
  /** How far the photos are with which this began. */
  taking: ReactNode
  onSend: SendJob
  controlAreas: ControlAreas
  /** Where one stands. */
  here: KnownPosition | null
  onClose: () => void
}) {
  const t = useTranslations('phone')
  const words = useTranslations('report')
  const { locale } = usePreferences()
  const { city } = useSession()
  const [isChecked, setChecked] = useState(false)
  if (!draft)
    return (
      <div className="flex flex-col gap-4 p-4">
        <Skeleton className="h-40" />
        <Skeleton className="h-56" />
      </div>
    )
  const closed = draft.lngLat ? controlAreas.at(draft.lngLat) : undefined
  const fixed = draft.fixed ?? null
  const isFixIncomplete =
    fixed !== null && (fixed.note.trim() === '' || fixed.photos.length === 0 || draft.photos.length === 0)
  const isWordless = draft.description.trim() === ''

  async function submit(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault()
    setChecked(true)
    if (!draft?.lngLat || isWordless || isFixIncomplete || closed) return showFault(event.currentTarget)
    const text = draft.description.trim()
    const isSafe = await onSend(t('jobReport', { text: text.length > 24 ? `${text.slice(0, 24)}…` : text }), {
      kind: 'report',
      draft: { ...draft, reportedAt: draft.reportedAt ?? new Date().toISOString() },
    })
    if (!isSafe) return
    await clear()
    onClose()
  }
  return (
    <form
      onSubmit={(event) => void submit(event)}
      noValidate
      className="mx-auto flex max-w-lg flex-col gap-5 p-4 pb-32"
    >
      <div className="flex items-center gap-1">
        <Button look="quiet" size="touch" aria-label={t('back')} onClick={onClose} className="min-w-11 px-2">
          <ArrowLeft aria-hidden className="size-6" strokeWidth={1.75} />
        </Button>
        <h1 className="text-xl font-semibold">{t('reportTitle')}</h1>
      </div>
      <PhotoField
        photos={draft.photos}
        taking={taking}
        onAdd={(photos) => change({ photos: [...draft.photos, ...photos] })}
        onRemove={(index) => change({ photos: draft.photos.filter((_, at) => at !== index) })}
      />
      <PlaceField
        lngLat={draft.lngLat}
        accuracyMeters={draft.accuracyMeters}
        bounds={city.bbox}
        cityName={inLocale(locale, city.name, city.nameEn)}
        isWanted
        shapes={controlAreas.shapes}
        known={here}
        onPlace={(lngLat, accuracyMeters) => change({ lngLat, accuracyMeters, partCode: null })}
      />
      {closed && (
        <p
          role="alert"
          data-control-area
          data-fault
          tabIndex={-1}
          className="flex gap-2 rounded-xl bg-near-soft p-3 text-near"
        >
          <TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0" strokeWidth={1.75} />
          {t('controlAreaHere', closed)}
        </p>
      )}
      {isChecked && !draft.lngLat && (
        <p role="alert" data-fault tabIndex={-1} className="text-overdue">
          {t('placeMissing')}
        </p>
      )}
      <PartField lngLat={draft.lngLat} draft={draft} change={change} />
      <Field
        label={words('description')}
        isRequired
        error={isChecked && isWordless ? words('descriptionMissing') : undefined}
      >
        {(props) => (
          <TextArea
            {...props}
            name="description"
            maxLength={2000}
            placeholder={words('descriptionPlaceholder')}
            value={draft.description}
            onChange={(event) => change({ description: event.target.value })}
            className="min-h-24 text-base"
          />
        )}
      </Field>
      <CategoryField
        text={draft.description}
        lngLat={draft.lngLat}
        value={draft.categoryId}
        onChoose={(categoryId) => change({ categoryId })}
      />
      <label className="flex min-h-11 items-center gap-3 font-medium">
        <input
          type="checkbox"
          name="fixed"
          checked={fixed !== null}
          onChange={(event) => change({ fixed: event.target.checked ? { note: '', photos: [] } : null })}
          className="size-6 accent-(--accent)"
        />
        {t('fixed')}
      </label>
      {fixed && (
        <div className="flex flex-col gap-4 rounded-xl border p-3">
          <p className="text-muted">{t('fixedHint')}</p>
          <span className="font-medium">{t('after')}</span>
          <PhotoField
            photos={fixed.photos}
            onAdd={(photos) => change({ fixed: { ...fixed, photos: [...fixed.photos, ...photos] } })}
            onRemove={(index) =>
              change({ fixed: { ...fixed, photos: fixed.photos.filter((_, at) => at !== index) } })
            }
          />
          <Field
            label={t('fixedNote')}
            isRequired
            error={isChecked && isFixIncomplete ? t('fixedMissing') : undefined}
          >
            {(props) => (
              <TextArea
                {...props}
                name="fixedNote"
                value={fixed.note}
                maxLength={2000}
                onChange={(event) => change({ fixed: { ...fixed, note: event.target.value } })}
                className="text-base"
              />
            )}
          </Field>
        </div>
      )}
      <div className="fixed inset-x-0 bottom-0 z-20 border-t bg-panel px-4 pt-2.5 pb-[max(0.625rem,env(safe-area-inset-bottom))]">
        <div className="mx-auto flex max-w-lg flex-col gap-1">
          <Button
            type="submit"
            look="primary"
            size="touch"
            disabled={closed !== undefined}
            className="min-h-14 w-full text-lg"
          >
            {t('send')}
          </Button>
          {isKept && <p className="text-center text-sm text-muted">{t('draftKept')}</p>}
        </div>
      </div>
    </form>
  )
}

/** Which of the city parts around: naming it gives the case its category and its owner. */
function PartField({
  lngLat,
  draft,
  change,
}: {
  lngLat: LngLat | null
  draft: Draft
  change: (changed: Partial<Draft>) => void
}) {
  const t = useTranslations('phone')
  const { locale } = usePreferences()
  const { data: parts, error } = useQuery({
    ...useApi().parts.near.queryOptions({ lng: lngLat?.[0] ?? 0, lat: lngLat?.[1] ?? 0 }),
    enabled: lngLat !== null,
    staleTime: 60_000,
  })
  const hint = !lngLat
    ? t('partsNoPlace')
    : error && !parts
      ? t('partsAway')
      : parts?.length === 0
        ? t('partsEmpty')
        : t('partsNear')
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">{t('part')}</legend>
      <p className="text-muted">{hint}</p>
      {lngLat && !parts && !error && <Skeleton className="h-11 w-full" />}
      {parts && parts.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {parts.map((part) => (
            <button
              key={part.partId}
              type="button"
              data-part={part.code}
              aria-pressed={draft.partCode === part.code}
              onClick={() =>
                change(
                  draft.partCode === part.code
                    ? { partCode: null }
                    : { partCode: part.code, categoryId: part.categoryId },
                )
              }
              className={classNames(
                'min-h-11 rounded-full border px-4',
                draft.partCode === part.code
                  ? 'border-accent bg-accent-soft font-medium text-accent'
                  : 'border-line-strong',
              )}
            >
              {inLocale(locale, part.categoryName, part.categoryNameEn)}{' '}
              <span className="text-muted tabular-nums">
                {part.code.slice(-4)} · {distanceText(part.distanceMeters, locale)}
              </span>
            </button>
          ))}
        </div>
      )}
    </fieldset>
  )
}
