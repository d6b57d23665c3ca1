/* Reading by keyboard: paragraphs, chapters, and words chosen without a mouse. */

import { announce } from "./page.js";
import { BELOW_BAR, blockInSight, blocksOf, pointAt } from "./place.js";
import { settle } from "./selecting.js";

const page = document.querySelector(".page");
const text = () => document.getElementById("text");
const paragraphs = () => [...blocksOf(text())].filter((block) => block.textContent.trim());
let last = ""; // the paragraph that was come to last: a block that is drawn anew loses the focus
let chosen = null; // the words chosen by keyboard: [anchor, focus], each [block, word]

/** The paragraph that the keyboard is at, or nothing. */
function here() {
  const at = document.activeElement;
  const way = at.closest(".way");
  if (way) return document.getElementById(way.id.replace("w", "b"));
  return at.closest("#text > [data-start]")
    || (at === document.body || at === text() ? document.getElementById(last) : null);
}

function come(block) {
  last = block.id;
  block.tabIndex = -1;
  block.focus({ preventScroll: true });
  const { top, bottom } = block.getBoundingClientRect();
  if (top < BELOW_BAR || bottom > innerHeight * 0.8) block.scrollIntoView({ block: "start", behavior: "instant" });
}

function step(by) {
  const all = paragraphs();
  const at = all.indexOf(here());
  const to = at < 0 ? all.indexOf(blockInSight(text())) : at + by;
  if (all[to]) come(all[to]);
  else if (at < 0) come(all[0]);
}

/* Words and sentences as the language has them, in code units of a block. */
function segments(block, granularity) {
  const found = new Intl.Segmenter(text().lang || "en", { granularity }).segment(block.textContent);
  return [...found]
    .filter((one) => (granularity === "word" ? one.isWordLike : one.segment.trim()))
    .map(({ index, segment }) => [index, index + segment.trimEnd().length]);
}

function choose(anchor, focus) {
  chosen = [anchor, focus];
  const [from, to] = chosen
    .map(([block, word]) => [block, segments(block, "word")[word]])
    .sort(([one, [a]], [other, [b]]) => (one === other ? a - b : one.compareDocumentPosition(other) & 4 ? -1 : 1));
  const range = document.createRange();
  range.setStart(...pointAt(from[0], from[1][0]));
  range.setEnd(...endAt(to[0], to[1][1]));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  settle();
  const box = range.getBoundingClientRect();
  if (box.bottom > innerHeight - 90 || box.top < BELOW_BAR) focus[0].scrollIntoView({ block: "center" });
  say(range.toString());
}

/* The end of a word, inside the text node that the word is in. */
function endAt(block, units) {
  const [node, offset] = pointAt(block, units - 1);
  return [node, offset + 1];
}

/* What is chosen, for those who hear the page. */
let heard = null;
function say(words) {
  if (!heard) {
    heard = document.createElement("div");
    heard.className = "sr";
    heard.setAttribute("aria-live", "polite");
    document.body.append(heard);
  }
  heard.textContent = words.length > 120 ? `${words.slice(0, 50)} … ${words.slice(-50)}` : words;
}

function begin() {
  const block = here() || blockInSight(text());
  if (!segments(block, "word").length) return;
  come(block);
  choose([block, 0], [block, 0]);
  if (!begin.told) announce("Arrows move by word and sentence; with Shift they take more. h marks, c comments, Esc lets go.");
  begin.told = true;
}

/** The word `by` words or sentences from another one, over the ends of paragraphs. */
function moved([block, word], by, granularity) {
  const words = segments(block, "word");
  let to = word + by;
  if (granularity === "sentence") {
    const edges = segments(block, "sentence").map(([start, end]) => (by > 0
      ? words.findLastIndex(([, stop]) => stop <= end)
      : words.findIndex(([begun]) => begun >= start)));
    to = (by > 0 ? edges.find((edge) => edge > word) : edges.findLast((edge) => edge >= 0 && edge < word)) ?? -1;
    if (by > 0 && to < 0) to = words.length;
  }
  if (to >= 0 && to < words.length) return [block, to];
  const all = paragraphs().filter((one) => segments(one, "word").length);
  const next = all[all.indexOf(block) + by];
  if (!next) return [block, Math.min(Math.max(to, 0), words.length - 1)];
  return [next, by > 0 ? 0 : segments(next, "word").length - 1];
}

const ARROWS = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 };
function arrow(event) {
  const across = event.key === "ArrowRight" || event.key === "ArrowLeft";
  const by = ARROWS[event.key] * (across && getComputedStyle(text()).direction === "rtl" ? -1 : 1);
  const to = moved(chosen[1], by, across ? "word" : "sentence");
  choose(event.shiftKey ? chosen[0] : to, to);
}

function letGo() {
  const block = chosen[1][0];
  chosen = null;
  getSelection().removeAllRanges();
  settle();
  come(block);
}

/** Do something with the words that are selected, or else with the whole paragraph. */
function act(tool) {
  const block = here();
  if (!settle()) {
    if (!block) return announce("Choose a paragraph with j or k, or select some words.");
    getSelection().selectAllChildren(block);
    settle();
  }
  chosen = null;
  document.querySelector(`#selection ${tool}`).click();
}

async function help() {
  const dialog = document.createElement("dialog");
  dialog.className = "help";
  dialog.setAttribute("aria-labelledby", "keys-title");
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog || target.closest("button")) dialog.close();
  });
  await htmx.ajax("GET", "/reading/", { target: dialog, swap: "innerHTML", source: dialog });
  const shut = document.createElement("button");
  shut.className = "button small";
  shut.textContent = "Close";
  dialog.append(shut);
  dialog.showModal();
}

const follow = (rel) => {
  const link = document.querySelector(`link[rel="${rel}"]`);
  if (link) location.assign(link.href);
  else announce(rel === "next" ? "This is the last chapter." : "This is the first chapter.");
};
const turn = (name) => document.querySelector(`[data-switch="${name}"]`).click();

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  n: () => follow("next"),
  p: () => follow("prev"),
  v: begin,
  h: () => act(".dot"),
  c: () => act("#comment-on-selection, .tools > a.tool"),
  f: () => turn("focus"),
  m: () => turn("beside"),
  "?": help,
};

/** Take a key, if it is ours to take: nobody writes, no other key is held, and keys are on. */
export function press(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (page.dataset.keys === "off") return;
  if (event.target.closest?.("input, textarea, select, [contenteditable], dialog")) return;
  if (chosen && event.key === "Escape") return letGo();
  if (chosen && event.key in ARROWS && !event.target.closest?.("#selection")) {
    event.preventDefault();
    return arrow(event);
  }
  const enters = event.key === "Enter" && event.target.matches?.("#text > [data-start]");
  const act = enters ? begin : Object.hasOwn(KEYS, event.key) && KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

document.addEventListener("keydown", press);
document.addEventListener("pointerdown", () => { chosen = null; });
