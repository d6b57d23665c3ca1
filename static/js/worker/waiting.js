/* What was written while the network was away: it waits here, and is sent in order, once. */

const WAITS = /^\/stories\/[-\w]+\/\d+\/(?:highlights|comments|place)\/$|^\/comments\/\d+\/reply\/$|^\/highlights\/\d+\/(?:remove\/|put-back\/)?$/;
const PATIENCE = 12000; // milliseconds that an answer may take
const MONTH = 30 * 24 * 3600 * 1000;

/** Do one thing with the store of what waits. */
function store(act, mode = "readwrite") {
  return new Promise((done, fail) => {
    const opening = indexedDB.open("gloss", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("waiting", { keyPath: "id", autoIncrement: true });
    opening.onerror = () => fail(opening.error);
    opening.onsuccess = () => {
      const asked = act(opening.result.transaction("waiting", mode).objectStore("waiting"));
      const end = (how) => () => { opening.result.close(); how(); };
      asked.transaction.oncomplete = end(() => done(asked.result));
      asked.transaction.onabort = end(() => fail(asked.transaction.error));
    };
  });
}
const everything = () => store((waiting) => waiting.getAll(), "readonly");
const mine = async () => { const me = await who(); return (await everything()).filter((item) => item.reader === me); };

/** What an item is about: of two about the same thing, the later must not overtake the earlier. */
function thingOf(path, fields, key) {
  if (path.endsWith("/place/")) return `place ${path.split("/")[2]}`;
  if (path.startsWith("/highlights/")) return path.match(/\d+/)[0];
  return path.endsWith("/highlights/") ? `${path} ${fields.start} ${fields.end}` : key;
}

/** Pass on what a page sends. Where that fails it waits, and the page is told so. */
async function deliver({ request }) {
  const path = new URL(request.url).pathname, key = crypto.randomUUID();
  const form = await request.clone().formData();
  form.delete("csrfmiddlewaretoken");
  const fields = Object.fromEntries(form), thing = thingOf(path, fields, key);
  const headers = new Headers(request.headers);
  if (!path.endsWith("/place/")) headers.set("Idempotency-Key", key);
  try {
    if ((await mine()).some((item) => item.thing === thing && !item.refused)) throw new Error("Its turn comes later.");
    const answer = await fetch(request.url, {
      method: "POST", headers, body: await request.arrayBuffer(),
      redirect: request.redirect, signal: AbortSignal.timeout(PATIENCE),
    });
    if (AWAY.includes(answer.status)) throw new Error("Nobody is there.");
    await answer.clone().arrayBuffer(); // an answer that breaks off is none
    return answer;
  } catch {
    const page = request.referrer ? new URL(request.referrer).pathname : "/";
    return wait({ key, path, fields, thing, page, target: request.headers.get("HX-Target") || "", revision: request.headers.get("X-Revision") || "" }, request);
  }
}

async function wait(item, request) {
  const place = item.path.endsWith("/place/");
  try {
    if (place) for (const { id, thing } of await mine()) if (thing === item.thing) await store((waiting) => waiting.delete(id));
    const title = (await find(new URL(item.page, location.origin)))?.headers.get("X-Title") || "";
    Object.assign(item, { reader: await who(), title: decodeURIComponent(title), made: Date.now(), said: "", status: 0, refused: false });
    await store((waiting) => waiting.add(item));
  } catch {
    return Response.error(); // a browser that stores nothing: the page keeps what was typed
  }
  tell({});
  registration.sync?.register("waiting").catch(() => {});
  if (request.mode === "navigate") return Response.redirect(item.page, 303);
  if (place) return new Response(null, { status: 204 });
  const words = '<div id="status" hx-swap-oob="innerHTML"><p>The network is away. This waits here, and is sent when it is back.</p></div>';
  return new Response(words, { status: 202, headers: { "Content-Type": "text/html; charset=utf-8", "HX-Reswap": "none" } });
}

/** Send what waits, one after the other. Only one hand in this browser does so at a time. */
const send = () => navigator.locks.request("gloss waiting", async () => {
  if (!(await everything()).length) return;
  const visit = await (await fetch("/offline/visit/", { cache: "no-store" })).json();
  await become(visit.reader);
  const stuck = new Set(), pages = new Set();
  try {
    for (const { id } of await mine()) {
      const item = await store((waiting) => waiting.get(id), "readonly");
      if (!item) continue; // let go meanwhile
      if (item.refused || stuck.has(item.thing)) { stuck.add(item.thing); continue; }
      if (Date.now() - item.made > MONTH && !item.said) Object.assign(item, { refused: true, said: "This has waited for a month. Send it if you still mean it." });
      else await sendOne(item, visit.token);
      if (item.sent) pages.add(item.page);
      await store((waiting) => (item.sent ? waiting.delete(id) : waiting.put(item)));
      if (item.refused) stuck.add(item.thing);
      else if (!item.sent) break;
    }
  } finally {
    const open = (await clients.matchAll()).map((client) => new URL(client.url).pathname);
    for (const page of pages) if (!open.includes(page) && PAGE.test(page)) await refresh(page);
    tell({ sent: [...pages] });
  }
});

async function sendOne(item, token) {
  const headers = { "HX-Request": "true", "X-Revision": item.revision, "X-CSRFToken": token };
  if (!item.path.endsWith("/place/")) headers["Idempotency-Key"] = item.key;
  const waited = String(Math.round((Date.now() - item.made) / 1000));
  const body = new URLSearchParams({ ...item.fields, waited });
  const answer = await fetch(item.path, { method: "POST", headers, body, signal: AbortSignal.timeout(PATIENCE) });
  if (AWAY.includes(answer.status)) throw new Error("Nobody is there.");
  item.said = await answer.text();
  item.sent = answer.ok && !answer.redirected;
  item.status = answer.redirected ? 403 : answer.status;
  item.refused = !item.sent && item.status !== 429;
}

/** What a page may ask: to try one again, or to let it go. */
async function again(id) {
  const item = await store((waiting) => waiting.get(id), "readonly");
  if (item) await store((waiting) => waiting.put({ ...item, refused: false, made: Date.now() }));
  await send();
}
async function letGo(id) {
  await store((waiting) => waiting.delete(id));
  tell({});
}
