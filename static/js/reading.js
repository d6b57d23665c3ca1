/* The reading page: go back to the place where one was, show how far it is to the end, and fetch
   what else one does here (the margin, selecting, keys) when it is first done. */

import { announce, loadHtmx } from "./page.js";
import {
  article,
  blockInSight,
  follow,
  lineInSight,
  marksOf,
  share,
  showTimeLeft,
  wordsLeft,
} from "./place.js";

const A_WHILE = 20000; // milliseconds after which a reader may have read on somewhere else
const A_MOMENT = 4000; // milliseconds for which a page is only what was asked for
const NEAR_THE_END = 60; // percent
const EYE = 0.38; // how far down the window one reads, as a share of it
const page = document.querySelector(".page");
const form = document.getElementById("place");
const isVisitor = form?.hasAttribute("data-visitor");
const asked = new URL(location).searchParams;

/* The links by which one gets to what is said on a paragraph. One that tells nothing is neither
   heard nor a stop of the Tab key, unless one is at its paragraph. */
const root = document.documentElement;
const near = {}; // the ids of the links of the paragraph that one reads, and of the one with the focus

function tell(link) {
  const tells = link.matches(".talk") && root.dataset.counts !== "hidden";
  const isSilent = !tells && !Object.values(near).includes(link.id);
  if (isSilent === link.hasAttribute("aria-hidden")) return;
  if (isSilent) {
    link.ariaHidden = "true";
    link.tabIndex = -1;
  } else {
    link.removeAttribute("aria-hidden");
    link.removeAttribute("tabindex");
  }
}

let hides = false; // whether something is, or was, not to be seen, nor to be heard of
function tellAll() {
  document.querySelectorAll(".text > .block-link").forEach(tell);
  hides ||= root.dataset.counts === "hidden" || root.dataset.highlights === "hidden";
  if (!hides) return;
  import("./mark_descriptions.js").then(({ describeMarks }) => describeMarks()).catch(() => {});
}

/** Let the link of a block be reached, and no more that of the block before it. */
export function reach(block, by = "reading") {
  const before = document.getElementById(near[by]);
  const link = block?.previousElementSibling;
  if (!link?.matches(".block-link") || link === before) return;
  near[by] = link.id;
  if (before) tell(before);
  tell(link);
}

document.addEventListener("focusin", ({ target }) => {
  const isLink = target.matches(".block-link");
  reach(isLink ? target.nextElementSibling : target.closest(".text > [data-start]"), "focus");
});
for (const sign of ["htmx:afterSettle", "text:changed"]) document.addEventListener(sign, tellAll);
new MutationObserver(tellAll).observe(root, {
  attributeFilter: ["data-counts", "data-highlights"],
});
tellAll();

/* How far one is. */
const progress = document.querySelector(".bar-progress");
const left = document.getElementById("left");
let lit; // the paragraph that one reads
function showProgress() {
  const text = article();
  progress.value = share(text).seen * 100;
  showTimeLeft(wordsLeft(text, left.dataset.words));
  if (progress.value > NEAR_THE_END) import("./prefetch.js").catch(() => {});
  if (progress.value === 100) import("./meanwhile.js").then(({ show }) => show()).catch(() => {});
  const now = blockInSight(text, innerHeight * EYE);
  if (!now || "now" in now.dataset) return;
  delete lit?.dataset.now;
  lit = now;
  lit.dataset.now = "";
  reach(lit);
}
let keeping = null;
async function loadKeeping() {
  keeping = await import("./keep_place.js").catch(() => null);
}
async function keep(how) {
  if (!keeping) await loadKeeping();
  return keeping?.keepPlace(form, how);
}

/* Only when the reader came for the chapter, not for a place in it, nor by going back. */
function resume() {
  const came = performance.getEntriesByType("navigation")[0]?.type;
  const offer = document.getElementById("resume");
  const isHere = !location.hash || location.hash === offer.querySelector("a").hash;
  if (!isHere || location.search || came !== "navigate") return;
  if (isVisitor ? hasStoredPlace() : article().dataset.resume) {
    import("./resume.js").then((resuming) => resuming.resume(offer, isVisitor)).catch(() => {});
  }
}
function hasStoredPlace() {
  try {
    return localStorage.getItem(`place ${location.pathname}`);
  } catch {
    return null;
  }
}

