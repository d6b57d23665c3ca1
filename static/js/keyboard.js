/* Reading by keyboard: paragraphs, chapters, and words chosen without a mouse. */

import { announce } from "./page.js";
import { BELOW_BAR, blockInSight, blocksOf, focusOn, pointAt } from "./place.js";
import { settle } from "./selecting.js";

const page = document.querySelector(".page");
const text = () => document.getElementById("text");
const paragraphs = () => [...blocksOf(text())].filter((block) => wordsOf(block).length);
let last = ""; // the paragraph that was come to last: a block that is drawn anew loses the focus
let chosen = null; // the words chosen by keyboard, from one to another, each [block, word]

/** The paragraph that the keyboard is at, or nothing. */
function here() {
  const at = document.activeElement;
  if (at.matches(".way")) return document.getElementById(at.id.replace("w", "b"));
  return (
    at.closest("#text > [data-start]") ||
    (at === document.body || at === text() ? document.getElementById(last) : null)
  );
}

function come(block) {
  last = block.id;
  focusOn(block);
  const { top, bottom } = block.getBoundingClientRect();
  if (top < BELOW_BAR || bottom > innerHeight * 0.8)
    block.scrollIntoView({ block: "start", behavior: "instant" });
}

function step(by) {
  const all = paragraphs();
  const at = all.indexOf(here());
  const to = all[at < 0 ? Math.max(all.indexOf(blockInSight(text())), 0) : at + by];
  if (to) come(to);
}

/** The words of a block as its language has them: code units, and the sentence each is in. */
function wordsOf(block) {
  const cut = (granularity) => [
    ...new Intl.Segmenter(text().lang || "en", { granularity }).segment(block.textContent),
  ];
  const sentences = cut("sentence").map(({ index }) => index);
  return cut("word")
    .filter((one) => one.isWordLike)
    .map(({ index, segment }) => ({
      start: index,
      end: index + segment.length,
      sentence: sentences.findLastIndex((begun) => begun <= index),
    }));
}

/** The word before or after another one, or the first or last of a sentence. */
function moved([block, word], by, bySentence) {
  const words = wordsOf(block);
  let to = word + by;
  while (bySentence && words[to + by]?.sentence === words[to]?.sentence && words[to + by]) to += by;
  if (words[to]) return [block, to];
  const all = paragraphs();
  const next = all[all.indexOf(block) + by];
  return next ? [next, by > 0 ? 0 : wordsOf(next).length - 1] : [block, word];
}

function choose(from, to) {
  chosen = [from, to];
  const ends = chosen.map(([block, word]) => ({ block, ...wordsOf(block)[word] }));
  const ahead =
    from[0] === to[0]
      ? from[1] <= to[1]
      : from[0].compareDocumentPosition(to[0]) & Node.DOCUMENT_POSITION_FOLLOWING;
  const [first, final] = ahead ? ends : ends.reverse();
  const [node, before] = pointAt(final.block, final.end - 1);
  const range = document.createRange();
  range.setStart(...pointAt(first.block, first.start));
  range.setEnd(node, before + 1);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  settle();
  const { top, bottom } = range.getBoundingClientRect();
  if (top < BELOW_BAR || bottom > innerHeight - 90)
    to[0].scrollIntoView({ block: "center", behavior: "instant" });
  document.getElementById("heard").textContent = range.toString();
}

function begin() {
  const block = here() || blockInSight(text());
  if (!wordsOf(block).length) return;
  come(block);
  choose([block, 0], [block, 0]);
}

const STEPS = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 };
function arrow({ key, shiftKey }) {
  const across = key === "ArrowRight" || key === "ArrowLeft";
  const back = across && getComputedStyle(text()).direction === "rtl" ? -1 : 1;
  const to = moved(chosen[1], STEPS[key] * back, !across);
  choose(shiftKey ? chosen[0] : to, to);
}

function letGo() {
  const [block] = chosen[1];
  chosen = null;
  getSelection().removeAllRanges();
  settle();
  come(block);
}

/** Do something with the words that are selected, or else with the whole paragraph. */
function act(tool) {
  if (!settle()) {
    if (!here()) return announce("Choose a paragraph with j or k, or select some words.");
    getSelection().selectAllChildren(here());
    settle();
  }
  chosen = null;
  const button = document.querySelector(`#selection ${tool}`);
  button.focus({ preventScroll: true }); // from where the way back leads to the paragraph
  button.click();
}

async function help() {
  const dialog = document.createElement("dialog");
  dialog.className = "help";
  dialog.setAttribute("aria-labelledby", "keys-title");
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  await htmx.ajax("GET", "/reading/", { target: dialog, swap: "innerHTML", source: dialog });
  dialog.showModal();
}

function turnTo(rel) {
  const link = document.querySelector(`link[rel="${rel}"]`);
  if (link) location.assign(link.href);
  else announce(rel === "next" ? "This is the last chapter." : "This is the first chapter.");
}
const turn = (name) => document.querySelector(`[data-switch="${name}"]`).click();

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  n: () => turnTo("next"),
  p: () => turnTo("prev"),
  v: begin,
  h: () => act(".dot"),
  c: () => act("#comment-on-selection, #selection a.tool"),
  f: () => turn("focus"),
  m: () => turn("beside"),
  "?": help,
};

/** Take a key, if it is ours to take: nobody writes, no other key is held, and keys are on. */
export function press(event) {
  const { key, target } = event;
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
    return;
  if (
    page.dataset.keys === "off" ||
    target.closest?.("input, textarea, select, [contenteditable], dialog")
  )
    return;
  let take = Object.hasOwn(KEYS, key) && KEYS[key];
  if (key === "Enter" && target.matches?.("#text > [data-start]")) take = begin;
  if (chosen && key === "Escape") take = letGo;
  if (chosen && key in STEPS && !target.closest?.("#selection")) take = arrow;
  if (!take) return;
  event.preventDefault();
  take(event);
}

document.addEventListener("keydown", press);
document.addEventListener("pointerdown", () => {
  chosen = null;
});
