/** The two encodings of GeoReport v2; the ending of the address chooses. */
export const FORMATS = { json: 'application/json; charset=utf-8', xml: 'text/xml; charset=utf-8' } as const
export type Format = keyof typeof FORMATS

/** A value of an answer. Lists say in `ITEM_NAMES` what one of theirs is called in XML. */
export type Answer =
  | null
  | string
  | number
  | boolean
  | readonly Answer[]
  | { readonly [name: string]: Answer }

/** GeoReport v2's own plurals; ours keep an `s`. */
const ITEM_NAMES: Readonly<Record<string, string>> = {
  services: 'service',
  service_requests: 'request',
  attributes: 'attribute',
  values: 'value',
  errors: 'error',
  endpoints: 'endpoint',
  formats: 'format',
  notes: 'note',
}

/**
 * An answer as bytes to send. In JSON a list stands bare, in XML it needs its name.
 *
 * @example encode('xml', 'services', [{ service_code: '01' }]) // …<services><service><service_code>01</service_code>…
 */
export function encode(format: Format, root: string, answer: Answer): string {
  if (format === 'json') return JSON.stringify(answer)
  return `<?xml version="1.0" encoding="utf-8"?>${element(root, answer)}`
}

function element(name: string, value: Answer): string {
  return `<${name}>${contentOf(name, value)}</${name}>`
}

function contentOf(name: string, value: Answer): string {
  if (value === null) return ''
  if (isList(value)) {
    const item = ITEM_NAMES[name] ?? name.replace(/s$/, '')
    return value.map((one) => element(item, one)).join('')
  }
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, one]) => element(key, one))
      .join('')
  return escapeText(String(value))
}

function isList(value: Answer): value is readonly Answer[] {
  return Array.isArray(value)
}

/** What XML 1.0 cannot write at all (most control characters, half surrogates) becomes the replacement character. */
function escapeText(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
}
