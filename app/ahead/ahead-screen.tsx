'use client'

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useRef, useState } from 'react'
import { withTexts } from '../_i18n/with-texts.tsx'
import { useLiveEvents } from '../_live/live-provider.tsx'
import { formatCamera, parseCamera } from '../_map/camera-text.ts'
import { CityMap } from '../_map/city-map.tsx'
import type { MapController } from '../_map/map-controller.ts'
import type { LngLat } from '../_map/map-types.ts'
import { messages as mapTexts } from '../_map/messages.ts'
import { useApi } from '../_trpc/api.ts'
import { opens } from '../_ui/opens.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { useAddress } from '../_ui/use-address.ts'
import { useHotkeys } from '../_ui/use-hotkeys.ts'
import { messages as gridsTexts } from '../grids/messages.ts'
import { AcceptAllDialog } from './accept-all-dialog.tsx'
import { candidateFeatures, focusOf } from './candidate-features.ts'
import { CandidateList } from './candidate-list.tsx'
import { CandidatePanel } from './candidate-panel.tsx'
import { messages as aheadTexts } from './messages.ts'
import { RecordPanel } from './record-panel.tsx'
import { type AheadSearch, formatAheadSearch, parseAheadSearch } from './search-params.ts'
import { SettingsPanel } from './settings-panel.tsx'

const isStep = opens<AheadSearch>('candidateId', 'view')

const overlays = ['areas', 'duty_grids', 'unit_grids'] as const
/** A press this near to a point means it. */
const pressPixels = 14
const followMs = 2000

