/** What its worker keeps for a page: the page itself, and what it was made of when it was first opened. */
const most = 400

/** Lets this page open without a network from its first visit on: what came before the worker did is kept, too. */
export async function keepPage(scope: '/report' | '/phone'): Promise<void> {
  // Missing on plain http and in private windows: the page then needs a network to open, and only that.
  const registration = await navigator.serviceWorker?.register('/report-worker.js', { scope })
  if (!registration) return
  const worker = registration.active ?? registration.waiting ?? registration.installing
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
  worker?.postMessage({ keep: [new URL(scope, window.location.href).href, ...loaded.slice(0, most)] })
}
