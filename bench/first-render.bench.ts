import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { type Browser, type CDPSession, chromium } from 'playwright-core'
import { tileAt } from '../tiles/engine/mercator.ts'
import { type PointRow, PointStore } from '../tiles/engine/point-store.ts'
import { casesSource } from '../tiles/sources/cases.ts'
import { seededRandom } from './data/random.ts'
import type { BenchDefinition, Comparison, Figure, SideResult } from './harness.ts'

/** `POINTS=1000000 ROUNDS=1` makes a metro's of it. */
const POINTS = Number(process.env.POINTS ?? 100_000)
const ROUNDS = Number(process.env.ROUNDS ?? 3)
const LIVE_MILLISECONDS = 8000
/** So many cases move a second, as in a storm. */
const MOVES_PER_SECOND = 20
const LONG_TASK_MILLISECONDS = 50
const [WEST, NORTH, DEGREES] = [118.6, 31.9, 0.3]
const levels = ['normal', 'near', 'overdue']
const library = path.join(import.meta.dirname, '../node_modules/maplibre-gl/dist')
/** A peer that is no dependency: installed for the measurement into the folder that BENCH_PEERS names. */
const deck = process.env.BENCH_PEERS && path.join(process.env.BENCH_PEERS, 'node_modules/deck.gl')
const VIEW = { center: [WEST + DEGREES / 3, NORTH - DEGREES / 3], zoom: 10.5, width: 1440, height: 900 }

function casesOf(total: number): PointRow[] {
  const random = seededRandom(1)
  return Array.from({ length: total }, (_, i) => {
    const size = i % 3 === 0 ? DEGREES : DEGREES / 3
    const id = i + 1
    return {
      id,
      scopeAreaId: 0,
      lng: WEST + random() * size,
      lat: NORTH - random() * size,
      values: [id, `TG-${id}`, 'signed', true, levels[i % 3]!, 'normal', '01', i % 60, i % 20, 'public'],
    }
  })
}

const names = casesSource.layer.attributes.map(({ name }) => name)
const featureOf = ({ id, lng, lat, values }: PointRow) => ({
  type: 'Feature',
  id,
  geometry: { type: 'Point', coordinates: [lng, lat] },
  properties: Object.fromEntries(names.map((name, i) => [name, values[i]])),
})

const head = `<!doctype html><meta charset=utf-8><style>html,body,#m{margin:0;height:100%}</style><div id=m></div>
<script>
  // Bytes that go to the GPU.
  window.uploaded = 0; window.longTasks = []
  for (const name of ['bufferData', 'bufferSubData', 'texImage2D', 'texSubImage2D']) {
    const before = WebGL2RenderingContext.prototype[name]
    WebGL2RenderingContext.prototype[name] = function (...all) {
      for (const one of all) if (one && (one.byteLength || one.data?.byteLength)) window.uploaded += one.byteLength ?? one.data.byteLength
      return before.apply(this, all)
    }
  }
  // A frame asked for is no picture yet: the third after it comes when the first has been shown.
  window.tellShown = (frames = 3) => {
    if (frames > 0) requestAnimationFrame(() => window.tellShown(frames - 1))
    else window.firstRender ??= performance.now()
  }
  new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) window.longTasks.push(duration) }).observe({ entryTypes: ['longtask'] })
</script>`

/**
 * The same map twice: clusters far off, circles near by, one colour a level. Ours takes tiles from the store that the
 * server keeps, and fetches anew those in which something moved; the peer is MapLibre's own way, a clustered GeoJSON
 * source that is told the difference.
 */
