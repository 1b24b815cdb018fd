import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { chromium, type Page } from 'playwright-core'
import { type DecodedFeature, decodeTile } from '../tiles/engine/decode-for-test.ts'
import { tileAt, tileExtent, worldX, worldY } from '../tiles/engine/mercator.ts'
import { cityStyle, type FontFace } from '../tiles/style/city-style.ts'
import { drawIcon } from '../tiles/style/icons/draw-icon.ts'
import type { Language } from '../tiles/style/map-layer.ts'
import { placeKinds } from '../tiles/style/place-kinds.ts'
import { type Flavor, palettes } from '../tiles/style/tokens.ts'
import { asProtomapsTile, protomapsStyle } from './protomaps-ground.ts'

/**
 * Draws the ground alone, without anything the city keeps, at named viewpoints of a running city:
 * `npm run viewpoints -- [address] [folder] [--only=station,center] [--zooms=12,14] [--flavors=light] [--languages=zh,en]`.
 * `--beside` draws the same data in Protomaps' style as well. Writes a picture each, `index.html` with all of them, and
 * a sheet of each viewpoint and flavor.
 */
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    zooms: { type: 'string', default: '10,12,14,16,18' },
    flavors: { type: 'string', default: 'light,dark,wall-dark' },
    languages: { type: 'string', default: 'zh,en' },
    pitch: { type: 'string', default: '0' },
    beside: { type: 'boolean', default: false },
  },
})
const [address = 'http://localhost:3000', folder = '.test/viewpoints'] = positionals
const root = path.resolve(import.meta.dirname, '..')
const size = { width: 1280, height: 800 }

type Viewpoint = { readonly name: string; readonly lngLat: readonly [number, number] }
type Shot = {
  readonly viewpoint: Viewpoint
  readonly zoom: number
  readonly flavor: Flavor
  readonly language: Language
  readonly style: 'tongguan' | 'protomaps'
}

/** What each viewpoint looks at: the first of these kinds of place that the city has. */
const subjects: Readonly<Record<string, readonly string[]>> = {
  'old-town': ['temple', 'attraction', 'museum'],
  center: ['government', 'office', 'mall', 'hospital'],
  'river-bend': ['bridge', 'dock', 'attraction'],
  industry: ['industrial'],
  station: ['station'],
  'village-edge': ['village', 'hill', 'community'],
}

const list = (text: string) => text.split(',').filter(Boolean)
const bounds = await boundsOfCity()
const viewpoints = (await findViewpoints()).filter(
  ({ name }) => !options.only || list(options.only).includes(name),
)
const fontFaces = (await (await fetch(`${address}/map/font-faces.json`)).json()) as FontFace[]
await mkdir(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
    '--disable-background-networking',
  ],
})
const page = await openMap()
const shots = shotsOf(viewpoints)
for (const shot of shots) {
  const file = fileOf(shot)
  const started = Date.now()
  await draw(page, shot)
  await page.screenshot({ path: path.join(folder, file) })
  console.log(`${file}  ${Date.now() - started} ms`)
}
await writeFile(
  path.join(folder, 'index.html'),
  contactSheets(shots, (name) => name),
)
await drawSheets()
await browser.close()

function shotsOf(all: readonly Viewpoint[]): Shot[] {
  const flavors = list(options.flavors) as Flavor[]
  const zooms = list(options.zooms).map(Number)
  const languages = list(options.languages) as Language[]
  const styles = options.beside ? (['tongguan', 'protomaps'] as const) : (['tongguan'] as const)
  return all.flatMap((viewpoint) =>
    flavors.flatMap((flavor, i) =>
      zooms.flatMap((zoom) =>
        languages
          // One flavor in the other languages is enough to see them.
          .filter((_, l) => l === 0 || i === 0)
          .flatMap((language) => styles.map((style) => ({ viewpoint, zoom, flavor, language, style }))),
      ),
    ),
  )
}

function fileOf({ viewpoint, zoom, flavor, language, style }: Shot): string {
  const name = `${viewpoint.name}-z${zoom}-${flavor}-${language}`
  return style === 'tongguan' ? `${name}.png` : `${name}-${style}.png`
}

async function boundsOfCity(): Promise<readonly [number, number, number, number]> {
  const answer = (await (await fetch(`${address}/api/tiles/areas.json`)).json()) as {
    bounds?: [number, number, number, number]
  }
  if (!answer.bounds) throw new Error(`${address} has no city yet.`)
  return answer.bounds
}

