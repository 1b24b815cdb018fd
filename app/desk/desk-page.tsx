'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCallback, useDeferredValue, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { CaseRow } from '../../server/cases/case-rows.ts'
import { inLocale } from '../_i18n/locale.ts'
import { withTexts } from '../_i18n/with-texts.tsx'
import { useLiveUnits } from '../_live/live-provider.tsx'
import { formatCamera, parseCamera } from '../_map/camera-text.ts'
import { CityMap } from '../_map/city-map.tsx'
import type { MapController } from '../_map/map-controller.ts'
import type {
  BoundingBox,
  DrawMode,
  DrawnShape,
  Identified,
  LayerFailure,
  LngLat,
  MapCluster,
  MapEntity,
  Selection,
  TracedShape,
} from '../_map/map-types.ts'
import { messages as mapTexts } from '../_map/messages.ts'
import { useFreshCases } from '../_map/use-fresh-cases.ts'
import { useClosuresOnMap, useRoadClosures } from '../_map/use-road-closures.ts'
import { FoundMark } from '../_search/found-mark.tsx'
import { messages as searchTexts } from '../_search/messages.ts'
import type { FoundHit } from '../_search/search-dialog.tsx'
import { showHit } from '../_search/show-hit.ts'
import { useSearchKey } from '../_search/use-search-key.ts'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { later } from '../_ui/later.tsx'
import { opens } from '../_ui/opens.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { useAddress } from '../_ui/use-address.ts'
import { useHotkeys } from '../_ui/use-hotkeys.ts'
import { useNow } from '../_ui/use-now.ts'
import { messages as uploadsTexts } from '../_uploads/messages.ts'
import { messages as dataTexts } from '../data/messages.ts'
import { UrgentAlarm } from './alarm/urgent-alarm.tsx'
import { messages as callTexts } from './call/messages.ts'
import { messages as caseBasisTexts } from './case/basis-messages.ts'
import type { DispatchWays } from './case/dispatch-ways.ts'
import { messages as caseworkTexts } from './case/messages.ts'
import { messages as closuresTexts } from './closures/messages.ts'
import { hitOfFound } from './hit-of-found.ts'
import { KeysTable } from './keys-table.tsx'
import { firstChoices, formatLayers, mapLayersOf, parseLayers } from './layers/layer-choices.ts'
import { messages as layersTexts } from './layers/messages.ts'
import { drawKeys, MapToolbar } from './map-toolbar.tsx'
import { messages as deskTexts } from './messages.ts'
import { messages as planTexts } from './plan/messages.ts'
import { QueueHead } from './queue/queue-head.tsx'
import { QueueList } from './queue/queue-list.tsx'
import { withView } from './queue/queue-views.ts'
import { useQueue } from './queue/use-queue.ts'
import { useWaiting } from './queue/use-waiting.ts'
import { messages as reachTexts } from './reach/messages.ts'
import { reachFeatures } from './reach/reach-features.ts'
import { useReach } from './reach/use-reach.ts'
import {
  caseFilterOf,
  type DeskFilter,
  type DeskSearch,
  formatDeskSearch,
  parseDeskSearch,
} from './search-params.ts'
import { openSecond } from './second/open-second.ts'
import { useSecondWindows } from './second/second-channel.ts'
import { boxAround } from './selection/box-around.ts'
import type { Drawn } from './selection/drawn.ts'
import { messages as selectionTexts } from './selection/messages.ts'
import { shapeOf } from './selection/shape-of.ts'
import type { OpenedThing } from './selection/thing-line.tsx'
import { useDrawn } from './selection/use-drawn.ts'
import { type Comparison, presetOf } from './time/comparison.ts'
import { messages as timeTexts } from './time/messages.ts'
import type { ReplaySpan } from './time/replay-span.ts'
import { TimeBar } from './time/time-bar.tsx'
import { useComparison } from './time/use-comparison.ts'
import { useReplay } from './time/use-replay.ts'
import { useSpanText } from './time/use-span-text.ts'
import { useCasePulses } from './use-case-pulses.ts'
import { useInSight } from './use-in-sight.ts'
import { usePlacePicker } from './use-place-picker.ts'

