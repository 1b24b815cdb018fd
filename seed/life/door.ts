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

/** The API as this account sees it. Signs in when it is first used, and again where the server forgot it. */
export function openDoor(url: string, account: Account, now: () => number, signal: AbortSignal): Api {
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
  const send = async (target: RequestInfo | URL | string, init?: RequestInit): Promise<Response> => {
    const headers = new Headers(init?.headers)
    headers.set('cookie', await signedIn())
    return fetch(target, { ...init, headers, signal: patience(signal) })
  }
  return createTRPCClient<AppRouter>({
    links: [
      // One request each: only so is a lost session a plain 401.
      httpLink({
        url: `${url}/api/trpc`,
        fetch: async (target, init) => {
          const answer = await send(target, init as RequestInit)
          if (answer.status !== 401) return answer
          await answer.body?.cancel()
          cookie = undefined
          return send(target, init as RequestInit)
        },
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

/** A report as a resident sends it: nobody is signed in. @returns false where the server does not take it now */
export async function reportAsStranger(
  url: string,
  report: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<boolean> {
  const answer = await fetch(`${url}/api/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(report),
    signal: patience(signal),
  })
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
