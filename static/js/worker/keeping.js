/* What this browser keeps, for whom, and how it is found again. (The worker's files are joined by
   reader/shell.py, after a line with VERSION and SHELL.) */

const PAGE = /^\/(?:stories\/([-\w]+)\/(?:\d+\/)?)?$/; // the library, a story, a chapter
const THREAD = /^\/passages\/\d+\/$|^\/stories\/[-\w]+\/\d+\/blocks\/\d+\/$/;
const MOST = 200; // pages, threads or pictures kept because they were opened, the latest
const AWAY = [502, 503, 504]; // what a proxy says when nobody is behind it
const tell = (news) => new BroadcastChannel("gloss").postMessage(news);
const remembered = async (what) => (await (await caches.open("gloss")).match(`/${what}`))?.text();
const remember = async (what, text) => (await caches.open("gloss")).put(`/${what}`, new Response(text));

/* Pages say whose they are. What is kept is kept for that reader alone; 0 is a visitor. */
let reader;
const who = async () => (reader ??= Number(await remembered("reader") ?? 0));

/** Somebody else reads from now on: nothing stays of whoever was signed in before. */
async function become(now) {
  const before = await who();
  if (now === before) return;
  reader = now;
  await remember("reader", String(now));
  const theirs = new RegExp(`^(?:pages|pictures|threads|story) ${before}(?: |$)`);
  if (before) for (const name of await caches.keys()) if (theirs.test(name)) await caches.delete(name);
  tell({});
}

async function thin(name, most) {
  const cache = await caches.open(name), keys = await cache.keys();
  for (const key of keys.slice(0, Math.max(keys.length - most, 0))) await cache.delete(key);
}

/** Keep a response; where the browser has no room left, the older half of what was opened goes. */
async function put(name, key, response) {
  const cache = await caches.open(name), again = response.clone();
  try {
    await cache.put(key, response);
  } catch {
    const pages = `pages ${await who()}`;
    await thin(pages, (await (await caches.open(pages)).keys()).length >> 1);
    await cache.put(key, again);
  }
  if (!name.startsWith("story")) await thin(name, MOST);
}

/** Keep a page, if it is one, and what it was made with is here whole. Gives an HTTP status. */
async function keep(url, response, before) {
  if (response.status !== 200 || response.redirected) return response.status || 404;
  const text = await response.text();
  const [, whose, version] = text.match(/<meta name="kept" content="(\d+) (\w+)">/) || [];
  if (!version) return 404;
  if (![before, Number(whose)].includes(await who())) return 409; // somebody came or went while it was on its way
  await become(Number(whose));
  await remember("look", text.match(/<html[^>]*>/)[0]);
  if (url.search || /no-store/.test(response.headers.get("Cache-Control"))) return 204;
  if (!(await caches.match("/offline/", { cacheName: `shell ${version}` }))) {
    registration.update();
    return 409;
  }
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length", "Vary"]) headers.delete(name);
  headers.set("X-Kept", new Date().toISOString());
  headers.set("X-Version", version);
  headers.set("X-Revision", text.match(/data-revision="(\d+)"/)?.[1] || "");
  headers.set("X-Title", encodeURIComponent(text.match(/<title>([^<]*) · Gloss</)?.[1] || ""));
  const whole = `story ${whose} ${url.pathname.match(PAGE)[1]}`;
  try {
    const name = (await caches.has(whole)) ? whole : `pages ${whose}`;
    await put(name, url.pathname, new Response(text, { headers }));
    return 204;
  } catch {
    return 507;
  }
}

/** The latest kept copy of a page for whoever reads now. */
async function find(url) {
  const [, slug] = url.pathname.match(PAGE) || [];
  if (!slug && url.search) return undefined; // another page of the library
  const copies = [];
  for (const name of [`story ${await who()} ${slug}`, `pages ${await who()}`]) {
    copies.push(await caches.match(url.pathname, { cacheName: name }));
  }
  const age = (copy) => copy.headers.get("X-Kept");
  return copies.filter(Boolean).sort((a, b) => (age(a) < age(b) ? 1 : -1))[0];
}

/** A kept page as it is served: in the look that is chosen now, saying what it is. */
async function served(copy, why = "") {
  const look = await remembered("look"), kept = copy.headers.get("X-Kept");
  let text = await copy.text();
  if (look) text = text.replace(/<html[^>]*>/, () => look);
  if (kept) {
    const when = new Date(kept), today = when.toDateString() === new Date().toDateString();
    const day = today ? {} : { day: "numeric", month: "long" };
    const shown = when.toLocaleString("en-GB", { hour: "2-digit", minute: "2-digit", ...day });
    const line = `<aside class="kept-line" aria-label="Kept copy">${why}: this is the page as of <time datetime="${kept}">${shown}</time>. <a href="">Load it again</a></aside>`;
    text = text.replace(/<main |(?<=<div class="panel">)/, (found) => line + found);
  }
  return new Response(text, { headers: copy.headers });
}

/** Everything kept for whoever reads now: whole stories, and pages that were opened. */
async function kept() {
  const mine = await who(), found = { stories: [], pages: [] };
  for (const name of await caches.keys()) {
    const [kind, whose, slug] = name.split(" ");
    if (Number(whose) !== mine || !["story", "pages"].includes(kind)) continue;
    const cache = await caches.open(name), rows = [];
    for (const key of await cache.keys()) {
      const { headers } = await cache.match(key), when = headers.get("X-Kept");
      if (when) rows.push({ url: new URL(key.url).pathname, title: decodeURIComponent(headers.get("X-Title")), when });
    }
    if (kind === "pages") found.pages = rows.reverse();
    else found.stories.push({ name, slug, pages: rows });
  }
  return found;
}
