/* Threads beside the text: each level with its words, none over another. */

import { marksOf } from "./place.js";

const GAP = 10; // pixels between two thread cards
const holder = document.getElementById("thread-cards");
const page = document.querySelector(".page");
const wide = matchMedia("(min-width: 75rem)");
const areShown = () => wide.matches && page.dataset.beside === "on";

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
const wordsOf = ({ dataset }) =>
  marksOf(dataset.passage)[0] || document.getElementById(`b${dataset.block}`);

/** Say at each paragraph whether a card tells of its comments: then its count needn't. */
function tell(cards) {
  const told = new Set(cards.map(({ dataset }) => `w${dataset.block}`));
  for (const link of document.querySelectorAll(".block-link.talk")) {
    link.classList.toggle("told", told.has(link.id));
  }
}

/** Put every card where its words are, around the panel where one is open. */
export function level() {
  if (!areShown()) return;
  const margin = document.getElementById("margin");
  const open = new Set([...margin.querySelectorAll(".thread")].map((one) => one.id.slice(1)));
  const above = holder.getBoundingClientRect().top;
  const cards = [...holder.children].filter((card) => {
    card.hidden = open.has(card.dataset.passage);
    return !card.hidden;
  });
  tell(cards);
  // A panel takes part as one more card; without it the topmost stays where it wants to be.
  const things = cards.map((card) => ({
    card,
    wanted: wordsOf(card).getBoundingClientRect().top - above,
    height: card.offsetHeight,
  }));
  const panel = margin.firstElementChild;
  let fixed = 0;
  if (panel) {
    const wanted = panel.getBoundingClientRect().top - above;
    fixed = things.filter((one) => one.wanted < wanted).length;
    things.splice(fixed, 0, { wanted, height: panel.offsetHeight });
  }
  const tops = layOut(
    things.map((one) => one.wanted),
    things.map((one) => one.height),
    GAP,
    fixed,
  );
  // A panel that had to give way to what stands above it does.
  for (const [i, { card }] of things.entries()) card?.style.setProperty("--top", `${tops[i]}px`);
  if (panel && tops[fixed] > things[fixed].wanted) {
    const now = parseFloat(margin.style.getPropertyValue("--top")) || 0;
    margin.style.setProperty("--top", `${now + tops[fixed] - things[fixed].wanted}px`);
  }
}

/** Fetch the cards, all in one request, and make room for them. Where none come, as without a
    network, the text stands alone. */
export async function show() {
  if (!areShown()) return;
  const headers = { "HX-Request": "true" };
  const answer = await fetch(holder.dataset.from, { headers }).catch(() => null);
  if (answer?.ok) {
    delete holder.dataset.placed;
    holder.innerHTML = await answer.text();
    htmx.process(holder);
  }
  page.toggleAttribute("data-talk", holder.childElementCount > 0);
  level();
  requestAnimationFrame(() => (holder.dataset.placed = "")); // from then on they move
}

/* What moves the words moves their threads. */
new ResizeObserver(level).observe(page);
document.addEventListener("margin:settled", level);
document.addEventListener("htmx:oobAfterSwap", ({ detail }) => {
  if (detail.target.closest("#text")) level();
});
