import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client'
import type { AppRouter } from '../../server/router.ts'

const ANSWER_PATIENCE_MS = 30_000
/** A sign-in is made anew before the session can run out unnoticed. */
const SESSION_MS = 12 * 3_600_000

/** The demo accounts cannot be used (any more): nothing that trying again would mend. */
class SignInRefusedError extends Error {
  override readonly name = 'SignInRefusedError'
}

export type Account = { readonly email: string; readonly password: string }
export type Api = ReturnType<typeof createTRPCClient<AppRouter>>

type Send = (target: RequestInfo | URL | string, init?: RequestInit) => Promise<Response>

/** Sends as this account. Signs in when it is first used, and again where the server forgot it. */
function asAccount(url: string, account: Account, now: () => number, signal: AbortSignal): Send {
  let cookie: Promise<string> | undefined
  let signedInMs = 0
  const signedIn = () => {
    if (!cookie || now() - signedInMs > SESSION_MS) {
      signedInMs = now()
      cookie = signIn(url, account, signal)
      cookie.catch(() => {
        cookie = undefined
      })
    }
    return cookie
  }
  const send: Send = async (target, init) => {
    const headers = new Headers(init?.headers)
    headers.set('cookie', await signedIn())
    return fetch(target, { ...init, headers, signal: patience(signal) })
  }
  return async (target, init) => {
    const answer = await send(target, init)
    if (answer.status !== 401) return answer
    await answer.body?.cancel()
    cookie = undefined
    return send(target, init)
  }
}

/** The API as this account sees it. */
export function openDoor(url: string, account: Account, now: () => number, signal: AbortSignal): Api {
  const send = asAccount(url, account, now, signal)
  return createTRPCClient<AppRouter>({
    links: [
      // One request each: only so is a lost session a plain 401.
      httpLink({
        url: `${url}/api/trpc`,
        fetch: (target, init) => send(target, init as RequestInit),
      }),
    ],
  })
}

async function signIn(url: string, account: Account, signal: AbortSignal): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    // The server signs in only what names the page it comes from; ours is the server's own.
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(account),
    signal: patience(signal),
  })
  await answer.body?.cancel()
  if (answer.status === 401 || answer.status === 403) {
    throw new SignInRefusedError(`${account.email} may not sign in`)
  }
  if (!answer.ok) throw new Error(`Sign-in answered ${answer.status}`)
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0]!)
    .join('; ')
}

/** A report with its picture, if there is one. @returns false where the server does not take it now */
export type SendReport = (
  report: Readonly<Record<string, unknown>>,
  photo: Uint8Array | undefined,
) => Promise<boolean>

/** Reports of somebody in the field: the pictures come with them. */
export function openReportDoor(
  url: string,
  account: Account,
  now: () => number,
  signal: AbortSignal,
): SendReport {
  const send = asAccount(url, account, now, signal)
  return (report, photo) => sendReport(send, url, report, photo)
}

/** Reports as residents send them: nobody is signed in. */
export function strangersDoor(url: string, signal: AbortSignal): SendReport {
  const send: Send = (target, init) => fetch(target, { ...init, signal: patience(signal) })
  return (report, photo) => sendReport(send, url, report, photo)
}

async function sendReport(
  send: Send,
  url: string,
  report: Readonly<Record<string, unknown>>,
  photo: Uint8Array | undefined,
): Promise<boolean> {
  const form = new FormData()
  form.set('report', JSON.stringify(report))
  if (photo) form.append('photos', new Blob([Uint8Array.from(photo)], { type: 'image/jpeg' }), 'photo.jpg')
  const answer = await send(`${url}/api/reports`, { method: 'POST', body: form })
  await answer.body?.cancel()
  if (answer.status >= 500) throw new Error(`A report was answered ${answer.status}`)
  return answer.ok
}

function patience(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(ANSWER_PATIENCE_MS)])
}

/** Whether nothing will come of trying again: the client wraps what its fetch threw. */
export function isSignInRefused(error: unknown): boolean {
  if (error instanceof SignInRefusedError) return true
  return error instanceof TRPCClientError && error.cause instanceof SignInRefusedError
}

/** Whether the server said no to this very request: another person was quicker, or the step does not follow. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof TRPCClientError)) return false
  const data = error.data as { readonly httpStatus?: number } | null | undefined
  return data?.httpStatus !== undefined && data.httpStatus < 500 && data.httpStatus !== 401
}
