export type ImageMime = 'image/jpeg' | 'image/png' | 'image/webp'
export type VideoMime = 'video/mp4' | 'video/quicktime'

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** Brands of the ISO base media format that are films; pictures (HEIC, AVIF) begin alike and are none. */
const FILM_BRANDS = /^(isom|iso[2-9]|mp4[12]|avc1|M4V |MSNV|3g[p2].|dash|mmp4)$/

/** What a file is by its first bytes, whatever its name says; undefined where it is no picture that browsers show. */
export function sniffImage(bytes: Uint8Array): ImageMime | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  if (PNG.every((byte, index) => bytes[index] === byte)) return 'image/png'
  if (ascii(bytes, 0) === 'RIFF' && ascii(bytes, 8) === 'WEBP') return 'image/webp'
  return undefined
}

/** The same for films as phones take them. */
export function sniffVideo(bytes: Uint8Array): VideoMime | undefined {
  if (ascii(bytes, 4) !== 'ftyp') return undefined
  const brand = ascii(bytes, 8)
  if (brand === 'qt  ') return 'video/quicktime'
  return FILM_BRANDS.test(brand) ? 'video/mp4' : undefined
}

function ascii(bytes: Uint8Array, offset: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + 4))
}
