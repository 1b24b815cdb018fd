import { drawIcon } from '../../../tiles/style/icons/draw-icon.ts'
import type { LegendEntry, LegendSwatch } from '../../../tiles/style/map-layer.ts'
import { roundLength } from '../round-length.ts'

export type Sheet = {
  readonly title: string
  readonly subtitle: string
  /** One line each: the moment of the data, coordinates, sources. */
  readonly notes: readonly string[]
  readonly legendTitle: string
  readonly legend: readonly { readonly swatch: LegendSwatch; readonly label: string }[]
  readonly picture: HTMLCanvasElement
  /** On the ground, of one pixel of the picture. */
  readonly metersPerPixel: number
  readonly bearingDegrees: number
  /** How many pixels of the picture were one on the screen. */
  readonly pixelRatio: number
}

/** Paper is white whatever the screen is. */
const INK = '#161c26'
const MUTED = '#525d70'
const LINE = '#b9c0cb'
const FONT = '"Inter Variable", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif'

/** A sheet of paper: title, the map with scale and north, legend, and where it all comes from. */
export function composeSheet(sheet: Sheet): HTMLCanvasElement {
  const { picture, pixelRatio } = sheet
  const unit = pixelRatio
  const margin = 28 * unit
  const width = picture.width + 2 * margin
  const top = margin + 58 * unit
  const legend = legendRows(sheet.legend, picture.width / unit)
  const legendTop = top + picture.height + 18 * unit
  const legendHeight = legend.rows > 0 ? (22 + legend.rows * 24) * unit : 0
  const notesTop = legendTop + legendHeight + 6 * unit
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = notesTop + sheet.notes.length * 20 * unit + margin
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  const text = (words: string, x: number, y: number, size: number, color: string, weight = 400) => {
    context.font = `${weight} ${size * unit}px ${FONT}`
    context.fillStyle = color
    context.fillText(words, x, y)
  }
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.textBaseline = 'alphabetic'
  text(sheet.title, margin, margin + 24 * unit, 24, INK, 600)
  text(sheet.subtitle, margin, margin + 46 * unit, 14, MUTED)
  context.drawImage(picture, margin, top)
  context.strokeStyle = LINE
  context.lineWidth = unit
  context.strokeRect(margin, top, picture.width, picture.height)
  drawNorth(context, margin + picture.width - 40 * unit, top + 44 * unit, unit, sheet.bearingDegrees)
  drawScale(context, margin + 14 * unit, top + picture.height - 14 * unit, unit, sheet.metersPerPixel)
  if (legend.rows > 0) {
    text(sheet.legendTitle, margin, legendTop + 12 * unit, 14, INK, 600)
    for (const [i, { swatch, label }] of sheet.legend.entries()) {
      const x = margin + (i % legend.columns) * legend.columnWidth * unit
      const y = legendTop + (28 + Math.floor(i / legend.columns) * 24) * unit
      drawSwatch(context, swatch, x, y, unit)
      text(label, x + (swatch.kind === 'ramp' ? 124 : 34) * unit, y + 12 * unit, 13, INK)
    }
  }
  for (const [i, note] of sheet.notes.entries()) text(note, margin, notesTop + (i + 1) * 20 * unit, 12, MUTED)
  return canvas
}

function legendRows(legend: Sheet['legend'], width: number) {
  const columns = Math.max(1, Math.min(legend.length, Math.floor(width / 200)))
  return { columns, columnWidth: width / columns, rows: Math.ceil(legend.length / columns) }
}

/** Points where north is, also on a map that was turned. */
function drawNorth(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  unit: number,
  bearingDegrees: number,
): void {
  context.save()
  context.translate(x, y)
  context.fillStyle = '#ffffffd9'
  context.beginPath()
  context.arc(0, 0, 28 * unit, 0, 2 * Math.PI)
  context.fill()
  context.rotate((-bearingDegrees * Math.PI) / 180)
  const side = (sign: number, color: string) => {
    context.beginPath()
    context.moveTo(0, -12 * unit)
    context.lineTo(sign * 7 * unit, 16 * unit)
    context.lineTo(0, 10 * unit)
    context.closePath()
    context.fillStyle = color
    context.fill()
  }
  side(-1, INK)
  side(1, MUTED)
  context.font = `600 ${12 * unit}px ${FONT}`
  context.textAlign = 'center'
  context.fillStyle = INK
  context.fillText('N', 0, -15 * unit)
  context.restore()
}

function drawScale(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  unit: number,
  metersPerPixel: number,
): void {
  const meters = roundLength(metersPerPixel * 160 * unit)
  const length = meters / metersPerPixel
  context.fillStyle = '#ffffffd9'
  context.fillRect(x - 8 * unit, y - 30 * unit, length + 16 * unit, 38 * unit)
  context.fillStyle = INK
  context.fillRect(x, y - 6 * unit, length / 2, 6 * unit)
  context.strokeStyle = INK
  context.lineWidth = 1.5 * unit
  context.strokeRect(x, y - 6 * unit, length, 6 * unit)
  context.font = `400 ${12 * unit}px ${FONT}`
  context.textAlign = 'left'
  context.fillText(meters >= 1000 ? `${meters / 1000} km` : `${meters} m`, x, y - 12 * unit)
}

function drawSwatch(
  context: CanvasRenderingContext2D,
  swatch: LegendEntry['swatch'],
  x: number,
  y: number,
  unit: number,
): void {
  const [width, height] = [24 * unit, 15 * unit]
  switch (swatch.kind) {
    case 'fill':
      context.fillStyle = swatch.color
      context.fillRect(x, y, width, height)
      return
    case 'line':
      context.fillStyle = swatch.color
      context.fillRect(x, y + height / 2 - unit, width, 2 * unit)
      return
    case 'hatch': {
      context.save()
      context.beginPath()
      context.rect(x, y, width, height)
      context.clip()
      context.strokeStyle = swatch.color
      context.lineWidth = unit
      context.strokeRect(x, y, width, height)
      context.beginPath()
      for (let at = -height; at < width; at += 5 * unit) {
        context.moveTo(x + at, y + height)
        context.lineTo(x + at + height, y)
      }
      context.stroke()
      context.restore()
      return
    }
    case 'ramp':
      for (const [i, color] of swatch.colors.entries()) {
        context.fillStyle = color
        context.fillRect(x + i * 22 * unit, y, 22 * unit, height)
      }
      return
    case 'icon': {
      const icon = drawIcon(swatch.icon)
      if (!icon) return
      const canvas = document.createElement('canvas')
      canvas.width = icon.width
      canvas.height = icon.height
      canvas.getContext('2d')?.putImageData(new ImageData(icon.data, icon.width, icon.height), 0, 0)
      const size = 20 * unit
      context.drawImage(canvas, x + (width - size) / 2, y + (height - size) / 2, size, size)
    }
  }
}
