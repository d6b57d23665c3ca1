/* What was written while the network was away: the store in which it waits. */

const isPlace = ({ path }) => routeOf(path).name === "progress_save";

/** Do one thing with the store of what waits. */
const store = (act, name = `${OURS}gloss`) =>
  new Promise((done, fail) => {
    const opening = indexedDB.open(name, 1);
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

/** What waits, as a page shows it: each item with its route, and how many are somebody else's. */
async function waitingItems() {
  const ours = [];
  for (const item of await mine()) ours.push({ ...item, route: routeOf(item.path) });
  return { mine: ours, others: (await everything()).length - ours.length };
}

/** What an item is about: of two about the same thing, the later must not overtake the earlier. */
function thingOf({ path, fields, key }) {
  const { name, values } = routeOf(path);
  if (name === "progress_save") return `place ${values[0]}`;
  if (HIGHLIGHT.includes(name)) return values[0];
  return name === "highlight_create" ? `${path} ${fields.start} ${fields.end}` : key;
}

/** What waits: the form that a page sent, and whose it is, where and when. */
async function itemOf({ url, headers, referrer }, body) {
  const path = new URL(url).pathname;
  const key = crypto.randomUUID();
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
  const whose = Number(headers.get("X-Reader") ?? (await who()));
  const page = referrer ? new URL(referrer).pathname : PATHS.library;
  const target = headers.get("HX-Target") || "";
  const revision = headers.get("X-Revision") || "";
  return Object.assign(item, { reader: whose, page, target, revision, thing: thingOf(item) });
}
const isBehind = async (item) =>
  (await mine()).some(({ thing, refused }) => thing === item.thing && !refused);

async function wait(item, mode) {
  if (await isBehind(item)) delete item.fields.version; // it was begun on what waits before it
  if (isPlace(item)) {
    for (const { id, thing } of await mine()) if (thing === item.thing) await letGo(id);
  }
  item.title = decodeURIComponent(
    (await find(new URL(item.page, location.origin)))?.headers.get("X-Title") || "",
  );
  await store((waiting) => waiting.add(item));
  some = true;
  tell();
  registration.sync?.register("waiting").catch(() => {});
  if (mode === "navigate") return Response.redirect(item.page, 303);
  if (isPlace(item)) return new Response(null, { status: 204 });
  const words = "<p>You are offline. This is kept here, and sent when you are back online.</p>";
  return new Response(`<div id="status" hx-swap-oob="innerHTML">${words}</div>`, {
    status: 202,
    headers: { "Content-Type": "text/html; charset=utf-8", "HX-Reswap": "none" },
  });
}
