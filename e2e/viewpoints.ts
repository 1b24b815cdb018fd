import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { chromium, type Page } from 'playwright-core'
import { type DecodedFeature, decodeTile } from '../tiles/engine/decode-for-test.ts'
import { tileAt, tileExtent, worldX, worldY } from '../tiles/engine/mercator.ts'
import { cityStyle, type FontFace } from '../tiles/style/city-style.ts'
import { drawIcon } from '../tiles/style/icons/draw-icon.ts'
import type { Language } from '../tiles/style/map-layer.ts'
import { type Flavor, palettes } from '../tiles/style/tokens.ts'

/**
 * Draws the ground alone, without anything the city keeps, at named viewpoints of a running city:
 * `npm run viewpoints -- [address] [folder] [--only=station,center] [--zooms=12,14] [--flavors=light] [--languages=zh,en]`.
 * Writes a picture each and `index.html` with all of them.
 */
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    zooms: { type: 'string', default: '10,12,14,16,18' },
    flavors: { type: 'string', default: 'light,dark,wall-dark' },
    languages: { type: 'string', default: 'zh,en' },
    pitch: { type: 'string', default: '0' },
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
await browser.close()
await writeFile(path.join(folder, 'index.html'), contactSheet(shots))

function shotsOf(all: readonly Viewpoint[]): Shot[] {
  const flavors = list(options.flavors) as Flavor[]
  const zooms = list(options.zooms).map(Number)
  const languages = list(options.languages) as Language[]
  return all.flatMap((viewpoint) =>
    flavors.flatMap((flavor, i) =>
      zooms.flatMap((zoom) =>
        languages
          // One flavor in the other languages is enough to see them.
          .filter((_, l) => l === 0 || i === 0)
          .map((language) => ({ viewpoint, zoom, flavor, language })),
      ),
    ),
  )
}

function fileOf({ viewpoint, zoom, flavor, language }: Shot): string {
  return `${viewpoint.name}-z${zoom}-${flavor}-${language}.png`
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
  await view.goto(`${address}/viewpoint/index.html`)
  await view.addStyleTag({ url: '/viewpoint/maplibre-gl.css' })
  return view
}

async function draw(view: Page, { viewpoint, zoom, flavor, language }: Shot): Promise<void> {
  const style = cityStyle(
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
  const names = [...new Set(JSON.stringify(style).match(/tongguan:[a-z]+[^"]*/g))]
  const icons = names.flatMap((name) => {
    const icon = drawIcon(name)
    return icon ? [{ name, ...icon, data: Buffer.from(icon.data).toString('base64') }] : []
  })
  await view.evaluate(drawInPage, {
    style: style as object,
    icons,
    center: [viewpoint.lngLat[0], viewpoint.lngLat[1]] as [number, number],
    zoom,
    pitch: Number(options.pitch),
  })
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

function contactSheet(all: readonly Shot[]): string {
  const names = [...new Set(all.map(({ viewpoint }) => viewpoint.name))]
  const figures = (name: string) =>
    all
      .filter(({ viewpoint }) => viewpoint.name === name)
      .map((shot) => {
        const file = fileOf(shot)
        return `<figure><a href="${file}"><img src="${file}" loading="lazy"></a><figcaption>z ${shot.zoom} · ${shot.flavor} · ${shot.language}</figcaption></figure>`
      })
      .join('')
  const css =
    'body{font:14px system-ui;margin:24px}section{display:grid;grid-template-columns:repeat(5,1fr);gap:12px}figure{margin:0}img{width:100%}'
  return `<!doctype html><meta charset="utf-8"><title>Viewpoints</title><style>${css}</style>${names
    .map((name) => `<h2>${name}</h2><section>${figures(name)}</section>`)
    .join('')}`
}