const isStep = opens<DeskSearch>('caseId')

const markedMs = 1_500
/** As many as one plan takes. */
const firstNearMeters = 50
const noPulses: readonly never[] = []

function isGround(entity: MapEntity): boolean {
  return entity === 'area' || entity === 'duty_grid' || entity === 'unit_grid'
}

const CallPanel = later(async () => (await import('./call/call-panel.tsx')).CallPanel, PanelToCome)
const CasePanel = later(async () => (await import('./case/case-panel.tsx')).CasePanel, PanelToCome)
const ClusterCard = later(async () => (await import('./cluster-card.tsx')).ClusterCard, Nothing)
const CommandBar = later(async () => (await import('./command-bar.tsx')).CommandBar, Nothing)
const ComparisonBar = later(async () => (await import('./time/comparison-bar.tsx')).ComparisonBar, Nothing)
const ConflictQueue = later(async () => (await import('./conflict-queue.tsx')).ConflictQueue, Nothing)
const IdentifyCard = later(async () => (await import('./identify-card.tsx')).IdentifyCard, Nothing)
const QueuePlaces = later(async () => (await import('./queue/queue-places.tsx')).QueuePlaces, Nothing)
const ReachCard = later(async () => (await import('./reach/reach-card.tsx')).ReachCard, Nothing)
const RejectionQueue = later(async () => (await import('./rejection-queue.tsx')).RejectionQueue, Nothing)
const SavedAreasDialog = later(
  async () => (await import('./selection/saved-areas-dialog.tsx')).SavedAreasDialog,
  Nothing,
)
const SwipeLine = later(async () => (await import('./time/swipe-line.tsx')).SwipeLine, Nothing)
const TypedDialog = later(async () => (await import('./selection/typed-dialog.tsx')).TypedDialog, Nothing)
const ClosuresDialog = later(
  async () => (await import('./closures/closures-dialog.tsx')).ClosuresDialog,
  Nothing,
)
const KeysHelp = later(async () => (await import('./keys-help.tsx')).KeysHelp, Nothing)
const LayerPanel = later(async () => (await import('./layers/layer-panel.tsx')).LayerPanel, Nothing)
const NewReportPanel = later(async () => (await import('./new-report-panel.tsx')).NewReportPanel, PanelToCome)
const PlanPanel = later(async () => (await import('./plan/plan-panel.tsx')).PlanPanel, PanelToCome)
const SelectionPanel = later(
  async () => (await import('./selection/selection-panel.tsx')).SelectionPanel,
  PanelToCome,
)

