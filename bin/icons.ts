import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import svgpath from 'svgpath'
import { placeKinds } from '../tiles/style/place-kinds.ts'

/**
 * Makes the signs of places from Maki and Temaki (both CC0): outlines as flat rings, so that any map can draw them in
 * any colour and size without a sprite to fetch. `npm run icons` writes tiles/style/icons/glyphs.ts anew.
 */
const root = path.resolve(import.meta.dirname, '..')
const folders = { maki: 'node_modules/@mapbox/maki/icons', temaki: 'node_modules/@rapideditor/temaki/icons' }

/** In hundredths of a style pixel from the middle of the 15 × 15 icon. */
function outlineOf(svg: string): number[][] {
  const rings: number[][] = []
  for (const [, data] of svg.matchAll(/<path[^>]*?\sd="([^"]+)"/g)) {
    let ring: number[] = []
    const put = (x: number, y: number) => ring.push(Math.round((x - 7.5) * 100), Math.round((y - 7.5) * 100))
    svgpath(data!.replaceAll(/&#x[0-9a-f]+;/gi, ' '))
      .abs()
      .unarc()
      .unshort()
      .iterate((segment, _, fromX, fromY) => {
        const [command, ...n] = segment as [string, ...number[]]
        if (command === 'M') {
          ring = []
          rings.push(ring)
          put(n[0]!, n[1]!)
        } else if (command === 'L') put(n[0]!, n[1]!)
        else if (command === 'H') put(n[0]!, fromY)
        else if (command === 'V') put(fromX, n[0]!)
        else if (command === 'C' || command === 'Q') {
          const corners = command === 'C' ? n : raiseQuadratic(fromX, fromY, n)
          for (const t of [0.25, 0.5, 0.75, 1]) put(...cubicAt([fromX, fromY, ...corners], t))
        }
      })
  }
  return rings.filter((ring) => ring.length >= 6)
}

function raiseQuadratic(x: number, y: number, [cx, cy, ex, ey]: number[]): number[] {
  const third = (from: number, control: number) => from + ((control - from) * 2) / 3
  return [third(x, cx!), third(y, cy!), third(ex!, cx!), third(ey!, cy!), ex!, ey!]
}

function cubicAt(n: readonly number[], t: number): [number, number] {
  const u = 1 - t
  const at = (i: number) =>
    u ** 3 * n[i]! + 3 * u * u * t * n[i + 2]! + 3 * u * t * t * n[i + 4]! + t ** 3 * n[i + 6]!
  return [at(0), at(1)]
}

/** The text of tiles/style/icons/glyphs.ts. */
export function makeGlyphs(): string {
  const names = [...new Set(Object.values(placeKinds).flatMap(({ glyph }) => glyph ?? []))].sort()
  const lines = names.map((name) => {
    const [set, icon] = name.includes('/')
      ? (name.split('/') as ['temaki', string])
      : (['maki', name] as const)
    const rings = outlineOf(readFileSync(path.join(root, folders[set], `${icon}.svg`), 'utf8'))
    if (rings.length === 0) throw new Error(`${name}: no outline`)
    return `  '${name}': '${rings.map((ring) => ring.join(' ')).join('|')}',`
  })
  return [
    '/** Made by `npm run icons` from Maki and Temaki (CC0): rings of x y in hundredths of a pixel from the middle. */',
    'export const glyphs: Readonly<Record<string, string>> = {',
    ...lines,
    '}',
    '',
  ].join('\n')
}

if (import.meta.main) writeFileSync(path.join(root, 'tiles/style/icons/glyphs.ts'), makeGlyphs())
