/* Selecting words: the bar that acts on what is selected. */

import { linkTo } from "./copying.js";
import { announce } from "./page.js";
import { article, focusOn } from "./place.js";
import { select, selectionInText } from "./selection.js";

const bar = document.getElementById("selection");
const touch = matchMedia("(pointer: coarse)");
let selected = null;

function fill() {
  for (const name of ["start", "end", "quote"]) bar.elements[name].value = selected[name];
  bar.elements.revision.value = article().dataset.revision;
}

/** On a wide screen the bar stands over the words; on a touch screen at the screen's foot. */
function place() {
  if (touch.matches) return;
  const box = getSelection().getRangeAt(0).getBoundingClientRect();
  const width = bar.offsetWidth;
  const left = Math.min(Math.max(box.left + box.width / 2 - width / 2, 8), innerWidth - width - 8);
  const above = box.top - bar.offsetHeight - 10;
  const top = above > 60 ? above : Math.min(box.bottom + 10, innerHeight - bar.offsetHeight - 10);
  bar.style.setProperty("--left", `${left}px`);
  bar.style.setProperty("--top", `${top}px`);
}

function hide() {
  bar.hidden = true;
}

/** From the bar back to the paragraph of the words; it may have been drawn anew. */
const comeBack = () => focusOn(document.getElementById(selected.block));

/** Show the bar for the selection as it is now; gives whether there are words in it. */
export function settle() {
  clearTimeout(settling);
  const now = selectionInText();
  if (now) {
    selected = now;
    fill();
    bar.hidden = false;
    place();
  } else if (!bar.matches(":hover")) hide();
  return now !== null;
}

/* While a finger still moves the handles, the system's own menu has the screen to itself. */
let settling;
document.addEventListener("selectionchange", () => {
  clearTimeout(settling);
  settling = setTimeout(
    () => {
      if (!bar.contains(document.activeElement)) settle();
    },
    touch.matches ? 250 : 60,
  );
});
addEventListener(
  "scroll",
  () => {
    if (!bar.hidden && getSelection().rangeCount) place();
  },
  { passive: true },
);

/* Pressing the bar with a mouse must not take the selection away; a finger does not. */
bar.addEventListener("pointerdown", (event) => {
  if (event.pointerType === "mouse") event.preventDefault();
});

/* By keyboard: Tab goes from the words to the bar, the arrows along it, Escape back. */
document.addEventListener("keydown", (event) => {
  if (bar.hidden) return;
  const tools = [...bar.querySelectorAll("button, a")];
  const at = tools.indexOf(document.activeElement);
  if (event.key === "Escape") {
    hide();
    if (at >= 0) comeBack();
  } else if (event.key === "Tab" && at < 0 && !event.shiftKey && selectionInText()) {
    event.preventDefault();
    tools[0].focus();
  } else if (at >= 0 && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
    event.preventDefault();
    const step =
      (event.key === "ArrowRight") === (getComputedStyle(bar).direction === "ltr") ? 1 : -1;
    tools[(at + step + tools.length) % tools.length].focus();
  }
});

/* What an answer is about is no longer selected then. What was selected since stays, also where the
   words are drawn anew. */
const isSame = (one, other) => one?.start === other?.start && one?.end === other?.end;
let pressed = null;
let meanwhile = null;
bar.addEventListener("htmx:beforeRequest", () => {
  pressed = selected;
});
document.addEventListener("htmx:beforeSwap", () => {
  meanwhile = selectionInText();
});
document.addEventListener("htmx:afterSettle", () => {
  const isOther = meanwhile && !isSame(meanwhile, pressed);
  if (isOther && !isSame(meanwhile, selectionInText())) select(meanwhile);
});

bar.addEventListener("htmx:afterRequest", ({ detail }) => {
  const now = selectionInText();
  if (!detail.successful || (now && !isSame(now, pressed))) return;
  const inBar = bar.contains(document.activeElement);
  pressed = null;
  getSelection().removeAllRanges();
  hide();
  if (inBar) comeBack();
});

document.getElementById("copy-link").addEventListener("click", async () => {
  const link = linkTo(selected);
  try {
    await navigator.clipboard.writeText(link);
    announce("Link copied. It leads to exactly these words.");
  } catch {
    prompt("Copy this link:", link);
  }
  hide();
});

settle();
