/* Threads beside the text: each level with its words, none over another. */

import { article, blockNumbered, marksOf } from "./place.js";

const GAP = 10; // pixels between two thread cards
const A_REST = 200; // milliseconds for which a chapter is near before its cards are fetched
const page = document.querySelector(".page");
const holders = [...page.querySelectorAll(".thread-cards")]; // of a whole story one in each chapter
const wide = matchMedia("(min-width: 75rem)");
const areShown = () => wide.matches && page.dataset.beside === "on";
const partOf = (holder) => holder.closest(".part");
const textOf = (holder) => partOf(holder)?.querySelector(".text") || article();

/* Of a whole story only what is near the window is fetched, and measured. */
const near = new Set(holders.filter((holder) => !partOf(holder)));
const fetched = new Set();
let resting;
const nearing = new IntersectionObserver(
  (parts) => {
    for (const { target, isIntersecting } of parts) {
      const holder = target.querySelector(".thread-cards");
      if (isIntersecting) near.add(holder);
      else near.delete(holder);
    }
    clearTimeout(resting);
    resting = setTimeout(bring, A_REST);
  },
  { rootMargin: "50% 0px" },
);
for (const holder of holders) if (partOf(holder)) nearing.observe(partOf(holder));

/**
 * Where things of some `heights` come to stand that want to stand at the places `wanted`, given in
 * the order of their words: never over one another, never above 0, the one at index `fixed` where
 * it wants to be, the others as near to their places as that leaves them, pushed away from it.
 */
export function layOut(wanted, heights, gap, fixed = 0) {
  const tops = [...wanted];
  for (let i = fixed + 1; i < tops.length; i += 1) {
    tops[i] = Math.max(tops[i], tops[i - 1] + heights[i - 1] + gap);
  }
  for (let i = fixed - 1; i >= 0; i -= 1) {
    tops[i] = Math.min(tops[i], tops[i + 1] - heights[i] - gap);
  }
  for (let i = 0; i < tops.length; i += 1) {
    tops[i] = Math.max(tops[i], i ? tops[i - 1] + heights[i - 1] + gap : 0);
  }
  return tops;
}

/** What a card is level with: the marked words, or their paragraph. */
const wordsOf = ({ dataset }, text) =>
  marksOf(dataset.passage, text)[0] || blockNumbered(dataset.block, text) || text;

/** Say at each paragraph of a text whether a card tells of its comments: then its count needn't. */
function tell(cards, text) {
  const names = text.dataset.names || "";
  const told = new Set(cards.map(({ dataset }) => `${names}w${dataset.block}`));
  for (const link of text.querySelectorAll(".block-link.talk")) {
    link.classList.toggle("told", told.has(link.id));
  }
}

/** The cards of a chapter that are to be seen, where each wants to stand in the window, and where
    its place begins. Those of threads that are `open` are not to be seen. */
function cardsOf(holder, open) {
  const text = textOf(holder);
  const cards = [...holder.children].filter((card) => {
    card.hidden = open.has(card.dataset.passage);
    return !card.hidden;
  });
  tell(cards, text);
  const from = holder.getBoundingClientRect().top;
  return cards.map((card) => ({
    card,
    from,
    wanted: wordsOf(card, text).getBoundingClientRect().top,
    height: card.offsetHeight,
  }));
}

/** Put every card where its words are, around the panel where one is open. */
export function level() {
  if (!areShown()) return;
  const margin = document.getElementById("margin");
  const open = new Set([...margin.querySelectorAll(".thread")].map((one) => one.id.slice(1)));
  const things = holders.filter((one) => near.has(one)).flatMap((one) => cardsOf(one, open));
  const first = things[0]?.from ?? 0; // nothing stands above it
  // A panel takes part as one more card; without it the topmost stays where it wants to be.
  const panel = margin.firstElementChild;
  let fixed = 0;
  if (panel) {
    const wanted = panel.getBoundingClientRect().top;
    fixed = things.filter((one) => one.wanted < wanted).length;
    things.splice(fixed, 0, { wanted, height: panel.offsetHeight });
  }
  const tops = layOut(
    things.map((one) => one.wanted - first),
    things.map((one) => one.height),
    GAP,
    fixed,
  );
  for (const [i, { card, from }] of things.entries()) {
    card?.style.setProperty("--top", `${tops[i] + first - from}px`);
  }
  // A panel that had to give way to what stands above it does.
  const more = panel ? tops[fixed] + first - things[fixed].wanted : 0;
  if (more > 0) {
    const now = parseFloat(margin.style.getPropertyValue("--top")) || 0;
    margin.style.setProperty("--top", `${now + more}px`);
  }
}

/** Fetch the cards of a chapter, all in one request. Where none come, as without a network, the
    text stands alone. */
async function fetchCards(holder) {
  fetched.add(holder);
  const headers = { "HX-Request": "true" };
  const answer = await fetch(holder.dataset.from, { headers }).catch(() => null);
  if (answer?.ok) {
    delete holder.dataset.placed;
    holder.innerHTML = await answer.text();
    htmx.process(holder);
  }
  holder.toggleAttribute("data-talk", holder.childElementCount > 0);
}

/** Bring the cards that aren't there yet to the chapters that are near, and make room for them. */
async function bring() {
  if (!areShown()) return;
  const lack = [...near].filter((one) => "talk" in one.dataset && !fetched.has(one));
  await Promise.all(lack.map(fetchCards));
  const hasTalk = holders.some((one) => "talk" in one.dataset);
  page.toggleAttribute("data-talk", hasTalk);
  level();
  requestAnimationFrame(() => lack.forEach((one) => (one.dataset.placed = ""))); // then they move
}

/** Fetch anew what is said on the chapter that one reads or writes on. */
export async function show() {
  if (!areShown()) return;
  const holder = partOf(article())?.querySelector(".thread-cards") || holders[0];
  holder.dataset.talk = ""; // or there may be
  fetched.delete(holder);
  await bring();
}

/* What moves the words moves their threads. */
new ResizeObserver(level).observe(page);
document.addEventListener("margin:settled", level);
document.addEventListener("htmx:oobAfterSwap", ({ detail }) => {
  if (detail.target.closest(".text")) level();
});
