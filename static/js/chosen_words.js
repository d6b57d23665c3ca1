/* The words that one writes about stay visible while one writes. */

import { article, blockAt, marksOf, pointOf } from "./place.js";

const margin = document.getElementById("margin");

/** What one is writing about: the thread that a field belongs to, or that the composer is about. */
function threadInHand() {
  const alone = margin.querySelector("#tnew:only-child");
  const field = margin.querySelector("textarea:focus") || composer()?.elements.text;
  if (!field || (!field.value && field !== document.activeElement)) return alone;
  const { passage, start } = field.form.elements;
  const name = passage?.value || (start && "new");
  return field.closest(".thread") || document.getElementById(`t${name}`) || alone;
}
const composer = () => margin.querySelector(".panel > .comment-form");

/** The ranges of a thread's words: its marks, or the stretch that has none yet. */
function rangesOf({ id, dataset }) {
  const range = document.createRange();
  const marks = id === "tnew" ? [] : [...marksOf(id.slice(1))];
  const [start, end] = [Number(dataset.start), Number(dataset.end)];
  if (marks.length) {
    return marks.map((mark) => {
      const words = range.cloneRange();
      words.selectNodeContents(mark);
      return words;
    });
  }
  if (!end || !blockAt(article(), start)) return [];
  range.setStart(...pointOf(blockAt(article(), start), start));
  range.setEnd(...pointOf(blockAt(article(), end - 1), end));
  return [range];
}

/** Tint them, without a change to the text. */
export function tint() {
  if (!globalThis.Highlight) return;
  const thread = threadInHand();
  CSS.highlights.set("chosen", new Highlight(...(thread ? rangesOf(thread) : [])));
}
for (const sign of ["focusin", "focusout"]) {
  margin.addEventListener(sign, () => setTimeout(tint));
}
for (const sign of ["margin:settled", "text:changed"]) document.addEventListener(sign, tint);