/** The operator's place: queue, map, case; one filter and one selection for all three, all of it in the address. */
export const DeskPage = withTexts(
  {
    desk: deskTexts,
    call: callTexts,
    plan: planTexts,
    time: timeTexts,
    closures: closuresTexts,
    search: searchTexts,
    selection: selectionTexts,
    map: mapTexts,
    data: dataTexts,
    reach: reachTexts,
    casework: caseworkTexts,
    layers: layersTexts,
    uploads: uploadsTexts,
    caseBasis: caseBasisTexts,
  },
  function DeskPage() {
    const t = useTranslations('desk')
    const call = useTranslations('call')
    const plan = useTranslations('plan')
    const time = useTranslations('time')
    const closing = useTranslations('closures')
    const searching = useTranslations('search')
    const { isDark, locale } = usePreferences()
    const say = useToast()
    const { city, permissions, user } = useSession()
    const api = useApi()
    const queryClient = useQueryClient()
    const nowMs = useNow()
    const [search, changeSearch] = useAddress(parseDeskSearch, formatDeskSearch, isStep)
    const { caseId, pin } = search
    const controller = useRef<MapController | null>(null)
    const mapBox = useRef<HTMLDivElement>(null)
    const searchBox = useRef<HTMLInputElement>(null)
    const [firstCamera] = useState(() => parseCamera(search.camera))
    const [isLayersOpen, setLayersOpen] = useState(false)
    const [failures, setFailures] = useState<readonly LayerFailure[]>([])
    // Every move of the camera changes the address: the choices stay the same object meanwhile.
    const layerText = search.layers && formatLayers(search.layers)
    const choices = useMemo(() => parseLayers(layerText) ?? firstChoices, [layerText])
    const mapLayers = useMemo(() => mapLayersOf(choices), [choices])
    const [drawMode, setDrawMode] = useState<DrawMode | null>(null)
    const keepDrawn = useCallback((next: Drawn | null) => changeSearch({ drawn: next }), [changeSearch])
    const shape = useDrawn(search.drawn, keepDrawn)
    const { drawn, set: setDrawn } = shape
    const undoShape = useEffectEvent(() => drawMode === null && shape.undo())
    const redoShape = useEffectEvent(() => drawMode === null && shape.redo())
    const [isEditing, setEditing] = useState(false)
    const [isSnapping, setSnapping] = useState(true)
    const [isTyping, setTyping] = useState(false)
    const [isSavedOpen, setSavedOpen] = useState(false)
    const [isClosuresOpen, setClosuresOpen] = useState(false)
    const [identified, setIdentified] = useState<Identified | null>(null)
    const [cluster, setCluster] = useState<MapCluster | null>(null)
    const [isReporting, setReporting] = useState(false)
    const [isCalling, setCalling] = useState(false)
    const [reportPlace, setReportPlace] = useState<LngLat | null>(null)
    const [isCommandOpen, setCommandOpen] = useState(false)
    const [isHelpOpen, setHelpOpen] = useState(false)
    const [planRows, setPlanRows] = useState<readonly CaseRow[] | null>(null)
    const [markedIds, setMarkedIds] = useState<ReadonlySet<number>>(new Set())
    const { isPicking, pick, settle } = usePlacePicker()
    const canReport = permissions.includes('cases.act')
    const canTakeCalls = permissions.includes('calls.take')

    // A span is counted back from the end of what is replayed.
    const endMs = search.replay?.toMs ?? nowMs
    const filter = useMemo(() => caseFilterOf(search.filter, endMs), [search.filter, endMs])
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
    const keepReplay = useCallback(
      (span: ReplaySpan | null) => changeSearch({ replay: span }),
      [changeSearch],
    )
    const replay = useReplay(search.replay, keepReplay, filter, unitsOnMap)
    const { listedMs } = replay
    // The queue lists the moment that the map shows.
    const listed = useMemo(
      () => (listedMs === null ? filter : { ...filter, openAt: new Date(listedMs).toISOString() }),
      [filter, listedMs],
    )
    const queue = useQueue(listed, markChanged)
    const { rows } = queue
    // The queue comes first: for the map tiles are made and laid out anew, which keeps server and page longer.
    const [answered, setAnswered] = useState(filter)
    if (answered !== filter && !queue.isPlaceholderData) setAnswered(filter)
    const filterOnMap = useDeferredValue(answered)
    const canPlan = permissions.includes('cases.bulk_dispatch')
    const waiting = useWaiting(listed, rows, { hasMore: queue.hasNextPage, canPlan })
    const isQueueRead = !queue.isPending
    const planFromAddress = useEffectEvent(() => {
      if (canPlan && waiting.length > 0) setPlanRows(waiting)
      changeSearch({ isPlanning: false })
    })
    useEffect(() => {
      if (search.isPlanning && isQueueRead) planFromAddress()
    }, [search.isPlanning, isQueueRead])
    const { comparison, reach: reachPlace } = search
    const reach = useReach(reachPlace)
    const reachOnMap = useMemo(() => reachFeatures(reach.data), [reach.data])
    const told = useComparison(comparison, filter)
    const spanText = useSpanText(true)
    const setComparison = useCallback(
      (wanted: Comparison | null) => changeSearch({ comparison: wanted, ...(wanted && { replay: null }) }),
      [changeSearch],
    )
    const isPast = replay.isOn || comparison !== null
    const { data: closures } = useRoadClosures()
    const closuresOnMap = useClosuresOnMap(
      comparison ? undefined : replay.isOn ? replay.closures : closures,
      replay.isOn ? replay.atMs : undefined,
    )
    useLiveUnits((moves) => {
      // The past stands still while now goes on.
      if (isPast) return
      controller.current?.moveUnits(
        moves.map((move) => ({ ...move, headingDegrees: move.headingDegrees ?? 0 })),
      )
    })
    useFreshCases(controller)

    const select = useCallback(
      (wantedId: number | null) => {
        changeSearch({ caseId: wantedId, isPlanning: false })
        setReporting(false)
        setCalling(false)
        setPlanRows(null)
        setIdentified(null)
        if (wantedId !== null) acknowledge(wantedId)
      },
      [changeSearch, acknowledge],
    )
    useSecondWindows(user.id, caseId, select)
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
      else if (isEditing) setEditing(false)
      else if (isLayersOpen) setLayersOpen(false)
      else if (cluster) setCluster(null)
      else if (identified) setIdentified(null)
      else if (isCalling) setCalling(false)
      else if (isReporting) setReporting(false)
      else if (caseId !== null) select(null)
      else if (reachPlace) changeSearch({ reach: null })
      else if (comparison) setComparison(null)
      else if (drawn) setDrawn(null)
    }, [
      isPicking,
      settle,
      drawMode,
      isEditing,
      isLayersOpen,
      cluster,
      identified,
      isCalling,
      isReporting,
      caseId,
      select,
      reachPlace,
      changeSearch,
      comparison,
      setComparison,
      drawn,
      setDrawn,
    ])
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
      else if (key === 'm' && canPlan && waiting.length > 1) setPlanRows(waiting)
      else if (key === 'l') setLayersOpen(!isLayersOpen)
      else if (key === '?') setHelpOpen(true)
      else if (key === 'Escape') stepBack()
      else if (key === 'e' && drawn?.kind === 'area') setEditing(!isEditing)
      else if (mode) startDrawing(mode)
      else return false
      return true
    })
    useEffect(() => {
      const listen = (event: KeyboardEvent) => {
        if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented)
          return
        if (event.target instanceof Element && event.target.closest('input, textarea, [role=dialog]')) return
        if (event.shiftKey ? redoShape() : undoShape()) event.preventDefault()
      }
      window.addEventListener('keydown', listen)
      return () => window.removeEventListener('keydown', listen)
    }, [])
    useSearchKey(() => setCommandOpen((isOpen) => !isOpen))

    function identify(found: Identified) {
      if (isPicking) return settle(found.lngLat)
      setCluster(null)
      // A case that stands alone opens at once: its panel says all that the card would.
      const [first, ...others] = found.hits.filter(({ entity }) => !isGround(entity))
      if (first?.entity === 'case' && others.length === 0) select(first.id)
      else setIdentified(found)
    }
    function goTo(hit: FoundHit) {
      const name = inLocale(locale, hit.name, hit.nameEn)
      if (hit.kind === 'case') {
        select(hit.id)
        showHit(controller.current, hit)
        return
      }
      if (!showHit(controller.current, hit)) {
        say({ kind: 'failed', title: searching('noPlace', { name }) })
        return
      }
      if (hit.lngLat) changeSearch({ pin: { lngLat: hit.lngLat, name } })
      const found = hitOfFound(hit)
      setIdentified(found && { lngLat: found.lngLat, hits: [found] })
    }
    function openThing({ kind, id, code, name, nameEn, lngLat }: OpenedThing) {
      setCluster(null)
      controller.current?.flyTo(lngLat)
      const properties = { name, name_en: nameEn, code }
      setIdentified({ lngLat, hits: [{ entity: kind, id, lngLat, properties }] })
    }
    function openView(query: string) {
      const view = parseDeskSearch(new URLSearchParams(query))
      changeSearch(view)
      setIdentified(null)
      const camera = parseCamera(view.camera)
      if (camera) controller.current?.setCamera(camera)
      else controller.current?.fit(city.bbox)
    }
    function startDrawing(mode: DrawMode) {
      setEditing(false)
      setDrawMode(mode)
    }
    function showDrawn(next: Drawn) {
      setDrawMode(null)
      setReporting(false)
      setCalling(false)
      changeSearch({ caseId: null })
      setDrawn(next)
    }
    /** Two places on roads become the stretch between them; whatever lies near is what is asked for. */
    async function handleTraced(traced: TracedShape, mode: DrawMode) {
      setDrawMode(null)
      if (mode !== 'road') return showDrawn({ kind: 'near', of: traced, meters: firstNearMeters })
      const [from, to] = traced.coordinates as unknown as [LngLat, LngLat]
      try {
        const { lngLats } = await queryClient.fetchQuery(
          api.roads.between.queryOptions({ from: [from[0], from[1]], to: [to[0], to[1]] }),
        )
        const coordinates = lngLats.map(([lng, lat]) => [lng, lat])
        showDrawn({ kind: 'near', of: { type: 'LineString', coordinates }, meters: firstNearMeters })
      } catch (error) {
        say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) })
      }
    }
    function openThere(next: Drawn) {
      setTyping(false)
      setSavedOpen(false)
      showDrawn(next)
      const positions =
        next.kind === 'area'
          ? next.geometry.coordinates.flat()
          : next.of.type === 'Point'
            ? [next.of.coordinates]
            : next.of.coordinates
      const box = boxAround(positions as unknown as readonly LngLat[])
      if (box) controller.current?.fit(box, { maxZoom: 16 })
    }
    async function pickReportPlace() {
      const lngLat = await pick()
      if (lngLat) setReportPlace(lngLat)
    }
    const showPlan = useCallback(
      (features: GeoJSON.FeatureCollection | null) => controller.current?.setPreview(features),
      [],
    )
    const waysOf = useRef<number | null>(null)
    function showWays(ways: DispatchWays | null) {
      controller.current?.setPreview(ways?.features ?? null)
      // Once for each time the form is opened: after that the dispatcher moves the map.
      if (ways?.box && waysOf.current !== caseId) controller.current?.fit(ways.box, { maxZoom: 16 })
      waysOf.current = ways && caseId
    }
    const fitPlan = useCallback((box: BoundingBox) => controller.current?.fit(box), [])
    function takeReportPlace(lngLat: LngLat) {
      setReportPlace(lngLat)
      showOnMap(lngLat, false)
    }
    const { noteChanged, fetchNextPage, isFetchingNextPage } = queue
    const more = useCallback(() => {
      if (!isFetchingNextPage) void fetchNextPage()
    }, [isFetchingNextPage, fetchNextPage])

    const pointedAt = identified?.hits[0]
    // Where nothing stands, a pin says which place the card is about.
    const bareGround = identified?.hits.every(({ entity }) => isGround(entity))
      ? identified.lngLat
      : undefined
    const besideIdentified = useInSight(controller, identified?.lngLat)
    const besideCluster = useInSight(controller, cluster?.lngLat)
    const besideReach = useInSight(controller, reachPlace?.lngLat)
    const selection = useMemo<Selection | null>(
      () => pointedAt ?? (caseId === null ? null : { entity: 'case', id: caseId }),
      [caseId, pointedAt],
    )
    const sketch = isEditing
      ? null
      : (shape.ground ?? (search.filter.within?.type === 'Polygon' ? search.filter.within : null))
    const commands = [
      ...(canReport ? [{ name: t('newReport'), run: startReport }] : []),
      ...(canTakeCalls ? [{ name: call('start'), run: startCall }] : []),
      ...(Object.keys(drawKeys) as DrawMode[]).map((mode) => ({
        name: `${t('drawTools')} · ${t(`draw.${mode}`)}`,
        run: () => startDrawing(mode),
      })),
      { name: t('clearFilter'), run: () => setFilter({ open: true }) },
      {
        name: time('compareTitle'),
        run: () => setComparison({ ...presetOf('day', Date.now()), percent: 50, hasHeat: false }),
      },
      ...(permissions.includes('roads.read')
        ? [{ name: closing('title'), run: () => setClosuresOpen(true) }]
        : []),
      { name: t('second.map'), run: () => openSecond('map', caseId) },
      { name: t('second.case'), run: () => openSecond('case', caseId) },
      { name: t('layers'), run: () => setLayersOpen(true) },
      { name: t('keys'), run: () => setHelpOpen(true) },
    ]

    return (
      <div className="grid h-full grid-cols-[clamp(17rem,27vw,24rem)_minmax(0,1fr)_clamp(20rem,27vw,26rem)] grid-rows-[minmax(0,1fr)] has-[>[data-alarm]]:grid-rows-[auto_minmax(0,1fr)] max-lg:grid-cols-[minmax(16rem,20rem)_minmax(0,1fr)] max-md:flex max-md:flex-col">
        <UrgentAlarm openCaseId={caseId} onOpen={select} />
        <section
          aria-label={t('queue')}
          className="flex min-h-0 flex-col border-r bg-panel max-md:order-2 max-md:h-1/2 max-md:border-t"
        >
          <QueueHead
            filter={search.filter}
            total={queue.total}
            searchBox={searchBox}
            isByPlace={search.isByPlace}
            listedMs={listedMs}
            onFilter={setFilter}
            onByPlace={(isByPlace) => changeSearch({ isByPlace })}
          />
          {permissions.includes('reports.resolve') && (
            <>
              <ConflictQueue onCase={select} />
              <RejectionQueue />
            </>
          )}
          <div className="min-h-0 flex-1">
            {search.isByPlace ? (
              <QueuePlaces
                filter={listed}
                selectedId={caseId}
                canMerge={permissions.includes('cases.merge')}
                onSelect={select}
                onShow={(lngLat) => showOnMap(lngLat, true)}
              />
            ) : (
              <QueueList
                rows={rows}
                selectedId={caseId}
                markedIds={markedIds}
                isPending={queue.isPending}
                error={queue.error}
                hasMore={queue.hasNextPage}
                onMore={more}
                onSeen={queue.renewSeen}
                onRetry={() => void queue.refetch()}
                onSelect={select}
              />
            )}
          </div>
          {canPlan && waiting.length > 1 && !planRows && (
            <div className="border-t p-2">
              <Button
                look="primary"
                size="medium"
                hotkey="M"
                className="w-full"
                data-plan-all
                onClick={() => setPlanRows(waiting)}
              >
                {plan('open', { count: waiting.length })}
              </Button>
            </div>
          )}
        </section>

        <section
          aria-label={t('map')}
          ref={mapBox}
          className="relative min-h-0 min-w-0 max-md:order-1 max-md:h-1/2 max-md:[--map-foot:6rem]"
        >
          <CityMap
            flavor={isDark ? 'dark' : 'light'}
            hasPrint
            bounds={city.bbox}
            camera={firstCamera}
            {...mapLayers}
            overlays={
              isPast
                ? mapLayers.overlays.filter(
                    (name) => name !== 'cases' && !(name === 'units' && comparison !== null),
                  )
                : mapLayers.overlays
            }
            {...(replay.cases && { replayed: replay.cases })}
            compared={told.compared}
            closures={closuresOnMap}
            onFailures={setFailures}
            caseFilter={filterOnMap}
            selection={selection}
            units={replay.isOn ? replay.units : unitsOnMap}
            marker={
              isReporting || isCalling
                ? reportPlace
                : (bareGround ?? reachPlace?.lngLat ?? pin?.lngLat ?? null)
            }
            preview={reachOnMap}
            sketch={sketch as DrawnShape | null}
            editing={isEditing && drawn?.kind === 'area' ? drawn.geometry : null}
            isSnapping={isSnapping}
            onTraced={(traced, mode) => void handleTraced(traced, mode)}
            onEdited={(edited) => setDrawn({ kind: 'area', geometry: shapeOf(edited) })}
            pulses={comparison ? noPulses : pulses}
            drawMode={drawMode}
            hasLegend
            onIdentify={identify}
            onCluster={(clicked) => {
              if (isPicking) return settle(clicked.lngLat)
              setIdentified(null)
              setCluster(clicked)
            }}
            onDrawn={(area) => showDrawn({ kind: 'area', geometry: shapeOf(area) })}
            onDrawCanceled={() => setDrawMode(null)}
            onCamera={(camera) => changeSearch({ camera: formatCamera(camera) })}
            onReady={(created) => {
              controller.current = created
            }}
          />
          <MapToolbar
            drawMode={drawMode}
            isLayersOpen={isLayersOpen}
            canReport={canReport}
            onCall={canTakeCalls ? startCall : undefined}
            isSnapping={isSnapping}
            onDraw={(mode) => (mode ? startDrawing(mode) : setDrawMode(null))}
            onSnapping={setSnapping}
            onTyped={() => setTyping(true)}
            onSaved={() => setSavedOpen(true)}
            onClosures={permissions.includes('roads.read') ? () => setClosuresOpen(true) : undefined}
            onLayers={() => setLayersOpen(!isLayersOpen)}
            onView={openView}
            onReport={startReport}
            onCommand={() => setCommandOpen(true)}
          >
            {isLayersOpen && (
              <LayerPanel
                choices={choices}
                controller={controller.current}
                failures={failures}
                onChange={(change) =>
                  changeSearch((before) => ({ layers: change(before.layers ?? firstChoices) }))
                }
                onClose={() => setLayersOpen(false)}
              />
            )}
            {pin && (
              <FoundMark name={pin.name || pin.lngLat.join(', ')} onClear={() => changeSearch({ pin: null })}>
                {canReport && (
                  <Button
                    look="quiet"
                    onClick={() => {
                      startReport()
                      setReportPlace(pin.lngLat)
                    }}
                  >
                    {searching('reportHere')}
                  </Button>
                )}
              </FoundMark>
            )}
          </MapToolbar>
          {comparison ? (
            <>
              <SwipeLine
                percent={comparison.percent}
                leftLabel={spanText(comparison.left)}
                rightLabel={spanText(comparison.right)}
                onMove={(percent) => controller.current?.moveLine(percent / 100)}
                onRest={(percent) => setComparison({ ...comparison, percent })}
                onEnd={() => setComparison(null)}
              />
              <ComparisonBar comparison={comparison} told={told} onComparison={setComparison} />
            </>
          ) : (
            <TimeBar
              filter={search.filter}
              span={search.replay}
              replay={replay}
              onFilter={setFilter}
              onReplay={keepReplay}
              onComparison={setComparison}
            />
          )}
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
          {reachPlace && !identified && !cluster && (
            <ReachCard
              place={reachPlace}
              reach={reach}
              inSight={besideReach}
              onDirection={(direction) => changeSearch({ reach: { ...reachPlace, direction } })}
              onClose={() => changeSearch({ reach: null })}
            />
          )}
          {cluster && (
            <ClusterCard
              key={cluster.membersUrl}
              cluster={cluster}
              selectedId={caseId}
              onCase={select}
              inSight={besideCluster}
              onThing={openThing}
              onNearer={() => {
                setCluster(null)
                controller.current?.zoomTo(cluster.lngLat)
              }}
              onClose={() => setCluster(null)}
            />
          )}
          {identified && (
            <IdentifyCard
              key={identified.lngLat.join()}
              identified={identified}
              inSight={besideIdentified}
              onCase={select}
              onNear={([lng, lat]) => {
                setIdentified(null)
                const of: TracedShape = { type: 'Point', coordinates: [lng, lat] }
                showDrawn({ kind: 'near', of, meters: firstNearMeters })
              }}
              onReport={
                canReport
                  ? (lngLat) => {
                      setIdentified(null)
                      startReport()
                      setReportPlace(lngLat)
                    }
                  : undefined
              }
              onReach={([lng, lat]) => {
                setIdentified(null)
                changeSearch({ reach: { lngLat: [lng, lat], direction: 'from' } })
              }}
              onClose={() => setIdentified(null)}
            />
          )}
        </section>

        <aside
          aria-label={t('case')}
          data-scroller
          className={
            caseId === null && !isReporting && !isCalling && !drawn && !planRows
              ? 'min-h-0 overflow-auto border-l bg-panel max-lg:hidden'
              : 'min-h-0 overflow-auto border-l bg-panel max-lg:absolute max-lg:inset-y-0 max-lg:right-0 max-lg:z-30 max-lg:w-[min(26rem,100%)] max-lg:shadow-float'
          }
        >
          {isCalling ? (
            <CallPanel
              lngLat={reportPlace}
              onPick={() => void pickReportPlace()}
              onPlace={takeReportPlace}
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
              onPlace={takeReportPlace}
              onClose={() => setReporting(false)}
              onSent={(sentId) => {
                noteChanged(sentId)
                select(sentId)
              }}
            />
          ) : planRows ? (
            <PlanPanel
              rows={planRows}
              onFeatures={showPlan}
              onFit={fitPlan}
              onSelect={(plannedId) =>
                showOnMap(planRows.find((row) => row.caseId === plannedId)?.lngLat ?? null, true)
              }
              onClose={() => setPlanRows(null)}
              onDone={(caseIds) => {
                setPlanRows(null)
                setDrawn(null)
                caseIds.forEach(noteChanged)
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
              onWays={showWays}
            />
          ) : drawn ? (
            <SelectionPanel
              drawn={drawn}
              ground={shape.ground}
              groundError={shape.groundError}
              filter={listed}
              selectedId={caseId}
              isEditing={isEditing}
              canUndo={shape.canUndo}
              canRedo={shape.canRedo}
              onSelect={select}
              onThing={openThing}
              onDrawn={setDrawn}
              onEdit={setEditing}
              onUndo={shape.undo}
              onRedo={shape.redo}
              onFilterHere={() => {
                const { ground } = shape
                if (!ground) return
                // From the address itself: the shape goes, its ground becomes the filter.
                changeSearch((before) => ({ filter: { ...before.filter, within: ground }, drawn: null }))
                setEditing(false)
              }}
              onClose={() => {
                setEditing(false)
                setDrawn(null)
              }}
              onPlan={setPlanRows}
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
          onHit={goTo}
          onArea={(areaId, bbox) => {
            setFilter({ ...search.filter, areaId })
            controller.current?.fit(bbox)
          }}
          onCategory={(categoryId) => setFilter({ ...search.filter, categoryIds: [categoryId] })}
          onView={(view) => setFilter(withView(search.filter, view))}
        />
        {isTyping && <TypedDialog onDraw={openThere} onClose={() => setTyping(false)} />}
        {isClosuresOpen && (
          <ClosuresDialog
            roadKey={drawKeys.road.toUpperCase()}
            onShow={({ lngLats }) => {
              setClosuresOpen(false)
              const box = boxAround(lngLats)
              if (box) controller.current?.fit(box, { maxZoom: 16 })
            }}
            onClose={() => setClosuresOpen(false)}
          />
        )}
        {isSavedOpen && <SavedAreasDialog onDraw={openThere} onClose={() => setSavedOpen(false)} />}
        {isHelpOpen && <KeysHelp onClose={() => setHelpOpen(false)} />}
      </div>
    )
  },
)

function PanelToCome() {
  return <Skeleton className="m-5 h-40" />
}

function Nothing() {
  return null
}
