'use client'

import { Circle, Command, Lasso, Layers, MapPinPlus, Pentagon, Phone, Square, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Popover } from 'radix-ui'
import type { DrawMode } from '../_map/map-types.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { Kbd } from '../_ui/kbd.tsx'

export const drawKeys = { polygon: 'g', rectangle: 'b', circle: 'o', lasso: 'v' } as const satisfies Record<
  DrawMode,
  string
>
const icons = { polygon: Pentagon, rectangle: Square, circle: Circle, lasso: Lasso }

export const deskLayers = ['cases', 'units', 'duty_grids', 'areas', 'parts', 'sensors'] as const
export type DeskLayer = (typeof deskLayers)[number]

/** Over the map: draw to select, layers, new report, commands. */
export function MapToolbar({
  drawMode,
  layers,
  canReport,
  onDraw,
  onLayers,
  onReport,
  onCall,
  onCommand,
}: {
  drawMode: DrawMode | null
  layers: readonly DeskLayer[]
  canReport: boolean
  onDraw: (mode: DrawMode | null) => void
  onLayers: (layers: readonly DeskLayer[]) => void
  onReport: () => void
  /** Absent for whoever takes no calls. */
  onCall?: (() => void) | undefined
  onCommand: () => void
}) {
  const t = useTranslations('desk')
  const call = useTranslations('call')
  const bar = 'pointer-events-auto flex gap-0.5 rounded-lg border bg-panel p-1 shadow-float'
  return (
    <div className="@container pointer-events-none absolute inset-x-3 top-3 z-10">
      <div className="flex flex-wrap items-start gap-2">
        <div className={bar} role="toolbar" aria-label={t('drawTools')}>
          {(Object.keys(drawKeys) as DrawMode[]).map((mode) => {
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
          <Popover.Root>
            <Popover.Trigger asChild>
              <Button look="quiet" aria-label={t('layers')}>
                <Layers aria-hidden className="size-4" />
                <span className="@max-2xl:hidden">{t('layers')}</span>
              </Button>
            </Popover.Trigger>
            <Popover.Portal>
              <Popover.Content
                align="start"
                sideOffset={8}
                className="animate-arrive z-40 flex w-44 flex-col rounded-lg border bg-raised p-1 shadow-float"
              >
                {deskLayers.map((layer) => (
                  <label key={layer} className="flex h-9 items-center gap-2 rounded px-2 hover:bg-hover">
                    <input
                      type="checkbox"
                      className="size-4 accent-(--accent)"
                      checked={layers.includes(layer)}
                      onChange={(event) =>
                        onLayers(
                          event.target.checked ? [...layers, layer] : layers.filter((one) => one !== layer),
                        )
                      }
                    />
                    {t(`layer.${layer}`)}
                  </label>
                ))}
              </Popover.Content>
            </Popover.Portal>
          </Popover.Root>
          <Button look="quiet" onClick={onCommand} aria-label={t('commandBar')} title={t('commandBar')}>
            <Command aria-hidden className="size-4" />
            <span className="@max-2xl:hidden">{t('commandBar')}</span>
            <span className="@max-lg:hidden">
              <Kbd>Ctrl K</Kbd>
            </span>
          </Button>
        </div>
        <span className="flex-1" />
        {onCall && (
          <Button size="medium" onClick={onCall} hotkey="i" className="pointer-events-auto shadow-float">
            <Phone aria-hidden className="size-4" />
            <span className="@max-lg:sr-only">{call('start')}</span>
          </Button>
        )}
        {canReport && (
          <Button
            look="primary"
            size="medium"
            onClick={onReport}
            hotkey="n"
            className="pointer-events-auto shadow-float"
          >
            <MapPinPlus aria-hidden className="size-4" />
            <span className="@max-lg:sr-only">{t('newReport')}</span>
          </Button>
        )}
      </div>
    </div>
  )
}
