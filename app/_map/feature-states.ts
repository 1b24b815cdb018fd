import type { Map as MapLibreMap } from 'maplibre-gl'

import { isFedByPage } from '../../tiles/style/city-style.ts'

type StateKey = 'selected' | 'hover' | 'unseen' | 'mine' | 'attention' | 'crowdLeft' | 'crowdRight'

/**
 * Marks on features of tile sources, remembered here, so that they can be set again when a source or the whole
 * drawing context comes anew.
 */
export class FeatureStates {
  readonly #map: MapLibreMap
  readonly #marks = new Map<string, ReadonlyMap<number, boolean | number>>()

  constructor(map: MapLibreMap) {
    this.#map = map
  }

  /** Replaces every mark of one kind on one source; skips what is the same already. */
  replace(source: string, key: StateKey, values: ReadonlyMap<number, boolean | number>): void {
    const name = `${source}/${key}`
    const before = this.#marks.get(name) ?? new Map()
    this.#marks.set(name, values)
    if (!this.#map.getSource(source)) return
    for (const id of before.keys()) {
      if (!values.has(id)) this.#map.removeFeatureState(this.#target(source, id), key)
    }
    for (const [id, value] of values) {
      if (before.get(id) !== value) this.#map.setFeatureState(this.#target(source, id), { [key]: value })
    }
  }

  /** Marks of one kind vanish from every source but the given one. */
  replaceOnly(source: string | null, key: StateKey, values: ReadonlyMap<number, boolean | number>): void {
    for (const name of [...this.#marks.keys()]) {
      const [other, otherKey] = name.split('/')
      if (otherKey === key && other !== source) this.replace(other!, key, new Map())
    }
    if (source) this.replace(source, key, values)
  }

  reapply(): void {
    for (const [name, values] of this.#marks) {
      const [source, key] = name.split('/') as [string, StateKey]
      if (!this.#map.getSource(source)) continue
      for (const [id, value] of values) {
        this.#map.setFeatureState(this.#target(source, id), { [key]: value })
      }
    }
  }

  #target(source: string, id: number) {
    return isFedByPage(source) ? { source, id } : { source, sourceLayer: source, id }
  }
}
