/* What this browser keeps, for whom, and how it is found again. */

const MOST = 200; // pages or threads kept because they were opened, the latest
const AWAY = [502, 503, 504]; // what a proxy says when nobody is behind it
const KNOWN = `${OURS}gloss`; // what is remembered of this browser
const channel = new BroadcastChannel(KNOWN);
const tell = (sent = []) => channel.postMessage({ sent });
const remembered = async (what) => (await caches.match(`/${what}`, { cacheName: KNOWN }))?.text();
const remember = async (what, text) =>
  (await caches.open(KNOWN)).put(`/${what}`, new Response(text));

/* The names of the caches. */
const shellOf = (version) => `${OURS}shell ${version}`;
const pagesOf = (whose) => `${OURS}pages ${whose}`;
const storyOf = (whose, slug) => `${OURS}story ${whose} ${slug}`;
const threadsOf = (whose) => `${OURS}threads ${whose} ${VERSION}`;

/* Pages say whose they are. What is kept is kept for that reader alone; 0 is a visitor. */
let reader;
const who = async () => (reader ??= Number((await remembered("reader")) ?? 0));

/** Somebody else reads from now on: nothing stays of whoever was signed in before. */
async function become(now) {
  const before = await who();
  const theirs = new RegExp(`^${OURS}(?:pages|threads|story) ${before}(?: |$)`);
  if (now === before) return;
  reader = now;
  await remember("reader", String(now));
  for (const name of before ? await caches.keys() : []) {
    if (theirs.test(name)) await caches.delete(name);
  }
  tell();
}

/** Keep a response; where the browser has no room left, the older half of what was opened goes. */
async function put(name, key, response) {
  const cache = await caches.open(name);
  const again = response.clone();
  try {
    await cache.put(key, response);
  } catch {
    const pages = await caches.open(pagesOf(await who()));
    await keepLatest(pages, (await pages.keys()).length >> 1);
    await cache.put(key, again);
  }
  if (!name.startsWith(`${OURS}story`)) await keepLatest(cache, MOST);
}
async function keepLatest(cache, count) {
  const keys = await cache.keys();
  for (const old of keys.slice(0, Math.max(keys.length - count, 0))) await cache.delete(old);
}

const copyOf = (text, { headers: given }, more) => {
  const headers = new Headers(given);
  for (const name of ["Content-Encoding", "Content-Length", "Vary"]) headers.delete(name);
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  return new Response(text, { headers });
};

/** Keep a page, if what it was made with is here whole. Gives a status: 204 where it is kept. */
async function keep(url, response, before, more = {}) {
  const [slug] = routeOf(url.pathname).values;
  const text = await response.text();
  const [, whose, version] = text.match(/<meta name="kept" content="(\d+) (\w+)">/) || [];
  if (response.status === 404) {
    for (const copy of await copies(url)) await copy.cache.delete(url.pathname);
  }
  if (response.status !== 200 || response.redirected || !version) return 404;
  if (![before, Number(whose)].includes(await who())) return 409; // somebody came or went meanwhile
  await become(Number(whose));
  await remember("look", text.match(/<html[^>]*>/)[0]);
  if (url.search) return 204;
  if (!(await caches.match(PATHS.offline, { cacheName: shellOf(version) }))) {
    registration.update().catch(() => {});
    return 409;
  }
  const title = encodeURIComponent(text.match(/<title>([^<]*) · Gloss</)?.[1] || "");
  const story = storyOf(whose, slug);
  const revision = text.match(/data-revision="(\d+)"/)?.[1] || "";
  const now = new Date().toISOString();
  const copy = copyOf(text, response, {
    "X-Kept": now,
    "X-Version": version,
    "X-Revision": revision,
    "X-Title": title,
    ...more,
  });
  const name = (await caches.has(story)) ? story : pagesOf(whose);
  try {
    await put(name, url.pathname, copy);
  } catch {
    return 507;
  }
  // Anybody may write <img src="/highlights/">: that is nothing to keep.
  for (const [, source] of text.matchAll(/<img[^>]+src="([^"]+)"/g)) {
    if (routeOf(source).name !== "picture") continue;
    await (await caches.open(name)).add(source).catch(() => {});
  }
  return 204;
}

/** The kept copies of a page for whoever reads now, the latest first. */
async function copies(url) {
  const found = [];
  const [slug] = isKeptPage(url.pathname) ? routeOf(url.pathname).values : [];
  if (!slug && url.search) return found;
  for (const name of [storyOf(await who(), slug), pagesOf(await who())]) {
    const copy = await caches.match(url.pathname, { cacheName: name });
    if (copy) {
      found.push({ copy, cache: await caches.open(name), when: copy.headers.get("X-Kept") });
    }
  }
  return found.sort((a, b) => (a.when < b.when ? 1 : -1));
}
const find = async (url) => (await copies(url))[0]?.copy;

/** What is kept as it is served: in the look that is chosen now, saying `why` it is a copy; one
    that was fetched a moment ago needs no reason. */
async function served(copy, why) {
  const look = await remembered("look");
  const kept = copy.headers.get("X-Kept");
  const when = new Date(kept);
  const day =
    when.toDateString() === new Date().toDateString() ? {} : { day: "numeric", month: "long" };
  const shown = when.toLocaleString("en-GB", { hour: "2-digit", minute: "2-digit", ...day });
  const line = `${why}: this copy is from <time datetime="${kept}">${shown}</time>.`;
  const again = '<a href="">Reload</a>';
  const above = `<aside class="kept-line" aria-label="Saved copy">${line} ${again}</aside>`;
  let text = (await copy.text()).replace(/<html[^>]*>/, (tag) => look || tag);
  if (kept && why) {
    text = text
      .replace("<main ", `${above}$&`)
      .replace('<div class="panel">', `$&<p class="kept-line">${line}</p>`);
  }
  return new Response(text, { headers: copy.headers });
}
