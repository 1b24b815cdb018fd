import type { Geometry } from 'geojson'
import type { SourceRow } from './field.ts'
import type { ProblemList } from './problem.ts'

export type NumberedFeature = {
  readonly row: number
  readonly values: SourceRow
  readonly geometry: Geometry
}

/**
 * The features of a GeoJSON file. Where the file breaks off or is broken in the middle, every whole feature before and
 * after the break is kept and the break is named by its place.
 */
export function readGeojson(bytes: Uint8Array, file: string, problems: ProblemList): NumberedFeature[] {
  const text = new TextDecoder('utf-8').decode(bytes)
  const features: NumberedFeature[] = []
  let row = 0
  for (const candidate of featuresOf(text, file, problems)) {
    row++
    const { geometry, properties } = candidate as {
      geometry?: Geometry | null
      properties?: Record<string, unknown> | null
    }
    if (!geometry?.type || !('coordinates' in geometry) || !Array.isArray(geometry.coordinates)) {
      problems.add({
        file,
        row,
        field: 'geometry',
        reason: 'missing_field',
        message: 'The feature has no geometry.',
        action: 'skipped',
      })
      continue
    }
    if (!hasFiniteCoordinates(geometry.coordinates)) {
      problems.add({
        file,
        row,
        field: 'geometry',
        reason: 'bad_value',
        message: 'A coordinate is not a pair of numbers within ±180 and ±90 degrees.',
        action: 'skipped',
      })
      continue
    }
    features.push({ row, values: asRow(properties ?? {}), geometry })
  }
  return features
}

function featuresOf(text: string, file: string, problems: ProblemList): unknown[] {
  try {
    const json = JSON.parse(text) as { type?: string; features?: unknown[] }
    if (json.type === 'Feature') return [json]
    if (json.type === 'FeatureCollection' && Array.isArray(json.features)) return json.features
    problems.add({
      file,
      row: null,
      field: 'type',
      reason: 'broken_file',
      message: `A FeatureCollection was expected, this is ${json.type ?? 'none'}.`,
      action: 'skipped',
    })
    return []
  } catch (error) {
    const found = wholeFeatures(text)
    problems.add({
      file,
      row: found.length + 1,
      field: null,
      reason: 'broken_file',
      message: `The JSON is broken (${(error as Error).message}); ${found.length} whole features were kept.`,
      action: found.length > 0 ? 'repaired' : 'skipped',
    })
    return found
  }
}

/** Every `{"type":"Feature" … }` of a broken text that parses by itself. */
function wholeFeatures(text: string): unknown[] {
  const found: unknown[] = []
  const opening = /\{\s*"type"\s*:\s*"Feature"\s*[,}]/g
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const end = endOfObject(text, match.index)
    if (end === undefined) continue
    try {
      found.push(JSON.parse(text.slice(match.index, end)))
      opening.lastIndex = end
    } catch {
      // This one is the broken part; the search goes on behind its opening.
    }
  }
  return found
}

function endOfObject(text: string, start: number): number | undefined {
  let depth = 0
  let isInString = false
  for (let i = start; i < text.length; i++) {
    const c = text[i]
    if (isInString) {
      if (c === '\\') i++
      else if (c === '"') isInString = false
    } else if (c === '"') isInString = true
    else if (c === '{' || c === '[') depth++
    else if (c === '}' || c === ']') {
      depth--
      if (depth === 0) return i + 1
    }
  }
  return undefined
}

function hasFiniteCoordinates(coordinates: readonly unknown[]): boolean {
  if (coordinates.length === 0) return false
  if (typeof coordinates[0] !== 'object') {
    const [lng, lat] = coordinates as number[]
    return (
      Number.isFinite(lng) &&
      Number.isFinite(lat) &&
      Math.abs(lng ?? 999) <= 180 &&
      Math.abs(lat ?? 999) <= 90
    )
  }
  return coordinates.every((inner) => Array.isArray(inner) && hasFiniteCoordinates(inner))
}

function asRow(properties: Record<string, unknown>): SourceRow {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name,
      value === null || value === undefined ? '' : String(value),
    ]),
  )
}
