import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { ExportInput } from '../../server/http/exports.ts'
import { requestExport } from '../_export/request-export.ts'
import { inLocale } from '../_i18n/locale.ts'
import type { BoundingBox, DrawnShape } from '../_map/map-types.ts'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { Field, Select } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'
import type { Layer } from './data-list.tsx'

const collections = [
  'cases',
  'parts',
  'sensors',
  'units',
  'unit_grids',
  'duty_grids',
  'areas',
  'road_closures',
  'layer_features',
] as const
const formats = ['geojson', 'csv', 'xlsx', 'kml', 'shapefile'] as const
const DRAWN = 'drawn'

/** What, where and as which kind of file. */
export function ExportPanel({
  layers,
  shape,
  onDraw,
  onShow,
  onBack,
}: {
  layers: readonly Layer[]
  /** Drawn on the map; null while it is not. */
  shape: DrawnShape | null
  onDraw: (isDrawing: boolean) => void
  onShow: (bounds: BoundingBox) => void
  onBack: () => void
}) {
  const t = useTranslations('data')
  const { locale } = usePreferences()
  const say = useToast()
  const areas = useQuery(useApi().areas.list.queryOptions({}))
  const [collection, setCollection] = useState<(typeof collections)[number]>('cases')
  const [states, setStates] = useState<'all' | 'open' | 'closed'>('all')
  const [layer, setLayer] = useState('')
  const [range, setRange] = useState('')
  const [format, setFormat] = useState<ExportInput['format']>('xlsx')
  const [isBusy, setBusy] = useState(false)
  const isWaiting = range === DRAWN && shape === null
  function chooseRange(value: string) {
    setRange(value)
    onDraw(value === DRAWN)
    const area = areas.data?.find(({ areaId }) => String(areaId) === value)
    if (area) onShow(area.bbox)
  }
  async function take() {
    setBusy(true)
    try {
      const input: ExportInput = {
        collection,
        format,
        ...(range === DRAWN && shape && { within: shape as ExportInput['within'] }),
        ...(range !== '' && range !== DRAWN && { areaId: Number(range) }),
        ...(collection === 'layer_features' && layer && { layer }),
        ...(collection === 'cases' && states !== 'all' && { filter: { open: states === 'open' } }),
      }
      const n = await requestExport(input, t(`collections.${collection}`))
      say({ kind: 'done', title: n > 0 ? t('exported', { n }) : t('exportedNothing') })
    } catch (error) {
      say({ kind: 'failed', title: errorTextOf(error, locale) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <header className="flex items-center gap-1 border-b py-2 pr-4 pl-2">
        <Button look="quiet" size="icon" onClick={onBack} aria-label={t('back')}>
          <ArrowLeft aria-hidden className="size-4" />
        </Button>
        <h1 className="text-base font-semibold">{t('export')}</h1>
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 py-4">
        <p className="text-muted">{t('exportHint')}</p>
        <Field label={t('collection')}>
          {(props) => (
            <Select
              {...props}
              value={collection}
              onChange={(event) => setCollection(event.target.value as typeof collection)}
            >
              {collections.map((one) => (
                <option key={one} value={one}>
                  {t(`collections.${one}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {collection === 'cases' && (
          <Field label={t('states')}>
            {(props) => (
              <Select
                {...props}
                value={states}
                onChange={(event) => setStates(event.target.value as typeof states)}
              >
                {(['all', 'open', 'closed'] as const).map((one) => (
                  <option key={one} value={one}>
                    {t(`stateKind.${one}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        {collection === 'layer_features' && (
          <Field label={t('layer')}>
            {(props) => (
              <Select {...props} value={layer} onChange={(event) => setLayer(event.target.value)}>
                <option value="">{t('allLayers')}</option>
                {layers.map(({ code, name }) => (
                  <option key={code} value={code}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <Field label={t('range')} hint={isWaiting ? t('drawFirst') : undefined}>
          {(props) => (
            <Select {...props} value={range} onChange={(event) => chooseRange(event.target.value)}>
              <option value="">{t('wholeReach')}</option>
              <option value={DRAWN}>{t('drawn')}</option>
              {areas.data?.map((area) => (
                <option key={area.areaId} value={String(area.areaId)}>
                  {'\u3000'.repeat(depthOf[area.level] ?? 0)}
                  {inLocale(locale, area.name, area.nameEn)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {range === DRAWN && (
          <div>
            <Button onClick={() => onDraw(true)}>{t('drawAgain')}</Button>
          </div>
        )}
        <Field label={t('format')}>
          {(props) => (
            <Select
              {...props}
              value={format}
              onChange={(event) => setFormat(event.target.value as typeof format)}
            >
              {formats.map((one) => (
                <option key={one} value={one}>
                  {t(`formatName.${one}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <footer className="flex justify-end border-t px-4 py-3">
        <Button
          size="medium"
          look="primary"
          data-act="export"
          disabled={isBusy || isWaiting}
          onClick={() => void take()}
        >
          <Download aria-hidden className="size-4" />
          {t(isBusy ? 'exporting' : 'exportNow')}
        </Button>
      </footer>
    </>
  )
}

const depthOf: Record<string, number> = { subdistrict: 1, town: 1, community: 2, village: 2 }
