/** A period that is played, and the moment that is shown; milliseconds since 1970. */
export type ReplaySpan = { readonly fromMs: number; readonly toMs: number; readonly atMs: number }

const mostMs = 7 * 24 * 3_600_000

/** `from_to_at` as instants of whole seconds. */
export function formatReplay({ fromMs, toMs, atMs }: ReplaySpan): string {
  return [fromMs, toMs, atMs].map((ms) => `${new Date(ms).toISOString().slice(0, 19)}Z`).join('_')
}

/** Null for what is no period: at most a week, with its moment inside. */
export function parseReplay(text: string | null): ReplaySpan | null {
  const parts = text?.split('_') ?? []
  const [fromMs = Number.NaN, toMs = Number.NaN, atMs = Number.NaN] = parts.map((part) => Date.parse(part))
  if (parts.length !== 3 || !(fromMs < toMs) || toMs - fromMs > mostMs) return null
  return Number.isNaN(atMs) ? null : { fromMs, toMs, atMs: Math.min(toMs, Math.max(fromMs, atMs)) }
}
