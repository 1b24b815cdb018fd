'use client'

/**
 * The one map under every screen. Nothing outside this folder touches the map library.
 *
 *   <CityMap
 *     flavor="light"                        // light · dark · wall-dark · wall-lit
 *     bounds={city.bbox}                    // [west, south, east, north]
 *     camera={parseCamera(search.at)}       // start here instead of the whole city; see camera-text.ts
 *     overlays={['areas', 'duty_grids', 'cases', 'units']}
 *     caseFilter={{ open: true }}           // the same object that filters the queue
 *     selection={{ entity: 'case', id: 12 }}
 *     units={units}                         // from units.list; later moves by controller.moveUnits()
 *     drawMode={null}                       // 'polygon' · 'rectangle' · 'circle' · 'lasso': the hand draws until a shape is done
 *     onIdentify={({ lngLat, hits }) => …}  // a click: everything under it, the most pressing first; [] on bare ground
 *     onDrawn={(polygon) => …} onCamera={(camera) => …} onReady={(controller) => …}
 *   />
 *
 * It fills its nearest positioned ancestor. `onReady` hands over the `MapController` for what is done once:
 * `fit(bbox)`, `flyTo(lngLat)`, `refresh('cases', { lngLat, minPosition })` after a live event, `moveUnits(moves)`.
 * A failing layer is named in a note and tried again; the rest goes on. A lost drawing context is restored,
 * with the last picture standing meanwhile.
 */
import 'maplibre-gl/dist/maplibre-gl.css'
import './map.css'
import { useTranslations } from 'next-intl'
import type { CSSProperties } from 'react'
import { palettes } from '../../tiles/style/tokens.ts'
import { comesFirst, later } from '../_ui/later.tsx'
import type { CityMapProps } from './city-map-props.ts'
import { loadMapParts } from './map-library.ts'

// The library, the style and its signs weigh more than a page: fetched beside its first data, not before it. A failure
// shows when the map is made.
const loadDrawnMap = async () => (await import('./drawn-map.tsx')).DrawnMap
if (typeof window !== 'undefined') comesFirst(Promise.allSettled([loadMapParts(), loadDrawnMap()]))

export const CityMap = later<CityMapProps>(loadDrawnMap, function Starting({ flavor }) {
  const t = useTranslations('map')
  return (
    <div className="city-map" style={{ '--map-ground': palettes[flavor].ground } as CSSProperties}>
      <p className="city-map-starting">{t('starting')}</p>
    </div>
  )
})
