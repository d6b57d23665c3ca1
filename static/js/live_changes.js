/* What others changed comes into an open page: counts and marks in the text, comments in what is
   open, the news. Nothing moves that one reads, and nothing is taken that one selected or typed. */

import { parsed } from "./element.js";
import { bringComments, remove } from "./live_comments.js";
import { tell } from "./news.js";
import { article } from "./place.js";

const page = document.querySelector(".page");
const margin = document.getElementById("margin");

/* What one does oneself is answered with blocks that know of it: others may be older. */
let done = 0;
let ungiven = () => {}; // takes back that held blocks are known
const held = new Map(); // blocks, by their names, that wait until nothing is selected
export const acts = () => done;
function act({ detail }) {
  if (detail.requestConfig.verb === "get") return;
  done += 1;
  if (!held.size) return;
  held.clear();
  ungiven();
}
for (const sign of ["htmx:beforeRequest", "htmx:afterRequest"]) {
  document.addEventListener(sign, act);
}

const MOST_NAMED = 300; // comments, so that the address stays short
/** Of very many elements those nearest to what one reads. */
function nearest(elements) {
  if (elements.length <= MOST_NAMED) return elements;
  const away = new Map();
  for (const one of elements) away.set(one, Math.abs(one.getBoundingClientRect().top));
  return elements.sort((one, other) => away.get(one) - away.get(other)).slice(0, MOST_NAMED);
}

/** What to ask for: what this page shows, and for how many seconds it has known nothing new. */
export function query(seconds) {
  const keys = (selector, root) =>
    nearest([...root.querySelectorAll(selector)]).map(({ id }) => id.slice(1));
  const threads = keys(".thread:not(#tnew)", margin);
  const shown = keys(".comment[id^=c]", page);
  const { revision } = article().dataset;
  const unread = document.querySelector(".inbox-link")?.dataset.unread ?? "";
  return `?seconds=${seconds}&revision=${revision}&threads=${threads}&shown=${shown}&unread=${unread}`;
}

/** Bring an answer into the page. Gives the stamps that the page has then; `forget` has it ask for
    the same again. */
export function bring(html, forget) {
  const answer = parsed(html).getElementById("live");
  if (!answer) return "";
  if (!held.size) ungiven = forget;
  for (const block of answer.querySelector(".live-blocks").children) held.set(block.id, block);
  letIn();
  for (const key of answer.dataset.gone.split(" ").filter(Boolean)) remove(key);
  const came = bringComments(answer.querySelectorAll(".live-comment"));
  tell(answer.querySelectorAll(".live-news"), came, "revised" in answer.dataset);
  showUnread(answer.dataset.unread);
  return answer.dataset.stamps;
}

/* The text. */
let isHeld = false; // by a hand
const isBusy = () => isHeld || !getSelection().isCollapsed;
function letIn() {
  if (!held.size || isBusy()) return;
  let hasChanged = false;
  for (const [id, fresh] of held) {
    const there = document.getElementById(id);
    if (there && there !== document.activeElement && there.contains(document.activeElement))
      continue;
    held.delete(id);
    if (there && there.closest("#text")) hasChanged = renew(there, fresh) || hasChanged;
  }
  if (!hasChanged) return;
  document.dispatchEvent(new Event("text:changed"));
  showCards();
}

/** Let a block, or the link before it, be as the fresh one. Gives whether that changes it. */
function renew(there, fresh) {
  if (there.matches(".block-link")) {
    const told = there.classList.contains("told");
    const before = there.ariaLabel;
    there.className = fresh.className;
    there.classList.toggle("told", told);
    there.ariaLabel = fresh.ariaLabel;
    if (there.textContent !== fresh.textContent) there.textContent = fresh.textContent;
    return before !== fresh.ariaLabel;
  }
  if (there.innerHTML === fresh.innerHTML) return false;
  const open = [...there.querySelectorAll("mark.open")].map(({ dataset }) => dataset.passages);
  there.replaceChildren(...fresh.childNodes);
  for (const mark of there.querySelectorAll("mark[data-passages]")) {
    mark.classList.toggle("open", open.includes(mark.dataset.passages));
  }
  return true;
}

/* Cards tell of threads where they stand already: the text never gives way to the first of them. */
function showCards() {
  const cards = document.getElementById("thread-cards");
  if (!cards.childElementCount || cards.contains(document.activeElement)) return;
  import("./thread_cards.js").then(({ show }) => show()).catch(() => {});
}

addEventListener("pointerdown", () => (isHeld = true), true);
for (const sign of ["pointerup", "pointercancel"]) {
  addEventListener(sign, () => setTimeout(() => (isHeld = false)), true);
}
let resting;
document.addEventListener("selectionchange", () => {
  clearTimeout(resting);
  if (held.size) resting = setTimeout(letIn, 500);
});

/* The bar's bell. */
function showUnread(unread) {
  const bell = document.querySelector(".inbox-link");
  if (!bell || unread === undefined || bell.dataset.unread === unread) return;
  bell.dataset.unread = unread;
  bell.querySelector(".sr").textContent = `Inbox, ${unread} unread`;
  bell.querySelector(".unread").textContent = unread;
}
