import type { CustomLayerInterface, Map as MapLibreMap } from 'maplibre-gl'
import { comparedLayers, type Side } from '../../tiles/style/compared.ts'

/**
 * Lets layers of two moments be drawn on one side of a line each: layers that draw nothing stand between them and tell
 * the GPU which part of the picture may be touched. One map and one drawing context serve both moments, and moving the
 * line costs one drawing.
 */
export class ShownSides {
  /** Where the line stands: 0 at the left edge … 1 at the right. */
  share = 0.5
  readonly #map: MapLibreMap
  readonly #gates: string[] = []

  constructor(map: MapLibreMap) {
    this.#map = map
  }

  /** Puts the gates where the style now has layers of both sides; the library forgets them with every new style. */
  place(): void {
    const map = this.#map
    for (const id of this.#gates.splice(0)) if (map.getLayer(id)) map.removeLayer(id)
    for (const { left, right } of Object.values(comparedLayers)) {
      if (!map.getLayer(left) || !map.getLayer(right)) continue
      const order = map.getLayersOrder()
      this.#add(this.#gate(left, 'left'), left)
      this.#add(this.#gate(right, 'right'), right)
      this.#add(this.#gate(`${right}-end`, null), order[order.indexOf(right) + 1])
    }
  }

  /** The compared layers that are not drawn at a column of the map. */
  hiddenAt(x: number): string[] {
    const side: Side = x < this.share * this.#map.getCanvas().clientWidth ? 'right' : 'left'
    return Object.values(comparedLayers).map((layers) => layers[side])
  }

  #add(gate: CustomLayerInterface, beforeId: string | undefined): void {
    this.#gates.push(gate.id)
    this.#map.addLayer(gate, beforeId)
  }

  #gate(name: string, side: Side | null): CustomLayerInterface {
    return {
      id: `gate-${name}`,
      type: 'custom',
      render: (gl) => {
        if (!side) return gl.disable(gl.SCISSOR_TEST)
        const { drawingBufferWidth: width, drawingBufferHeight: height } = gl
        const line = Math.round(this.share * width)
        gl.enable(gl.SCISSOR_TEST)
        if (side === 'left') gl.scissor(0, 0, line, height)
        else gl.scissor(line, 0, width - line, height)
      },
    }
  }
}
