import type { PublicError } from '../../server/errors.ts'
import type { ImportProgress, ImportReport } from '../../server/layers/import-file.ts'
import type { ImportInput } from '../../server/layers/import-input.ts'

type Line = { progress: ImportProgress } | { report: ImportReport } | { error: PublicError }

/** Carries what the server said as other failed requests do: see `codedErrorOf`. */
export class ImportFailure extends Error {
  readonly data: { readonly coded: PublicError }

  constructor(coded: PublicError) {
    super(coded.message)
    this.data = { coded }
  }
}

/** Sends a file and follows the answer line by line. @throws ImportFailure for what the server refuses */
export async function sendImport(
  file: File,
  input: Omit<ImportInput, 'fileName'>,
  onProgress: (progress: ImportProgress) => void,
  signal: AbortSignal,
): Promise<ImportReport> {
  const options = JSON.stringify({ ...input, fileName: file.name })
  const response = await fetch(`/api/imports?options=${encodeURIComponent(options)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
    signal,
  })
  if (!response.body) throw new Error('no answer')
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (;;) {
    const { value, done } = await reader.read()
    text += value ?? ''
    const lines = text.split('\n')
    text = done ? '' : (lines.pop() ?? '')
    for (const line of lines) {
      if (line.trim() === '') continue
      const message = JSON.parse(line) as Line
      if ('error' in message) throw new ImportFailure(message.error)
      if ('report' in message) return message.report
      onProgress(message.progress)
    }
    if (done) throw new Error('the answer broke off')
  }
}
