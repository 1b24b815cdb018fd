import { CodedError } from '../errors.ts'
import { type GroundTile, type GroundTiles, type GroundType, isGzip } from './ground.ts'
import { KeptTiles } from './kept-tiles.ts'

const PATIENCE_MILLISECONDS = 8000
/**
 * How long a map waits for a tile, which is kept when it comes later: browsers ask a server for six things at once, and
 * while six tiles of a ground that is silent are waited for, no layer of ours comes through. Once it is known to be silent
 * nobody waits longer than an answer takes.
 */
const ASKER_PATIENCE_MILLISECONDS = 2500
const SILENT_PATIENCE_MILLISECONDS = 300
const KEPT_BYTES = 64 * 1024 * 1024
const ABSENT_MILLISECONDS = 10 * 60_000
/** What the other server is asked for at once; more waits for its turn, and what is too much is refused. */
const MOST_ASKED = 16
const MOST_WAITING = 512
const LARGEST_TILE_BYTES = 4 * 1024 * 1024
const TYPES: Readonly<Record<string, GroundType>> = {
  'image/png': 'png',
  'image/jpeg': 'jpeg',
  'image/jpg': 'jpeg',
  'image/webp': 'webp',
  'image/avif': 'avif',
}

/** Servers of vector tiles name them in several ways, the last of which says nothing. */
const VECTOR_TYPES = [
  'application/vnd.mapbox-vector-tile',
  'application/x-protobuf',
  'application/protobuf',
  'application/octet-stream',
]
const VECTOR_ADDRESS = /\.(mvt|pbf)(?=$|[?#])/

/**
 * Pictures of another server, such as Tianditu, or its vector tiles (`….mvt`, `….pbf`), by an address with `{z}`, `{x}` and `{y}`. They come through us: the key
 * in the address stays here, browsers need no way out, and what was fetched is there again when the network is not.
 */
export function openOnlineGround(template: string, request: typeof fetch = fetch): GroundTiles {
  const isVector = VECTOR_ADDRESS.test(template)
  const kept = new KeptTiles(KEPT_BYTES, ABSENT_MILLISECONDS)
  const asking = new Map<string, Promise<GroundTile | undefined>>()
  const turns: (() => void)[] = []
  let askedNow = 0
  let answers = 0
  let isSilent = false
  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (askedNow >= MOST_ASKED) await new Promise<void>((resolve) => turns.push(resolve))
    else askedNow++
    try {
      return await work()
    } finally {
      const next = turns.shift()
      if (next) next()
      else askedNow--
    }
  }
  async function ask(address: string): Promise<GroundTile | undefined> {
    let response: Response
    try {
      response = await request(address, { signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) })
    } catch {
      throw away()
    }
    answers++
    isSilent = false
    if (response.status === 404 || response.status === 204) return undefined
    const said = response.headers.get('content-type')?.split(';')[0] ?? ''
    const type: GroundType | undefined = !isVector
      ? TYPES[said]
      : said === '' || VECTOR_TYPES.includes(said)
        ? 'mvt'
        : undefined
    // A key that is refused is told by some in a page of words with status 200.
    if (!response.ok || !type) throw away()
    const content = await response.arrayBuffer().catch(() => undefined)
    if (!content) throw away()
    const bytes = new Uint8Array(content)
    if (bytes.length > LARGEST_TILE_BYTES) throw away()
    // Some servers hand out packed files without saying so.
    const isPacked = isVector && isGzip(bytes)
    return { bytes, type, encoding: isPacked ? 'gzip' : undefined }
  }
  async function withinPatience(answer: Promise<GroundTile | undefined>): Promise<GroundTile | undefined> {
    const answersBefore = answers
    let timer: ReturnType<typeof setTimeout> | undefined
    const patience = new Promise<never>((_, reject) => {
      const waits = isSilent ? SILENT_PATIENCE_MILLISECONDS : ASKER_PATIENCE_MILLISECONDS
      timer = setTimeout(() => {
        if (answers === answersBefore) isSilent = true
        reject(away())
      }, waits)
    })
    return await Promise.race([answer, patience]).finally(() => clearTimeout(timer))
  }
  return {
    type: isVector ? 'mvt' : 'png',
    minZoom: 0,
    maxZoom: 18,
    vectorLayers: [],
    attribution: '',
    async tile(z, x, y) {
      const address = template
        .replaceAll('{z}', String(z))
        .replaceAll('{x}', String(x))
        .replaceAll('{y}', String(y))
      const known = kept.find(address, Date.now())
      if (known) return known.tile
      // Many who look at one place ask for it once.
      const asked = asking.get(address)
      if (asked) return withinPatience(asked)
      if (asking.size >= MOST_ASKED + MOST_WAITING) throw busy()
      // Who cannot be answered shall not stand before those who come when the source is back.
      if (isSilent && askedNow >= MOST_ASKED) throw away()
      const answer = inTurn(() => ask(address))
        .then((tile) => {
          kept.keep(address, tile, Date.now())
          return tile
        })
        .finally(() => asking.delete(address))
      asking.set(address, answer)
      return withinPatience(answer)
    },
    async close() {},
  }
}

function busy(): CodedError {
  return new CodedError(
    'unavailable',
    'BASEMAP_BUSY',
    '在线底图请求过多，请稍候',
    'Too many tiles of the online basemap are asked for at once; try again in a moment',
  )
}

function away(): CodedError {
  return new CodedError(
    'unavailable',
    'BASEMAP_AWAY',
    '在线底图没有响应',
    'The online basemap does not answer',
  )
}
