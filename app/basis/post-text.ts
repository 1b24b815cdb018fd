import type { BasisImport, ImportReport } from '../../server/basis/exchange/import-basis.ts'
import type { TextSummary } from '../../server/basis/read-head.ts'
import type { ReadText } from '../../server/basis/reading/text-of-file.ts'
import type { Locale } from '../_i18n/locale.ts'
import type { Head } from './coding-types.ts'

export type Reading = ReadText & { readonly summary: TextSummary }
type Failure = { readonly message: string; readonly messageZh: string; readonly field?: string }

/** Sends a file or a text to be read; nothing is kept. */
export function postText(body: Blob, name: string, locale: Locale): Promise<Reading> {
  return post(`/api/basis/texts?name=${encodeURIComponent(name)}`, body, locale)
}

/** Keeps a text as a draft. */
export function postDraft(
  head: Head & { readonly code?: string },
  text: string,
  locale: Locale,
): Promise<{ readonly regulationId: number }> {
  return post(`/api/basis/drafts?head=${encodeURIComponent(JSON.stringify(head))}`, new Blob([text]), locale)
}

/** @throws Error with what the server said went wrong, in the reader's language */
async function post<T>(path: string, body: Blob, locale: Locale): Promise<T> {
  const unreachable =
    locale === 'zh'
      ? '连不上服务器，内容仍在本页，请稍后重试'
      : 'The server cannot be reached; what you entered is still here'
  const response = await fetch(path, { method: 'POST', body }).catch(() => {
    throw new Error(unreachable)
  })
  const answer = (await response.json().catch(() => null)) as (T & { error?: Failure }) | null
  if (response.ok && answer) return answer
  throw new Error((locale === 'zh' ? answer?.error?.messageZh : answer?.error?.message) ?? unreachable)
}

/** Brings a file in, or tells what it would change. */
export function postImport(
  what: BasisImport,
  file: File,
  isTrial: boolean,
  locale: Locale,
): Promise<ImportReport> {
  const query = new URLSearchParams({ what, name: file.name, ...(isTrial && { trial: 'yes' }) })
  return post(`/api/basis/import?${query}`, file, locale)
}
