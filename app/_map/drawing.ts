import type { Map as MapLibreMap } from 'maplibre-gl'
import type { SnapToCustom, TerraDraw } from 'terra-draw'
import type { Palette } from '../../tiles/style/tokens.ts'
import type { DrawMode, DrawnShape, TracedShape } from './map-types.ts'
import { snapToMap } from './snap-to-map.ts'

const modeNames: Record<DrawMode, string> = {
  point: 'point',
  line: 'linestring',
  road: 'stretch',
  polygon: 'polygon',
  rectangle: 'rectangle',
  circle: 'circle',
  sector: 'sector',
  lasso: 'freehand',
}

export type DrawingListener = {
  readonly onFinish: (shape: DrawnShape) => void
  readonly onTraced: (shape: TracedShape, mode: DrawMode) => void
  /** A corner of the shape in hand was moved, added or taken away. */
  readonly onEdited: (shape: DrawnShape) => void
  /** What the sketch measures so far; null when there is none. */
  readonly onSketch: (sketch: DrawnShape | TracedShape | null) => void
}

/** Sketching one shape by hand, or moving the corners of a finished one. Loads its library the first time. */
export class Drawing {
  readonly #map: MapLibreMap
  readonly #listener: DrawingListener
  #terra: TerraDraw | undefined
  #wanted: DrawMode | 'edit' | null = null
  /** The corners as they were last told or given, so that one's own change is not taken for a new shape. */
  #edited = ''
  isSnapping = true

  constructor(map: MapLibreMap, listener: DrawingListener) {
    this.#map = map
    this.#listener = listener
  }

  get isActive(): boolean {
    return this.#wanted !== null
  }

  async start(mode: DrawMode, palette: Palette): Promise<void> {
    const terra = await this.#begin(mode, palette)
    if (!terra) return
    terra.setMode(modeNames[mode])
    this.#tell(mode)
  }

  /** Shows the corners of a shape, to be dragged; a press on the middle of a side makes a new one, right click takes one away. */
  async edit(shape: DrawnShape, palette: Palette): Promise<void> {
    const text = JSON.stringify(shape.coordinates)
    if (this.#wanted === 'edit' && text === this.#edited) return
    const terra = await this.#begin('edit', palette)
    if (!terra) return
    this.#edited = text
    const id = terra.getFeatureId()
    const coordinates = shape.coordinates.map((ring) =>
      ring.map(([lng = 0, lat = 0]) => [Number(lng.toFixed(7)), Number(lat.toFixed(7))]),
    )
    terra.setMode('select')
    const [added] = terra.addFeatures([
      { id, type: 'Feature', geometry: { type: 'Polygon', coordinates }, properties: { mode: 'polygon' } },
    ])
    if (added?.valid) terra.selectFeature(id)
    this.#tell('edit')
  }

  /** Takes back the last corner; false where there is none. */
  undo(): boolean {
    return this.#terra?.enabled && this.#wanted !== 'edit' ? this.#terra.undo() : false
  }

  redo(): boolean {
    return this.#terra?.enabled && this.#wanted !== 'edit' ? this.#terra.redo() : false
  }

  stop(): void {
    this.#wanted = null
    this.#tell(null)
    this.#listener.onSketch(null)
    if (this.#terra?.enabled) {
      this.#terra.clear()
      this.#terra.stop()
    }
    this.#map.doubleClickZoom.enable()
  }

  /** Says on the page when the hand may begin: the library may still be on its way. */
  #tell(ready: DrawMode | 'edit' | null): void {
    const { dataset } = this.#map.getContainer()
    if (ready) dataset.drawing = ready
    else delete dataset.drawing
  }

  /** Undefined where somebody stopped, or chose another way to draw, while the library came. */
  async #begin(wanted: DrawMode | 'edit', palette: Palette): Promise<TerraDraw | undefined> {
    this.#wanted = wanted
    this.#tell(null)
    const terra = this.#terra ?? (await this.#create(palette))
    if (this.#wanted !== wanted) return undefined
    if (!terra.enabled) terra.start()
    terra.clear()
    this.#map.doubleClickZoom.disable()
    return terra
  }

