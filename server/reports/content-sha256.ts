import { createHash } from 'node:crypto'

/** One hash for what a report says, whatever order its fields come in: equal hashes are the same report sent again. */
export function contentSha256(content: Readonly<Record<string, unknown>>): string {
  const said = Object.entries(content)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(said)).digest('hex')
}
