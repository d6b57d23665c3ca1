/* Keeping the place: on the account of who is signed in, in a visitor's own browser. */

import { article, blockInSight, lineInSight, share } from "./place.js";
import { storePlace } from "./visitors_place.js";

const BEGUN = 200; // pixels scrolled before which nobody has begun to read
let last = "";

/** Send a place in a text to the URL where the reader's places are kept. */
export function sendPlace(form, url, text, offset, finished) {
  const data = new FormData(form);
  data.set("offset", offset);
  data.set("finished", finished ? "1" : "0");
  data.set("revision", text.dataset.revision);
  data.set("quietly", "1");
  navigator.sendBeacon(url, data);
}

/** Keep the place in the chapter, if it is another one than before. */
export function keepPlace(form) {
  const text = article();
  const block = blockInSight(text);
  if (!block) return;
  const { finished } = share(text);
  const offset = finished ? Number(text.dataset.length) : lineInSight(block);
  const now = `${offset} ${finished}`;
  const hasBegun = last || finished || scrollY >= BEGUN;
  if (now === last || !hasBegun) return;
  last = now;
  if (form.hasAttribute("data-visitor")) storePlace(offset, finished);
  else sendPlace(form, form.action, text, offset, finished);
}
