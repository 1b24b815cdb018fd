'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useRef } from 'react'
import { CityMap } from '../_map/city-map.tsx'
import type { MapController } from '../_map/map-controller.ts'
import { useFreshCases } from '../_map/use-fresh-cases.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { useIsWide } from '../_ui/use-is-wide.ts'

const overlays = ['areas', 'cases'] as const

/** Where a department's open cases lie, beside its list, until one of them is opened; on a phone the list is all. */
export function InboxMap({
  departmentIds,
  onSelect,
}: {
  departmentIds: readonly number[]
  onSelect: (caseId: number) => void
}) {
  const t = useTranslations('inbox')
  const { city } = useSession()
  const { isDark } = usePreferences()
  const isWide = useIsWide()
  const controller = useRef<MapController | null>(null)
  const caseFilter = useMemo(() => ({ open: true, departmentIds: [...departmentIds] }), [departmentIds])
  useFreshCases(controller)
  if (!isWide) return null
  return (
    <div className="relative size-full">
      <CityMap
        flavor={isDark ? 'dark' : 'light'}
        bounds={city.bbox}
        overlays={overlays}
        caseFilter={caseFilter}
        hasLegend
        onIdentify={({ hits }) => {
          const hit = hits.find(({ entity }) => entity === 'case')
          if (hit) onSelect(hit.id)
        }}
        onReady={(ready) => {
          controller.current = ready
        }}
      />
      <p className="pointer-events-none absolute top-3 left-3 max-w-[60%] rounded-md border bg-panel px-3 py-1.5 shadow-sm">
        <b className="font-medium">{t('nothingOpen')}</b>{' '}
        <span className="text-muted">{t('nothingOpenDetail')}</span>
      </p>
    </div>
  )
}
