import { useFormatter, useTranslations } from 'next-intl'
import type { DrawMode, DrawnShape, LayerFailure, TracedShape } from './map-types.ts'
import { MeasureText } from './measure-text.tsx'
import type { CaseCoverage } from './use-case-coverage.ts'

const known = [
  'map',
  'basemap',
  'areas',
  'duty_grids',
  'unit_grids',
  'parts',
  'sensors',
  'units',
  'cases',
  'layer_features',
] as const

/** What goes wrong on the map, in words, while the rest of it goes on; and how to draw. */
export function MapNotes({
  failures,
  coverage,
  isUnsupported,
  pictureAt,
  drawMode,
  sketch,
}: {
  failures: readonly LayerFailure[]
  coverage: CaseCoverage
  isUnsupported: boolean
  pictureAt: Date | null
  drawMode: DrawMode | 'edit' | null
  sketch: DrawnShape | TracedShape | null
}) {
  const t = useTranslations('map')
  const format = useFormatter()
  const nameOf = (source: string) => t(`layer.${known.find((name) => name === source) ?? 'map'}`)
  const list = (some: readonly LayerFailure[]) =>
    [...new Set(some.map(({ source }) => nameOf(source)))].join(t('listComma'))
  const forbidden = failures.filter(({ status }) => status === 401 || status === 403)
  const failed = failures.filter(({ status }) => status !== 401 && status !== 403)
  const notes = [
    isUnsupported && t('unsupported'),
    pictureAt &&
      t('restoring', {
        time: format.dateTime(pictureAt, 'clock'),
      }),
    forbidden.length > 0 && t('forbidden', { layers: list(forbidden) }),
    failed.length > 0 && t('failed', { layers: list(failed) }),
    coverage.isReading && t('readingCases'),
    coverage.newest !== null && t('newestCases', { count: format.number(coverage.newest) }),
  ].filter((note) => typeof note === 'string')

  return (
    <div
      className="pointer-events-none absolute inset-x-0 top-16 z-10 flex flex-col items-center gap-2 px-14"
      role="status"
    >
      {drawMode && (
        <p className="rounded-md bg-accent px-3 py-1.5 text-sm text-accent-ink shadow-float">
          {t(`draw.${drawMode}`)}
          {sketch && sketch.type !== 'Point' && (
            <span className="ml-3 font-medium tabular-nums">
              <MeasureText shape={sketch} />
            </span>
          )}
        </p>
      )}
      {notes.map((note) => (
        <p
          key={note}
          className="rounded-md border border-line bg-panel px-3 py-1.5 text-sm text-ink shadow-float"
        >
          {note}
        </p>
      ))}
    </div>
  )
}
