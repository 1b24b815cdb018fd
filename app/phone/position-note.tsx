'use client'

import { LocateFixed, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { classNames } from '../_ui/class-names.ts'
import { type PositionState, roughMeters } from './use-position.ts'

/** Over the map: how well the position is known, and whether reports are taken here. */
export function PositionNote({
  state,
  controlArea,
  onLocate,
}: {
  state: PositionState
  controlArea: { readonly name: string; readonly reason: string } | undefined
  onLocate: () => void
}) {
  const t = useTranslations('phone')
  const isRough = state.kind === 'known' && state.position.accuracyMeters > roughMeters
  const isWarning = state.kind === 'denied' || isRough || controlArea !== undefined
  const text = controlArea
    ? t('controlArea', { name: controlArea.name })
    : state.kind === 'locating'
      ? t('locating')
      : state.kind === 'denied'
        ? t('noPosition')
        : t(isRough ? 'roughPosition' : 'goodPosition', { meters: state.position.accuracyMeters })
  return (
    <div className="absolute inset-x-2 bottom-2 flex items-end gap-2">
      <p
        role="status"
        className={classNames(
          'flex min-w-0 flex-1 items-center gap-2 rounded-lg border bg-raised px-3 py-2 shadow-float',
          isWarning ? 'text-near' : 'text-muted',
        )}
      >
        {isWarning && <TriangleAlert aria-hidden className="size-5 shrink-0" strokeWidth={1.75} />}
        {text}
      </p>
      <button
        type="button"
        aria-label={t('locate')}
        disabled={state.kind !== 'known'}
        onClick={onLocate}
        className="grid size-12 shrink-0 place-items-center rounded-lg border bg-raised text-accent shadow-float disabled:opacity-50"
      >
        <LocateFixed aria-hidden className="size-6" strokeWidth={1.75} />
      </button>
    </div>
  )
}
