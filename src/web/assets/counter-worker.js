/*
 * Keeps the page of the counter, in the language of its scope, with the files it names - and nothing else: no answer about
 * anybody passes through here. Files bear a hash in their name, so what is kept is renewed whenever the page is opened with a
 * line, and what a new page no longer names is forgotten.
 */
const cacheName = 'samleng-counter-1';
const page = new URL(self.registration.scope).pathname;
const patience = 4000;

/** The page and every file that it, or its stylesheets, name. */
async function refresh() {
  const answer = await fetch(page, { credentials: 'omit', cache: 'no-cache' });
  if (!answer.ok || answer.redirected) throw new Error(`the page answered ${answer.status}`);
  const cache = await caches.open(cacheName);
  const text = await answer.clone().text();
  const named = new Set(text.match(/\/assets\/[\w.-]+/g) ?? []);
  for (const path of [...named]) {
    const kept = (await cache.match(path)) ?? (await fetch(path));
    if (!kept.ok) throw new Error(`${path} answered ${kept.status}`);
    await cache.put(path, kept.clone());
    if (!path.endsWith('.css')) continue;
    for (const inside of (await kept.text()).match(/\/assets\/[\w.-]+/g) ?? []) {
      if (named.has(inside)) continue;
      named.add(inside);
      if (!(await cache.match(inside))) await cache.add(inside);
    }
  }
  await cache.put(page, answer);
  return named;
}

/** Forgets files that neither language's page names any more. */
async function forget(named) {
  const cache = await caches.open(cacheName);
  const other = page.startsWith('/en/') ? page.slice(3) : `/en${page}`;
  const theirs = await cache.match(other);
  if (theirs) for (const path of (await theirs.text()).match(/\/assets\/[\w.-]+/g) ?? []) named.add(path);
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/assets/') && !pathname.endsWith('.woff2') && !named.has(pathname))
      await cache.delete(request);
  }
}

self.addEventListener('install', (event) => event.waitUntil(refresh().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

/** From the line if it answers soon, else as it was kept. */
async function pageNow(event) {
  const kept = await caches.match(page);
  const renewed = refresh().then(forget);
  event.waitUntil(renewed.catch(() => undefined));
  if (kept)
    await Promise.race([renewed, new Promise((resolve) => setTimeout(resolve, patience))]).catch(() => undefined);
  else await renewed;
  return (await caches.match(page)) ?? Response.error();
}

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== self.location.origin || event.request.method !== 'GET') return;
  if (event.request.mode === 'navigate' && url.pathname === page) event.respondWith(pageNow(event));
  else if (url.pathname.startsWith('/assets/'))
    event.respondWith(caches.match(event.request, { ignoreVary: true }).then((kept) => kept ?? fetch(event.request)));
});