  async #create(palette: Palette): Promise<TerraDraw> {
    const [library, { TerraDrawMapLibreGLAdapter }] = await Promise.all([
      import('terra-draw'),
      import('terra-draw-maplibre-gl-adapter'),
    ])
    if (this.#terra) return this.#terra
    const [color, halo] = [palette.accent as `#${string}`, palette.halo as `#${string}`]
    const area = { fillColor: color, fillOpacity: 0.12, outlineColor: color, outlineWidth: 2.5 } as const
    const line = { lineStringColor: color, lineStringWidth: 2.5 } as const
    const snapped = {
      snappingPointColor: halo,
      snappingPointWidth: 6,
      snappingPointOutlineColor: color,
      snappingPointOutlineWidth: 3,
    } as const
    const points = {
      closingPointColor: color,
      closingPointWidth: 7,
      closingPointOutlineColor: halo,
      closingPointOutlineWidth: 2,
    } as const
    const toCustom: SnapToCustom = ({ containerX, containerY }) =>
      this.isSnapping ? snapToMap(this.#map, { x: containerX, y: containerY }) : undefined
    const snapping = { toCustom }
    const terra = new library.TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map: this.#map, prefixId: drawingPrefix }),
      modes: [
        new library.TerraDrawPointMode({ styles: { pointColor: color, pointWidth: 6 } }),
        new library.TerraDrawLineStringMode({ styles: { ...line, ...points, ...snapped }, snapping }),
        new library.TerraDrawLineStringMode({
          modeName: modeNames.road,
          styles: { ...line, ...points, ...snapped },
          snapping,
          finishOnNthCoordinate: 2,
        }),
        new library.TerraDrawPolygonMode({ styles: { ...area, ...points, ...snapped }, snapping }),
        new library.TerraDrawRectangleMode({ styles: area }),
        new library.TerraDrawCircleMode({ styles: area }),
        new library.TerraDrawSectorMode({ styles: area }),
        new library.TerraDrawFreehandMode({ styles: { ...area, ...points } }),
        new library.TerraDrawSelectMode({
          // Keys are the page's.
          keyEvents: null,
          flags: {
            polygon: {
              feature: {
                draggable: true,
                coordinates: { midpoints: true, draggable: true, deletable: true, snappable: snapping },
              },
            },
          },
          styles: {
            selectedPolygonColor: color,
            selectedPolygonFillOpacity: 0.12,
            selectedPolygonOutlineColor: color,
            selectedPolygonOutlineWidth: 2.5,
            selectionPointColor: halo,
            selectionPointWidth: 6,
            selectionPointOutlineColor: color,
            selectionPointOutlineWidth: 2.5,
            midPointColor: color,
            midPointWidth: 4,
            midPointOutlineColor: halo,
            midPointOutlineWidth: 1.5,
          },
        }),
      ],
      undoRedo: { modeLevel: new library.TerraDrawModeUndoRedo() },
    })
    terra.on('change', () => this.#tellSketch(terra))
    terra.on('finish', (id) => {
      const geometry = terra.getSnapshotFeature(id)?.geometry
      const mode = this.#wanted
      if (!geometry || mode === null) return
      if (mode === 'edit') {
        if (geometry.type !== 'Polygon') return
        this.#edited = JSON.stringify(geometry.coordinates)
        this.#listener.onEdited(geometry as DrawnShape)
        return
      }
      // Leaving the map's event first: taking the shape away inside it upsets the mode that just finished.
      setTimeout(() => {
        this.stop()
        if (geometry.type === 'Polygon') this.#listener.onFinish(geometry as DrawnShape)
        else this.#listener.onTraced(geometry as TracedShape, mode)
      })
    })
    this.#terra = terra
    return terra
  }

  #tellSketch(terra: TerraDraw): void {
    if (this.#wanted === null) return
    const drawn = terra.getSnapshot().find(({ geometry }) => geometry.type !== 'Point')
    this.#listener.onSketch((drawn?.geometry as DrawnShape | TracedShape | undefined) ?? null)
  }
}

/** Layers and sources of a sketch in progress begin with this; a change of style keeps them. */
export const drawingPrefix = 'sketching'
