import { findUpload, forgetUploads, noteUpload } from './upload-ledger.ts'

/** A request's worth: what a proxy that holds back whole bodies may lose in a cut. */
const chunkBytes = 2 * 1024 * 1024
const maxTurns = 3
const tus = { 'tus-resumable': '1.0.0' }

export type UploadProgress = {
  readonly sentBytes: number
  readonly totalBytes: number
  /** The line is cut: it goes on by itself. */
  readonly isWaiting?: boolean
}
export type UploadFailure =
  /** No answer: it goes on from where it stopped when tried again. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused'; readonly reason: { readonly zh: string; readonly en: string } }
export type Uploaded = { readonly kind: 'uploaded'; readonly uploadIds: readonly string[] } | UploadFailure

/**
 * Brings files to the server one after the other by the tus protocol, each from where an earlier attempt stopped, also
 * one before a reload.
 */
export async function uploadFiles(
  files: readonly Blob[],
  onProgress: (progress: UploadProgress) => void = () => {},
): Promise<Uploaded> {
  const totalBytes = files.reduce((sum, { size }) => sum + size, 0)
  const uploadIds: string[] = []
  let before = 0
  for (const file of files) {
    const sent = await uploadFile(file, (bytes) => onProgress({ sentBytes: before + bytes, totalBytes }))
    if (sent.kind !== 'uploaded') return sent
    uploadIds.push(...sent.uploadIds)
    before += file.size
  }
  return { kind: 'uploaded', uploadIds }
}

async function uploadFile(file: Blob, onSent: (bytes: number) => void): Promise<Uploaded> {
  for (let turn = 0; turn < maxTurns; turn++) {
    const begun = await begin(file)
    if (begun.kind !== 'begun') return begun
    onSent(begun.offset)
    const sent = await goOn(file, begun, onSent)
    if (sent.kind === 'uploaded') return { kind: 'uploaded', uploadIds: [begun.uploadId] }
    if (sent.kind !== 'elsewhere') {
      if (sent.kind === 'refused') await forgetUploads([file])
      return sent
    }
  }
  return { kind: 'unreachable' }
}

type Begun = { readonly kind: 'begun'; readonly uploadId: string; readonly offset: number }

/** Where an earlier attempt stands, or a new one. */
async function begin(file: Blob): Promise<Begun | UploadFailure> {
  const known = await findUpload(file)
  if (known) {
    const answer = await ask('HEAD', `/api/uploads/${known}`, tus)
    if (answer.status === 200)
      return { kind: 'begun', uploadId: known, offset: Number(answer.header('upload-offset')) }
    if (isAway(answer)) return { kind: 'unreachable' }
    await forgetUploads([file])
  }
  const answer = await ask('POST', '/api/uploads', {
    ...tus,
    'upload-length': String(file.size),
    // What cannot be taken is refused before its bytes are sent.
    ...(file.type && { 'upload-metadata': `filetype ${btoa(file.type)}` }),
  })
  const uploadId = answer.header('location')?.split('/').at(-1)
  if (answer.status !== 201 || !uploadId) return failureOf(answer)
  await noteUpload(file, uploadId)
  return { kind: 'begun', uploadId, offset: 0 }
}

async function goOn(
  file: Blob,
  { uploadId, offset: from }: Begun,
  onSent: (bytes: number) => void,
): Promise<{ readonly kind: 'uploaded' } | UploadFailure | { readonly kind: 'elsewhere' }> {
  let offset = from
  while (offset < file.size) {
    const at = offset
    const answer = await ask(
      'PATCH',
      `/api/uploads/${uploadId}`,
      { ...tus, 'upload-offset': String(at), 'content-type': 'application/offset+octet-stream' },
      file.slice(at, at + chunkBytes),
      (bytes) => onSent(at + bytes),
    )
    // Another attempt's bytes came after all, or the server has forgotten it: asked for anew.
    if (answer.status === 409 || answer.status === 404) return { kind: 'elsewhere' }
    if (answer.status !== 204) return failureOf(answer)
    offset = Number(answer.header('upload-offset'))
    onSent(offset)
  }
  return { kind: 'uploaded' }
}

type Answer = {
  /** 0: none. */
  readonly status: number
  readonly header: (name: string) => string | null
  readonly text: string
}

/** By XMLHttpRequest: `fetch` does not tell how much of a body has gone out. */
function ask(
  method: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  body?: Blob,
  onSent?: (bytes: number) => void,
): Promise<Answer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open(method, url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    if (onSent) request.upload.onprogress = ({ loaded }) => onSent(loaded)
    request.onloadend = () =>
      resolve({
        status: request.status,
        header: (name) => request.getResponseHeader(name),
        text: request.responseText,
      })
    request.send(body ?? null)
  })
}

function isAway({ status }: Answer): boolean {
  return status === 0 || status >= 500
}

function failureOf(answer: Answer): UploadFailure {
  if (isAway(answer)) return { kind: 'unreachable' }
  return refusalOf(answer.status, answer.text)
}

/** What the server said was wrong, in both languages. */
export function refusalOf(status: number, text: string): Extract<UploadFailure, { kind: 'refused' }> {
  let said: { message?: string; messageZh?: string } = {}
  try {
    said = (JSON.parse(text) as { error?: typeof said }).error ?? {}
  } catch {
    // Something between us and the server answered.
  }
  const en = said.message ?? `HTTP ${status}`
  return { kind: 'refused', reason: { zh: said.messageZh ?? en, en } }
}
