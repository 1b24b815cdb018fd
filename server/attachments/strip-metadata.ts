import type { ImageMime } from './sniff-media.ts'

/**
 * The same picture without what it tells about its taker: position, device, time, thumbnail, comments.
 * Only a JPEG's orientation is kept, else photos would lie on their side. Throws `RangeError` on a truncated file.
 */
export function stripMetadata(bytes: Uint8Array, mime: ImageMime): Uint8Array {
  if (mime === 'image/jpeg') return stripJpeg(bytes)
  if (mime === 'image/png') return stripPng(bytes)
  return stripWebp(bytes)
}

const SOS = 0xda
const APP0 = 0xe0
const APP1 = 0xe1
/** ICC profile: how colours look, says nothing about the taker. */
const APP2 = 0xe2
const APP14 = 0xee
const APP15 = 0xef
const COMMENT = 0xfe

function stripJpeg(bytes: Uint8Array): Uint8Array {
  const view = viewOf(bytes)
  const kept: Uint8Array[] = [bytes.subarray(0, 2)]
  let offset = 2
  let orientation = 1
  while (view.getUint8(offset) === 0xff) {
    const marker = view.getUint8(offset + 1)
    if (marker === 0xff) {
      offset++
      continue
    }
    if (marker === SOS) break
    const end = offset + 2 + view.getUint16(offset + 2)
    if (end > bytes.length) throw new RangeError('truncated picture')
    if (marker === APP1) orientation = orientationOf(bytes.subarray(offset + 4, end)) ?? orientation
    const isKeptApp = marker === APP0 || marker === APP2 || marker === APP14
    const isMetadata = (marker >= APP0 && marker <= APP15 && !isKeptApp) || marker === COMMENT
    if (!isMetadata) kept.push(bytes.subarray(offset, end))
    offset = end
  }
  kept.push(bytes.subarray(offset))
  if (orientation !== 1) kept.splice(1, 0, orientationSegment(orientation))
  return concat(kept)
}

/** The orientation (1–8) in an Exif segment, undefined where it has none. */
function orientationOf(segment: Uint8Array): number | undefined {
  if (String.fromCharCode(...segment.subarray(0, 4)) !== 'Exif' || segment.length < 20) return undefined
  const tiff = segment.subarray(6)
  const view = viewOf(tiff)
  const isLittle = view.getUint16(0) === 0x4949
  const ifd = view.getUint32(4, isLittle)
  if (ifd + 2 > tiff.length) return undefined
  const count = view.getUint16(ifd, isLittle)
  for (let index = 0; index < count; index++) {
    const entry = ifd + 2 + index * 12
    if (entry + 12 > tiff.length) return undefined
    if (view.getUint16(entry, isLittle) !== 0x0112) continue
    const value = view.getUint16(entry + 8, isLittle)
    return value >= 1 && value <= 8 ? value : undefined
  }
  return undefined
}

/** An Exif segment with nothing but the orientation. */
function orientationSegment(orientation: number): Uint8Array {
  // APP1, length 34, "Exif\0\0", big-endian TIFF, one entry: tag 0x0112, SHORT, one value; no next directory.
  const head = [0xff, APP1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8]
  return new Uint8Array([...head, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0])
}

const PNG_METADATA = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME'])

function stripPng(bytes: Uint8Array): Uint8Array {
  const view = viewOf(bytes)
  const kept = [bytes.subarray(0, 8)]
  for (let offset = 8; offset < bytes.length; ) {
    const end = offset + 12 + view.getUint32(offset)
    if (end > bytes.length) throw new RangeError('truncated picture')
    const type = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8))
    if (!PNG_METADATA.has(type)) kept.push(bytes.subarray(offset, end))
    offset = end
    if (type === 'IEND') break
  }
  return concat(kept)
}

const WEBP_METADATA = new Set(['EXIF', 'XMP '])
/** Flags of the VP8X chunk that announce Exif (8) and XMP (4). */
const VP8X_METADATA_FLAGS = 0x0c

function stripWebp(bytes: Uint8Array): Uint8Array {
  const view = viewOf(bytes)
  const kept = [bytes.slice(0, 12)]
  for (let offset = 12; offset + 8 <= bytes.length; ) {
    const size = view.getUint32(offset + 4, true)
    const end = offset + 8 + size + (size % 2)
    if (offset + 8 + size > bytes.length) throw new RangeError('truncated picture')
    const type = String.fromCharCode(...bytes.subarray(offset, offset + 4))
    const chunk = bytes.slice(offset, end)
    if (type === 'VP8X') chunk[8] = chunk[8]! & ~VP8X_METADATA_FLAGS
    if (!WEBP_METADATA.has(type)) kept.push(chunk)
    offset = end
  }
  const whole = concat(kept)
  viewOf(whole).setUint32(4, whole.length - 8, true)
  return whole
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}
