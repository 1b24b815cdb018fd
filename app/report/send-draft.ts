import type { Locale } from '../_i18n/locale.ts'
import { refusalOf, type UploadProgress, uploadFiles } from '../_uploads/upload-files.ts'
import { forgetUploads } from '../_uploads/upload-ledger.ts'
import type { Draft } from './draft-store.ts'

export type SendResult =
  /** Without a token where an earlier sending arrived with other words: a person compares the two. */
  | { readonly kind: 'sent'; readonly caseNumber: string; readonly followToken: string }
  /** No answer: it may be tried again by itself. */
  | { readonly kind: 'unreachable' }
  /** The server says what is wrong: a person has to change something. */
  | { readonly kind: 'refused'; readonly reason: string }

/** Sends a draft, its photos first; the same draft sent again is the same report, and photos go on where they stopped. */
export async function sendDraft(
  draft: Draft,
  locale: Locale,
  onProgress?: (progress: UploadProgress) => void,
): Promise<SendResult> {
  const before = draft.photos.map((photo) => ({ photo, role: draft.fixed ? 'before' : 'near' }))
  const after = (draft.fixed?.photos ?? []).map((photo) => ({ photo, role: 'after' }))
  const photos = [...before, ...after]
  const files = photos.map(({ photo }) => photo)
  const uploaded = await uploadFiles(files, onProgress)
  if (uploaded.kind === 'unreachable') return uploaded
  if (uploaded.kind === 'refused') return { kind: 'refused', reason: uploaded.reason[locale] }
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
  if (draft.fixed) put('photo_roles', photos.map(({ role }) => role).join(','))
  put('uploads', uploaded.uploadIds.join(','))
  let response: Response
  try {
    response = await fetch('/api/reports', { method: 'POST', body: form })
  } catch {
    return { kind: 'unreachable' }
  }
  if (response.status === 502 || response.status === 503 || response.status === 504)
    return { kind: 'unreachable' }
  const text = await response.text().catch(() => '')
  if (text.includes('"UPLOAD_GONE"')) {
    // It waited too long: the photos are sent anew with the next attempt.
    await forgetUploads(files)
    return { kind: 'unreachable' }
  }
  const body = parse(text)
  if (body.caseNumber !== undefined && (response.ok || response.status === 409)) {
    await forgetUploads(files)
    return { kind: 'sent', caseNumber: body.caseNumber, followToken: body.followToken ?? '' }
  }
  return { kind: 'refused', reason: refusalOf(response.status, text).reason[locale] }
}

function parse(text: string): { caseNumber?: string; followToken?: string } {
  try {
    return JSON.parse(text) as ReturnType<typeof parse>
  } catch {
    return {}
  }
}