/** Places of the city, the most important first. */
async function findViewpoints(): Promise<Viewpoint[]> {
  const [west, south, east, north] = bounds
  const zoom = 14
  const from = tileAt(zoom, worldX(west), worldY(north))
  const to = tileAt(zoom, worldX(east), worldY(south))
  const places: { kind: string; rank: number; lngLat: readonly [number, number] }[] = []
  for (let x = from.x; x <= to.x; x++) {
    for (let y = from.y; y <= to.y; y++) {
      const response = await fetch(`${address}/api/tiles/basemap/${zoom}/${x}/${y}.mvt`)
      if (response.status !== 200) continue
      const layers = decodeTile(new Uint8Array(await response.arrayBuffer()))
      for (const feature of layers.place ?? []) {
        places.push({
          kind: String(feature.properties.class),
          rank: Number(feature.properties.rank ?? 9),
          lngLat: lngLatOf(feature, zoom, x, y),
        })
      }
    }
  }
  places.sort((a, b) => a.rank - b.rank)
  const middle = [(west + east) / 2, (south + north) / 2] as const
  const found = Object.entries(subjects).flatMap(([name, kinds]) => {
    const place = kinds.flatMap((kind) => places.find((one) => one.kind === kind) ?? [])[0]
    return place ? [{ name, lngLat: place.lngLat }] : []
  })
  return [{ name: 'city', lngLat: middle }, ...found]
}

function lngLatOf(
  { geometry }: DecodedFeature,
  zoom: number,
  x: number,
  y: number,
): readonly [number, number] {
  const point = geometry[0]![0]!
  const worldXOf = (x + point.x / tileExtent) / 2 ** zoom
  const worldYOf = (y + point.y / tileExtent) / 2 ** zoom
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * worldYOf))) * 180) / Math.PI
  return [worldXOf * 360 - 180, lat]
}

/** A page of nothing but a map, with the library that the product uses. */
async function openMap(): Promise<Page> {
  const view = await browser.newPage({ viewport: size })
  view.on('console', (message) => message.type() === 'error' && console.error(message.text()))
  await view.route('**/viewpoint/*', async (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1)!
    if (name === 'index.html') {
      await route.fulfill({
        contentType: 'text/html',
        body: '<!doctype html><style>html,body,#map{margin:0;height:100%}</style><div id="map"></div>',
      })
      return
    }
    const body = await readFile(path.join(root, 'node_modules/maplibre-gl/dist', name))
    await route.fulfill({ contentType: name.endsWith('css') ? 'text/css' : 'text/javascript', body })
  })
  await view.route('**/protomaps/*/*/*', async (route) => {
    const at = new URL(route.request().url()).pathname.split('/').slice(-3).join('/')
    const [ground, areas] = await Promise.all(['basemap', 'areas'].map((layer) => tileOf(layer, at)))
    await route.fulfill({ body: Buffer.from(asProtomapsTile(ground, areas)) })
  })
  await view.goto(`${address}/viewpoint/index.html`)
  await view.addStyleTag({ url: '/viewpoint/maplibre-gl.css' })
  return view
}

async function tileOf(layer: string, at: string): Promise<Uint8Array | undefined> {
  const response = await fetch(`${address}/api/tiles/${layer}/${at}.mvt`)
  return response.status === 200 ? new Uint8Array(await response.arrayBuffer()) : undefined
}

