import type { Geometry, Position } from 'geojson'
import { representativePoint } from '../../geo/representative-point.ts'
import { chainLines } from '../../tiles/engine/chain-lines.ts'
import type { ShapeRow } from '../../tiles/engine/shape-store.ts'
import { basemapMinZoom, chainedBelowZoom } from '../../tiles/sources/basemap.ts'
import { type BasemapLayerName, basemapClass, roadNumber } from '../../tiles/sources/basemap-classes.ts'

/** A feature of the ground as it is kept. */
export type BasemapRow = {
  readonly featureId: number
  readonly layer: BasemapLayerName
  readonly class: string
  readonly name: string
  readonly nameEn: string
  readonly rank: number
  readonly heightMeters: number
  readonly isBridge: boolean
  readonly isTunnel: boolean
  readonly isOneWay: boolean
  readonly geometry: Geometry
}
export type BasemapShapes = Readonly<Record<BasemapLayerName, ShapeRow[]>>

/**
 * What of the ground goes into tiles, by source-layer; within one, what is less important comes first, so that the
 * important lies on top. Areas are named at one point, roads are chained for far zooms.
 */
export class BasemapShaper {
  private readonly layers: Record<BasemapLayerName, { rank: number; row: ShapeRow }[]> = {
    land: [],
    relief: [],
    water: [],
    rail: [],
    road: [],
    building: [],
    tree: [],
    address: [],
    place: [],
  }
  private readonly chains = new Map<string, { row: BasemapRow; kind: string; lines: Position[][] }>()

  add(row: BasemapRow): void {
    if (!(row.layer in this.layers)) return
    const kind = basemapClass(row.layer, row.class, row.rank)
    const minZoom = basemapMinZoom(row.layer, kind, row.rank)
    if (
      (row.layer === 'road' || row.layer === 'rail') &&
      minZoom < chainedBelowZoom &&
      isLine(row.geometry)
    ) {
      this.push(row, row.layer, kind, row.geometry, { minZoom: chainedBelowZoom })
      this.chain(row, kind, row.geometry)
      return
    }
    this.push(row, row.layer, kind, row.geometry, { minZoom })
    // An area over several tiles would be named in each of them: its name stands at one point instead.
    if (row.name === '' || (row.layer !== 'water' && row.layer !== 'land')) return
    if (!row.geometry.type.endsWith('Polygon')) return
    const middle = representativePoint(row.geometry)
    if (!middle) return
    const point: Geometry = { type: 'Point', coordinates: [...middle] }
    if (row.layer === 'water') this.push(row, 'water', kind, point, { minZoom }, true)
    else {
      const rank = Math.max(row.rank, 4)
      this.push({ ...row, rank }, 'place', kind, point, { minZoom: basemapMinZoom('place', kind, rank) })
    }
  }

  finish(): BasemapShapes {
    for (const { row, kind, lines } of this.chains.values()) {
      const coordinates = chainLines(lines, row.isOneWay)
      this.push(
        row,
        row.layer,
        kind,
        { type: 'MultiLineString', coordinates },
        {
          minZoom: basemapMinZoom(row.layer, kind, row.rank),
          maxZoom: chainedBelowZoom - 1,
        },
      )
    }
    const sorted = Object.entries(this.layers).map(([layer, rows]) => [
      layer,
      rows.sort((a, b) => b.rank - a.rank || a.row.id - b.row.id).map(({ row }) => row),
    ])
    return Object.fromEntries(sorted) as BasemapShapes
  }

  private chain(row: BasemapRow, kind: string, geometry: Lines): void {
    const key = [row.layer, kind, row.name, row.rank, row.isBridge, row.isTunnel, row.isOneWay].join('\n')
    const chain = this.chains.get(key) ?? { row, kind, lines: [] }
    this.chains.set(key, chain)
    const lines = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates
    for (const line of lines) if (line.length > 1) chain.lines.push(line)
  }

  private push(
    row: BasemapRow,
    layer: BasemapLayerName,
    kind: string,
    geometry: Geometry,
    zooms: Pick<ShapeRow, 'minZoom' | 'maxZoom'>,
    isNamePoint = layer === 'place' || layer === 'address' || isLine(geometry),
  ): void {
    const name = isNamePoint ? row.name || null : null
    const nameEn = isNamePoint ? row.nameEn || null : null
    const values = {
      land: [kind],
      water: [kind, name, nameEn, row.rank],
      rail: [kind, name, nameEn, row.rank, row.isBridge || null, row.isTunnel || null],
      road: [
        ...[kind, name, nameEn, row.rank, roadNumber(row.name)],
        ...[row.isBridge || row.class === 'bridge' || null, row.isTunnel || null, row.isOneWay || null],
      ],
      relief: [kind, row.heightMeters || null],
      building: [kind, row.heightMeters],
      tree: [kind],
      address: [name],
      place: [kind, name, nameEn, row.rank],
    }[layer]
    this.layers[layer].push({
      rank: row.rank,
      row: { id: row.featureId, scopeAreaId: 0, geometry, values, ...zooms },
    })
  }
}

type Lines = Extract<Geometry, { type: 'LineString' | 'MultiLineString' }>

function isLine(geometry: Geometry): geometry is Lines {
  return geometry.type === 'LineString' || geometry.type === 'MultiLineString'
}
