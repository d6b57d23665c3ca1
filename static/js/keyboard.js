/* Reading by keyboard: paragraphs, chapters, and words chosen without a mouse. */

import {
  beginAt,
  extend,
  isChoosing,
  paragraphs,
  STEPS,
  stopChoosing,
  unselect,
  wordsOf,
} from "./choosing_words.js";
import { announce } from "./page.js";
import { article, BELOW_BAR, blockInSight, focusOn } from "./place.js";
import { settle } from "./selecting.js";

const page = document.querySelector(".page");
let last = ""; // the paragraph that was come to last: a block that is drawn anew loses the focus

/** The paragraph that the keyboard is at, or nothing. */
function here() {
  const at = document.activeElement;
  if (at.matches(".block-link")) return document.getElementById(at.id.replace("w", "b"));
  return (
    at.closest(".text > [data-start]") ||
    (at === document.body || at === article() ? document.getElementById(last) : null)
  );
}

function come(block) {
  last = block.id;
  focusOn(block);
  const { top, bottom } = block.getBoundingClientRect();
  if (top < BELOW_BAR || bottom > innerHeight * 0.8) {
    block.scrollIntoView({ block: "start", behavior: "instant" });
  }
}

function step(by) {
  const all = paragraphs();
  const at = all.indexOf(here());
  const to = all[at < 0 ? Math.max(all.indexOf(blockInSight(article())), 0) : at + by];
  if (to) come(to);
}

function begin() {
  const block = here() || blockInSight(article());
  if (!wordsOf(block).length) return;
  come(block);
  beginAt(block);
}

/** Do something with the words that are selected, or else with the whole paragraph. */
function act(tool) {
  if (!settle()) {
    if (!here()) return announce("Choose a paragraph with j or k, or select some text.");
    getSelection().selectAllChildren(here());
    settle();
  }
  stopChoosing();
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
  await htmx.ajax("GET", page.dataset.switches, {
    target: dialog,
    swap: "innerHTML",
    source: dialog,
  });
  dialog.showModal();
}

function turnTo(rel) {
  const link = document.querySelector(`link[rel="${rel}"]`);
  if (link) location.assign(link.href);
  else announce(rel === "next" ? "This is the last chapter." : "This is the first chapter.");
}
const turn = (name) => document.querySelector(`[data-switch="${name}"]`)?.click();

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

/** Whether keys are taken at all: nobody writes, and they are not switched off. */
function areTaken({ target }) {
  const isWriting = target.closest?.("input, textarea, select, [contenteditable], dialog");
  return page.dataset.keys !== "off" && !isWriting;
}

/** What a key does, or null where it is not ours. */
function actionOf({ key, target }) {
  if (isChoosing() && key in STEPS && !target.closest?.("#selection")) return extend;
  if (isChoosing() && key === "Escape") return () => come(unselect());
  if (key === "Enter" && target.matches?.(".text > [data-start]")) return begin;
  return Object.hasOwn(KEYS, key) ? KEYS[key] : null;
}

/** Take a key, if it is ours to take, and no other key is held. */
export function press(event) {
  const isHeld = event.ctrlKey || event.metaKey || event.altKey;
  if (event.defaultPrevented || event.isComposing || isHeld || !areTaken(event)) return;
  const action = actionOf(event);
  if (!action) return;
  event.preventDefault();
  action(event);
}

document.addEventListener("keydown", press);
document.addEventListener("pointerdown", stopChoosing);
