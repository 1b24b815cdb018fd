/**
 * Shows notices that the city sends to this browser, whether a page is open or not, and leads to what they are about.
 * It answers no fetch: pages that open without a network have workers of their own.
 */
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('push', (event) => {
  if (event.data) event.waitUntil(show(event.data.json()))
})

async function show({ tag, text, isUrgent, path, notificationId }) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  // Whoever looks at a page sees the bell ring.
  if (windows.some(({ visibilityState }) => visibilityState === 'visible')) return
  await self.registration.showNotification(text, {
    tag,
    icon: '/icon-192.png',
    requireInteraction: isUrgent,
    data: { path, notificationId },
  })
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(event.notification.data))
})

async function open({ path, notificationId }) {
  const isRead = read(notificationId)
  const address = path ?? '/'
  const [window] = await self.clients.matchAll({ type: 'window' })
  if (window) {
    // A browser that lets nobody come to the front still leads there.
    await window.focus().catch(() => undefined)
    await window.navigate(address)
  } else {
    await self.clients.openWindow(address)
  }
  await isRead
}

/** Opening it is its receipt. Without a network it stays unread, which the bell shows. */
async function read(notificationId) {
  if (notificationId === null) return
  await fetch('/api/trpc/notices.read', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ notificationIds: [notificationId] }),
  }).catch(() => undefined)
}
