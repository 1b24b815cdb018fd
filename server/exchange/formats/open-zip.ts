import { unzipSync } from 'fflate'
import { broken, LIMITS } from './source-table.ts'

/**
 * The files of a zip whose names fit, by lower-case name without folders. What it says it will become is added up before
 * anything is unpacked, and nothing becomes larger than it said.
 *
 * @throws CodedError for what is no zip, or becomes too large
 */
export function openZip(bytes: Uint8Array, isWanted: (name: string) => boolean): Map<string, Uint8Array> {
  let total = 0
  const files = new Map<string, Uint8Array>()
  try {
    const unpacked = unzipSync(bytes, {
      filter({ name, originalSize }) {
        const base = baseOf(name)
        if (name.includes('__MACOSX') || name.endsWith('/') || !isWanted(base)) return false
        total += originalSize
        if (total > LIMITS.unpackedBytes) throw tooLarge()
        return true
      },
    })
    for (const [name, content] of Object.entries(unpacked)) files.set(baseOf(name), content)
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ZIP_TOO_LARGE') throw error
    throw broken(
      'BAD_ZIP',
      '压缩包已损坏或不是 zip',
      'The archive is broken or no zip',
      'a zip without encryption',
    )
  }
  return files
}

function baseOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1).toLowerCase()
}

function tooLarge() {
  const megabytes = LIMITS.unpackedBytes / 1024 / 1024
  return broken(
    'ZIP_TOO_LARGE',
    `压缩包解开后超过 ${megabytes} MB，未读取`,
    `The archive would unpack to more than ${megabytes} MB; it was not read`,
  )
}
