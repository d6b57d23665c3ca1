/* The margin: opening threads, closing them, and where the focus goes then. */

import "./chosen_words.js";
import { follow } from "./composer.js";
import { isBeside, isOpen, motion, passageOf, settle } from "./panel.js";
import { blockNumbered, focusOn, marksOf } from "./place.js";
import "./sheet.js";

const margin = document.getElementById("margin");
const page = document.querySelector(".page");
let opener = null;

/** Say which link or button opens the panel: the focus goes back there. */
export function isOpenedBy(element) {
  opener = element;
}

/** Open the threads on the passages that a mark is of. */
export function openThreadsOf(mark) {
  const [first, ...others] = mark.dataset.passages.split(" ").filter((id) => id !== "0");
  if (!first) return;
  opener = mark;
  const also = others.length ? `?also=${others.join(",")}` : "";
  const url = page.dataset.passage.replace("/0/", `/${first}/`) + also;
  htmx.ajax("GET", url, { target: "#margin", swap: "innerHTML", source: mark });
}

function close() {
  if (margin.querySelector(".htmx-request")) {
    // What is being sent comes home first.
    document.addEventListener("htmx:afterRequest", close, { once: true });
    return;
  }
  const block = blockNumbered(margin.querySelector(".thread")?.dataset.block);
  margin.replaceChildren();
  settle();
  const { activeElement } = document;
  if (!margin.contains(activeElement) && activeElement !== document.body) return;
  const isShown = opener?.matches("a, button") && opener.getClientRects().length;
  if (isShown) opener.focus({ preventScroll: true });
  else focusOn(block);
  if (new URL(location).searchParams.has("thread")) {
    history.replaceState(null, "", location.pathname + location.hash);
  }
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("#margin .panel-close")) return;
  event.preventDefault();
  close();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isOpen() && document.getElementById("selection").hidden) close();
});

/* From a thread back to its words: the focus goes to the link before their paragraph. */
document.addEventListener("click", (event) => {
  const back = event.target.closest("#margin .to-words");
  const words = back && marksOf(passageOf(back.closest(".thread")))[0];
  if (!words) return;
  event.preventDefault();
  const block = words.closest(".text > [data-start]");
  document.getElementById(block.id.replace("b", "w")).focus({ preventScroll: true });
  if (!isBeside()) close();
  words.scrollIntoView({ block: "center", behavior: motion() });
});

/* After a panel came or changed it stands where it belongs, and a keyboard's focus goes along. */
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const hasContent = margin.querySelector(".thread, .empty");
  if (isOpen() && !hasContent) return close(); // the last thread went
  const changed = detail.target.isConnected ? detail.target : detail.elt; // what came in its stead
  if (!margin.contains(changed)) return;
  if (changed.matches(".thread")) follow(changed);
  settle();
  if (detail.target !== margin) return keepFocus(detail.requestConfig);
  const isWriting = detail.requestConfig.elt.id === "comment-on-selection";
  const field = isWriting ? "textarea[name=text]" : "[data-focus]";
  (margin.querySelector(field) || margin).focus({ preventScroll: true });
});

/** Who answered a thread by keyboard is at the comment that they wrote, who deleted one at its
    neighbour; or still in the thread. */
function keepFocus({ verb, elt }) {
  if (verb !== "post" || !/^(?:say|reply|delete)-/.test(elt.id)) {
    if (document.activeElement === document.body) margin.focus({ preventScroll: true });
    return;
  }
  if (document.activeElement !== document.body && !elt.matches(".panel > *")) return;
  const isDeleted = elt.id.startsWith("delete-");
  const focus = (isDeleted ? document.getElementById(neighbour) : newestComment()) || margin;
  focus.focus({ preventScroll: true });
  focus.scrollIntoView({ block: "nearest" });
}
function newestComment() {
  const number = ({ id }) => Number(id.slice(1));
  const comments = [...margin.querySelectorAll(".comment[id]")];
  return comments.sort((a, b) => number(b) - number(a))[0];
}
let neighbour = ""; // of a comment that goes: where it stands itself, or the next, or the one before
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { elt } = detail.requestConfig;
  if (!elt.id?.startsWith("delete-")) return;
  const comments = [...margin.querySelectorAll(".comment[id]")];
  const at = comments.findIndex(({ id }) => id === elt.id.replace("delete-", "c"));
  const around = [comments[at], comments[at + 1], comments[at - 1]];
  neighbour = around.find((one) => one && detail.serverResponse.includes(`id="${one.id}"`))?.id;
});

/* What is opened in a panel: a thread, or the field of a note. */
margin.addEventListener(
  "toggle",
  ({ target }) => {
    if (target.open && target.matches(".own-note")) target.querySelector("textarea").focus();
    settle();
  },
  true,
);

/* Beside the text one's own mark stands below the composer, and comes after it by keyboard too. */
const STOPS = "a[href], button, summary, textarea, input:not([type=hidden])";
const BELOW = [".panel > .comment-form", ".mark-form, .highlight-form", "#tnew:not(:only-child)"];
const isStop = (one) =>
  one.checkVisibility() && one.tabIndex >= 0 && (one.type !== "radio" || one.checked);
const rank = (one) => BELOW.findLastIndex((part) => one.closest(part));
margin.addEventListener("keydown", (event) => {
  const threads = margin.querySelector(".threads");
  const isOneThread = threads && getComputedStyle(threads).display === "contents";
  if (event.key !== "Tab" || !isOneThread) return;
  const stops = [...margin.querySelectorAll(STOPS)].filter(isStop);
  stops.sort((one, other) => rank(one) - rank(other));
  const at = stops.indexOf(event.target);
  const next = stops[at + (event.shiftKey ? -1 : 1)];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
});