async function draw(view: Page, shot: Shot): Promise<void> {
  const { viewpoint, zoom, flavor, language } = shot
  const ours = cityStyle(
    {
      flavor,
      palette: palettes[flavor],
      language,
      scale: 1,
      labels: flavor.startsWith('wall') ? 'sparse' : 'full',
      overlays: new Set(),
      mainLevel: 'subdistrict',
      heatEntity: null,
      caseFilter: null,
    },
    `${address}/api/tiles`,
    fontFaces,
  )
  const isOurs = shot.style === 'tongguan'
  const style = isOurs
    ? ours
    : protomapsStyle(flavor, language, `${address}/protomaps/{z}/{x}/{y}`, fontFaces)
  const names = [...new Set(JSON.stringify(style).match(/tongguan:[a-z]+[^"]*/g))].map((name) => [name, name])
  // Their signs are pictures that are not in their package: ours stand in, so that both say the same.
  const signs = isOurs ? [] : signNames(flavor)
  const icons = [...names, ...signs].flatMap(([name, drawn]) => {
    const icon = drawIcon(drawn!)
    return icon ? [{ name: name!, ...icon, data: Buffer.from(icon.data).toString('base64') }] : []
  })
  await view.evaluate(drawInPage, {
    style: style as object,
    icons,
    center: [viewpoint.lngLat[0], viewpoint.lngLat[1]] as [number, number],
    zoom,
    pitch: Number(options.pitch),
  })
}

/** Their names of signs, and how ours are drawn. */
function signNames(flavor: Flavor): [name: string, drawn: string][] {
  const { place, road, halo } = palettes[flavor]
  const signs: Readonly<Record<string, string>> = {
    train_station: 'station',
    townhall: 'government',
    peak: 'hill',
    supermarket: 'market',
    building: 'office',
    attraction: 'attraction',
    garden: 'plaza',
    ...Object.fromEntries(['park', 'school', 'hospital', 'museum', 'stadium'].map((name) => [name, name])),
  }
  return [
    ['arrow', `tongguan:lane:${road.arrow}`],
    ...Object.entries(signs).map(([name, ours]): [string, string] => {
      const { glyph, tone } = placeKinds[ours]!
      return [name, `tongguan:sign:${glyph}:${place[tone as keyof typeof place]}:${halo}`]
    }),
  ]
}

type Drawing = {
  style: object
  icons: { name: string; width: number; height: number; data: string; pixelRatio: number }[]
  center: [number, number]
  zoom: number
  pitch: number
}

/** Runs in the page: draws and waits until nothing is left to draw. */
async function drawInPage({ style, icons, center, zoom, pitch }: Drawing): Promise<void> {
  type Library = typeof import('maplibre-gl')
  const library = (await import(`${window.location.origin}/viewpoint/maplibre-gl.mjs`)) as Library
  library.setWorkerUrl(`${window.location.origin}/viewpoint/maplibre-gl-worker.mjs`)
  const own = window as unknown as { viewpoint?: InstanceType<Library['Map']> }
  own.viewpoint?.remove()
  const map = new library.Map({
    container: 'map',
    style: style as never,
    center,
    zoom,
    pitch,
    fadeDuration: 0,
    attributionControl: false,
  })
  own.viewpoint = map
  map.setMissingStyleImageResolver((id: string) => {
    const icon = icons.find(({ name }) => name === id)
    if (!icon || map.hasImage(id)) return
    const { width, height, data: text, name: _, ...rest } = icon
    const data = Uint8ClampedArray.from(atob(text), (character) => character.charCodeAt(0))
    map.addImage(id, { width, height, data }, rest)
  })
  map.on('error', (event) => console.error(event.error?.message))
  await new Promise<void>((resolve) => map.once('idle', () => resolve()))
}

/** One page a viewpoint and flavor, as a picture. */
async function drawSheets(): Promise<void> {
  const view = await browser.newPage({ viewport: { width: 2000, height: 1000 } })
  for (const sheet of sheetsOf(shots)) {
    const pictures = new Map<string, string>()
    for (const shot of sheet.shots) {
      const bytes = await readFile(path.join(folder, fileOf(shot)))
      pictures.set(fileOf(shot), `data:image/png;base64,${bytes.toString('base64')}`)
    }
    await view.setContent(
      contactSheets(sheet.shots, (name) => pictures.get(name)!),
      { waitUntil: 'load' },
    )
    await view.screenshot({ path: path.join(folder, `sheet-${sheet.name}.png`), fullPage: true })
  }
}

function sheetsOf(all: readonly Shot[]): { name: string; shots: Shot[] }[] {
  const byName = Map.groupBy(all, ({ viewpoint, flavor }) => `${viewpoint.name}-${flavor}`)
  return [...byName].map(([name, shots]) => ({ name, shots }))
}

function contactSheets(all: readonly Shot[], source: (file: string) => string): string {
  const figure = (shot: Shot) => {
    const file = fileOf(shot)
    return `<figure><a href="${file}"><img src="${source(file)}"></a><figcaption>${shot.style} · z ${shot.zoom} · ${shot.flavor} · ${shot.language}</figcaption></figure>`
  }
  const css =
    'body{font:14px system-ui;margin:24px}section{display:grid;grid-template-columns:repeat(2,1fr);gap:12px}figure{margin:0}img{width:100%}'
  const sections = sheetsOf(all).map(
    ({ name, shots }) => `<h2>${name}</h2><section>${shots.map(figure).join('')}</section>`,
  )
  return `<!doctype html><meta charset="utf-8"><title>Viewpoints</title><style>${css}</style>${sections.join('')}`
}
