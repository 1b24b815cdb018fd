import type { Locale } from '../_i18n/locale.ts'
import type { LngLat } from '../_map/map-types.ts'
import type { Inputs, useApiClient } from '../_trpc/api.ts'
import { codedErrorOf } from '../_trpc/coded-error.ts'
import { type CasePhotosSent, sendCasePhotos } from '../_uploads/send-case-photos.ts'
import type { UploadProgress } from '../_uploads/upload-files.ts'
import type { Draft } from '../report/draft-store.ts'
import { sendDraft } from '../report/send-draft.ts'

/** One finished thing on its way to the server, with its photos; `key` makes sending it twice the same thing. */
export type Queued = {
  readonly key: string
  readonly userId: string
  readonly createdAt: string
  /** In words, for the list. */
  readonly title: string
  readonly job: Job
  /** Set where the server said no: a person has to look. */
  readonly refusal?: string
  /** Its photos have arrived already, under these hashes. */
  readonly sentPhotos?: readonly string[]
}
export type Job =
  | { readonly kind: 'report'; readonly draft: Draft }
  | {
      readonly kind: 'check'
      readonly caseId: number
      readonly taskId: number | null
      readonly result: 'pass' | 'not_pass' | 'unable'
      readonly note: string
      readonly lngLat: LngLat
      readonly photos: readonly Blob[]
    }
  | {
      readonly kind: 'step'
      readonly caseId: number
      readonly version: number
      readonly verb: Inputs['cases']['act']['verb']
      readonly note: string
      /** Where one stood: what is seen on site counts only there. */
      readonly lngLat?: LngLat
      readonly photos: readonly Blob[]
    }
  | {
      readonly kind: 'ahead'
      readonly candidateId: number
      readonly finding: 'found' | 'nothing'
      readonly note: string
      readonly lngLat: LngLat
    }
  | {
      readonly kind: 'check_in'
      readonly visitId: number
      readonly lngLat: LngLat
      readonly reason: string
      /** ISO 8601, by this phone. */
      readonly at: string
    }
  | {
      readonly kind: 'visit'
      readonly visitId: number
      readonly answers: Inputs['inspections']['fill']['answers']
      readonly note: string
      readonly photos: readonly { readonly checkCode: string; readonly photo: Blob }[]
      /** ISO 8601, by this phone. */
      readonly at: string
    }
  | {
      readonly kind: 'patrol'
      readonly unitGridId: number
      readonly lngLat: LngLat
      readonly seenAt: string
    }

/** Which task a job ends, as the list names it. */
export function keyOfJob(job: Exclude<Job, { kind: 'report' }>): string {
  if (job.kind === 'patrol') return `patrol:${job.unitGridId}`
  if (job.kind === 'check_in') return `check_in:${job.visitId}`
  if (job.kind === 'visit') return `visit:${job.visitId}`
  return job.kind === 'ahead' ? `ahead:${job.candidateId}` : `case:${job.caseId}`
}

/** Keeps a job on the device and sends it. @returns whether it is safe there */
export type SendJob = (title: string, job: Job) => Promise<boolean>

export type Delivery =
  /** `caseNumber` of a report; `isCompared` where it had arrived before with other words. */
  | { readonly kind: 'sent'; readonly caseNumber?: string; readonly isCompared?: boolean }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused'; readonly reason: string }