/* Back at a chapter that was left for a while: the reader may be further on by now. */
let away = 0;
function comeBack() {
  if (isVisitor || !away || Date.now() - away < A_WHILE) return;
  away = 0;
  const offer = document.getElementById("further");
  const block = blockInSight(article());
  const url = `${offer.dataset.from}?offset=${block ? lineInSight(block) : 0}`;
  htmx.ajax("GET", url, { target: offer, swap: "outerHTML", source: offer });
}

/* Every request from this page says which revision it shows. */
document.addEventListener("htmx:configRequest", ({ detail }) => {
  detail.headers["X-Revision"] = article().dataset.revision;
});

/* The margin comes when something in it is first asked for; a panel waits for it. */
let margin = null;
async function loadMargin() {
  margin ??= await import("./margin.js");
  return margin;
}
document.addEventListener("htmx:confirm", (event) => {
  if (margin || event.detail.target?.id !== "margin") return;
  event.preventDefault();
  const ask = () => event.detail.issueRequest(true);
  loadMargin().then(ask, ask);
});
const cannotOpen = () => announce("You are offline: the margin opens when you are back online.");
document.addEventListener("click", ({ target }) => {
  const mark = target.closest("a") ? null : target.closest(".text mark[data-passages]");
  const opener = target.closest(".block-link, .thread-card, #selection [hx-get]");
  // A selection that ends on a mark is no press.
  if (mark && getSelection().isCollapsed) {
    loadMargin().then(({ openThreadsOf }) => openThreadsOf(mark), cannotOpen);
  } else if (opener) {
    loadMargin().then(({ isOpenedBy }) => isOpenedBy(opener), cannotOpen);
  }
});

/* Where there is room for them, every thread stands beside the text: from the start, and when
   something was said. A mark from the bar says nothing. */
const wide = matchMedia("(min-width: 75rem)");
function showThreads() {
  const areWanted = page.dataset.beside === "on" && page.querySelector(".thread-cards");
  if (!wide.matches || !areWanted) return;
  import("./thread_cards.js").then(({ show }) => show()).catch(() => {});
}
if (page.hasAttribute("data-talk")) showThreads();
wide.addEventListener("change", showThreads);
document.addEventListener("htmx:afterRequest", ({ detail: { successful, requestConfig } }) => {
  const isRead = requestConfig.verb === "get" || requestConfig.target.id === "selection";
  if (successful && !isRead) showThreads();
});

/* Selecting is there before one selects: it comes with the first sign of a hand, and after it what
   sends. Where the network is away, it is tried again at the next selection. */
function loadSelecting() {
  const tryAgain = () =>
    document.addEventListener("selectionchange", loadSelecting, { once: true });
  import("./selecting.js").then(() => loadHtmx().catch(() => {}), tryAgain);
}
for (const sign of ["pointermove", "pointerdown", "keydown", "selectionchange"]) {
  document.addEventListener(sign, loadSelecting, { once: true });
}
if (!getSelection().isCollapsed) loadSelecting(); // words were selected before this ran

/* What others write is heard of once the page has been open for a moment. */
if (page.dataset.changes && page.dataset.live !== "off") {
  setTimeout(() => import("./live.js").catch(() => {}), A_MOMENT);
}

/* Back from the door, where a visitor signed in. */
try {
  if (sessionStorage.getItem("door")) import("./at_the_door.js").then((door) => door.comeBack());
} catch {
  // Nothing is kept where a browser has no storage.
}

/* Keys; those pressed before there is somebody to take them wait. */
const pressed = [];
function loadKeyboard(event) {
  if (pressed.push(event) > 1) return;
  import("./keyboard.js")
    .then(({ press }) => {
      document.removeEventListener("keydown", loadKeyboard);
      pressed.forEach(press);
    })
    .catch(() => pressed.splice(0));
}
document.addEventListener("keydown", loadKeyboard);

if (document.getElementById("margin").firstElementChild) loadMargin();

/* The page of one chapter; that of a whole story sees to all this itself. */
function beginChapter() {
  // By a link to a passage: its words in the middle of the screen, its thread open.
  const passage = asked.get("thread");
  const [words] = passage ? marksOf(passage) : article().querySelectorAll("mark.linked");
  if (asked.has("at") || passage) words?.scrollIntoView({ block: "center" });
  resume();
  showProgress();
  follow(showProgress, keep);
  addEventListener("scroll", loadKeeping, { once: true });
  document.addEventListener("htmx:afterSettle", showProgress);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) away = Date.now();
    else comeBack();
  });
  addEventListener("pageshow", comeBack);
}
if (document.getElementById("text")) beginChapter();
