/* The whole story on one page: which chapter one reads, and how far one is. What one marks and
   writes is of the chapter that it is on. */

import { sendPlace } from "./keep_place.js";
import { announce } from "./page.js";
import { BELOW_BAR, blockInSight, firstIndex, follow, showTimeLeft, turnToText } from "./place.js";
import { reach } from "./reading.js";

const holder = document.getElementById("parts");
const parts = [...holder.children];
const line = document.querySelector(".bar-progress");
const form = document.getElementById("place");
const bar = document.getElementById("selection");
const margin = document.getElementById("margin");
const way = bar.getAttribute("action");
const none = holder.dataset.url; // of chapter 0, in whose stead is the one that one acts on

/* A chapter out of sight is not laid out: it takes about the room that it will take. */
const words = parts.map((part) => Number(part.dataset.words));
let width = 0;
function estimate() {
  if (innerWidth === width) return;
  width = innerWidth;
  const height = parts[0].querySelector(".text").offsetHeight / (words[0] || 1);
  for (const [i, part] of parts.entries()) {
    part.style.setProperty("--tall", `${Math.round(height * words[i])}px`);
  }
}

/** The part at the top of the window. */
function partInSight() {
  const ends = (i) => parts[i].getBoundingClientRect().bottom;
  return firstIndex(parts.length, (i) => ends(i) > BELOW_BAR);
}

/* The chapter that one acts on: of the words that are selected, or what is pressed; else, while
   nothing is selected or open, the one in sight. */
let text = null;
function turnTo(node) {
  const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const found = element?.closest?.(".text, .part")?.closest(".part")?.querySelector(".text");
  if (!found || found === text) return;
  text = found;
  turnToText(text);
  bar.action = way.replace(none, text.dataset.url);
}
document.addEventListener("selectionchange", () => {
  const { isCollapsed, rangeCount } = getSelection();
  if (rangeCount && !isCollapsed) turnTo(getSelection().getRangeAt(0).startContainer);
});
document.addEventListener("click", ({ target }) => turnTo(target), true);

/* A mark is of one chapter: who selects on into the next is told so, once for each selection. */
const A_REST = 300; // milliseconds
let isTold = false;
let resting;
function tellAcross() {
  if (getSelection().isCollapsed) return (isTold = false);
  const range = getSelection().getRangeAt(0).cloneRange();
  const next = text?.closest(".part").nextElementSibling?.querySelector(".text");
  if (isTold || !next || range.comparePoint(next, 0) !== 0) return;
  range.setStart(next, 0);
  if (!range.toString().trim()) return;
  isTold = true;
  const { textContent } = text.closest(".part").querySelector(".part-title");
  announce(`A mark stays in its chapter: this one will end with “${textContent.trim()}”.`);
}
document.addEventListener("selectionchange", () => {
  clearTimeout(resting);
  resting = setTimeout(tellAcross, A_REST);
});
document.addEventListener("focusin", ({ target }) => turnTo(target));
holder.addEventListener("htmx:oobAfterSwap", () => {
  if (text.isConnected) return;
  const anew = document.getElementById(text.id);
  text = null;
  turnTo(anew);
});
document.addEventListener("htmx:configRequest", ({ detail }) => {
  detail.path = detail.path.replace(none, text.dataset.url);
  detail.headers["X-Among-Chapters"] = text.dataset.number;
});

/* How far one is in the story: before a range of a long one others stand. */
const total = Number(holder.dataset.words);
const before = Number(holder.dataset.before);
function look() {
  const at = partInSight();
  const isActing = !bar.hidden || margin.firstElementChild || !getSelection().isCollapsed;
  if (!isActing) turnTo(parts[at]);
  reach(blockInSight(parts[at].querySelector(".text"), innerHeight / 3));
  const box = parts[at].getBoundingClientRect();
  const into = Math.min(Math.max((BELOW_BAR - box.top) / box.height, 0), 1);
  const read = words.slice(0, at).reduce((sum, one) => sum + one, before) + into * words[at];
  line.value = (100 * read) / (total || 1);
  showTimeLeft(total - read);
}

function keep({ leaving = false } = {}) {
  const read = parts[partInSight()].querySelector(".text");
  return form && sendPlace(form, read.dataset.place, read, leaving);
}

if (parts.length) {
  estimate();
  addEventListener("resize", estimate);
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
  look();
  follow(look, keep);
}
