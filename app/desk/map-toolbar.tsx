'use client'

import {
  Ban,
  Bookmark,
  ChartPie,
  Check,
  ChevronDown,
  Circle,
  Keyboard,
  Lasso,
  Layers,
  type LucideIcon,
  MapPin,
  MapPinPlus,
  Pentagon,
  Phone,
  Route,
  Ruler,
  Search,
  Square,
  X,
} from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { DrawMode } from '../_map/map-types.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { Kbd } from '../_ui/kbd.tsx'
import { MenuButton } from '../_ui/menu-button.tsx'
import { ViewsMenu } from './layers/views-menu.tsx'

export const drawKeys = {
  polygon: 'g',
  rectangle: 'b',
  circle: 'o',
  sector: 'c',
  lasso: 'v',
  point: 't',
  line: 'u',
  road: 'w',
} as const satisfies Record<DrawMode, string>
const icons: Record<DrawMode, LucideIcon> = {
  polygon: Pentagon,
  rectangle: Square,
  circle: Circle,
  sector: ChartPie,
  lasso: Lasso,
  point: MapPin,
  line: Ruler,
  road: Route,
}
/** Always at hand; the others stand in a menu. */
const firstModes: readonly DrawMode[] = ['polygon', 'rectangle', 'circle', 'lasso']
const furtherModes: readonly DrawMode[] = ['sector', 'point', 'line', 'road']

/** Over the map: draw to select, layers, new report, commands. */
export function MapToolbar({
  drawMode,
  isLayersOpen,
  isSnapping,
  canReport,
  onDraw,
  onSnapping,
  onTyped,
  onSaved,
  onClosures,
  onLayers,
  onView,
  onReport,
  onCall,
  onCommand,
  children,
}: {
  drawMode: DrawMode | null
  isLayersOpen: boolean
  isSnapping: boolean
  canReport: boolean
  onDraw: (mode: DrawMode | null) => void
  onSnapping: (isSnapping: boolean) => void
  /** Coordinates to be typed. */
  onTyped: () => void
  /** Areas that were kept. */
  onSaved: () => void
  /** Absent for whoever may not see them. */
  onClosures: (() => void) | undefined
  onLayers: () => void
  onView: (query: string) => void
  onReport: () => void
  /** Absent for whoever takes no calls. */
  onCall?: (() => void) | undefined
  onCommand: () => void
  /** What the map is about right now: shown under the tools. */
  children?: ReactNode
}) {
  const t = useTranslations('desk')
  const call = useTranslations('call')
  const bar = 'pointer-events-auto flex gap-0.5 rounded-lg border bg-panel p-1 shadow-float'
  return (
    <div className="@container pointer-events-none absolute inset-x-3 top-3 z-10 has-data-[panel=layers]:z-30">
      <div className="flex flex-wrap items-start gap-2">
        <div className={bar} role="toolbar" aria-label={t('drawTools')}>
          {firstModes.map((mode) => {
            const Icon = icons[mode]
            return (
              <Button
                key={mode}
                look="quiet"
                size="icon"
                aria-pressed={drawMode === mode}
                aria-label={t(`draw.${mode}`)}
                title={`${t(`draw.${mode}`)} ${drawKeys[mode].toUpperCase()}`}
                data-draw={mode}
                onClick={() => onDraw(drawMode === mode ? null : mode)}
                className={classNames(drawMode === mode && 'bg-accent-soft text-accent')}
              >
                <Icon aria-hidden className="size-4" />
              </Button>
            )
          })}
          <MoreTools
            drawMode={drawMode}
            isSnapping={isSnapping}
            onDraw={onDraw}
            onSnapping={onSnapping}
            onTyped={onTyped}
            onSaved={onSaved}
            onClosures={onClosures}
          />
          {drawMode && (
            <Button
              look="quiet"
              size="icon"
              aria-label={t('drawStop')}
              title={t('drawStop')}
              onClick={() => onDraw(null)}
            >
              <X aria-hidden className="size-4" />
            </Button>
          )}
        </div>
        <div className={bar}>
          <Button
            look="quiet"
            aria-label={t('layers')}
            title={`${t('layers')} L`}
            aria-expanded={isLayersOpen}
            onClick={onLayers}
            className={classNames(isLayersOpen && 'bg-accent-soft text-accent')}
          >
            <Layers aria-hidden className="size-4" />
            <span className="@max-3xl:hidden">{t('layers')}</span>
          </Button>
          <ViewsMenu onOpen={onView} />
          <Button look="quiet" onClick={onCommand} aria-label={t('commandBar')} title={t('commandBar')}>
            <Search aria-hidden className="size-4" />
            <span className="@max-2xl:hidden">{t('commandBar')}</span>
            <span className={onCall ? '@max-xl:hidden' : '@max-lg:hidden'}>
              <Kbd>Ctrl K</Kbd>
            </span>
          </Button>
        </div>
        <span className="flex-1" />
        {onCall && (
          <Button
            size="medium"
            onClick={onCall}
            hotkey="i"
            title={call('start')}
            className="pointer-events-auto shadow-float"
          >
            <Phone aria-hidden className="size-4" />
            <span className="@max-2xl:sr-only">{call('start')}</span>
          </Button>
        )}
        {canReport && (
          <Button
            look="primary"
            size="medium"
            onClick={onReport}
            hotkey="n"
            title={t('newReport')}
            className="pointer-events-auto shadow-float"
          >
            <MapPinPlus aria-hidden className="size-4" />
            {/* One row, whoever works here: under it the map says how to draw. */}
            <span className={onCall ? '@max-xl:sr-only' : '@max-lg:sr-only'}>{t('newReport')}</span>
          </Button>
        )}
      </div>
      <div className="relative mt-2 flex justify-center">{children}</div>
    </div>
  )
}

