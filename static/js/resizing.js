/* Turning a phone, or another width of the window: the line at the top stays there. Most of that
   a browser does by itself; not where margins change with the letters, nor inside a long
   paragraph. */

import { BELOW_BAR, blockInSight, lineInSight, topOf } from "./place.js";

const REST = 120; // milliseconds without a scroll after which somebody reads here
const SETTLING = 2000; // milliseconds in which what scrolls after a turn is its doing, if no hand did
const texts = () => [...document.querySelectorAll(".text")];
let line = null; // the line at the top: its text, its offset, how far down the window it stands
let width = innerWidth;
let turned = -SETTLING;
let rest;

function note() {
  const text = texts().find((one) => one.getBoundingClientRect().bottom > BELOW_BAR);
  const block = text && blockInSight(text);
  const offset = block && lineInSight(block);
  line = block && scrollY ? { text, offset, top: topOf(text, offset) } : null;
}
function noteLater() {
  clearTimeout(rest);
  if (performance.now() - turned > SETTLING) rest = setTimeout(note, REST);
}

/* A bar of the browser that comes and goes changes the height alone, and moves no words. */
addEventListener("resize", () => {
  if (innerWidth === width) return;
  width = innerWidth;
  turned = performance.now();
  if (line?.text.isConnected) {
    scrollBy({ top: topOf(line.text, line.offset) - line.top, behavior: "instant" });
  }
  clearTimeout(rest);
});
addEventListener("scroll", noteLater, { passive: true });
for (const hand of ["wheel", "touchmove", "pointerdown", "keydown"]) {
  addEventListener(hand, () => (turned = -SETTLING), { passive: true });
}
note();
