/* The bar at words: what it is about, what it offers (data-state), and where it stands. */

import { BELOW_BAR, focusOn } from "./place.js";
import { rangeOf } from "./selection.js";

const EDGE = 10; // pixels between the bar and the words, or the edge of the window
export const bar = document.getElementById("selection");
export const isAtFoot = matchMedia("(pointer: coarse), (max-width: 34rem)");
const view = window.visualViewport;
let words = null;

/** The words that the bar is about, and the URL to which a mark on them is sent. */
export const subject = () => words;
export const isAbout = (other) =>
  !bar.hidden && words?.start === other.start && words?.end === other.end;

/** Show the bar for words: when they are "chosen", "marked", or "noted". */
export function show(about, state) {
  words = { url: bar.action, ...about };
  for (const name of ["revision", "start", "end", "quote"]) bar.elements[name].value = words[name];
  bar.dataset.state = state;
  bar.hidden = false;
  place();
  if (isAtFoot.matches) scrollClear();
}

/** Say which colour the words have, or none. */
export function showColour(colour) {
  for (const dot of bar.querySelectorAll(".dot")) {
    dot.setAttribute("aria-pressed", String(dot.value === colour));
  }
}

/** From the bar back to the paragraph of its words; it may have been drawn anew. */
export function comeBack() {
  if (bar.contains(document.activeElement)) focusOn(document.getElementById(words.block));
}

export function hide() {
  comeBack();
  bar.hidden = true;
  showColour("");
}

/** On a wide screen it stands over the words; else at the foot of the window, above a keyboard. */
export function place() {
  if (isAtFoot.matches) {
    const covered = view ? innerHeight - view.offsetTop - view.height : 0;
    bar.style.setProperty("--covered", `${Math.max(covered, 0)}px`);
    return;
  }
  const box = rangeOf(words)?.getBoundingClientRect();
  if (!box) return;
  const width = bar.offsetWidth;
  const left = Math.min(Math.max(box.left + box.width / 2 - width / 2, 8), innerWidth - width - 8);
  const above = box.top - bar.offsetHeight - EDGE;
  const below = Math.min(box.bottom + EDGE, innerHeight - bar.offsetHeight - EDGE);
  bar.style.setProperty("--left", `${left}px`);
  bar.style.setProperty("--top", `${above > BELOW_BAR ? above : below}px`);
}

/** Words behind the bar at the foot come clear of it, as far as their beginning stays in sight. */
function scrollClear() {
  const box = rangeOf(words)?.getBoundingClientRect();
  if (!box) return;
  const hidden = box.bottom + EDGE - bar.getBoundingClientRect().top;
  const by = Math.min(hidden, box.top - BELOW_BAR - EDGE);
  if (by > 0) scrollBy({ top: by, behavior: "instant" });
}

/** Whether the words are in the window. */
export function areInSight() {
  const box = rangeOf(words)?.getBoundingClientRect();
  return Boolean(box) && box.bottom > 0 && box.top < innerHeight;
}

function follow() {
  if (!bar.hidden) place();
}
addEventListener("scroll", follow, { passive: true });
addEventListener("resize", follow);
view?.addEventListener("resize", follow);