const page = (side: 'tiles' | 'geojson') => `${head}
<script type=module>
  import * as library from '/maplibre-gl.mjs'
  library.setWorkerUrl(location.origin + '/maplibre-gl-worker.mjs')
  const isTiles = ${side === 'tiles'}
  const from = isTiles ? { source: 'cases', 'source-layer': 'cases' } : { source: 'cases' }
  const color = ['match', ['coalesce', ['get', 'clock_level'], ['get', 'worst'], 'normal'], 'overdue', '#c22', 'near', '#c80', '#246']
  const map = window.map = new library.Map({
    container: 'm', center: ${JSON.stringify(VIEW.center)}, zoom: ${VIEW.zoom}, fadeDuration: 0, attributionControl: false,
    style: { version: 8, sources: { cases: isTiles
        ? { type: 'vector', tiles: [location.origin + '/{z}/{x}/{y}.mvt'], minzoom: ${casesSource.minZoom}, maxzoom: ${casesSource.maxZoom} }
        : { type: 'geojson', data: location.origin + '/cases.geojson', cluster: true, clusterRadius: 40, clusterMaxZoom: 11,
            clusterProperties: { open_count: ['+', ['case', ['get', 'open'], 1, 0]] } } },
      layers: [{ id: 'background', type: 'background', paint: { 'background-color': '#eee' } },
        { id: 'clusters', type: 'circle', ...from, filter: ['has', 'point_count'],
          paint: { 'circle-color': '#fff', 'circle-stroke-color': color, 'circle-stroke-width': 2,
            'circle-radius': ['interpolate', ['linear'], ['sqrt', ['get', 'point_count']], 1, 9, 15, 22] } },
        { id: 'cases', type: 'circle', ...from, filter: ['!', ['has', 'point_count']], paint: { 'circle-color': color, 'circle-radius': 4 } }] },
  })
  map.once('idle', () => window.tellShown())
  window.counted = () => map.queryRenderedFeatures({ layers: ['clusters', 'cases'] }).reduce((sum, one) => sum + (one.properties.point_count ?? 1), 0)
  window.follow = () => {
    const events = new EventSource('/moves')
    // Both gather for a quarter of a second, as the desk's map does.
    let gathered = []
    setInterval(() => {
      const all = gathered
      gathered = []
      if (all.length === 0) return
      if (isTiles) {
        const shown = map.getZoom() | 0
        const tiles = new Map(all.flatMap(({ tiles }) => tiles).filter(({ z }) => z === shown).map((tile) => [tile.x + '/' + tile.y, tile]))
        map.refreshTiles('cases', [...tiles.values()])
      } else {
        map.getSource('cases').updateData({ update: all.flatMap(({ moves }) => moves).map(({ id, lng, lat }) => ({ id, newGeometry: { type: 'Point', coordinates: [lng, lat] } })) })
      }
    }, 250)
    events.onmessage = ({ data }) => gathered.push(JSON.parse(data))
    return () => events.close()
  }
</script>`

/** The object path: every case an object, drawn as a circle by deck.gl; a move is a new list of the same objects. */
const deckPage = `${head}
<script src=/deck.js></script>
<script type=module>
  const colors = { overdue: [204, 34, 34], near: [204, 136, 0], normal: [34, 68, 102] }
  const { features } = await (await fetch('/cases.geojson')).json()
  let cases = features.map(({ id, geometry, properties }) => ({ id, position: geometry.coordinates, ...properties }))
  const places = new Map(cases.map((one, i) => [one.id, i]))
  const layer = () => new deck.ScatterplotLayer({ id: 'cases', data: cases, getPosition: (one) => one.position,
    getFillColor: (one) => colors[one.clock_level], getRadius: 4, radiusUnits: 'pixels' })
  const [longitude, latitude] = ${JSON.stringify(VIEW.center)}
  // deck.gl counts zooms from tiles of 512 pixels, as MapLibre does.
  const map = new deck.Deck({ parent: document.getElementById('m'), views: new deck.MapView({ repeat: false }),
    initialViewState: { longitude, latitude, zoom: ${VIEW.zoom} }, controller: true, layers: [layer()],
    onAfterRender: () => { if (map.props.layers[0]?.isLoaded) window.tellShown() } })
  window.counted = () => {
    const [west, south, east, north] = map.getViewports()[0].getBounds()
    return cases.filter(({ position: [lng, lat] }) => lng > west && lng < east && lat > south && lat < north).length
  }
  window.follow = () => {
    const events = new EventSource('/moves')
    let gathered = []
    setInterval(() => {
      if (gathered.length === 0) return
      cases = [...cases]
      for (const { id, lng, lat } of gathered) cases[places.get(id)] = { ...cases[places.get(id)], position: [lng, lat] }
      gathered = []
      map.setProps({ layers: [layer()] })
    }, 250)
    events.onmessage = ({ data }) => gathered.push(...JSON.parse(data).moves)
  }
</script>`

type Seen = {
  readonly firstRenderMs: number
  /** On the page's own thread, until the first picture. */
  readonly scriptMs: number
  readonly receivedBytes: number
  readonly uploadedBytes: number
  readonly counted: number
  readonly live: {
    readonly longTasks: readonly number[]
    readonly scriptMsPerSecond: number
    readonly uploadedBytesPerSecond: number
    readonly receivedBytesPerSecond: number
  }
}

