import { gunzipSync } from 'node:zlib'
import { PbfReader } from 'pbf'
import type { GroundTile } from './ground.ts'

/** The names of the layers in a vector tile. */
export function layersOfTile({ bytes, encoding }: GroundTile): string[] {
  const names: string[] = []
  const tile = new PbfReader(encoding === 'gzip' ? gunzipSync(bytes) : bytes)
  tile.readFields((tag) => {
    if (tag !== 3) return
    const end = tile.readVarint() + tile.pos
    tile.readFields(
      (field) => {
        if (field === 1) names.push(tile.readString())
      },
      undefined,
      end,
    )
  }, undefined)
  return names
}
