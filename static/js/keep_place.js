/* Keeping the place: on the account of who is signed in, in a visitor's own browser. */

import { article, blockInSight, lineInSight, share } from "./place.js";
import { storePlace } from "./visitors_place.js";

const BEGUN = 200; // pixels scrolled before which nobody has begun to read
const SELDOM = 60000; // milliseconds between two sendings, unless the page is left or read through
let last = "";
let sent = -Infinity;

/** Keep the place in the one chapter of this page. Gives as `sendPlace` does. */
export function keepPlace(form, { leaving = false } = {}) {
  const text = article();
  if (!form.hasAttribute("data-visitor")) return sendPlace(form, form.action, text, leaving);
  const place = newPlace(form.action, text);
  if (place) storePlace(place.offset, place.finished);
  last = place?.name ?? last;
}

/** Send the place in a text to the URL where the reader's places are kept, if it is another one
    than before. Gives for how many milliseconds that waits, where it was sent a moment ago. */
export function sendPlace(form, url, text, leaving) {
  const place = newPlace(url, text);
  if (!place) return;
  const wait = sent + SELDOM - performance.now();
  if (wait > 0 && !leaving && !place.finished) return wait;
  last = place.name;
  sent = performance.now();
  const data = new FormData(form);
  data.set("offset", place.offset);
  data.set("finished", place.finished ? "1" : "0");
  data.set("revision", text.dataset.revision);
  data.set("quietly", "1");
  navigator.sendBeacon(url, data);
}

/** The place in a text, if the reader has begun to read and it is not the last one. */
function newPlace(url, text) {
  const block = blockInSight(text);
  if (!block) return null;
  const { finished } = share(text);
  const offset = finished ? Number(text.dataset.length) : lineInSight(block);
  const name = `${url} ${offset} ${finished}`;
  const hasBegun = last || finished || scrollY >= BEGUN;
  return name === last || !hasBegun ? null : { name, offset, finished };
}
