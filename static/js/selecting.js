/* Selecting words: the bar that acts on what is selected. */

import "./painting.js"; // named here too, so that it is fetched beside the others
import { linkTo } from "./copying.js";
import { press } from "./marking.js";
import { close, isEmpty, recolour } from "./noting.js";
import { announce } from "./page.js";
import { focusOn } from "./place.js";
import { areInSight, bar, hide, isAtFoot, show, subject } from "./selection_bar.js";
import { select, selectionInText } from "./selection.js";

/** Show the bar for the selection as it is now; gives whether there are words in it. */
export function settle() {
  clearTimeout(settling);
  const now = selectionInText();
  if (isNoting()) return false;
  if (now) show(now, "chosen");
  else if (bar.dataset.state === "chosen" && !bar.matches(":hover")) hideIfShown();
  return now !== null;
}
const isNoting = () => !bar.hidden && bar.dataset.state === "noted";
function hideIfShown() {
  if (!bar.hidden) hide();
}

/* While a finger moves the handles the bar waits for them to rest. */
let settling;
document.addEventListener("selectionchange", () => {
  clearTimeout(settling);
  settling = setTimeout(
    () => {
      if (!bar.contains(document.activeElement)) settle();
    },
    isAtFoot.matches ? 80 : 30,
  );
});
addEventListener(
  "scroll",
  () => {
    if (!bar.hidden && bar.dataset.state === "marked" && !areInSight()) hide();
  },
  { passive: true },
);

bar.addEventListener("submit", (event) => {
  const { submitter } = event;
  event.preventDefault();
  if (submitter?.name !== "colour") return;
  if (isNoting()) recolour(submitter.value);
  else press(submitter.value);
});

/* Pressing the bar with a mouse must not take the selection away; a finger does not. */
bar.addEventListener("pointerdown", (event) => {
  if (event.pointerType === "mouse" && !event.target.closest(".noting")) event.preventDefault();
});

/* What is offered after a mark, and a field in which nothing stands, go when one turns elsewhere. */
document.addEventListener("pointerdown", ({ target }) => {
  if (bar.hidden || bar.contains(target) || bar.dataset.state === "chosen") return;
  if (!isNoting()) hide();
  else if (isEmpty()) close();
});

/* By keyboard: Tab goes from the words to the bar, the arrows along it, Escape back. */
document.addEventListener("keydown", (event) => {
  if (bar.hidden) return;
  const all = [...bar.querySelectorAll(".tools :is(button, a, summary)")];
  const tools = all.filter((tool) => tool.checkVisibility());
  const at = tools.indexOf(document.activeElement);
  if (event.key === "Escape") {
    if (isNoting()) close();
    else hide();
  } else if (event.key === "Tab" && at < 0 && !event.shiftKey && isAtWords()) {
    event.preventDefault();
    tools[0].focus();
  } else if (at >= 0 && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
    event.preventDefault();
    const step =
      (event.key === "ArrowRight") === (getComputedStyle(bar).direction === "ltr") ? 1 : -1;
    tools[(at + step + tools.length) % tools.length].focus();
  }
});

/** Whether one is at the words of the bar: they are selected, or their paragraph has the focus. */
const isAtWords = () => selectionInText() || document.activeElement.id === subject().block;

/* Who goes on to something else needs the bar no longer. */
document.addEventListener("focusin", ({ target }) => {
  const isElsewhere = !bar.contains(target) && target.id !== subject()?.block;
  if (!bar.hidden && bar.dataset.state === "marked" && isElsewhere) hide();
});

/* What was selected meanwhile stays, and the focus, also where an answer draws the words anew. */
let meanwhile = null;
let focused = null;
document.addEventListener("htmx:beforeSwap", () => {
  meanwhile = selectionInText();
  focused = document.activeElement.closest(".text > [data-start]")?.id;
});
document.addEventListener("htmx:afterSettle", () => {
  if (meanwhile && selectionInText()?.quote !== meanwhile.quote) select(meanwhile);
  if (focused && document.activeElement === document.body) {
    focusOn(document.getElementById(focused));
  }
  meanwhile = null;
  focused = null;
});

/* The words that one comments on are shown by the margin from then on. */
let commenting = null;
bar.addEventListener("htmx:beforeRequest", () => {
  commenting = subject();
});
bar.addEventListener("htmx:afterRequest", ({ detail }) => {
  const now = selectionInText();
  const isOther = now && (now.start !== commenting?.start || now.end !== commenting?.end);
  if (!detail.successful || isOther) return;
  if (now) getSelection().removeAllRanges(); // in WebKit that takes the caret out of a field, too
  hideIfShown();
});
bar.querySelector("a.tool")?.addEventListener("click", async (event) => {
  event.preventDefault();
  const link = event.currentTarget;
  (await import("./at_the_door.js")).comment(link, subject());
});

document.getElementById("copy-link").addEventListener("click", async () => {
  const link = linkTo(subject());
  try {
    await navigator.clipboard.writeText(link);
    announce("Link copied. It leads to exactly these words.");
  } catch {
    prompt("Copy this link:", link);
  }
  hide();
});

settle();
