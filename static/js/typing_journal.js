/* A second copy of what was typed, for when the browser itself dies: localStorage comes to disk when
   it suits a browser, up to a minute later, and IndexedDB at once. localStorage is right as long as
   it has lost nothing; it says until when it goes, so that one can tell. */

import { OURS } from "./here.js";

const UNTIL = `${OURS}typed-until`; // milliseconds since 1970
const PAUSE = 250; // milliseconds: what is typed without a pause is written once
const A_DAY = 24 * 3600 * 1000; // by then localStorage is on disk, too
const PATIENCE = 1000; // milliseconds that a slow disk may take

const known = () => Number(localStorage.getItem(UNTIL));
let until = 0;
try {
  until = known(); // before anything is typed on this page
} catch {
  // A browser without storage has kept nothing.
}

let opening;
function open() {
  opening ??= new Promise((done, fail) => {
    const request = indexedDB.open(`${OURS}typed`, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("words");
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      done(request.result);
    };
    request.onerror = fail;
  });
  return opening;
}
async function words(mode) {
  const database = await open();
  return database.transaction("words", mode).objectStore("words");
}

const coming = new Map();
let pausing;
async function store() {
  pausing = null;
  const rows = [...coming];
  coming.clear();
  try {
    const table = await words("readwrite");
    for (const [name, row] of rows) table.put(row, name);
  } catch {
    // Then there is the one copy.
  }
}

/** Note what is kept under a name, or null where it was dropped: after it was. */
export function note(name, kept) {
  const at = Date.now();
  try {
    localStorage.setItem(UNTIL, at);
  } catch {
    // It is full.
  }
  coming.set(name, { at, kept });
  pausing ??= setTimeout(store, PAUSE);
}

function putBack(name, { at, kept }) {
  const here = JSON.parse(localStorage.getItem(name));
  if (here?.at > at) return; // typed since
  if (kept) localStorage.setItem(name, JSON.stringify(kept));
  else localStorage.removeItem(name);
}

async function look() {
  const table = await words("readwrite");
  const now = Date.now();
  let latest = until;
  await new Promise((done, fail) => {
    const request = table.openCursor();
    request.onerror = fail;
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) return done();
      if (cursor.value.at > until) {
        putBack(cursor.key, cursor.value);
        latest = Math.max(latest, cursor.value.at);
      } else if (cursor.value.at < now - A_DAY) cursor.delete();
      cursor.continue();
    };
  });
  if (latest > known()) localStorage.setItem(UNTIL, latest);
}

/** Put back what localStorage has lost, once a page. */
let mending;
export function mend() {
  mending ??= look().catch(() => null);
  return mending;
}

/** The same for a field, which waits no longer than PATIENCE. */
export const mendSoon = () =>
  Promise.race([mend(), new Promise((done) => setTimeout(done, PATIENCE))]);
