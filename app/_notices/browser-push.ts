const WORKER = '/push-worker.js'

export type Browser = {
  readonly endpoint: string
  readonly key: string
  readonly auth: string
  readonly device: string
}

/** What this browser listens by, if it does. */
export async function listening(): Promise<Browser | null> {
  const registration = await navigator.serviceWorker?.getRegistration('/')
  return asBrowser((await registration?.pushManager?.getSubscription()) ?? null)
}

/**
 * Has the browser's push service listen for this city.
 *
 * @param publicKey the city's, base64url
 * @throws where the browser has no push service, or cannot reach it
 */
export async function listen(publicKey: string): Promise<Browser> {
  const registration = await navigator.serviceWorker.register(WORKER, { scope: '/' })
  await activated(registration)
  const options = { userVisibleOnly: true, applicationServerKey: publicKey }
  // A city that was made anew has another key, and the browser holds on to the old one.
  const subscription = await registration.pushManager.subscribe(options).catch(async (error: unknown) => {
    const old = await registration.pushManager.getSubscription()
    if (!old) throw error
    await old.unsubscribe()
    return registration.pushManager.subscribe(options)
  })
  return asBrowser(subscription)!
}

/** Only a worker that is active can be subscribed for; `ready` would wait for the one of this page, which may be another. */
function activated({ installing, waiting, active }: ServiceWorkerRegistration): Promise<void> {
  const coming = active ? null : (waiting ?? installing)
  return new Promise((resolve) => {
    if (!coming) resolve()
    coming?.addEventListener('statechange', () => {
      if (coming.state === 'activated' || coming.state === 'redundant') resolve()
    })
  })
}

/** The city is told by the push service when it next sends something. */
export async function stopListening(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration('/')
  const subscription = await registration?.pushManager?.getSubscription()
  await subscription?.unsubscribe()
}

function asBrowser(subscription: PushSubscription | null): Browser | null {
  const { endpoint, keys } = subscription?.toJSON() ?? {}
  if (!endpoint || !keys?.p256dh || !keys.auth) return null
  return { endpoint, key: keys.p256dh, auth: keys.auth, device: deviceOf(navigator.userAgent) }
}

/** @example deviceOf('… Windows NT 10.0 … Edg/140.0') // 'Edge · Windows' */
export function deviceOf(userAgent: string): string {
  const named = (names: Readonly<Record<string, RegExp>>) =>
    Object.keys(names).find((name) => names[name]!.test(userAgent))
  const browser = named({ Edge: /Edg/, Firefox: /Firefox/, Chrome: /Chrome/, Safari: /Safari/ })
  const system = named({
    Android: /Android/,
    iOS: /iPhone|iPad/,
    Windows: /Windows/,
    macOS: /Mac OS/,
    Linux: /Linux/,
  })
  return [browser, system].filter(Boolean).join(' · ') || 'Browser'
}
