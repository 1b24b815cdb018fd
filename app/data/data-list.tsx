import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { Download, LocateFixed, Upload } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { layerColor } from '../../tiles/style/layer-features.ts'
import { palettes } from '../../tiles/style/tokens.ts'
import type { BoundingBox } from '../_map/map-types.ts'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { FailedNote } from '../_ui/failed-note.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { targetName } from './target-name.ts'

export type Layer = Outputs['layers']['list'][number]

/** Own layers with a switch each, and the files that were brought in. */
export function DataList({
  layers,
  hiddenLayerIds,
  onHidden,
  onShow,
  onImport,
  onExport,
  onOpen,
}: {
  layers: UseQueryResult<Layer[], unknown>
  hiddenLayerIds: readonly number[]
  onHidden: (layerIds: readonly number[]) => void
  onShow: (bounds: BoundingBox) => void
  /** Absent for whoever may not bring files in. */
  onImport: (() => void) | undefined
  onExport: () => void
  onOpen: (importId: number) => void
}) {
  const t = useTranslations('data')
  const format = useFormatter()
  const { isDark } = usePreferences()
  const canImport = onImport !== undefined
  const imports = useQuery({ ...useApi().layers.imports.queryOptions(), enabled: canImport })
  const failed = layers.error ?? imports.error
  if (failed && !(layers.data && (imports.data || !canImport))) {
    return (
      <FailedNote
        error={failed}
        onRetry={() => {
          void layers.refetch()
          void imports.refetch()
        }}
      />
    )
  }
  const palette = palettes[isDark ? 'dark' : 'light']
  const countsOf = ({ points, lines, areas }: Layer) =>
    [
      points > 0 && t('points', { n: points }),
      lines > 0 && t('lines', { n: lines }),
      areas > 0 && t('areas', { n: areas }),
    ]
      .filter(Boolean)
      .join(' · ') || t('nothing')
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <header className="flex items-center gap-2 px-4 pt-3">
        <h1 className="flex-1 text-base font-semibold">{t('title')}</h1>
        <Button size="medium" onClick={onExport}>
          <Download aria-hidden className="size-4" />
          {t('export')}
        </Button>
        {onImport && (
          <Button look="primary" size="medium" onClick={onImport}>
            <Upload aria-hidden className="size-4" />
            {t('importFile')}
          </Button>
        )}
      </header>
      <section className="border-b pt-3 pb-3" aria-labelledby="own-layers">
        <h2 id="own-layers" className="px-4 pb-1 font-medium text-muted">
          {t('layers')} {layers.data?.length || ''}
        </h2>
        {!layers.data ? (
          <Waiting />
        ) : layers.data.length === 0 ? (
          <p className="px-4 text-muted">{t('noLayers')}</p>
        ) : (
          <ul>
            {layers.data.map((layer) => {
              const isHidden = hiddenLayerIds.includes(layer.layerId)
              return (
                <li key={layer.layerId} className="flex items-center gap-1 pr-3 hover:bg-hover">
                  <label className="flex min-h-(--touch) min-w-0 flex-1 items-center gap-3 py-1.5 pl-4">
                    <input
                      type="checkbox"
                      className="size-4 accent-(--accent)"
                      checked={!isHidden}
                      onChange={() =>
                        onHidden(
                          isHidden
                            ? hiddenLayerIds.filter((layerId) => layerId !== layer.layerId)
                            : [...hiddenLayerIds, layer.layerId],
                        )
                      }
                    />
                    <span
                      aria-hidden
                      className="size-3 shrink-0 rounded-full"
                      style={{ background: layerColor(palette, layer.layerId) }}
                    />
                    <span className="min-w-0 flex-1">
                      <span className="block truncate font-medium">{layer.name}</span>
                      <span className="block truncate text-muted">
                        {countsOf(layer)} · {layer.code}
                      </span>
                    </span>
                  </label>
                  {layer.bbox && (
                    <Button
                      look="quiet"
                      size="icon"
                      onClick={() => layer.bbox && onShow(layer.bbox)}
                      aria-label={`${t('zoomTo')} ${layer.name}`}
                      title={t('zoomTo')}
                    >
                      <LocateFixed aria-hidden className="size-4" />
                    </Button>
                  )}
                </li>
              )
            })}
          </ul>
        )}
      </section>
      {canImport && (
        <section className="pt-3 pb-3" aria-labelledby="imports">
          <h2 id="imports" className="px-4 pb-1 font-medium text-muted">
            {t('history')}
          </h2>
          {!imports.data ? (
            <Waiting />
          ) : imports.data.length === 0 ? (
            <p className="px-4 text-muted">{t('noHistory')}</p>
          ) : (
            <ul>
              {imports.data.map((run) => (
                <li key={run.importId}>
                  <button
                    type="button"
                    data-import={run.importId}
                    onClick={() => onOpen(run.importId)}
                    className="flex min-h-(--touch) w-full items-baseline gap-3 px-4 py-1.5 text-left hover:bg-hover"
                  >
                    <span className="min-w-0 flex-1">
                      <span className="block truncate font-medium">{run.fileName}</span>
                      <span className="block truncate text-muted">
                        {targetName(run, t('toParts'))} ·{' '}
                        {t('by', {
                          name: run.userName,
                          time: format.dateTime(new Date(run.importedAt), 'moment'),
                        })}
                      </span>
                    </span>
                    <span className="shrink-0 text-right">
                      <span className="block">
                        {run.undoneAt ? (
                          <span className="text-muted">{t('undone')}</span>
                        ) : (
                          `+${format.number(run.counts.inserted)}`
                        )}
                      </span>
                      {run.counts.bad > 0 && (
                        <span className="block text-near">{t('badCount', { n: run.counts.bad })}</span>
                      )}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
    </div>
  )
}

function Waiting() {
  return (
    <div className="grid gap-2 px-4 py-1">
      <Skeleton className="h-4 w-48" />
      <Skeleton className="h-4 w-64" />
    </div>
  )
}
