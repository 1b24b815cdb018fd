import { sendCasePhotos } from '../../_uploads/send-case-photos.ts'
import type { UploadProgress } from '../../_uploads/upload-files.ts'

/** Between attempts; an upload goes on where it stopped. */
const pausesMs = [1000, 2000, 5000, 10_000, 20_000, 30_000, 60_000]

/** Sends pictures and films to a case; null where they arrived, else what went wrong in both languages. */
export async function sendPhotos(
  caseId: number,
  photos: readonly File[],
  onProgress: (progress: UploadProgress) => void,
): Promise<{ readonly zh: string; readonly en: string } | null> {
  const totalBytes = photos.reduce((sum, { size }) => sum + size, 0)
  let last: UploadProgress = { sentBytes: 0, totalBytes }
  const say = (progress: UploadProgress) => {
    last = progress
    onProgress(progress)
  }
  for (const pauseMs of [...pausesMs, null]) {
    const sent = await sendCasePhotos(caseId, photos, say)
    if (sent.kind === 'photos') return null
    if (sent.kind === 'refused') return sent.reason
    if (pauseMs === null) break
    say({ ...last, isWaiting: true })
    await networkOr(pauseMs)
  }
  return {
    zh: '连不上服务器，请检查网络后重试，已传的部分不用再传',
    en: 'The server cannot be reached. Check the network and try again: what has arrived is not sent again',
  }
}

function networkOr(pauseMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      window.removeEventListener('online', done)
      resolve()
    }
    const timer = setTimeout(done, pauseMs)
    window.addEventListener('online', done)
  })
}
