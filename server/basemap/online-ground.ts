import { CodedError } from '../errors.ts'
import type { GroundTile, GroundTiles, GroundType } from './ground.ts'

const PATIENCE_MILLISECONDS = 8000
const KEPT_BYTES = 64 * 1024 * 1024
const LARGEST_TILE_BYTES = 4 * 1024 * 1024
const TYPES: Readonly<Record<string, GroundType>> = {
  'image/png': 'png',
  'image/jpeg': 'jpeg',
  'image/jpg': 'jpeg',
  'image/webp': 'webp',
  'image/avif': 'avif',
}

/**
 * Pictures of another server, such as Tianditu, by an address with `{z}`, `{x}` and `{y}`. They come through us: the key
 * in the address stays here, browsers need no way out, and what was fetched is there again when the network is not.
 */
export function openOnlineGround(template: string, request: typeof fetch = fetch): GroundTiles {
  const kept = new Map<string, GroundTile>()
  let keptBytes = 0
  async function ask(address: string): Promise<GroundTile | undefined> {
    let response: Response
    try {
      response = await request(address, { signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) })
    } catch {
      throw away()
    }
    if (response.status === 404 || response.status === 204) return undefined
    const type = TYPES[response.headers.get('content-type')?.split(';')[0] ?? '']
    // A key that is refused is told by some in a page of words with status 200.
    if (!response.ok || !type) throw away()
    const content = await response.arrayBuffer().catch(() => undefined)
    if (!content) throw away()
    const bytes = new Uint8Array(content)
    if (bytes.length > LARGEST_TILE_BYTES) throw away()
    return { bytes, type, encoding: undefined }
  }
  return {
    type: 'png',
    minZoom: 0,
    maxZoom: 18,
    vectorLayers: [],
    attribution: '',
    async tile(z, x, y) {
      const address = template
        .replaceAll('{z}', String(z))
        .replaceAll('{x}', String(x))
        .replaceAll('{y}', String(y))
      const known = kept.get(address)
      if (known) return known
      const tile = await ask(address)
      if (tile) {
        if (keptBytes > KEPT_BYTES) {
          kept.clear()
          keptBytes = 0
        }
        kept.set(address, tile)
        keptBytes += tile.bytes.length
      }
      return tile
    },
    async close() {},
  }
}

function away(): CodedError {
  return new CodedError(
    'unavailable',
    'BASEMAP_AWAY',
    '在线底图没有响应',
    'The online basemap does not answer',
  )
}
