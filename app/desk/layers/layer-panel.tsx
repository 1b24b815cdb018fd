'use client'

import { ChevronDown, ChevronRight, Search, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useLiveStatus } from '../../_live/live-provider.tsx'
import type { MapController } from '../../_map/map-controller.ts'
import type { LayerFailure } from '../../_map/map-types.ts'
import { Button } from '../../_ui/button.tsx'
import { Input } from '../../_ui/field.tsx'
import { Lamp } from './lamp.tsx'
import { lampOf } from './lamp-of.ts'
import { type DeskLayer, firstChoices, type LayerChoices, toggleLayer } from './layer-choices.ts'
import { type ChangeLayers, LayerSettings } from './layer-settings.tsx'
import { type LayerFacts, useLayerFacts } from './use-layer-facts.ts'

const domains = [
  ['cases', ['cases']],
  ['forces', ['units']],
  ['assets', ['parts', 'sensors']],
  ['grids', ['duty_grids', 'areas', 'unit_grids']],
  ['own', ['layer_features']],
] as const satisfies readonly (readonly [string, readonly DeskLayer[]])[]

/** Every layer by what it is of: on or off, how many in view, how far it can be trusted, and how it is seen. */
export function LayerPanel({
  choices,
  controller,
  failures,
  onChange,
  onClose,
}: {
  choices: LayerChoices
  controller: MapController | null
  failures: readonly LayerFailure[]
  onChange: ChangeLayers
  onClose: () => void
}) {
  const t = useTranslations('layers')
  const names = useTranslations('desk.layer')
  const shell = useTranslations('shell')
  const [text, setText] = useState('')
  const facts = useLayerFacts(controller)
  const wanted = text.trim().toLowerCase()
  const found = domains
    .map(([domain, layers]) => {
      const isDomain = t(`domain.${domain}`).toLowerCase().includes(wanted)
      return [
        domain,
        layers.filter((layer) => isDomain || names(layer).toLowerCase().includes(wanted)),
      ] as const
    })
    .filter(([, layers]) => layers.length > 0)
  return (
    <section
      aria-label={t('title')}
      data-panel="layers"
      className="animate-arrive pointer-events-auto absolute top-0 left-0 z-20 flex max-h-[calc(100dvh-12rem)] w-80 max-w-full flex-col rounded-lg border bg-raised shadow-float"
    >
      <header className="flex items-center gap-1 border-b py-1 pr-1 pl-3">
        <h2 className="flex-1 font-medium">{t('title')}</h2>
        <Button look="quiet" onClick={() => onChange(() => firstChoices)}>
          {t('reset')}
        </Button>
        <Button look="quiet" size="icon" aria-label={shell('close')} onClick={onClose}>
          <X aria-hidden className="size-4" />
        </Button>
      </header>
      <div className="relative border-b p-2">
        <Search aria-hidden className="absolute top-4 left-4.5 size-4 text-faint" />
        <Input
          aria-label={t('search')}
          placeholder={t('search')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="h-8 border-line pl-8"
        />
      </div>
      <div className="relative min-h-0 overflow-auto p-1 pb-2">
        {found.length === 0 && <p className="px-2 py-4 text-center text-muted">{t('none', { text })}</p>}
        {found.map(([domain, layers]) => (
          <fieldset key={domain} aria-label={t(`domain.${domain}`)}>
            <legend className="px-2 pt-2 pb-0.5 text-faint">{t(`domain.${domain}`)}</legend>
            {layers.map((layer) => (
              <LayerRow
                key={layer}
                layer={layer}
                choices={choices}
                controller={controller}
                facts={facts}
                failure={failures.find(({ source }) => source === layer)}
                onChange={onChange}
              />
            ))}
          </fieldset>
        ))}
      </div>
    </section>
  )
}

function LayerRow({
  layer,
  choices,
  controller,
  facts,
  failure,
  onChange,
}: {
  layer: DeskLayer
  choices: LayerChoices
  controller: MapController | null
  facts: LayerFacts | null
  failure: LayerFailure | undefined
  onChange: ChangeLayers
}) {
  const t = useTranslations('layers')
  const names = useTranslations('desk.layer')
  const { state, heardAtMs } = useLiveStatus()
  const [isOpen, setOpen] = useState(false)
  const choice = choices.find(({ name }) => name === layer)
  const zooms = controller?.zoomsOf(layer)
  const zoom = facts?.zoom
  const min = Math.max(choice?.minZoom ?? 0, zooms?.min ?? 0)
  const max = Math.min(choice?.maxZoom ?? 24, zooms?.max ?? 24)
  const isTooFar = zoom !== undefined && zoom < min
  const isTooNear = zoom !== undefined && zoom > max
  const lamp = lampOf(failure, facts?.heardAtMs[layer], state)
  const count = facts?.counts[layer]
  const Chevron = isOpen ? ChevronDown : ChevronRight
  return (
    <div data-layer={layer} data-count={choice ? count : undefined} data-lamp={choice ? lamp : undefined}>
      <div className="flex min-h-9 items-center gap-1 rounded pr-1 pl-2 hover:bg-hover">
        <label className="flex min-w-0 flex-1 items-center gap-2 self-stretch">
          <input
            type="checkbox"
            className="size-4 accent-(--accent)"
            checked={choice !== undefined}
            onChange={() => onChange((before) => toggleLayer(before, layer))}
          />
          <span className="truncate">{names(layer)}</span>
        </label>
        {choice && (
          <>
            <span className="text-muted tabular-nums" title={t('inViewLabel')}>
              {isTooFar || isTooNear || count === undefined ? '–' : count.toLocaleString('en')}
              <span className="sr-only"> {t('inViewLabel')}</span>
            </span>
            <Lamp lamp={lamp} heardAtMs={heardAtMs} />
          </>
        )}
        <Button
          look="quiet"
          size="icon"
          aria-label={t('details', { name: names(layer) })}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <Chevron aria-hidden className="size-4" />
        </Button>
      </div>
      {choice && (isTooFar || isTooNear) && (
        <p className="pl-8 text-muted">
          {isTooFar ? t('zoomNearer', { zoom: format(min) }) : t('zoomFarther', { zoom: format(max) })}
        </p>
      )}
      {choice && lamp !== 'fresh' && lamp !== 'waiting' && (
        <p role="status" className="pl-8 text-muted">
          <Lamp lamp={lamp} heardAtMs={heardAtMs} inWords />
        </p>
      )}
      {isOpen && controller && (
        <LayerSettings
          layer={layer}
          choices={choices}
          controller={controller}
          zoom={zoom}
          heardAtMs={facts?.heardAtMs[layer]}
          onChange={onChange}
        />
      )}
    </div>
  )
}

function format(zoom: number): string {
  return String(Number(zoom.toFixed(1)))
}
