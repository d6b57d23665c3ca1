/* What a page sends is passed on; what had to wait is sent in order, once. */

const PATIENCE = 12000; // milliseconds that an answer may take
const MONTH = 30 * 24 * 3600 * 1000;

/** Send an item, or pass it on as a page sent it. An answer that breaks off is none. */
async function post(path, headers, body, asPage = {}) {
  const answer = await fetch(path, {
    ...asPage,
    method: "POST",
    headers,
    body,
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (AWAY.includes(answer.status)) throw new Error("Nobody is there.");
  await answer.clone().arrayBuffer();
  return answer;
}

/** Pass on what a page sends, each thing in its turn. Where that fails it waits. */
const turns = new Map();
async function deliver(request) {
  const body = await request.arrayBuffer();
  const item = await itemOf(request, body);
  const before = turns.get(item.thing);
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
    const { redirect, referrer } = request; // from the door one is led back to the page
    return await post(request.url, headers, body, { redirect, referrer });
  } catch {
    return wait(item, request.mode).catch(() => Response.error()); // the page keeps what was typed
  }
}

/** Send what waits, one after the other. Only one hand in this browser does so at a time. */
const send = () =>
  navigator.locks.request(`${OURS}gloss waiting`, async () => {
    if (!(await everything()).length) return;
    const session = await (await fetch(PATHS.session, { cache: "no-store" })).json();
    await become(session.reader);
    const stuck = new Set();
    const pages = new Set();
    try {
      for (const { id } of await mine()) {
        const item = await store((waiting) => waiting.get(id)); // unless it was let go meanwhile
        if (item && !item.refused && !stuck.has(item.thing)) await sendOne(item, session.token);
        if (item?.sent) pages.add(item.page);
        else if (item) stuck.add(item.thing);
        if (item?.status === 429 && !item.refused) break; // all of them, later
      }
    } finally {
      const open = (await clients.matchAll()).map((client) => new URL(client.url).pathname);
      for (const page of pages) if (!open.includes(page) && isKeptPage(page)) await keepAgain(page);
      tell([...pages]);
    }
  });

async function sendOne(item, token) {
  const waited = Date.now() - item.made;
  // Rounded down: an earlier place, kept a moment before, must not seem to be a later one.
  const body = new URLSearchParams({ ...item.fields, waited: Math.floor(waited / 1000) });
  const headers = {
    "HX-Request": "true",
    "X-Revision": item.revision,
    "X-CSRFToken": token,
    "Idempotency-Key": item.key,
  };
  if (isPlace(item)) delete headers["Idempotency-Key"];
  if (waited > MONTH) {
    Object.assign(item, {
      refused: true,
      said: "This has waited for a month. Send it again if you still want to.",
    });
  } else {
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
