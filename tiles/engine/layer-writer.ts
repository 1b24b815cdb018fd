import { ByteWriter } from './byte-writer.ts'
import { tileExtent } from './mercator.ts'
import { ValueTable } from './value-table.ts'

/** Writes one source-layer of a Mapbox Vector Tile (version 2.1). Reused from tile to tile. */
export class LayerWriter {
  readonly features: ByteWriter = new ByteWriter()
  readonly values: ValueTable = new ValueTable()
  private readonly head: ByteWriter = new ByteWriter()
  private readonly keys: ByteWriter = new ByteWriter()

  constructor(name: string, keys: readonly string[]) {
    this.head.byte(0x78)
    this.head.varint(2)
    this.head.byte(0x0a)
    this.head.text(name)
    this.head.byte(0x28)
    this.head.varint(tileExtent)
    for (const key of keys) {
      this.keys.byte(0x1a)
      this.keys.text(key)
    }
  }

  begin(): void {
    this.features.reset()
    this.values.reset()
  }

  /** The layer as a field of the tile, or undefined where no feature was written. */
  finish(): Uint8Array | undefined {
    if (this.features.length === 0) return undefined
    const parts = [this.head, this.features, this.keys, this.values.out]
    const size = parts.reduce((sum, part) => sum + part.length, 0)
    const prefix = new ByteWriter()
    prefix.byte(0x1a)
    prefix.varint(size)
    const tile = new Uint8Array(prefix.length + size)
    let at = 0
    for (const part of [prefix, ...parts]) {
      tile.set(part.bytes.subarray(0, part.length), at)
      at += part.length
    }
    return tile
  }
}