async function look(browser: Browser, address: string, sentBytes: () => number): Promise<Seen> {
  const context = await browser.newContext({ viewport: { width: VIEW.width, height: VIEW.height } })
  const tab = await context.newPage()
  const devtools = await context.newCDPSession(tab)
  await devtools.send('Performance.enable')
  // Told by the server: what workers fetch is not told of the page.
  const before = sentBytes()
  await tab.goto(address)
  await tab.waitForFunction(() => (window as unknown as Probe).firstRender !== undefined, undefined, {
    timeout: 240_000,
    polling: 100,
  })
  const first = await tab.evaluate(() => {
    const probe = window as unknown as Probe
    return { firstRenderMs: probe.firstRender!, uploadedBytes: probe.uploaded, counted: probe.counted() }
  })
  const scriptMs = await scriptOf(devtools)
  const receivedBytes = sentBytes() - before
  await tab.evaluate(() => {
    const probe = window as unknown as Probe
    probe.longTasks.length = 0
    probe.uploaded = 0
    probe.follow()
  })
  await tab.waitForTimeout(LIVE_MILLISECONDS)
  const after = await tab.evaluate(() => {
    const probe = window as unknown as Probe
    return { longTasks: [...probe.longTasks], uploaded: probe.uploaded }
  })
  const seconds = LIVE_MILLISECONDS / 1000
  const live = {
    longTasks: after.longTasks,
    scriptMsPerSecond: ((await scriptOf(devtools)) - scriptMs) / seconds,
    uploadedBytesPerSecond: after.uploaded / seconds,
    receivedBytesPerSecond: (sentBytes() - before - receivedBytes) / seconds,
  }
  await context.close()
  return { ...first, scriptMs, receivedBytes, live }
}

type Probe = {
  readonly firstRender?: number
  uploaded: number
  readonly longTasks: number[]
  readonly counted: () => number
  readonly follow: () => unknown
}

async function scriptOf(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0) * 1000
}

/** Serves the two pages, the library, tiles and features, and a stream of moves. */
async function serve(store: PointStore, rows: PointRow[]) {
  const geojson = JSON.stringify({ type: 'FeatureCollection', features: rows.map(featureOf) })
  const random = seededRandom(2)
  const timers = new Set<NodeJS.Timeout>()
  let sentBytes = 0
  const server = createServer((request, response) => {
    const url = request.url ?? '/'
    const tile = /^\/(\d+)\/(\d+)\/(\d+)\.mvt/.exec(url)
    if (tile) {
      const bytes = store.encode(Number(tile[1]), Number(tile[2]), Number(tile[3]), undefined)
      sentBytes += bytes?.length ?? 0
      response
        .writeHead(bytes ? 200 : 204, { 'content-type': 'application/vnd.mapbox-vector-tile' })
        .end(bytes)
    } else if (url === '/cases.geojson') {
      sentBytes += geojson.length
      response.writeHead(200, { 'content-type': 'application/geo+json' }).end(geojson)
    } else if (url === '/moves') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      const timer = setInterval(() => {
        const row = rows[Math.floor(random() * rows.length)]!
        const moved = { ...row, lng: row.lng + 0.001, lat: row.lat - 0.001 }
        const places = store.upsert(moved)
        const tiles = [10, 11].flatMap((z) => places.map(({ x, y }) => ({ z, ...tileAt(z, x, y) })))
        const line = `data: ${JSON.stringify({ moves: [{ id: row.id, lng: moved.lng, lat: moved.lat }], tiles })}\n\n`
        sentBytes += line.length
        response.write(line)
      }, 1000 / MOVES_PER_SECOND)
      timers.add(timer)
      request.on('close', () => clearInterval(timer))
    } else if (url === '/tiles' || url === '/geojson') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(page(url.slice(1) as 'tiles'))
    } else if (url === '/deck') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(deckPage)
    } else if (url === '/deck.js' && deck) {
      readFile(path.join(deck, 'dist.min.js')).then((bytes) =>
        response.writeHead(200, { 'content-type': 'text/javascript' }).end(bytes),
      )
    } else {
      readFile(path.join(library, path.basename(url))).then(
        (bytes) => response.writeHead(200, { 'content-type': 'text/javascript' }).end(bytes),
        () => response.writeHead(404).end(),
      )
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sentBytes: () => sentBytes,
    close() {
      for (const timer of timers) clearInterval(timer)
      server.closeAllConnections()
      server.close()
    },
  }
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!
const versionOf = (folder: string) =>
  (JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string }).version
