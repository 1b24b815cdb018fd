import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Puts what the map fetches by itself where the site serves it: `public/map`, the two worker modules,
 * the label font in its pieces, and the list that says which piece holds which characters.
 */
const root = path.resolve(import.meta.dirname, '../..')
const target = path.join(root, 'public/map')
const library = path.join(root, 'node_modules/maplibre-gl/dist')
const font = path.join(root, 'node_modules/@fontsource/noto-sans-sc')
const weight = 500

mkdirSync(path.join(target, 'fonts'), { recursive: true })
for (const file of ['maplibre-gl-worker.mjs', 'maplibre-gl-shared.mjs']) {
  copyFileSync(path.join(library, file), path.join(target, file))
}

const rangesByPiece = JSON.parse(readFileSync(path.join(font, 'unicode.json'), 'utf8'))
const faces = Object.entries(rangesByPiece).map(([piece, ranges]) => {
  const file = `noto-sans-sc-${piece.replace(/[[\]]/g, '')}-${weight}-normal.woff2`
  copyFileSync(path.join(font, 'files', file), path.join(target, 'fonts', file))
  return { url: `/map/fonts/${file}`, 'unicode-range': ranges.split(',').map((range) => range.trim()) }
})
// Latin first: it is the smallest, and digits and English are in every view.
faces.sort((one, other) => Number(other.url.includes('-latin-5')) - Number(one.url.includes('-latin-5')))
writeFileSync(path.join(target, 'font-faces.json'), JSON.stringify(faces))