/** What may become a complaint: the list with its reasons, the map, the evidence, and what became of it. */
export const AheadScreen = withTexts(
  { ahead: aheadTexts, grids: gridsTexts, map: mapTexts },
  function AheadScreen() {
    const t = useTranslations('ahead')
    const { isDark } = usePreferences()
    const { city, permissions } = useSession()
    const api = useApi()
    const [search, change] = useAddress(parseAheadSearch, formatAheadSearch, isStep)
    const controller = useRef<MapController>(null)
    const [isReady, setReady] = useState(false)
    const [asked, setAsked] = useState<'accept' | 'dismiss' | null>(null)
    const [isAcceptingAll, setAcceptingAll] = useState(false)
    const canDecide = permissions.includes('ahead.decide')

    const list = useQuery({
      ...api.ahead.list.queryOptions({
        state: search.state,
        ...(search.detector && { detector: search.detector }),
        ...(search.areaId !== null && { areaId: search.areaId }),
        ...(search.finding && { finding: search.finding }),
        ...(search.state === 'done' && { days: search.days }),
      }),
      placeholderData: keepPreviousData,
    })
    const candidates = list.data?.candidates
    const { candidateId } = search
    const detail = useQuery({
      ...api.ahead.get.queryOptions({ candidateId: candidateId ?? 0 }),
      enabled: candidateId !== null,
    })
    const selected = detail.data?.candidateId === candidateId ? detail.data : undefined
    useFollowEvents()

    const preview = useMemo(() => candidateFeatures(candidates ?? [], selected), [candidates, selected])
    const focus = useMemo(() => (selected ? focusOf(selected) : null), [selected])
    const focusedId = selected?.candidateId
    const lookedAt = useRef<number>(undefined)
    useEffect(() => {
      if (!isReady || !focus || focusedId === undefined || lookedAt.current === focusedId) return
      // An address with a camera is looked at as it was sent; later choices move the map.
      const isFirst = lookedAt.current === undefined && search.camera !== null
      lookedAt.current = focusedId
      if (!isFirst) controller.current?.fit(focus, { maxZoom: 16.5 })
    }, [isReady, focus, focusedId, search.camera])

    const open = (id: number | null, ask: 'accept' | 'dismiss' | null = null) => {
      change({ candidateId: id, view: null })
      setAsked(ask)
    }
    const step = (by: number) => {
      if (!candidates || candidates.length === 0) return
      const at = candidates.findIndex((one) => one.candidateId === candidateId)
      const next = candidates[Math.min(candidates.length - 1, Math.max(0, at < 0 ? 0 : at + by))]
      if (next) open(next.candidateId)
    }
    useHotkeys('page', (key) => {
      if (key === 'j' || key === 'ArrowDown') step(1)
      else if (key === 'k' || key === 'ArrowUp') step(-1)
      else if (key === 'Enter' && candidateId === null) step(0)
      else if (key === 'Escape' && search.view) change({ view: null })
      else if (key === 'Escape' && candidateId !== null) open(null)
      else if (key === 'a' && canDecide && selected?.state === 'candidate') setAsked('accept')
      else if (key === 'x' && canDecide && selected?.state === 'candidate') setAsked('dismiss')
      else return false
      return true
    })
    /** After a decision the next one is in hand. */
    const goOn = () => {
      const at = candidates?.findIndex((one) => one.candidateId === candidateId) ?? -1
      const next = at < 0 ? undefined : (candidates?.[at + 1] ?? candidates?.[at - 1])
      open(next?.candidateId ?? null)
    }
    function press(lngLat: LngLat) {
      const map = controller.current
      if (!map || !candidates) return
      const at = map.project(lngLat)
      let best: { id: number; pixels: number } | undefined
      for (const one of candidates) {
        const point = map.project(one.lngLat)
        const pixels = Math.hypot(point.x - at.x, point.y - at.y)
        if (pixels <= pressPixels && (!best || pixels < best.pixels)) best = { id: one.candidateId, pixels }
      }
      if (best) open(best.id)
    }
    const isPanelOpen = candidateId !== null || search.view !== null

    return (
      <div className="flex h-full flex-col-reverse md:flex-row">
        <aside
          className={`${isPanelOpen ? 'hidden md:flex' : 'flex'} min-h-0 w-full flex-1 flex-col border-t bg-panel md:w-[25rem] md:flex-none md:border-t-0 md:border-r`}
          aria-label={t('listLabel')}
        >
          <CandidateList
            search={search}
            data={list.data}
            error={list.error}
            onRetry={() => void list.refetch()}
            onChange={change}
            onOpen={open}
            onAcceptAll={canDecide && search.state === 'candidate' ? () => setAcceptingAll(true) : undefined}
          />
        </aside>
        <section
          className="relative h-[38dvh] shrink-0 md:h-auto md:min-w-0 md:flex-1"
          aria-label={t('title')}
        >
          <CityMap
            flavor={isDark ? 'dark' : 'light'}
            hasPrint
            bounds={city.bbox}
            camera={parseCamera(search.camera)}
            overlays={overlays}
            preview={preview}
            selection={
              selected
                ? selected.unitGridId !== null && selected.detector === 'unseen'
                  ? { entity: 'unit_grid', id: selected.unitGridId }
                  : { entity: 'duty_grid', id: selected.dutyGridId }
                : null
            }
            marker={selected?.lngLat ?? null}
            onIdentify={({ lngLat }) => press(lngLat)}
            onCamera={(camera) => change({ camera: formatCamera(camera) })}
            onReady={(ready) => {
              controller.current = ready
              setReady(true)
            }}
          />
        </section>
        {isPanelOpen && (
          <aside className="flex min-h-0 w-full flex-1 flex-col overflow-y-auto border-t bg-panel max-md:order-first md:w-[26rem] md:flex-none md:border-t-0 md:border-l">
            {search.view === 'record' ? (
              <RecordPanel search={search} onChange={change} onClose={() => change({ view: null })} />
            ) : search.view === 'settings' ? (
              <SettingsPanel onClose={() => change({ view: null })} />
            ) : (
              <CandidatePanel
                // Another candidate begins with closed forms.
                key={candidateId}
                candidate={selected}
                error={detail.error}
                onRetry={() => void detail.refetch()}
                asked={asked}
                onAsk={setAsked}
                canDecide={canDecide}
                onDecided={goOn}
                onClose={() => open(null)}
              />
            )}
          </aside>
        )}
        {isAcceptingAll && candidates && (
          <AcceptAllDialog candidates={candidates} onClose={() => setAcceptingAll(false)} />
        )}
      </div>
    )
  },
)

/** The list follows what others decide. */
function useFollowEvents(): void {
  const api = useApi()
  const client = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  useLiveEvents(({ type }) => {
    if (type !== 'ahead.changed') return
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void client.invalidateQueries({ queryKey: api.ahead.pathKey() })
    }, followMs)
  })
}