function MoreTools({
  drawMode,
  isSnapping,
  onDraw,
  onSnapping,
  onTyped,
  onSaved,
  onClosures,
}: {
  drawMode: DrawMode | null
  isSnapping: boolean
  onDraw: (mode: DrawMode | null) => void
  onSnapping: (isSnapping: boolean) => void
  onTyped: () => void
  onSaved: () => void
  /** Absent for whoever may not see them. */
  onClosures: (() => void) | undefined
}) {
  const t = useTranslations('desk')
  const selection = useTranslations('selection')
  const closures = useTranslations('closures')
  const item =
    'flex min-h-9 items-center gap-2 rounded px-2 outline-none data-[highlighted]:bg-hover pointer-coarse:min-h-11'
  return (
    // Not modal: the first click on the map right after a choice is the drawing's.
    <MenuButton
      isModal={false}
      sideOffset={8}
      panelClassName="min-w-56"
      trigger={(bound) => (
        <Button
          {...bound}
          look="quiet"
          size="icon"
          aria-label={selection('more')}
          title={selection('more')}
          className={classNames(drawMode && furtherModes.includes(drawMode) && 'bg-accent-soft text-accent')}
        >
          <ChevronDown aria-hidden className="size-4" />
        </Button>
      )}
    >
      {(Menu) => (
        <>
          {furtherModes.map((mode) => {
            const Icon = icons[mode]
            return (
              <Menu.Item key={mode} data-draw={mode} className={item} onSelect={() => onDraw(mode)}>
                <Icon aria-hidden className="size-4 text-muted" />
                <span className="flex-1">{t(`draw.${mode}`)}</span>
                <Kbd>{drawKeys[mode]}</Kbd>
              </Menu.Item>
            )
          })}
          <Menu.Item className={item} onSelect={onTyped}>
            <Keyboard aria-hidden className="size-4 text-muted" />
            {selection('tool.typed')}
          </Menu.Item>
          <Menu.Item className={item} onSelect={onSaved}>
            <Bookmark aria-hidden className="size-4 text-muted" />
            {selection('tool.saved')}
          </Menu.Item>
          {onClosures && (
            <Menu.Item className={item} onSelect={onClosures} data-closures>
              <Ban aria-hidden className="size-4 text-muted" />
              {closures('title')}
            </Menu.Item>
          )}
          <Menu.Separator className="my-1 border-t" />
          <Menu.CheckboxItem className={item} checked={isSnapping} onCheckedChange={onSnapping}>
            <span className="size-4">
              <Menu.ItemIndicator>
                <Check aria-hidden className="size-4" />
              </Menu.ItemIndicator>
            </span>
            {selection('snapping')}
          </Menu.CheckboxItem>
        </>
      )}
    </MenuButton>
  )
}
