import type { Locale } from '../_i18n/locale.ts'
import type { Draft } from './draft-store.ts'

export type SendResult =
  /** Without a token where an earlier sending arrived with other words: a person compares the two. */
  | { readonly kind: 'sent'; readonly caseNumber: string; readonly followToken: string }
  /** No answer: it may be tried again by itself. */
  | { readonly kind: 'unreachable' }
  /** The server says what is wrong: a person has to change something. */
  | { readonly kind: 'refused'; readonly reason: string }

/** Sends a draft; the same draft sent again is the same report. */
export async function sendDraft(draft: Draft, locale: Locale): Promise<SendResult> {
  const form = new FormData()
  const put = (name: string, value: string | number | null) => {
    if (value !== null && value !== '') form.set(name, String(value))
  }
  put('source_system', 'phone')
  put('source_id', draft.sourceId)
  put('description', draft.description.trim())
  put('address', draft.address.trim())
  put('category_id', draft.categoryId)
  put('lng', draft.lngLat?.[0] ?? null)
  put('lat', draft.lngLat?.[1] ?? null)
  put('reporter_phone', draft.phone.trim())
  put('reported_at', draft.reportedAt)
  put('part_code', draft.partCode ?? null)
  put('self_handled_note', draft.fixed?.note.trim() ?? null)
  const before = draft.photos.map((photo) => ({ photo, role: draft.fixed ? 'before' : 'near' }))
  const after = (draft.fixed?.photos ?? []).map((photo) => ({ photo, role: 'after' }))
  const photos = [...before, ...after]
  if (draft.fixed) put('photo_roles', photos.map(({ role }) => role).join(','))
  photos.forEach(({ photo }, index) => {
    form.append('photos', photo, `photo-${index + 1}.jpg`)
  })
  let response: Response
  try {
    response = await fetch('/api/reports', { method: 'POST', body: form })
  } catch {
    return { kind: 'unreachable' }
  }
  if (response.status === 502 || response.status === 503 || response.status === 504)
    return { kind: 'unreachable' }
  const body = (await response.json().catch(() => ({}))) as {
    caseNumber?: string
    followToken?: string
    error?: { message?: string; messageZh?: string }
  }
  if (body.caseNumber !== undefined && (response.ok || response.status === 409)) {
    return { kind: 'sent', caseNumber: body.caseNumber, followToken: body.followToken ?? '' }
  }
  const { message = `HTTP ${response.status}`, messageZh } = body.error ?? {}
  return { kind: 'refused', reason: locale === 'zh' ? (messageZh ?? message) : message }
}
