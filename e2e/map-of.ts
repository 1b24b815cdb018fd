import type { Page } from 'playwright-core'
import { expect } from 'vitest'

type Rendered = { readonly layer: string; readonly id: unknown; readonly properties: Record<string, unknown> }
/** What a page of ours lends to journeys: reads only. */
type MapHandle = {
  readonly isIdle: boolean
  listRendered(layers?: readonly string[]): Rendered[]
  project(lngLat: readonly [number, number]): { x: number; y: number }
}

/** Waits until the page's map has drawn everything it wants to draw. */
export async function untilMapIdle(page: Page): Promise<void> {
  await page.waitForFunction(
    () => (window as unknown as { __tongguanMap?: MapHandle }).__tongguanMap?.isIdle === true,
    undefined,
    { timeout: 60_000, polling: 250 },
  )
}

/** Everything drawn, or only what layers whose names begin so have drawn. */
export async function rendered(page: Page, layerPrefix = ''): Promise<Rendered[]> {
  await untilMapIdle(page)
  return await page.evaluate(
    (prefix) =>
      (window as unknown as { __tongguanMap: MapHandle }).__tongguanMap
        .listRendered()
        .filter(({ layer }) => layer.startsWith(prefix)),
    layerPrefix,
  )
}

/** Waits until layers of every one of these names, or of names that begin so, have drawn something. */
export async function untilDrawn(page: Page, ...prefixes: readonly string[]): Promise<void> {
  const missing = async () => {
    const layers = (await rendered(page)).map(({ layer }) => layer)
    return prefixes.filter((prefix) => !layers.some((layer) => layer.startsWith(prefix)))
  }
  await expect.poll(missing, { timeout: 40_000 }).toEqual([])
}

/** Waits until the hand may draw so: the first stroke loads the drawing library. */
export async function untilDrawing(page: Page, mode: string): Promise<void> {
  await page.waitForSelector(`[data-drawing=${mode}]`)
}

/** Where a place is, in pixels of the page. */
export async function pixelOf(
  page: Page,
  lngLat: readonly [number, number],
): Promise<{ x: number; y: number }> {
  const box = await page.locator('canvas.maplibregl-canvas').boundingBox()
  const { x, y } = await page.evaluate(
    (place) => (window as unknown as { __tongguanMap: MapHandle }).__tongguanMap.project(place),
    [lngLat[0], lngLat[1]] as const,
  )
  return { x: x + (box?.x ?? 0), y: y + (box?.y ?? 0) }
}
