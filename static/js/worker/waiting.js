/* What was written while the network was away: it waits here, and is sent in order, once. */

const WAITS =
  /^\/stories\/[-\w]+\/\d+\/(?:highlights|comments|place)\/$|^\/comments\/\d+\/reply\/$|^\/highlights\/\d+\/(?:remove\/|put-back\/)?$/;
const PATIENCE = 12000; // milliseconds that an answer may take
const MONTH = 30 * 24 * 3600 * 1000;
const isPlace = ({ path }) => path.endsWith("/place/");

/** Do one thing with the store of what waits. */
const store = (act) =>
  new Promise((done, fail) => {
    const opening = indexedDB.open("gloss", 1);
    opening.onupgradeneeded = () =>
      opening.result.createObjectStore("waiting", { keyPath: "id", autoIncrement: true });
    opening.onerror = () => fail(opening.error);
    opening.onsuccess = () => {
      const asked = act(opening.result.transaction("waiting", "readwrite").objectStore("waiting"));
      asked.transaction.oncomplete = () => {
        opening.result.close();
        done(asked.result);
      };
      asked.transaction.onabort = () => {
        opening.result.close();
        fail(asked.transaction.error);
      };
    };
  });
let some = true; // whether anything may wait: most of the time nothing does
async function everything() {
  const all = await store((waiting) => waiting.getAll());
  some = all.length > 0;
  return all;
}
const letGo = (id) => store((waiting) => waiting.delete(id));
async function mine() {
  const me = await who();
  return (await everything()).filter((item) => item.reader === me);
}

/** What an item is about: of two about the same thing, the later must not overtake the earlier. */
function thingOf({ path, fields, key }) {
  if (isPlace({ path })) return `place ${path.split("/")[2]}`;
  if (path.startsWith("/highlights/")) return path.match(/\d+/)[0];
  return path.endsWith("/highlights/") ? `${path} ${fields.start} ${fields.end}` : key;
}

/** Send an item, or pass it on as a page sent it. An answer that breaks off is none. */
async function post(path, headers, body, redirect = "follow") {
  const answer = await fetch(path, {
    method: "POST",
    headers,
    body,
    redirect,
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (AWAY.includes(answer.status)) throw new Error("Nobody is there.");
  await answer.clone().arrayBuffer();
  return answer;
}

/** Pass on what a page sends, each thing in its turn. Where that fails it waits. */
const turns = new Map();
async function deliver(request) {
  const body = await request.arrayBuffer(),
    item = await itemOf(request, body),
    before = turns.get(item.thing);
  const turn = Promise.resolve(before).then(() => passOn(request, body, item));
  turns.set(item.thing, turn);
  const answer = await turn;
  if (turns.get(item.thing) === turn) turns.delete(item.thing);
  return answer;
}
async function passOn(request, body, item) {
  const headers = new Headers(request.headers);
  if (!isPlace(item)) headers.set("Idempotency-Key", item.key);
  try {
    if (some && (await isBehind(item))) throw new Error("Its turn comes later.");
    return await post(request.url, headers, body, request.redirect);
  } catch {
    return wait(item, request.mode).catch(() => Response.error()); // the page keeps what was typed
  }
}

/** What waits: the form that a page sent, and whose it is, where and when. */
async function itemOf({ url, headers, referrer }, body) {
  const path = new URL(url).pathname,
    key = crypto.randomUUID();
  const form = await new Response(body, {
    headers: { "Content-Type": headers.get("Content-Type") },
  }).formData();
  form.delete("csrfmiddlewaretoken");
  const item = {
    key,
    path,
    fields: Object.fromEntries(form),
    made: Date.now(),
    said: "",
    status: 0,
    refused: false,
  };
  const whose = Number(headers.get("X-Reader") ?? (await who())),
    page = referrer ? new URL(referrer).pathname : "/";
  const target = headers.get("HX-Target") || "",
    revision = headers.get("X-Revision") || "";
  return Object.assign(item, { reader: whose, page, target, revision, thing: thingOf(item) });
}
const isBehind = async (item) =>
  (await mine()).some(({ thing, refused }) => thing === item.thing && !refused);

async function wait(item, mode) {
  if (await isBehind(item)) delete item.fields.version; // it was begun on what waits before it
  if (isPlace(item))
    for (const { id, thing } of await mine()) if (thing === item.thing) await letGo(id);
  item.title = decodeURIComponent(
    (await find(new URL(item.page, location.origin)))?.headers.get("X-Title") || "",
  );
  await store((waiting) => waiting.add(item));
  some = true;
  tell();
  registration.sync?.register("waiting").catch(() => {});
  if (mode === "navigate") return Response.redirect(item.page, 303);
  if (isPlace(item)) return new Response(null, { status: 204 });
  const words =
    '<div id="status" hx-swap-oob="innerHTML"><p>The network is away. This waits here, and is sent when it is back.</p></div>';
  return new Response(words, {
    status: 202,
    headers: { "Content-Type": "text/html; charset=utf-8", "HX-Reswap": "none" },
  });
}

/** Send what waits, one after the other. Only one hand in this browser does so at a time. */
const send = () =>
  navigator.locks.request("gloss waiting", async () => {
    if (!(await everything()).length) return;
    const visit = await (await fetch("/offline/visit/", { cache: "no-store" })).json();
    await become(visit.reader);
    const stuck = new Set(),
      pages = new Set();
    try {
      for (const { id } of await mine()) {
        const item = await store((waiting) => waiting.get(id)); // unless it was let go meanwhile
        if (item && !item.refused && !stuck.has(item.thing)) await sendOne(item, visit.token);
        if (item?.sent) pages.add(item.page);
        else if (item) stuck.add(item.thing);
        if (item?.status === 429 && !item.refused) break; // all of them, later
      }
    } finally {
      const open = (await clients.matchAll()).map((client) => new URL(client.url).pathname);
      for (const page of pages) if (!open.includes(page) && PAGE.test(page)) await keepAgain(page);
      tell([...pages]);
    }
  });

async function sendOne(item, token) {
  const waited = Date.now() - item.made,
    body = new URLSearchParams({ ...item.fields, waited: Math.round(waited / 1000) });
  const headers = {
    "HX-Request": "true",
    "X-Revision": item.revision,
    "X-CSRFToken": token,
    "Idempotency-Key": item.key,
  };
  if (isPlace(item)) delete headers["Idempotency-Key"];
  if (waited > MONTH)
    Object.assign(item, {
      refused: true,
      said: "This has waited for a month. Send it if you still mean it.",
    });
  else {
    const answer = await post(item.path, headers, body);
    Object.assign(item, {
      said: await answer.text(),
      status: answer.redirected ? 403 : answer.status,
    });
    item.sent = item.status < 300;
    item.refused = !item.sent && item.status !== 429;
  }
  await (item.sent ? letGo(item.id) : store((waiting) => waiting.put(item)));
}

async function tryAgain(id) {
  const item = await store((waiting) => waiting.get(id));
  delete item?.fields.version; // it was told that something else stands there by now
  if (item) await store((waiting) => waiting.put({ ...item, refused: false, made: Date.now() }));
  await send();
}
