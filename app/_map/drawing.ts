import type { Map as MapLibreMap } from 'maplibre-gl'
import type { TerraDraw } from 'terra-draw'
import type { Palette } from '../../tiles/style/tokens.ts'
import type { DrawMode, DrawnShape } from './map-types.ts'

const modeNames: Record<DrawMode, string> = {
  polygon: 'polygon',
  rectangle: 'rectangle',
  circle: 'circle',
  lasso: 'freehand',
}

/** Sketching one shape by hand. Loads its library the first time somebody draws. */
export class Drawing {
  readonly #map: MapLibreMap
  readonly #onFinish: (shape: DrawnShape) => void
  #terra: TerraDraw | undefined
  #wanted: DrawMode | null = null

  constructor(map: MapLibreMap, onFinish: (shape: DrawnShape) => void) {
    this.#map = map
    this.#onFinish = onFinish
  }

  get isActive(): boolean {
    return this.#wanted !== null
  }

  async start(mode: DrawMode, palette: Palette): Promise<void> {
    this.#wanted = mode
    const terra = this.#terra ?? (await this.#create(palette))
    // Somebody may have stopped, or chosen another way to draw, while the library came.
    if (this.#wanted !== mode) return
    if (!terra.enabled) terra.start()
    terra.clear()
    terra.setMode(modeNames[mode])
    this.#map.doubleClickZoom.disable()
  }

  /** Takes back the last corner; false where there is none. */
  undo(): boolean {
    return this.#terra?.enabled ? this.#terra.undo() : false
  }

  stop(): void {
    this.#wanted = null
    if (this.#terra?.enabled) {
      this.#terra.clear()
      this.#terra.stop()
    }
    this.#map.doubleClickZoom.enable()
  }

  async #create(palette: Palette): Promise<TerraDraw> {
    const [library, { TerraDrawMapLibreGLAdapter }] = await Promise.all([
      import('terra-draw'),
      import('terra-draw-maplibre-gl-adapter'),
    ])
    if (this.#terra) return this.#terra
    const color = palette.accent as `#${string}`
    const area = { fillColor: color, fillOpacity: 0.12, outlineColor: color, outlineWidth: 2.5 } as const
    const points = {
      closingPointColor: color,
      closingPointWidth: 7,
      closingPointOutlineColor: palette.halo as `#${string}`,
      closingPointOutlineWidth: 2,
    } as const
    const terra = new library.TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map: this.#map, prefixId: drawingPrefix }),
      modes: [
        new library.TerraDrawPolygonMode({ styles: { ...area, ...points } }),
        new library.TerraDrawRectangleMode({ styles: area }),
        new library.TerraDrawCircleMode({ styles: area }),
        new library.TerraDrawFreehandMode({ styles: { ...area, ...points } }),
      ],
      undoRedo: { modeLevel: new library.TerraDrawModeUndoRedo() },
    })
    terra.on('finish', (id) => {
      const geometry = terra.getSnapshotFeature(id)?.geometry
      if (geometry?.type !== 'Polygon') return
      // Leaving the map's event first: taking the shape away inside it upsets the mode that just finished.
      setTimeout(() => {
        this.stop()
        this.#onFinish(geometry as DrawnShape)
      })
    })
    this.#terra = terra
    return terra
  }
}

/** Layers and sources of a sketch in progress begin with this; a change of style keeps them. */
export const drawingPrefix = 'sketching'
