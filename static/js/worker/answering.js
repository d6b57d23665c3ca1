/* What the worker does when it is asked: for a page, a file, a thread, or to wait with something. */

const SLOW = 3000; // milliseconds after which a kept copy is better than waiting
const SOON = 120000; // milliseconds for which a chapter fetched before it was asked for is as good
const THREAD = /^\/passages\/\d+\/$|^\/stories\/[-\w]+\/\d+\/blocks\/\d+\/$/;

/** A page from the network, kept as it comes. Who only wants it kept is told whether it was. */
async function fetched(event, url, before) {
  const { cache } = event.request; // going back must not bring a page of somebody who has signed out
  const response = await fetch(event.request, {
    cache: cache === "force-cache" ? "no-cache" : cache,
  });
  if (AWAY.includes(response.status)) throw new Error("Nobody is there.");
  const soon =
    event.request.headers.get("X-Keep") === "soon" ? { "X-Soon": String(Date.now()) } : {};
  const done = keep(url, response.clone(), before, soon);
  event.waitUntil(done);
  return event.request.headers.has("X-Keep")
    ? new Response(null, { status: await done })
    : response;
}
const keepAgain = async (page) =>
  keep(new URL(page, location.origin), await fetch(page, { cache: "no-cache" }), await who()).catch(
    () => {},
  );

/** A page: from the network; where that is away or slow, as it was kept. */
async function page(event, url) {
  const coming = who().then((before) => fetched(event, url, before));
  event.waitUntil(coming.catch(() => {}));
  if (event.request.headers.has("X-Keep")) return coming;
  const copy = await find(url),
    navigates = event.request.mode === "navigate";
  if (navigates && Date.now() - copy?.headers.get("X-Soon") < SOON) return served(copy, "");
  const slow = (_, fail) => setTimeout(fail, SLOW, { slow: true });
  try {
    return await (copy ? Promise.race([coming, new Promise(slow)]) : coming);
  } catch (error) {
    if (copy) return served(copy, error.slow ? "The network is slow" : "You are offline");
    return navigates ? instead() : Response.error();
  }
}

/** What stands in for a page that is not kept: for a whole story, the one that lists its chapters. */
async function instead(pathname = "") {
  const story = pathname.match(/^(\/stories\/[-\w]+\/)all\/$/)?.[1];
  if (story && (await find(new URL(story, location.origin)))) return Response.redirect(story, 302);
  return served(await caches.match("/offline/", { cacheName: `shell ${VERSION}` }));
}

/** A file: its name says of which version it is, so that a kept one is as good as any. */
async function file(request) {
  const copy = await caches.match(request, { ignoreVary: true });
  if (copy && /\.[0-9a-f]{12}\.\w+$/.test(new URL(request.url).pathname)) return copy;
  const patience = copy && { signal: AbortSignal.timeout(SLOW) };
  const shell = await caches.open(`shell ${VERSION}`),
    coming = fetch(request, patience);
  coming
    .then((response) => response.status === 200 && shell.put(request, response.clone()))
    .catch(() => {});
  return copy ? coming.catch(() => copy) : coming;
}

/** A thread in the margin: from the network, else as this reader last saw it. */
async function thread(request, { pathname, search }) {
  const before = await who(),
    name = `threads ${before} ${VERSION}`,
    key = `${pathname}?thread&${search}`;
  try {
    const response = await fetch(request);
    const copy = copyOf(await response.clone().text(), response, {
      "X-Kept": new Date().toISOString(),
    });
    if (response.status === 200 && !response.redirected && (await who()) === before)
      await put(name, key, copy);
    return response;
  } catch {
    const copy = await caches.match(key, { cacheName: name });
    return copy ? served(copy, "You are offline") : Response.error();
  }
}

addEventListener("fetch", (event) => {
  const { request } = event,
    url = new URL(request.url),
    { pathname } = url;
  const htmx = request.headers.has("HX-Request");
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && WAITS.test(pathname)) event.respondWith(deliver(request));
  if (request.method !== "GET") return;
  if (pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (pathname === "/offline/") event.respondWith(instead());
  else if (!htmx && PAGE.test(pathname)) event.respondWith(page(event, url));
  else if (htmx && THREAD.test(pathname)) event.respondWith(thread(request, url));
  else if (request.destination === "image")
    event.respondWith(
      fetch(request).catch(async () => (await caches.match(request)) || Response.error()),
    );
  else if (request.mode === "navigate" && !pathname.startsWith("/admin/"))
    event.respondWith(fetch(request).catch(() => instead(pathname)));
});

/* A version comes whole or not at all, and waits until no page of another one is open. */
addEventListener("install", (event) =>
  event.waitUntil(
    (async () => {
      const name = `shell ${VERSION}`,
        cache = await caches.open(name);
      await cache.addAll(
        SHELL.map(
          (url) => new Request(url, { cache: url.startsWith("/static/") ? "default" : "reload" }),
        ),
      );
      if ((await (await cache.match("/offline/")).text()).includes(` ${VERSION}">`)) return;
      await caches.delete(name);
      throw new Error("Another version came in between.");
    })(),
  ),
);

/* The files of older versions stay as long as a kept page needs them. */
addEventListener("activate", (event) =>
  event.waitUntil(
    (async () => {
      const needed = [VERSION],
        names = await caches.keys();
      for (const name of names.filter((name) => /^(?:pages|story) /.test(name))) {
        for (const { headers } of await (await caches.open(name)).matchAll())
          needed.push(headers.get("X-Version"));
      }
      for (const name of names) {
        const [kind, version, another] = name.split(" ");
        if (
          (kind === "shell" && !needed.includes(version)) ||
          (kind === "threads" && another !== VERSION)
        )
          await caches.delete(name);
      }
      await clients.claim();
    })(),
  ),
);

addEventListener("sync", (event) => event.waitUntil(send()));

/* What a page may ask. */
const does = {
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
  waiting: async () => ({
    mine: await mine(),
    others: (await everything()).length - (await mine()).length,
  }),
  alone: async () => {
    if ((await clients.matchAll()).length === 1) registration.waiting?.postMessage(["takeOver"]);
  },
};
addEventListener("message", (event) => {
  const [what, about] = event.data;
  const done = (async () => does[what]?.(about))().catch(() => {}); // the network is away: later
  event.waitUntil(done.then((answer) => event.ports[0]?.postMessage(answer)));
});
