/* Where the panel of open threads stands: level with its words, or risen from below. */

import { article, BELOW_BAR, blockNumbered, marksOf } from "./place.js";

const EDGE = 16; // pixels that stay free below a panel
const LINES = 90; // pixels of words that stay in sight above a panel that rises from below
const LITTLE = 300; // pixels of window in which there is no room for more than a line to write
const margin = document.getElementById("margin");
const wide = matchMedia("(min-width: 75rem)");
const view = window.visualViewport;

export const isOpen = () => margin.firstElementChild !== null;
export const isBeside = () => wide.matches;
export const passageOf = (thread) => thread.id.slice(1);
export const motion = () =>
  matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";

/* What the keyboard on the screen leaves free; a page that is zoomed into is no keyboard. */
function freeRoom() {
  const isZoomed = !view || view.scale >= 1.05;
  return isZoomed ? { top: 0, height: innerHeight } : { top: view.offsetTop, height: view.height };
}
function makeRoom() {
  const { top, height } = freeRoom();
  margin.style.setProperty("--covered", `${Math.max(innerHeight - top - height, 0)}px`);
  margin.style.setProperty("--free", `${height}px`);
  margin.dataset.room = height < LITTLE ? "little" : "enough";
  if (margin.contains(document.activeElement)) {
    document.activeElement.scrollIntoView({ block: "nearest" });
  }
}

/** On a wide screen the panel stands level with its words, as far as they are in sight. */
function standLevel(words) {
  margin.style.setProperty("--top", "0px");
  const lowest = Math.max(innerHeight - margin.firstElementChild.offsetHeight - EDGE, BELOW_BAR);
  const isInSight = words.top > 0 && words.top < innerHeight;
  const top = isInSight ? Math.max(Math.min(words.top, lowest), BELOW_BAR) : words.top;
  const below = Math.max(top - margin.getBoundingClientRect().top, 0);
  margin.style.setProperty("--top", `${below}px`);
}

/** On a small screen it rises from below, or lies beside them where the screen lies on its side; and
    the page moves so that its words stay in sight. */
function keepInSight(words) {
  const free = freeRoom();
  const panel = margin.firstElementChild.getBoundingClientRect();
  const text = article().getBoundingClientRect();
  const isBelow = panel.left < text.right && text.left < panel.right;
  const room = free.height - (isBelow ? panel.height : 0);
  const lowest = Math.min(words.bottom, words.top + Math.max(room - LINES, 20));
  if (lowest <= free.top + room - EDGE && words.top >= free.top + 60) return;
  const fitting = Math.min(room / 3, room - EDGE - (words.bottom - words.top));
  const above = free.top + Math.max(fitting, BELOW_BAR);
  scrollBy({ top: words.top - above, behavior: motion() });
}

/** Put the panel where it belongs, and show on the words which threads are open. */
export function settle() {
  document.documentElement.toggleAttribute("data-margin-open", isOpen());
  for (const mark of document.querySelectorAll("mark.open")) mark.classList.remove("open");
  const threads = margin.querySelectorAll(".thread");
  for (const thread of threads) {
    if (!thread.querySelector("details")?.open) continue;
    for (const mark of marksOf(passageOf(thread))) mark.classList.add("open");
  }
  if (threads.length) {
    const marks = [...marksOf(passageOf(threads[0]))];
    const block = blockNumbered(threads[0].dataset.block);
    const first = marks[0] || block;
    if (!first) return;
    const { top } = first.getBoundingClientRect();
    const { bottom } = (marks.at(-1) || first).getBoundingClientRect();
    const words = { top, bottom: Math.max(bottom, top) };
    if (wide.matches) standLevel(words);
    else keepInSight(words);
  }
  document.dispatchEvent(new Event("margin:settled"));
}
function settleIfOpen() {
  if (isOpen()) settle();
}

/** Let more come into the panel while it stays where it is: neither what one reads in it moves, nor
    what one writes. It grows downwards as far as there is room. */
export function growInPlace(grow) {
  const panel = margin.querySelector(".panel");
  if (!panel) return grow();
  const { top, height } = panel.getBoundingClientRect();
  const field = panel.querySelector("textarea:focus");
  const place = () => field?.getBoundingClientRect().top ?? 0;
  const before = place();
  isStill = true;
  if (!wide.matches) panel.style.blockSize = `${height}px`;
  else {
    const most = field ? height : Math.max(height, innerHeight - EDGE - top);
    panel.style.maxBlockSize = `${most}px`;
  }
  grow();
  panel.scrollTop += place() - before;
  requestAnimationFrame(() => requestAnimationFrame(() => (isStill = false)));
}
/** From then on it is as high as what is in it wants. */
function letGrow() {
  margin.querySelector(".panel")?.style.removeProperty("block-size");
}
document.addEventListener("margin:settled", letGrow);
addEventListener("resize", () => {
  margin.querySelector(".panel")?.style.removeProperty("max-block-size");
});

view?.addEventListener("scroll", makeRoom);
view?.addEventListener("resize", () => {
  makeRoom();
  settleIfOpen();
});
addEventListener("resize", settleIfOpen);
/* What moves the words moves their thread; one that grows stays in sight. */
let isStill = false;
const sizes = new ResizeObserver(() => {
  if (wide.matches && !isStill) settleIfOpen();
});
sizes.observe(document.querySelector(".page"));
sizes.observe(margin);
makeRoom();
settleIfOpen();
