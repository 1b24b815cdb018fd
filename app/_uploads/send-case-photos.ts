import { refusalOf, type UploadFailure, type UploadProgress, uploadFiles } from './upload-files.ts'
import { forgetUploads } from './upload-ledger.ts'

export type CasePhotosSent = { readonly kind: 'photos'; readonly sha256s: readonly string[] } | UploadFailure

/** Brings photos and films to a case as evidence of its work; the same ones again are there once. */
export async function sendCasePhotos(
  caseId: number,
  photos: readonly Blob[],
  onProgress?: (progress: UploadProgress) => void,
): Promise<CasePhotosSent> {
  if (photos.length === 0) return { kind: 'photos', sha256s: [] }
  const uploaded = await uploadFiles(photos, onProgress)
  if (uploaded.kind !== 'uploaded') return uploaded
  const response = await fetch(`/api/cases/${caseId}/photos`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ uploads: uploaded.uploadIds }),
  }).catch(() => null)
  if (!response || response.status >= 502) return { kind: 'unreachable' }
  const text = await response.text().catch(() => '')
  if (text.includes('"UPLOAD_GONE"')) {
    await forgetUploads(photos)
    return { kind: 'unreachable' }
  }
  if (!response.ok) return refusalOf(response.status, text)
  await forgetUploads(photos)
  const { photos: kept } = JSON.parse(text) as { photos: { sha256: string }[] }
  return { kind: 'photos', sha256s: kept.map(({ sha256 }) => sha256) }
}
