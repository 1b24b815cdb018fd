import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { areaSquareMeters } from '../../geo/area-square-meters.ts'
import { boundingBox } from '../../geo/bounding-box.ts'
import { covers } from '../../geo/point-in-polygon.ts'
import { inLocale } from '../_i18n/locale.ts'
import { formatCamera, parseCamera } from '../_map/camera-text.ts'
import { CityMap } from '../_map/city-map.tsx'
import type { MapController } from '../_map/map-controller.ts'
import type { BoundingBox, DrawnShape, Identified, LngLat } from '../_map/map-types.ts'
import { type Inputs, type Outputs, useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { useHotkeys } from '../_ui/use-hotkeys.ts'
import { CellPanel } from './cell-panel.tsx'
import { DraftActions, DraftSteps } from './draft-steps.tsx'
import { dropCorner, type GridCell, type GridContent, mergeAt, splitAt } from './edits.ts'
import { MeshOverlay } from './mesh-overlay.tsx'
import { ReviewPanel } from './review-panel.tsx'
import { StudioToolbar, type Tool, toolKeys } from './studio-toolbar.tsx'
import { useEdits } from './use-edits.ts'
import { useKeeping } from './use-keeping.ts'

type Draft = Outputs['studio']['get']
type Area = Outputs['studio']['list']['areas'][number]

const overlays = ['areas'] as const

/** One draft in hand: tools along the map's top, beside it the grid selected, the faults, and what would change. */
export function DraftEditor({
  draft,
  area,
  camera,
  onCamera,
  onBack,
}: {
  draft: Draft
  area: Area | undefined
  camera: string | null
  onCamera: (camera: string) => void
  onBack: () => void
}) {
  const t = useTranslations('studio')
  const shell = useTranslations('shell')
  const { locale, isDark } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const isEditable = draft.state === 'draft' && draft.may.includes('submit')
  const { content, change, settle, undo, redo, canUndo, canRedo } = useEdits(draft.content)
  const keeping = useKeeping({
    draftId: draft.draftId,
    version: draft.version,
    content,
    isEditable,
    onKept: settle,
  })
  const [controller, setController] = useState<MapController | null>(null)
  const [tool, setTool] = useState<Tool>('select')
  const [selected, setSelected] = useState<readonly number[]>([])
  const [line, setLine] = useState<readonly LngLat[]>([])
  const [focus, setFocus] = useState<BoundingBox | null>(null)
  const isAdding = useShiftKey()
  const carve = useMutation(api.studio.carve.mutationOptions())
  const review = useQuery({
    ...api.studio.review.queryOptions({ draftId: draft.draftId, version: keeping.version }),
    placeholderData: (before) => before,
  })
  const home = useMemo(() => boundingBox(draft.base.cells.flatMap(({ polygons }) => polygons)), [draft.base])
  const changed = useChanged(content, draft.base)
  const known = selected.filter((i) => i < content.cells.length)

  const edit = (next: GridContent | undefined, failure?: string) => {
    if (next) change(next)
    else if (failure) say({ kind: 'failed', title: failure })
  }
  const choose = (next: Tool) => {
    setTool(next)
    setLine([])
  }
  const finishSplit = () => {
    const [index] = known
    if (index === undefined || known.length !== 1)
      return say({ kind: 'failed', title: t('splitFailed.many-parts') })
    const result = splitAt(content, index, line)
    if ('fault' in result) return say({ kind: 'failed', title: t(`splitFailed.${result.fault}`) })
    change(result.content)
    setSelected([index, result.content.cells.length - 1])
    choose('select')
  }
  const merge = () => {
    const merged = mergeAt(content, known)
    edit(merged, t('notAdjacent'))
    if (merged) setSelected([merged.cells.length - 1])
  }
  const step = (go: () => void) => {
    go()
    setSelected([])
    setLine([])
  }
  const handleIdentify = ({ lngLat }: Identified) => {
    if (tool === 'split' && known.length === 1 && isEditable) {
      setLine((points) => [...points, lngLat])
      return
    }
    const hit = content.cells.findIndex(({ polygons }) => covers(polygons, lngLat[0], lngLat[1]))
    setFocus(null)
    if (hit < 0) setSelected([])
    else if (isAdding.current)
      setSelected((all) => (all.includes(hit) ? all.filter((i) => i !== hit) : [...all, hit]))
    else setSelected([hit])
  }
  const handleDrawn = ({ coordinates }: DrawnShape) => {
    const sent = content
    choose('select')
    carve.mutate(
      {
        draftId: draft.draftId,
        content: sent as Inputs['studio']['carve']['content'],
        drawn: coordinates as Inputs['studio']['carve']['drawn'],
      },
      {
        onSuccess(drawn) {
          change(drawn)
          setSelected([drawn.cells.length - 1])
        },
        onError: (error) => say({ kind: 'failed', title: errorTextOf(error, locale) }),
      },
    )
  }
  useHotkeys('page', (key) => {
    const wanted = (Object.keys(toolKeys) as Tool[]).find((name) => toolKeys[name] === key.toLowerCase())
    if (key === 'Escape' && (line.length > 0 || tool !== 'select' || selected.length > 0)) {
      if (line.length === 0 && tool === 'select') setSelected([])
      choose('select')
      return true
    }
    if (!isEditable) return false
    if (key === 'Enter' && tool === 'split' && line.length > 1) finishSplit()
    else if (key === 'Backspace' && line.length > 0) setLine((points) => points.slice(0, -1))
    else if (key.toLowerCase() === 'm' && known.length > 1) merge()
    else if (wanted) choose(wanted)
    else return false
    return true
  })
  useUndoKeys(
    isEditable,
    () => step(undo),
    () => step(redo),
  )

  const hasLooked = useRef(false)
  useEffect(() => {
    if (!controller || !home || hasLooked.current) return
    hasLooked.current = true
    if (!camera) controller.fit(home, { isInstant: true })
  }, [controller, home, camera])

  const title = area ? inLocale(locale, area.name, area.nameEn) : draft.title
  return (
    <div className="flex h-full flex-col-reverse md:flex-row">
      <aside className="flex min-h-0 w-full flex-1 flex-col border-t bg-panel md:w-96 md:flex-none md:border-t-0 md:border-r">
        <header className="border-b px-4 py-2.5">
          <div className="flex items-center gap-1">
            <Button look="quiet" size="icon" onClick={onBack} aria-label={t('back')} className="-ml-2">
              <ArrowLeft className="size-4" />
            </Button>
            <h1 className="min-w-0 flex-1 truncate text-base font-semibold">{title}</h1>
            <span className={draft.state === 'in_review' ? 'text-near' : 'text-muted'}>
              {t(`state.${draft.state}`)}
            </span>
          </div>
          <p className="flex justify-between gap-2 text-muted">
            <span>{t('counts', { unit: content.cells.length, duty: content.duties.length })}</span>
            {isEditable ? (
              <span role="status" className={keeping.error && !keeping.isKept ? 'text-overdue' : ''}>
                {t(
                  keeping.isKeeping
                    ? 'saving'
                    : keeping.isKept
                      ? 'saved'
                      : keeping.error
                        ? 'notSaved'
                        : 'unsaved',
                )}
              </span>
            ) : (
              <span>{t('readOnly')}</span>
            )}
          </p>
          {keeping.error && !keeping.isKept && (
            <p className="flex items-center justify-between gap-2 text-overdue">
              {errorTextOf(keeping.error, locale)}
              <Button onClick={keeping.retry}>{shell('retry')}</Button>
            </p>
          )}
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto">
          <CellPanel content={content} selected={known} isEditable={isEditable} onChange={change} />
          <ReviewPanel
            review={review.data}
            isCurrent={keeping.isKept && !review.isFetching}
            error={review.error}
            onShow={(bbox) => {
              setFocus(bbox)
              controller?.fit(grown(bbox), { maxZoom: 18 })
            }}
            onShowPlace={(lngLat) => controller?.flyTo(lngLat)}
          />
          <DraftSteps draft={draft} />
        </div>
        <DraftActions
          draft={draft}
          version={keeping.version}
          isBusy={!keeping.isKept}
          onDone={() => {
            void client.invalidateQueries({ queryKey: api.studio.pathKey() })
          }}
        />
      </aside>
      <section className="relative h-[48dvh] shrink-0 md:h-auto md:min-w-0 md:flex-1" aria-label={t('title')}>
        <CityMap
          flavor={isDark ? 'dark' : 'light'}
          bounds={home ?? [0, 0, 0, 0]}
          paddingPixels={belowTools}
          camera={parseCamera(camera)}
          overlays={overlays}
          labels="sparse"
          drawMode={tool === 'draw' && isEditable ? 'polygon' : null}
          onDrawn={handleDrawn}
          onDrawCanceled={() => choose('select')}
          onIdentify={handleIdentify}
          onCamera={(at) => onCamera(formatCamera(at))}
          onReady={setController}
        />
        {controller && (
          <MeshOverlay
            controller={controller}
            content={content}
            changed={changed}
            selected={known}
            line={line}
            focus={focus}
            hasHandles={tool === 'border' && isEditable}
            onChange={edit}
            onDrop={(corner) => edit(dropCorner(content, corner))}
          />
        )}
        {isEditable && (
          <StudioToolbar
            tool={tool}
            canMerge={known.length > 1}
            canUndo={canUndo}
            canRedo={canRedo}
            canFinish={tool === 'split' && line.length > 1}
            onTool={choose}
            onMerge={merge}
            onUndo={() => step(undo)}
            onRedo={() => step(redo)}
            onFinish={finishSplit}
          />
        )}
      </section>
    </div>
  )
}

function grown([west, south, east, north]: BoundingBox): BoundingBox {
  const margin = 0.0005
  return [west - margin, south - margin, east + margin, north + margin]
}

/** Cells that are new, or differ from the grids of today. */
function useChanged(content: GridContent, base: GridContent): ReadonlySet<number> {
  return useMemo(() => {
    const before = new Map(base.cells.map((cell) => [cell.unitGridId, cell]))
    return new Set(
      content.cells.flatMap((cell, i) => {
        const old = before.get(cell.unitGridId)
        return old && isSameCell(cell, old) ? [] : [i]
      }),
    )
  }, [content, base])
}

/** A cell whose border only got corners more is the same. */
function isSameCell(cell: GridCell, old: GridCell): boolean {
  if (cell.polygons === old.polygons) return cell.dutyKey === old.dutyKey
  const corners = new Set(cell.polygons.flat(2).map(String))
  return (
    cell.dutyKey === old.dutyKey &&
    Math.abs(areaSquareMeters(cell.polygons) - areaSquareMeters(old.polygons)) < 0.01 &&
    old.polygons.flat(2).every((corner) => corners.has(String(corner)))
  )
}

/** A community's northern cells are not to lie under the tools. */
const belowTools = { top: 96, right: 72, bottom: 24, left: 24 }

/** Whether Shift is held: a click then adds to what is selected. */
function useShiftKey() {
  const isHeld = useRef(false)
  useEffect(() => {
    const look = (event: KeyboardEvent | PointerEvent) => {
      isHeld.current = event.shiftKey
    }
    const kinds = ['keydown', 'keyup', 'pointerdown', 'pointerup'] as const
    for (const kind of kinds) window.addEventListener(kind, look, true)
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, look, true)
    }
  }, [])
  return isHeld
}

function useUndoKeys(isActive: boolean, undo: () => void, redo: () => void): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof HTMLElement ? event.target : null
    if (!isActive || target?.closest('input, textarea, [role="dialog"]')) return
    if (!(event.ctrlKey || event.metaKey)) return
    const key = event.key.toLowerCase()
    if (key === 'z' && !event.shiftKey) undo()
    else if (key === 'y' || (key === 'z' && event.shiftKey)) redo()
    else return
    event.preventDefault()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => handle(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