const sides = [
  { name: 'tiles from the live store', path: '/tiles' },
  {
    name: 'clustered GeoJSON source',
    path: '/geojson',
    version: `maplibre-gl ${versionOf(path.dirname(library))}`,
  },
  ...(deck ? [{ name: 'objects in deck.gl, unclustered', path: '/deck', version: versionOf(deck) }] : []),
]

const definition: BenchDefinition = {
  title: 'first render and live updates in a browser',
  async run(say) {
    const rows = casesOf(POINTS)
    const store = new PointStore(casesSource)
    store.load(rows)
    const server = await serve(store, rows)
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--no-sandbox'],
    })
    const seen: Seen[][] = sides.map(() => [])
    try {
      for (let round = 0; round < ROUNDS; round++)
        for (const [i, side] of sides.entries()) {
          say(`${side.name}, ${round + 1} of ${ROUNDS}`)
          seen[i]!.push(await look(browser, server.origin + side.path, server.sentBytes))
        }
    } finally {
      await browser.close()
      server.close()
    }
    const ours = seen[0]!
    const compare = (what: string, of: (one: Seen) => number, targetRatio?: number): Comparison => {
      const result = (i: number): SideResult => {
        const values = seen[i]!.map(of)
        return {
          ...sides[i]!,
          rounds: ROUNDS,
          medianMs: median(values),
          minMs: Math.min(...values),
          maxMs: Math.max(...values),
          ratio: median(values) / median(ours.map(of)),
          ratioOfBest: Math.min(...values) / Math.min(...ours.map(of)),
          disagreements: 0,
        }
      }
      return {
        what,
        operations: POINTS,
        sides: sides.map((_, i) => result(i)),
        ...(targetRatio !== undefined && { targetRatio }),
      }
    }
    const figures: Figure[] = seen.flatMap((of, i) => {
      const name = sides[i]!.name
      const figure = (
        what: string,
        value: (one: Seen) => number,
        unit: string,
        target?: Figure['target'],
      ): Figure => ({
        what: `${name}: ${what}`,
        value: median(of.map(value)),
        unit,
        ...(target && i === 0 && { target }),
      })
      return [
        figure('received until the first picture', (one) => one.receivedBytes / 1e6, 'MB'),
        figure('sent to the GPU until the first picture', (one) => one.uploadedBytes / 1e6, 'MB'),
        figure('things counted in the picture', (one) => one.counted, ''),
        figure('script under live updates', (one) => one.live.scriptMsPerSecond, 'ms a second'),
        figure('script a frame of 60 a second', (one) => one.live.scriptMsPerSecond / 60, 'ms', {
          atMost: 4,
        }),
        figure(
          'tasks over 50 ms under live updates',
          (one) => one.live.longTasks.filter((ms) => ms > LONG_TASK_MILLISECONDS).length,
          `in ${LIVE_MILLISECONDS / 1000} s`,
          { atMost: 0 },
        ),
        figure('longest of them', (one) => Math.max(0, ...one.live.longTasks), 'ms'),
        figure('received under live updates', (one) => one.live.receivedBytesPerSecond / 1e3, 'kB a second'),
        figure(
          'sent to the GPU under live updates',
          (one) => one.live.uploadedBytesPerSecond / 1e3,
          'kB a second',
        ),
      ]
    })
    return {
      data: `${POINTS.toLocaleString('en')} cases over ${DEGREES}°, ${VIEW.width} × ${VIEW.height} at zoom ${VIEW.zoom}, ${MOVES_PER_SECOND} moves a second`,
      comparisons: [
        compare('from navigation to the first picture', (one) => one.firstRenderMs, 5),
        compare('script on the page’s thread until then', (one) => one.scriptMs),
      ],
      figures,
      notes: [
        'No GPU: Chromium draws by SwiftShader on the same cores, so that drawing itself weighs more than anywhere else, on both sides alike.',
        `all count the same things in the picture within their margins: ${seen.map((one) => median(one.map(({ counted }) => counted))).join(', ')}`,
        'deck.gl takes part where BENCH_PEERS names a folder with it; the target is against its objects',
      ],
    }
  },
}

export default definition
