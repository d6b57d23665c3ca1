/* What the worker does when it is asked: for a page, a file, a picture, or something else. */

const SLOW = 3000; // milliseconds after which a kept copy is better than waiting

/** From the network, keeping what comes. */
async function fetched(event, url) {
  const before = await who();
  const response = await fetch(event.request, { cache: "no-cache" });
  if (AWAY.includes(response.status)) throw new Error("Nobody is there.");
  const done = keep(url, response.clone(), before);
  event.waitUntil(done);
  if (!event.request.headers.has("X-Keep")) return response;
  return new Response(null, { status: await done });
}

/** Fetch a page again, so that its kept copy has what was sent meanwhile. */
async function refresh(page) {
  const before = await who();
  await keep(new URL(page, location.origin), await fetch(page, { cache: "no-cache" }), before).catch(() => {});
}

/** A page: from the network; where that is away or slow, as it was kept. */
async function page(event, url) {
  const coming = fetched(event, url);
  event.waitUntil(coming.catch(() => {}));
  const asked = event.request.headers.has("X-Keep");
  const slow = new Promise((_, fail) => setTimeout(fail, SLOW, new Error("slow")));
  const copy = asked ? undefined : await find(url);
  try {
    return await (copy ? Promise.race([coming, slow]) : coming);
  } catch (error) {
    if (asked) return Response.error();
    if (copy) return served(copy, error.message === "slow" ? "The network is slow" : "You are offline");
    return event.request.mode === "navigate" ? instead() : Response.error();
  }
}

/** What stands in for a page that is not kept. */
const instead = async () => served(await caches.match("/offline/", { cacheName: `shell ${VERSION}` }));

/** A file of some version: its name says which, so that a kept one is as good as any. */
async function file(request) {
  const hashed = /\.[0-9a-f]{12}\.\w+$/.test(new URL(request.url).pathname);
  const copy = await caches.match(request, { ignoreVary: true });
  if (hashed && copy) return copy;
  try {
    const response = await fetch(request);
    if (response.status === 200) await put(`shell ${VERSION}`, request, response.clone()).catch(() => {});
    return response;
  } catch (error) {
    if (copy) return copy;
    throw error;
  }
}

/** A picture or a thread: from the network, else as it was last seen by this reader. */
async function seen(event, name, key) {
  const before = await who();
  try {
    const response = await fetch(event.request);
    if (response.status === 200 && !response.redirected) {
      const copy = new Response(await response.clone().blob(), { headers: response.headers });
      copy.headers.delete("Vary");
      copy.headers.delete("Content-Encoding");
      copy.headers.set("X-Kept", new Date().toISOString());
      if ((await who()) === before) event.waitUntil(put(name, key, copy).catch(() => {}));
    }
    return response;
  } catch {
    const copy = await caches.match(key, { cacheName: name }) || await caches.match(key, { ignoreVary: true });
    return copy || Response.error();
  }
}

addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  const htmx = request.headers.has("HX-Request");
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && WAITS.test(url.pathname)) event.respondWith(deliver(event));
  if (request.method !== "GET") return;
  if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (url.pathname === "/offline/") event.respondWith(instead());
  else if (!htmx && PAGE.test(url.pathname)) event.respondWith(page(event, url));
  else if (htmx && THREAD.test(url.pathname)) event.respondWith(thread(event, url));
  else if (request.destination === "image") event.respondWith(picture(event, url));
  else if (request.mode === "navigate" && !url.pathname.startsWith("/admin/")) event.respondWith(fetch(request).catch(instead));
});
const picture = async (event, url) => seen(event, `pictures ${await who()}`, url.pathname + url.search);
async function thread(event, url) {
  const name = `threads ${await who()} ${VERSION}`;
  const answer = await seen(event, name, `${url.pathname}?thread&${url.searchParams}`);
  return answer.headers.has("X-Kept") ? served(answer, "You are offline") : answer;
}

/* A version comes whole or not at all, and waits until no page of another one is open. */
addEventListener("install", (event) => event.waitUntil((async () => {
  const name = `shell ${VERSION}`, cache = await caches.open(name);
  await cache.addAll(SHELL.map((url) => new Request(url, { cache: url.startsWith("/static/") ? "default" : "reload" })));
  const page = await (await cache.match("/offline/")).text();
  if (page.includes(` ${VERSION}">`)) return;
  await caches.delete(name);
  throw new Error("Another version came in between.");
})()));

/* The files of older versions stay as long as a kept page needs them. */
addEventListener("activate", (event) => event.waitUntil((async () => {
  const needed = new Set([VERSION]), names = await caches.keys();
  for (const name of names.filter((name) => /^(?:pages|story) /.test(name))) {
    for (const copy of await (await caches.open(name)).matchAll()) needed.add(copy.headers.get("X-Version"));
  }
  for (const name of names) {
    const version = name.match(/^shell (\w+)$/)?.[1];
    if (version ? !needed.has(version) : name.startsWith("threads") && !name.endsWith(VERSION)) await caches.delete(name);
  }
  await clients.claim();
})()));

addEventListener("sync", (event) => event.waitUntil(send()));
addEventListener("message", (event) => {
  const { data, ports: [port] } = event;
  const does = {
    reader: () => become(data.reader),
    look: () => remember("look", data.look),
    send, again: () => again(data.again), letGo: () => letGo(data.letGo),
    kept, takeOver: () => skipWaiting(),
    waiting: async () => ({ mine: await mine(), others: (await everything()).length - (await mine()).length }),
    alone: async () => { if ((await clients.matchAll()).length === 1) registration.waiting?.postMessage({ takeOver: true }); },
  };
  event.waitUntil((async () => {
    let answer;
    try {
      for (const what of Object.keys(data)) answer = await does[what]?.();
    } catch { /* the network is away, or nothing can be stored: ask again later */ }
    port?.postMessage(answer);
  })());
});
