'use client'

import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useId } from 'react'
import { zoomLimits } from '../../../tiles/style/overlay-look.ts'
import { inLocale } from '../../_i18n/locale.ts'
import type { MapController } from '../../_map/map-controller.ts'
import { LegendEntries } from '../../_map/map-legend.tsx'
import { useApi } from '../../_trpc/api.ts'
import { Button } from '../../_ui/button.tsx'
import { Input } from '../../_ui/field.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import {
  changeLayer,
  type DeskLayer,
  type LayerChoice,
  type LayerChoices,
  moveLayer,
} from './layer-choices.ts'

/** A change of what is shown right then: of two in one tick both count. */
export type ChangeLayers = (change: (before: LayerChoices) => LayerChoices) => void

/** How one layer is seen: fainter, at which zooms, above or below which others, which classes of it; and its legend. */
export function LayerSettings({
  layer,
  choices,
  controller,
  zoom,
  heardAtMs,
  onChange,
}: {
  layer: DeskLayer
  choices: LayerChoices
  controller: MapController
  zoom: number | undefined
  /** When the newest part of the layer came. */
  heardAtMs: number | undefined
  onChange: ChangeLayers
}) {
  const t = useTranslations('layers')
  const format = useFormatter()
  const place = choices.findIndex(({ name }) => name === layer)
  const choice = choices[place]
  const zooms = controller.zoomsOf(layer)
  const change = (changed: Parameters<typeof changeLayer>[2]) =>
    onChange((before) => changeLayer(before, layer, changed))
  return (
    <div className="mr-2 mb-2 ml-4 grid grid-cols-[minmax(0,1fr)] gap-2.5 border-l pt-1 pl-3">
      {choice && (
        <>
          <label className="flex items-center gap-2">
            <span className="w-20 shrink-0 text-muted">{t('opacity')}</span>
            <input
              type="range"
              min={10}
              max={100}
              step={5}
              value={choice.opacity}
              onChange={(event) => change({ opacity: Number(event.target.value) })}
              className="min-w-0 flex-1 accent-(--accent)"
            />
            <span className="w-14 shrink-0 text-right whitespace-nowrap tabular-nums">
              {choice.opacity} %
            </span>
          </label>
          <div className="flex items-center gap-2">
            <span className="w-20 shrink-0 text-muted">{t('zooms')}</span>
            <ZoomInput
              label={t('zoomFrom')}
              value={choice.minZoom}
              onChange={(minZoom) => change({ minZoom })}
            />
            <ZoomInput
              label={t('zoomTo')}
              value={choice.maxZoom}
              onChange={(maxZoom) => change({ maxZoom })}
            />
          </div>
          <div className="flex items-center gap-1">
            <span className="w-20 shrink-0 pr-1 text-muted">{t('order')}</span>
            <span className="flex-1">{t('orderOf', { place: place + 1, count: choices.length })}</span>
            <Button
              look="quiet"
              size="icon"
              aria-label={t('up')}
              title={t('up')}
              disabled={place === 0}
              onClick={() => onChange((before) => moveLayer(before, layer, -1))}
            >
              <ArrowUp aria-hidden className="size-4" />
            </Button>
            <Button
              look="quiet"
              size="icon"
              aria-label={t('down')}
              title={t('down')}
              disabled={place === choices.length - 1}
              onClick={() => onChange((before) => moveLayer(before, layer, 1))}
            >
              <ArrowDown aria-hidden className="size-4" />
            </Button>
          </div>
          {(layer === 'parts' || layer === 'cases') && (
            <Classes layer={layer} choice={choice} onChange={(classes) => change({ classes })} />
          )}
        </>
      )}
      <LegendEntries entries={controller.legendOf(layer)} />
      <p className="text-muted">
        {t('zoomOf', {
          min: Math.max(zoomLimits.min, zooms.min),
          max: Math.min(zoomLimits.max, zooms.max),
          zoom: zoom?.toFixed(1) ?? '–',
        })}
        {choice && heardAtMs !== undefined && (
          <span className="block">
            {t('heard', {
              time: format.dateTime(new Date(heardAtMs), 'clockSeconds'),
            })}
          </span>
        )}
      </p>
    </div>
  )
}

function ZoomInput({
  label,
  value,
  onChange,
}: {
  label: string
  value: number | undefined
  onChange: (zoom: number | undefined) => void
}) {
  const id = useId()
  return (
    <span className="flex items-center gap-1">
      <label htmlFor={id} className="text-muted">
        {label}
      </label>
      <Input
        id={id}
        type="number"
        min={zoomLimits.min}
        max={zoomLimits.max}
        step={0.5}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value === '' ? undefined : Number(event.target.value))}
        className="h-8 w-15 border-line px-1.5"
      />
    </span>
  )
}

function Classes({
  layer,
  choice,
  onChange,
}: {
  layer: 'parts' | 'cases'
  choice: LayerChoice
  onChange: (classes: readonly string[] | undefined) => void
}) {
  const t = useTranslations('layers')
  const { locale } = usePreferences()
  const { data: categories } = useQuery(useApi().categories.list.queryOptions())
  const classes = [
    ...Map.groupBy(
      categories?.filter(({ kind }) => layer === 'cases' || kind === 'part') ?? [],
      ({ classCode }) => classCode,
    ),
  ].map(([code, [first]]) => ({
    code,
    name: inLocale(locale, first?.className ?? '', first?.classNameEn ?? ''),
  }))
  const codes = classes.map(({ code }) => code)
  const shown = choice.classes ?? codes
  function toggle(code: string) {
    const next = shown.includes(code)
      ? shown.filter((one) => one !== code)
      : codes.filter((one) => one === code || shown.includes(one))
    // None or all chosen: everything is meant.
    onChange(next.length === 0 || next.length === codes.length ? undefined : next)
  }
  return (
    <fieldset aria-label={t('classes')}>
      <div className="grid grid-cols-[repeat(2,minmax(0,1fr))] gap-x-2">
        {classes.map(({ code, name }) => (
          <label key={code} className="flex min-h-7 items-center gap-1.5 pointer-coarse:min-h-11">
            <input
              type="checkbox"
              data-class={code}
              className="size-4 accent-(--accent)"
              checked={shown.includes(code)}
              onChange={() => toggle(code)}
            />
            <span className="truncate">{name}</span>
          </label>
        ))}
      </div>
      {choice.classes && <p className="text-muted">{t('classesNote')}</p>}
    </fieldset>
  )
}
