import type { PublicError } from '../../server/errors.ts'
import type { ExportInput } from '../../server/http/exports.ts'
import { saveFile } from './save-file.ts'

/** Carries what the server said as other failed requests do: see `codedErrorOf`. */
class ExportFailure extends Error {
  readonly data: { readonly coded: PublicError }

  constructor(coded: PublicError) {
    super(coded.message)
    this.data = { coded }
  }
}

/**
 * Has a file made and saves it under this name, its ending added.
 *
 * @returns how many things are in it; of none no file is saved
 * @throws ExportFailure for what the server refuses
 */
export async function requestExport(input: ExportInput, name: string): Promise<number> {
  const response = await fetch('/api/exports', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  })
  if (!response.ok) {
    const { error } = (await response.json()) as { error: PublicError }
    throw new ExportFailure(error)
  }
  const count = Number(response.headers.get('x-feature-count'))
  const content = await response.blob()
  if (count > 0) saveFile(`${name}.${endingOf[input.format]}`, content)
  return count
}

const endingOf = { geojson: 'geojson', csv: 'csv', xlsx: 'xlsx', kml: 'kml', shapefile: 'zip' } as const
