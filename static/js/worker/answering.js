/* What the worker answers with: a page, a file, a thread in the margin. */

const SLOW = 3000; // milliseconds after which a kept copy is better than waiting
const SOON = 120000; // milliseconds for which a chapter fetched before it was asked for is as good

/** A page from the network, kept as it comes. Who only wants it kept is told whether it was. */
async function fetched(event, url, before) {
  // Going back must not bring a page of somebody who has signed out.
  const { cache } = event.request;
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
  const copy = await find(url);
  const navigates = event.request.mode === "navigate";
  if (navigates && Date.now() - copy?.headers.get("X-Soon") < SOON) return served(copy, "");
  const slow = (_, fail) => setTimeout(fail, SLOW, { slow: true });
  try {
    return await (copy ? Promise.race([coming, new Promise(slow)]) : coming);
  } catch (error) {
    if (copy) return served(copy, error.slow ? "The network is slow" : "You are offline");
    return navigates ? instead() : Response.error();
  }
}

/** A part of a page: from the network, else in the page as it was kept. */
const part = (request, url) =>
  fetch(request).catch(async () => (await find(url)) || Response.error());

/** What stands in for a page that is not kept; for a whole story it is the story's own page. */
async function instead(pathname = "") {
  const story =
    routeOf(pathname).name === "whole_story" && new URL("..", new URL(pathname, location.origin));
  if (story && (await find(story))) return Response.redirect(story.pathname, 302);
  return served(await caches.match(PATHS.offline, { cacheName: shellOf(VERSION) }));
}

/** A file: its name says of which version it is, so that a kept one is as good as any. */
async function file(request) {
  const copy = await caches.match(request, { ignoreVary: true });
  if (copy && /\.[0-9a-f]{12}\.\w+$/.test(new URL(request.url).pathname)) return copy;
  const patience = copy && { signal: AbortSignal.timeout(SLOW) };
  const shell = await caches.open(shellOf(VERSION));
  const coming = fetch(request, patience);
  coming
    .then((response) => response.status === 200 && shell.put(request, response.clone()))
    .catch(() => {});
  return copy ? coming.catch(() => copy) : coming;
}

/** A thread in the margin: from the network, else as this reader last saw it. */
async function thread(request, { pathname, search }) {
  const before = await who();
  const name = threadsOf(before);
  const key = `${pathname}?thread&${search}`;
  try {
    const response = await fetch(request);
    const copy = copyOf(await response.clone().text(), response, {
      "X-Kept": new Date().toISOString(),
    });
    if (response.status === 200 && !response.redirected && (await who()) === before) {
      await put(name, key, copy);
    }
    return response;
  } catch {
    const copy = await caches.match(key, { cacheName: name });
    return copy ? served(copy, "You are offline") : Response.error();
  }
}

/** A picture: from the network, else as it was kept with its page. */
async function picture(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request)) || Response.error();
  }
}
