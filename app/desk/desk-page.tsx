'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLiveEvents, useLiveUnits } from '../_live/live-provider.tsx'
import { formatCamera, parseCamera } from '../_map/camera-text.ts'
import { CityMap } from '../_map/city-map.tsx'
import type { MapController } from '../_map/map-controller.ts'
import type { DrawMode, DrawnShape, Identified, LngLat, Selection } from '../_map/map-types.ts'
import { useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { useHotkeys } from '../_ui/use-hotkeys.ts'
import { useNow } from '../_ui/use-now.ts'
import { CallPanel } from './call/call-panel.tsx'
import { CasePanel } from './case/case-panel.tsx'
import { CommandBar } from './command-bar.tsx'
import { ConflictQueue } from './conflict-queue.tsx'
import { IdentifyCard } from './identify-card.tsx'
import { KeysHelp, KeysTable } from './keys-help.tsx'
import { mapFilterOf } from './map-filter-of.ts'
import { type DeskLayer, drawKeys, MapToolbar } from './map-toolbar.tsx'
import { NewReportPanel } from './new-report-panel.tsx'
import { QueueHead } from './queue/queue-head.tsx'
import { QueueList } from './queue/queue-list.tsx'
import { withView } from './queue/queue-views.ts'
import { useQueue } from './queue/use-queue.ts'
import { RejectionQueue } from './rejection-queue.tsx'
import { caseFilterOf, type DeskFilter } from './search-params.ts'
import { SelectionPanel } from './selection/selection-panel.tsx'
import { shapeOf } from './selection/shape-of.ts'
import { TimeBar } from './time-bar.tsx'
import { useCasePulses } from './use-case-pulses.ts'
import { useDeskSearch } from './use-desk-search.ts'
import { usePlacePicker } from './use-place-picker.ts'

const firstLayers: readonly DeskLayer[] = ['areas', 'cases', 'units']
const markedMs = 1_500

/** The operator's place: queue, map, case; one filter and one selection for all three, all of it in the address. */
export function DeskPage() {
  const t = useTranslations('desk')
  const call = useTranslations('call')
  const { isDark } = usePreferences()
  const { city, permissions } = useSession()
  const api = useApi()
  const queryClient = useQueryClient()
  const nowMs = useNow()
  const [search, changeSearch] = useDeskSearch()
  const { caseId } = search
  const controller = useRef<MapController | null>(null)
  const mapBox = useRef<HTMLDivElement>(null)
  const searchBox = useRef<HTMLInputElement>(null)
  const [firstCamera] = useState(() => parseCamera(search.camera))
  const [layers, setLayers] = useState(firstLayers)
  const [drawMode, setDrawMode] = useState<DrawMode | null>(null)
  const [shape, setShape] = useState<DrawnShape | null>(null)
  const [identified, setIdentified] = useState<Identified | null>(null)
  const [isReporting, setReporting] = useState(false)
  const [isCalling, setCalling] = useState(false)
  const [reportPlace, setReportPlace] = useState<LngLat | null>(null)
  const [isCommandOpen, setCommandOpen] = useState(false)
  const [isHelpOpen, setHelpOpen] = useState(false)
  const [markedIds, setMarkedIds] = useState<ReadonlySet<number>>(new Set())
  const { isPicking, pick, settle } = usePlacePicker()
  const canReport = permissions.includes('cases.act')
  const canTakeCalls = permissions.includes('calls.take')

  const filter = useMemo(() => caseFilterOf(search.filter, nowMs), [search.filter, nowMs])
  const markChanged = useCallback(
    (caseIds: ReadonlySet<number>) => {
      setMarkedIds(caseIds)
      setTimeout(() => setMarkedIds((marked) => (marked === caseIds ? new Set() : marked)), markedMs)
      for (const changedId of caseIds) {
        void queryClient.invalidateQueries({ queryKey: api.cases.get.queryKey({ caseId: changedId }) })
      }
    },
    [queryClient, api],
  )
  const queue = useQueue(filter, markChanged)
  const { rows } = queue
  const { pulses, acknowledge } = useCasePulses()
  const { data: units } = useQuery({
    ...api.units.list.queryOptions(),
    enabled: permissions.includes('units.read'),
  })
  const unitsOnMap = useMemo(
    () =>
      units?.flatMap(({ lngLat, headingDegrees, ...unit }) =>
        lngLat ? [{ ...unit, lngLat, headingDegrees: headingDegrees ?? 0 }] : [],
      ),
    [units],
  )
  useLiveUnits((moves) =>
    controller.current?.moveUnits(
      moves.map((move) => ({ ...move, headingDegrees: move.headingDegrees ?? 0 })),
    ),
  )
  useLiveEvents((event) => {
    if (event.entity !== 'case') return
    const lngLat = (event.data.lngLat as LngLat | null | undefined) ?? null
    controller.current?.refresh('cases', { lngLat, minPosition: event.position })
  })

  const select = useCallback(
    (wantedId: number | null) => {
      changeSearch({ caseId: wantedId })
      setReporting(false)
      setCalling(false)
      setIdentified(null)
      if (wantedId !== null) acknowledge(wantedId)
    },
    [changeSearch, acknowledge],
  )
  const setFilter = useCallback((changed: DeskFilter) => changeSearch({ filter: changed }), [changeSearch])

  const selectedRow = rows.find((row) => row.caseId === caseId)
  const selectedLngLat = selectedRow?.lngLat ?? null
  const showOnMap = useCallback((lngLat: LngLat | null, always: boolean) => {
    const map = controller.current
    const box = mapBox.current
    if (!map || !box || !lngLat) return
    const { x, y } = map.project(lngLat)
    const isInView = x > 60 && y > 60 && x < box.clientWidth - 60 && y < box.clientHeight - 60
    if (always || !isInView) map.flyTo(lngLat)
  }, [])
  const selectedLng = selectedLngLat?.[0]
  const selectedLat = selectedLngLat?.[1]
  // Follows the selection and its place, not every new row object.
  useEffect(() => {
    if (selectedLng !== undefined && selectedLat !== undefined) showOnMap([selectedLng, selectedLat], false)
  }, [selectedLng, selectedLat, showOnMap])

  function step(by: 1 | -1) {
    const index = rows.findIndex((row) => row.caseId === caseId)
    const next = rows[index === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, index + by))]
    if (next) select(next.caseId)
  }
  const stepBack = useCallback(() => {
    if (isPicking) settle(null)
    else if (drawMode) setDrawMode(null)
    else if (identified) setIdentified(null)
    else if (isCalling) setCalling(false)
    else if (isReporting) setReporting(false)
    else if (caseId !== null) select(null)
    else if (shape) setShape(null)
  }, [isPicking, settle, drawMode, identified, isCalling, isReporting, caseId, select, shape])
  const startReport = useCallback(() => {
    setReportPlace(null)
    setCalling(false)
    setReporting(true)
  }, [])
  const startCall = useCallback(() => {
    setReportPlace(null)
    setReporting(false)
    setCalling(true)
  }, [])

  useHotkeys('page', (key) => {
    const mode = (Object.keys(drawKeys) as DrawMode[]).find((one) => drawKeys[one] === key)
    if (key === 'j' || key === 'ArrowDown') step(1)
    else if (key === 'k' || key === 'ArrowUp') step(-1)
    else if (key === 'Enter') showOnMap(selectedLngLat, true)
    else if (key === '/') searchBox.current?.focus()
    else if (key === 'n' && canReport) startReport()
    else if (key === 'i' && canTakeCalls) startCall()
    else if (key === '?') setHelpOpen(true)
    else if (key === 'Escape') stepBack()
    else if (mode) setDrawMode(mode)
    else return false
    return true
  })
  useEffect(() => {
    const openCommands = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      setCommandOpen((isOpen) => !isOpen)
    }
    window.addEventListener('keydown', openCommands)
    return () => window.removeEventListener('keydown', openCommands)
  }, [])

  function identify(found: Identified) {
    if (isPicking) return settle(found.lngLat)
    const [first] = found.hits
    if (first?.entity === 'case' && !found.hits.slice(1).some((hit) => hit.entity === 'case'))
      select(first.id)
    else setIdentified(first ? found : null)
  }
  async function pickReportPlace() {
    const lngLat = await pick()
    if (lngLat) setReportPlace(lngLat)
  }
  const { noteChanged, fetchNextPage, isFetchingNextPage } = queue
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage()
  }, [isFetchingNextPage, fetchNextPage])

  const mapFilter = useMemo(() => mapFilterOf(filter, rows), [filter, rows])
  const selection = useMemo<Selection | null>(
    () => (caseId === null ? null : { entity: 'case', id: caseId }),
    [caseId],
  )
  const sketch =
    shape ?? (search.filter.within?.type === 'Polygon' ? (search.filter.within as DrawnShape) : null)
  const commands = [
    ...(canReport ? [{ name: t('newReport'), run: startReport }] : []),
    ...(canTakeCalls ? [{ name: call('start'), run: startCall }] : []),
    ...(Object.keys(drawKeys) as DrawMode[]).map((mode) => ({
      name: `${t('drawTools')} · ${t(`draw.${mode}`)}`,
      run: () => setDrawMode(mode),
    })),
    { name: t('clearFilter'), run: () => setFilter({ open: true }) },
    { name: t('keys'), run: () => setHelpOpen(true) },
  ]

  return (
    <div className="grid h-full grid-cols-[clamp(17rem,27vw,24rem)_minmax(0,1fr)_clamp(20rem,27vw,26rem)] max-lg:grid-cols-[minmax(16rem,20rem)_minmax(0,1fr)] max-md:flex max-md:flex-col">
      <section
        aria-label={t('queue')}
        className="flex min-h-0 flex-col border-r bg-panel max-md:order-2 max-md:h-1/2 max-md:border-t"
      >
        <QueueHead
          filter={search.filter}
          total={queue.isPending ? undefined : queue.total}
          searchBox={searchBox}
          onFilter={setFilter}
        />
        {permissions.includes('reports.resolve') && (
          <>
            <ConflictQueue onCase={select} />
            <RejectionQueue />
          </>
        )}
        <div className="min-h-0 flex-1">
          <QueueList
            rows={rows}
            selectedId={caseId}
            markedIds={markedIds}
            isPending={queue.isPending}
            error={queue.error}
            hasMore={queue.hasNextPage}
            onMore={more}
            onRetry={() => void queue.refetch()}
            onSelect={select}
          />
        </div>
      </section>

      <section
        aria-label={t('map')}
        ref={mapBox}
        className="relative min-h-0 min-w-0 max-md:order-1 max-md:h-1/2"
      >
        <CityMap
          flavor={isDark ? 'dark' : 'light'}
          bounds={city.bbox}
          camera={firstCamera}
          overlays={layers}
          caseFilter={mapFilter}
          selection={selection}
          units={unitsOnMap}
          marker={isReporting || isCalling ? reportPlace : null}
          sketch={sketch}
          pulses={pulses}
          drawMode={drawMode}
          hasLegend
          onIdentify={identify}
          onDrawn={(drawn) => {
            setDrawMode(null)
            setShape(drawn)
            setReporting(false)
            changeSearch({ caseId: null })
          }}
          onDrawCanceled={() => setDrawMode(null)}
          onCamera={(camera) => changeSearch({ camera: formatCamera(camera) })}
          onReady={(created) => {
            controller.current = created
          }}
        />
        <MapToolbar
          drawMode={drawMode}
          layers={layers}
          canReport={canReport}
          onCall={canTakeCalls ? startCall : undefined}
          onDraw={setDrawMode}
          onLayers={setLayers}
          onReport={startReport}
          onCommand={() => setCommandOpen(true)}
        />
        <TimeBar filter={search.filter} onFilter={setFilter} />
        {isPicking && (
          <div
            role="status"
            className="animate-arrive absolute top-16 left-1/2 z-20 flex -translate-x-1/2 items-center gap-3 rounded-lg border border-accent bg-raised py-1.5 pr-1.5 pl-4 shadow-float"
          >
            {t('pickPlace')}
            <Button look="quiet" hotkey="Esc" onClick={() => settle(null)}>
              {t('pickStop')}
            </Button>
          </div>
        )}
        {identified && (
          <IdentifyCard identified={identified} onCase={select} onClose={() => setIdentified(null)} />
        )}
      </section>

      <aside
        aria-label={t('case')}
        className={
          caseId === null && !isReporting && !isCalling && !shape
            ? 'min-h-0 overflow-auto border-l bg-panel max-lg:hidden'
            : 'min-h-0 overflow-auto border-l bg-panel max-lg:absolute max-lg:inset-y-0 max-lg:right-0 max-lg:z-30 max-lg:w-[min(26rem,100%)] max-lg:shadow-float'
        }
      >
        {isCalling ? (
          <CallPanel
            lngLat={reportPlace}
            onPick={() => void pickReportPlace()}
            onClose={() => setCalling(false)}
            onCase={(madeId) => {
              noteChanged(madeId)
              select(madeId)
            }}
          />
        ) : isReporting ? (
          <NewReportPanel
            lngLat={reportPlace}
            onPick={() => void pickReportPlace()}
            onClose={() => setReporting(false)}
            onSent={(sentId) => {
              noteChanged(sentId)
              select(sentId)
            }}
          />
        ) : caseId !== null ? (
          <CasePanel
            key={caseId}
            caseId={caseId}
            onClose={() => select(null)}
            onSelect={select}
            onChanged={noteChanged}
            pickPlace={pick}
          />
        ) : shape ? (
          <SelectionPanel
            shape={shape}
            filter={filter}
            selectedId={caseId}
            onSelect={select}
            onFilterHere={() => {
              setFilter({ ...search.filter, within: shapeOf(shape) })
              setShape(null)
            }}
            onClose={() => setShape(null)}
            onChanged={(caseIds) => caseIds.forEach(noteChanged)}
          />
        ) : (
          <div className="px-5 py-6">
            <h2 className="text-base font-semibold">{t('nothingSelected')}</h2>
            <p className="mb-6 text-muted">{t('nothingSelectedDetail')}</p>
            <KeysTable />
          </div>
        )}
      </aside>

      <CommandBar
        isOpen={isCommandOpen}
        commands={commands}
        onClose={() => setCommandOpen(false)}
        onCase={select}
        onArea={(areaId, bbox) => {
          setFilter({ ...search.filter, areaId })
          controller.current?.fit(bbox)
        }}
        onCategory={(categoryId) => setFilter({ ...search.filter, categoryIds: [categoryId] })}
        onView={(view) => setFilter(withView(search.filter, view))}
      />
      <KeysHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  )
}
