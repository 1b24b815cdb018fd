import { inLocale, type Locale } from '../../../_i18n/locale.ts'
import { shrinkPhoto } from '../../../report/shrink-photo.ts'

/** Sends photos of one check. @returns why they were not taken, in words; null when they are there */
export async function sendVisitPhotos(
  visitId: number,
  checkCode: string,
  files: readonly Blob[],
  locale: Locale,
): Promise<string | null> {
  const form = new FormData()
  for (const [index, photo] of (await Promise.all(files.map(shrinkPhoto))).entries())
    form.append('photos', photo, `photo-${index + 1}.jpg`)
  const address = `/api/inspections/${visitId}/${encodeURIComponent(checkCode)}/photos`
  const response = await fetch(address, { method: 'POST', body: form }).catch(() => null)
  if (response?.ok) return null
  const body = (await response?.json().catch(() => null)) as {
    error?: { message?: string; messageZh?: string }
  } | null
  const said = body?.error
  return inLocale(
    locale,
    said?.messageZh ?? '照片没有传到，请再试',
    said?.message ?? 'The photos did not arrive: try again',
  )
}
