import { lngLatOf } from '../case-row.ts'
import { placeColumns } from '../place-columns.ts'
import { missing, type Verb } from './verb.ts'

/** A person puts it on the map; grids, area and access follow the new place. */
export const locate: Verb = ({ locator, input, record }) => {
  if (!input.lngLat) throw missing('lngLat', '请在地图上选点', 'Choose a point on the map')
  const place = locator.locate(input.lngLat[0], input.lngLat[1])
  return {
    set: placeColumns(input.lngLat, place),
    data: { fromLngLat: lngLatOf(record), toLngLat: input.lngLat, how: place.reason.how },
  }
}
