/**
 * Lets the report page, and that of those out in the city, open without a network on a phone that has had it open before.
 * Pages and answers come from the network first, and from the last good copy where there is none;
 * built files have their content in their name, so a kept copy is always right.
 */
const page = new URL(self.registration.scope).pathname
const isField = page === '/phone'
/** `app/_ui/sign-in.ts` drops the field's on signing out. */
const cacheName = isField ? 'phone-1' : 'report-1'

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names
            .filter((name) => name !== cacheName && name.split('-')[0] === cacheName.split('-')[0])
            .map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (isBuilt(url)) {
    event.respondWith(keptFirst(request))
  } else if (request.mode === 'navigate' ? url.pathname === page : isPublicAnswer(url)) {
    event.respondWith(networkFirst(request))
  }
})
// The page's first visit began before there was a worker: it tells what it was made of.
self.addEventListener('message', (event) => {
  if (!Array.isArray(event.data?.keep)) return
  const urls = event.data.keep
    .map((name) => new URL(name))
    .filter((url) => url.origin === self.location.origin)
    .filter((url) => isBuilt(url) || url.pathname === page || isPublicAnswer(url))
  // Each by itself: one that fails is fetched when it is next wanted.
  event.waitUntil(Promise.allSettled(urls.map(keep)))
})

function keep(url) {
  if (isBuilt(url)) return keptFirst(new Request(url))
  // An answer in the form in which the page asks for it: another would not be read.
  const headers = { accept: '*/*', 'trpc-accept': 'application/jsonl' }
  return networkFirst(new Request(url, { headers }))
}

function isBuilt({ pathname }) {
  return pathname.startsWith('/_next/static/') || pathname.startsWith('/map/')
}

/** The city and the dictionary of categories: what the form needs. Tasks keep themselves, by person. */
function isPublicAnswer({ pathname }) {
  return /^\/api\/trpc\/(session\.me|categories\.list|controlAreas\.list|,)+$/.test(pathname)
}

/** Who is signed in is kept for those in the field alone; elsewhere only a stranger's answer is. */
async function isPublic(request, response) {
  return isField || !request.url.includes('session.me') || (await response.text()).includes('"user":null')
}

async function keptFirst(request) {
  const cache = await caches.open(cacheName)
  const kept = await cache.match(request)
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) await cache.put(request, response.clone())
  return response
}

async function networkFirst(request) {
  const cache = await caches.open(cacheName)
  try {
    const response = await fetch(request)
    if (response.ok && (await isPublic(request, response.clone()))) await cache.put(request, response.clone())
    return response
  } catch (error) {
    // What a page shows stands in its address, and is drawn by the page itself.
    const isPage = request.mode === 'navigate'
    const kept = await cache.match(request, { ignoreSearch: isPage, ignoreVary: isPage })
    if (kept) return kept
    throw error
  }
}
