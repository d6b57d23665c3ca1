/* Going on at the place where one was. */

import { article, goTo } from "./place.js";
import { storedPlace } from "./visitors_place.js";

/** Go to the line that the reader's account, or this visitor's browser, has kept. */
export function resume(offer, isVisitor) {
  const offset = isVisitor ? storedPlace() : Number(article().dataset.resume);
  if (!offset) return;
  offer.style.visibility = "hidden"; // its room stays: without it the words would move
  goTo(article(), offset);
  if (location.hash) stayAt(offset);
}

/** Until it has loaded, a browser keeps a page at the paragraph that its address names, some for a
    moment longer. The address names none any more, and whoever has not moved on is brought back. */
function stayAt(offset) {
  let hasMoved = false;
  for (const hand of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    addEventListener(hand, () => (hasMoved = true), { once: true, passive: true });
  }
  const goBack = () => hasMoved || goTo(article(), offset);
  const later = () => requestAnimationFrame(() => setTimeout(goBack));
  history.replaceState(history.state, "", location.pathname);
  if (document.readyState === "complete") later();
  else addEventListener("load", later);
}