/** Sends one item; the same item again is the same thing to the server. */
export async function deliver(
  item: Queued,
  client: ReturnType<typeof useApiClient>,
  locale: Locale,
  /** Keeps the item as it now is: what has arrived is not sent again, as the case may be closed by then. */
  keep: (item: Queued) => Promise<void>,
  onProgress: (progress: UploadProgress) => void,
): Promise<Delivery> {
  const { job, key } = item
  if (job.kind === 'report') {
    const result = await sendDraft(job.draft, locale, onProgress)
    if (result.kind !== 'sent') return result
    return { kind: 'sent', caseNumber: result.caseNumber, isCompared: result.followToken === '' }
  }
  try {
    if (job.kind === 'patrol') {
      const [lng, lat] = job.lngLat
      const { unitGridId, seenAt } = job
      await client.tasks.seeGrid.mutate({ idempotencyKey: key, unitGridId, at: { lng, lat }, seenAt })
      return { kind: 'sent' }
    }
    if (job.kind === 'ahead') {
      const { candidateId, finding, note, lngLat } = job
      const at = { lng: lngLat[0], lat: lngLat[1] }
      const answer = await client.ahead.finish.mutate({ idempotencyKey: key, candidateId, finding, note, at })
      return { kind: 'sent', ...(answer.caseNumber && { caseNumber: answer.caseNumber }) }
    }
    if (job.kind === 'check_in') {
      const { visitId, lngLat, reason, at } = job
      await client.inspections.checkIn.mutate({
        visitId,
        lngLat: [lngLat[0], lngLat[1]],
        reason,
        arrivedAt: at,
        idempotencyKey: key,
      })
      return { kind: 'sent' }
    }
    if (job.kind === 'visit') return await deliverVisit(item, job, client, locale, keep)
    const sent: CasePhotosSent = item.sentPhotos
      ? { kind: 'photos', sha256s: item.sentPhotos }
      : await sendCasePhotos(job.caseId, job.photos, onProgress)
    if (sent.kind === 'unreachable') return sent
    if (sent.kind === 'refused') return { kind: 'refused', reason: sent.reason[locale] }
    if (!item.sentPhotos) await keep({ ...item, sentPhotos: sent.sha256s })
    const { caseId, note } = job
    if (job.kind === 'check') {
      const { taskId, result, lngLat } = job
      const [sha256] = sent.sha256s
      const photo = sha256 ? { sha256 } : {}
      await client.cases.work.reportCheck.mutate({
        caseId,
        taskId,
        result,
        note,
        lngLat,
        idempotencyKey: key,
        ...photo,
      })
    } else {
      const { version, verb, lngLat } = job
      await client.cases.act.mutate({
        caseId,
        version,
        verb,
        idempotencyKey: key,
        ...(note && { note }),
        ...(lngLat && { lngLat: [lngLat[0], lngLat[1]] }),
      })
    }
    return { kind: 'sent' }
  } catch (error) {
    const coded = codedErrorOf(error)
    if (coded.isTransient) return { kind: 'unreachable' }
    return { kind: 'refused', reason: locale === 'zh' ? coded.messageZh : coded.message }
  }
}

/** Photos first, each once: the checklist ends the visit, and no photo comes after it. */
async function deliverVisit(
  item: Queued,
  { visitId, answers, note, photos, at }: Extract<Job, { kind: 'visit' }>,
  client: ReturnType<typeof useApiClient>,
  locale: Locale,
  keep: (item: Queued) => Promise<void>,
): Promise<Delivery> {
  const arrived = [...(item.sentPhotos ?? [])]
  for (const [index, { checkCode, photo }] of photos.entries()) {
    if (arrived.length > index) continue
    const sent = await sendVisitPhoto(visitId, checkCode, photo, locale)
    if (sent.kind !== 'photo') return sent
    arrived.push(sent.sha256)
    await keep({ ...item, sentPhotos: [...arrived] })
  }
  const { cases } = await client.inspections.fill.mutate({
    visitId,
    answers,
    note,
    doneAt: at,
    idempotencyKey: item.key,
  })
  return {
    kind: 'sent',
    ...(cases[0] && { caseNumber: cases.map(({ caseNumber }) => caseNumber).join('、') }),
  }
}

/** One photo of one check. @returns its hash, or why it is not there */
async function sendVisitPhoto(
  visitId: number,
  checkCode: string,
  photo: Blob,
  locale: Locale,
): Promise<{ readonly kind: 'photo'; readonly sha256: string } | Exclude<Delivery, { kind: 'sent' }>> {
  const form = new FormData()
  form.append('photos', photo, 'photo.jpg')
  const address = `/api/inspections/${visitId}/${encodeURIComponent(checkCode)}/photos`
  const response = await fetch(address, { method: 'POST', body: form }).catch(() => null)
  if (!response || response.status >= 502) return { kind: 'unreachable' }
  const body = (await response.json().catch(() => ({}))) as {
    photos?: { sha256: string }[]
    error?: { message?: string; messageZh?: string }
  }
  const [sent] = body.photos ?? []
  if (response.ok && sent) return { kind: 'photo', sha256: sent.sha256 }
  const { message = `HTTP ${response.status}`, messageZh = message } = body.error ?? {}
  return { kind: 'refused', reason: locale === 'zh' ? messageZh : message }
}
