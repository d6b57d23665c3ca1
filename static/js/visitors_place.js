/* A visitor's place in a chapter: in this browser's storage, with the words around it. */

import { article, blocksOf, codePoints } from "./place.js";

const AROUND = 80; // code points that are kept before and after the place
const key = `place ${location.pathname}`;

/** The chapter's plain text, which offsets count in. */
function plainText() {
  return [...blocksOf(article())].map((block) => block.textContent).join("\n\n");
}

/** Keep a place, or forget it where the chapter is finished. */
export function storePlace(offset, finished) {
  const text = [...plainText()];
  const after = text.slice(offset, offset + AROUND).join("");
  const before = text.slice(Math.max(offset - AROUND, 0), offset).join("");
  const place = JSON.stringify([article().dataset.revision, offset, after, before]);
  try {
    localStorage.setItem(key, finished ? "" : place);
  } catch {
    // A browser without storage keeps no place.
  }
}

/** The offsets at which some words end, or begin, in a text. */
function occurrences(text, words, { atEnd }) {
  const found = [];
  let at = words ? text.indexOf(words) : -1;
  while (at >= 0) {
    found.push(codePoints(text.slice(0, atEnd ? at + words.length : at)));
    at = text.indexOf(words, at + 1);
  }
  return found;
}

/** The place that was kept, or 0. In another revision of the chapter it is where the same words
    are, nearest to the old place. */
export function storedPlace() {
  let stored;
  try {
    stored = JSON.parse(localStorage.getItem(key));
  } catch {
    return 0;
  }
  if (!stored) return 0;
  const [revision, offset, after, before = ""] = stored;
  if (revision === article().dataset.revision) return offset;
  const text = plainText();
  const following = occurrences(text, after, { atEnd: false });
  const found = following.length ? following : occurrences(text, before, { atEnd: true });
  const distance = (place) => Math.abs(place - offset);
  const [nearest = offset] = found.sort((a, b) => distance(a) - distance(b));
  return nearest;
}
