import type { IncomingMessage } from 'node:http'
import { CodedError } from '../errors.ts'
import { readBody } from './read-body.ts'

/** Six photos of a phone, and some. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024
const FORMS = ['multipart/form-data', 'application/x-www-form-urlencoded']

export type Form = {
  readonly fields: Readonly<Record<string, string>>
  /** Uploaded files, whatever their field is called. */
  readonly files: readonly Uint8Array[]
}

export function isForm(req: IncomingMessage): boolean {
  return FORMS.some((type) => req.headers['content-type']?.startsWith(type))
}

/** Reads a form's body whole. @throws CodedError `BAD_FORM` for one that is cut or none */
export async function readForm(req: IncomingMessage): Promise<Form> {
  const body = await readBody(req, MAX_BODY_BYTES)
  const contentType = req.headers['content-type'] ?? ''
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => {
      throw new CodedError('bad_input', 'BAD_FORM', '表单内容不完整', 'The form is broken', {
        expected: FORMS.join(' or '),
      })
    })
  const files: Uint8Array[] = []
  const fields: Record<string, string> = {}
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = value
    else files.push(new Uint8Array(await value.arrayBuffer()))
  }
  return { fields, files }
}
