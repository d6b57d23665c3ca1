/* What the worker listens to: requests, its installing and taking over, what the pages ask. */

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  const answer = request.method === "GET" ? answerTo(event, url) : null;
  const waits = request.method === "POST" && FORMS_THAT_WAIT.includes(routeOf(url.pathname).name);
  if (answer) event.respondWith(answer);
  else if (waits) event.respondWith(deliver(request));
});

/** The answer to what is asked for, or null where the browser asks the network itself. */
function answerTo(event, url) {
  const { request } = event;
  const { pathname } = url;
  const { name } = routeOf(pathname);
  const byHtmx = request.headers.has("HX-Request");
  if (pathname.startsWith(PATHS.static)) return file(request);
  if (pathname === PATHS.offline) return instead();
  if (!byHtmx && KEPT_PAGES.includes(name)) return page(event, url);
  if (byHtmx && PANELS.includes(name)) return thread(request, url);
  if (byHtmx && name === "chapter_range") return part(request, url);
  if (request.destination === "image") return picture(request);
  if (request.mode !== "navigate" || pathname.startsWith(PATHS.admin)) return null;
  return fetch(request).catch(() => instead(pathname));
}

/* A version comes whole or not at all, and waits until no page of another one is open. */
addEventListener("install", (event) => event.waitUntil(install()));
async function install() {
  const name = shellOf(VERSION);
  const cache = await caches.open(name);
  const cacheOf = (url) => (url.startsWith(PATHS.static) ? "default" : "reload");
  const wanted = (url) => !(url.endsWith(".woff2") && navigator.connection?.saveData);
  const files = SHELL.filter(wanted);
  await cache.addAll(files.map((url) => new Request(url, { cache: cacheOf(url) })));
  const offline = await (await cache.match(PATHS.offline)).text();
  if (offline.includes(` ${VERSION}">`)) return;
  await caches.delete(name);
  throw new Error("Another version came in between.");
}

/* The files of older versions stay as long as a kept page needs them. */
addEventListener("activate", (event) => event.waitUntil(activate()));
async function activate() {
  await adopt().catch(() => {});
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS));
  const needed = await neededVersions(names);
  for (const name of names) {
    const [kind, version, another] = name.slice(OURS.length).split(" ");
    const old = kind === "shell" ? !needed.has(version) : kind === "threads" && another !== VERSION;
    if (old) await caches.delete(name);
  }
  await clients.claim();
}
async function neededVersions(names) {
  const needed = new Set([VERSION]);
  for (const name of names) {
    if (!/^(?:pages|story) /.test(name.slice(OURS.length))) continue;
    const copies = await (await caches.open(name)).matchAll();
    for (const { headers } of copies) needed.add(headers.get("X-Version"));
  }
  return needed;
}

addEventListener("sync", (event) => event.waitUntil(send()));

/* What a page may ask. */
const QUESTIONS = {
  send,
  tryAgain,
  letGo: async (id) => {
    await letGo(id);
    tell();
  },
  become,
  keepAgain,
  look: (look) => remember("look", look),
  takeOver: () => skipWaiting(),
  who,
  routeOf,
  waiting: waitingItems,
  alone: async () => {
    if ((await clients.matchAll()).length === 1) registration.waiting?.postMessage(["takeOver"]);
  },
};
addEventListener("message", (event) => {
  const [question, about] = event.data;
  // Where the network is away nothing is answered: it is asked again later.
  const answer = (async () => QUESTIONS[question]?.(about))().catch(() => {});
  event.waitUntil(answer.then((data) => event.ports[0]?.postMessage(data)));
});
