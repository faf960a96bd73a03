/* The worker: keeps the shell, and nothing else, as one cache named by the build. The gateway puts BUILD, SHELL and WORDS before this. */
/* global BUILD, SHELL, WORDS */
const CACHE = `shell-${BUILD}`;

self.addEventListener("install", (event) => {
  event.waitUntil(keep());
});

/** The shell with the words of the languages that this phone speaks; what the browser has of it is asked about, not fetched again. */
async function keep() {
  const spoken = new Set();
  for (const name of await caches.keys()) {
    const kept = await (await caches.open(name)).keys();
    for (const { url } of kept) spoken.add(new URL(url).pathname);
  }
  const fresh = [...SHELL, ...WORDS.filter((path) => spoken.has(path))].map((path) => new Request(path, { cache: "no-cache" }));
  await (await caches.open(CACHE)).addAll(fresh);
}

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data === "take") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin || !SHELL.includes(pathname)) return;
  event.respondWith(caches.open(CACHE).then((cache) => cache.match(pathname)).then((kept) => kept ?? fetch(event.request)));
});
