/** Sends pictures to a case; null where they arrived, else what went wrong in both languages. */
export async function sendPhotos(
  caseId: number,
  photos: readonly File[],
): Promise<{ readonly zh: string; readonly en: string } | null> {
  const body = new FormData()
  for (const photo of photos) body.append('photos', photo)
  const response = await fetch(`/api/cases/${caseId}/photos`, { method: 'POST', body }).catch(() => null)
  if (response?.ok) return null
  const answer = (await response?.json().catch(() => null)) as {
    error?: { message?: string; messageZh?: string }
  } | null
  return {
    zh: answer?.error?.messageZh ?? '连不上服务器，请检查网络后重试',
    en: answer?.error?.message ?? 'The server cannot be reached. Check the network and try again',
  }
}
