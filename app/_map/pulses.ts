import type { Map as MapLibreMap, Marker } from 'maplibre-gl'
import type { MapParts } from './map-library.ts'
import type { Pulse } from './map-types.ts'

/** Pulsing marks as page elements: the map itself rests, and the system's wish for less motion is heeded by CSS. */
export class Pulses {
  readonly #map: MapLibreMap
  readonly #library: MapParts['library']
  readonly #markers = new Map<string, Marker>()

  constructor(map: MapLibreMap, library: MapParts['library']) {
    this.#map = map
    this.#library = library
  }

  replace(pulses: readonly Pulse[]): void {
    const wanted = new Map(pulses.map((pulse) => [pulse.id, pulse]))
    for (const [id, marker] of this.#markers) {
      if (wanted.has(id)) continue
      marker.remove()
      this.#markers.delete(id)
    }
    for (const pulse of wanted.values()) {
      const present = this.#markers.get(pulse.id)
      if (present) present.setLngLat([pulse.lngLat[0], pulse.lngLat[1]])
      else this.#markers.set(pulse.id, this.#add(pulse))
    }
  }

  #add({ lngLat, level }: Pulse): Marker {
    const element = document.createElement('div')
    element.className = `map-pulse map-pulse-${level}`
    element.setAttribute('aria-hidden', 'true')
    return new this.#library.Marker({ element }).setLngLat([lngLat[0], lngLat[1]]).addTo(this.#map)
  }
}
