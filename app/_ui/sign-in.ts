import { stopListening } from '../_notices/browser-push.ts'

/** `refused`: wrong email or password. `unreachable`: no answer, or one that says nothing about the password. */
export type SignInResult = 'ok' | 'refused' | 'unreachable'

export async function signIn(email: string, password: string): Promise<SignInResult> {
  try {
    const response = await fetch('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    })
    if (response.ok) return 'ok'
    return response.status < 500 && response.status !== 429 ? 'refused' : 'unreachable'
  } catch {
    return 'unreachable'
  }
}

/** Ends the session and leaves with a full load, so that nothing seen under it stays in memory. */
export async function signOut(): Promise<void> {
  await fetch('/api/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  }).catch(() => undefined)
  // What the phone page keeps for dead spots says who was signed in.
  await globalThis.caches?.delete('phone-1').catch(() => undefined)
  // Nor do the last one's notices pop up on this device any more.
  await stopListening().catch(() => undefined)
  // Nor does the next person in this tab see what the last one typed.
  globalThis.sessionStorage?.clear()
  window.location.assign('/sign-in')
}
