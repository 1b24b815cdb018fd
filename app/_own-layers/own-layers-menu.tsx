'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Check, Layers } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { RefObject } from 'react'
import { layerColor } from '../../tiles/style/layer-features.ts'
import { palettes } from '../../tiles/style/tokens.ts'
import { useLiveEvents } from '../_live/live-provider.tsx'
import type { MapController } from '../_map/map-controller.ts'
import { useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { MenuButton } from '../_ui/menu-button.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'

/** Which of people's own layers a map shows; nothing where there are none, or none that one may see. */
export function OwnLayersMenu({
  controller,
  layerIds,
  onLayerIds,
}: {
  controller: RefObject<MapController | null>
  layerIds: readonly number[]
  onLayerIds: (layerIds: readonly number[]) => void
}) {
  const t = useTranslations('desk.layer')
  const { isDark } = usePreferences()
  const { permissions } = useSession()
  const api = useApi()
  const client = useQueryClient()
  const { data: layers } = useQuery({
    ...api.layers.list.queryOptions(),
    enabled: permissions.includes('layers.read'),
  })
  useLiveEvents(({ type, position }) => {
    if (type !== 'layer.changed') return
    controller.current?.refresh('layer_features', { minPosition: position })
    void client.invalidateQueries({ queryKey: api.layers.list.queryKey() })
  })
  if (!layers || layers.length === 0) return null
  const palette = palettes[isDark ? 'dark' : 'light']
  const shown = layers.filter(({ layerId }) => layerIds.includes(layerId))
  return (
    <MenuButton
      align="end"
      panelClassName="max-h-[min(24rem,70dvh)] w-72 max-w-[calc(100vw-1.5rem)] overflow-auto"
      trigger={(bound) => (
        <Button
          {...bound}
          size="medium"
          className="pointer-events-auto shadow-float"
          data-own-layers={shown.length}
        >
          <Layers aria-hidden className="size-4" />
          {t('layer_features')}
          {shown.length > 0 && <span className="text-muted tabular-nums">{shown.length}</span>}
        </Button>
      )}
    >
      {(Menu) =>
        layers.map(({ layerId, name, points, lines, areas }) => {
          const isShown = layerIds.includes(layerId)
          return (
            <Menu.CheckboxItem
              key={layerId}
              checked={isShown}
              data-own-layer={name}
              // Several are chosen one after the other.
              onSelect={(event) => event.preventDefault()}
              onCheckedChange={(isChecked) =>
                onLayerIds(isChecked ? [...layerIds, layerId] : layerIds.filter((id) => id !== layerId))
              }
              className="flex min-h-9 cursor-pointer items-center gap-2 rounded px-2 outline-none data-highlighted:bg-hover pointer-coarse:min-h-11"
            >
              <span className="grid size-4 shrink-0 place-items-center rounded-xs border">
                {isShown && <Check aria-hidden className="size-3" />}
              </span>
              <span
                aria-hidden
                className="size-3 shrink-0 rounded-full"
                style={{ background: layerColor(palette, layerId) }}
              />
              <span className="min-w-0 flex-1 truncate">{name}</span>
              <span className="shrink-0 text-muted tabular-nums">
                {(points + lines + areas).toLocaleString('en')}
              </span>
            </Menu.CheckboxItem>
          )
        })
      }
    </MenuButton>
  )
}
