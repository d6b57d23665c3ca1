/* Places in the words: which block and which line an offset is in, and where that is on screen.
   Offsets are code points of the chapter's plain text; what is in a block is in code units. */

export const BELOW_BAR = 64; // pixels from the top of the window that the bar takes
const PAUSE = 1500; // milliseconds of stillness that mean somebody is reading here

let current = null; // of several texts on a page the one that is read, or written on
export const article = () => document.getElementById("text") || current;
export function turnToText(text) {
  current = text;
}
/** A block of that text by its number; of several texts on a page each has names of its own. */
export const blockNumbered = (number, text = article()) =>
  document.getElementById(`${text.dataset.names || ""}b${number}`);
export const blocksOf = (text) => text.querySelectorAll(":scope > [data-start]");
export const marksOf = (passage, text = article()) =>
  text.querySelectorAll(`mark[data-passages~="${CSS.escape(passage)}"]`);

/** The block of a text in which an offset is. */
export const blockAt = (text, offset) =>
  [...blocksOf(text)].findLast((block) => Number(block.dataset.start) <= offset);

export function codePoints(string) {
  let count = 0;
  for (const _ of string) count += 1;
  return count;
}

/** How many code units the first `count` code points of a string take. */
export const codeUnits = (string, count) => [...string].slice(0, count).join("").length;

/** How many code units of a block stand before an offset. */
const unitsBefore = (block, offset) => codeUnits(block.textContent, offset - block.dataset.start);

/** The boundary point at an offset, in the block that it is in, as [node, code units]. */
export const pointOf = (block, offset) => pointAt(block, unitsBefore(block, offset));

/** Give a paragraph the focus, or the whole text where it is gone. The page stays where it is. */
export function focusOn(block) {
  if (block && block.tabIndex < 0) block.tabIndex = -1;
  (block || article()).focus({ preventScroll: true });
}

/** The boundary point before code unit `units` of a block's text, as [node, offset]. */
export function pointAt(block, units) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let at = 0;
  let node = null;
  while (walker.nextNode()) {
    node = walker.currentNode;
    if (at + node.length > units) break;
    at += node.length;
  }
  return node ? [node, Math.min(units - at, node.length)] : [block, 0];
}

/** How far down the window the line stands that holds code unit `units` of a block. */
function lineBox(block, units) {
  const rest = document.createRange();
  rest.setStart(...pointAt(block, units));
  rest.setEnd(block, block.childNodes.length);
  return [...rest.getClientRects()].find((box) => box.height) || block.getBoundingClientRect();
}

/** The first of `count` indices from which on something holds, by bisection; else the last. */
export function firstIndex(count, holds) {
  let low = 0;
  let high = Math.max(count - 1, 0);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The first block with a whole line in sight below the bar. */
export function blockInSight(text, below = BELOW_BAR + 12) {
  const all = text.children; // to look for the blocks among them would take a look at every mark
  const blockFrom = (i) => (all[i]?.dataset.start ? all[i] : all[i + 1]);
  const endsBelow = (i) => !blockFrom(i) || blockFrom(i).getBoundingClientRect().bottom > below;
  return blockFrom(firstIndex(all.length, endsBelow)) || [...blocksOf(text)].at(-1);
}

/** The first whole line in sight of a block: the offset that it begins at. Where `goTo` put
    a line it finds that line, so that coming back moves nothing. */
export function lineInSight(block) {
  const start = Number(block.dataset.start);
  if (block.getBoundingClientRect().top >= BELOW_BAR) return start;
  const text = block.textContent;
  const begun = firstIndex(text.length, (i) => lineBox(block, i).top > BELOW_BAR - 8);
  return start + codePoints(text.slice(0, begun));
}

/** How far down the window the line stands that holds an offset. */
export function topOf(text, offset) {
  const block = blockAt(text, offset);
  return lineBox(block, unitsBefore(block, offset)).top;
}

/** Bring the line with an offset to the top, below the bar. */
export function goTo(text, offset) {
  const block = blockAt(text, offset);
  if (!block) return;
  const units = unitsBefore(block, offset);
  if (units) scrollBy({ top: lineBox(block, units).top - BELOW_BAR - 8, behavior: "instant" });
  else block.scrollIntoView({ block: "start", behavior: "instant" });
}

/** How much of a text is read, from 0, while it begins below the bar, to 1, and whether its end
    is in sight. */
export function share(text) {
  const box = text.getBoundingClientRect();
  const finished = box.bottom <= innerHeight;
  const read = (BELOW_BAR - box.top) / (box.height + BELOW_BAR - innerHeight);
  return { seen: finished ? 1 : Math.min(Math.max(read, 0), 1), finished };
}

/** How many of a text's `words` are left: what is above the bar has been read. */
export function wordsLeft(text, words) {
  if (share(text).finished) return 0;
  const block = blockInSight(text);
  const box = block.getBoundingClientRect();
  const into = Math.min(Math.max((BELOW_BAR - box.top) / (box.height || 1), 0), 1);
  const read = Number(block.dataset.start) + into * block.textContent.length;
  return words * (1 - read / text.dataset.length);
}

/** Say in the bar how long it takes to read some words, or nothing where none are left. */
export function showTimeLeft(words) {
  const line = document.getElementById("left");
  const minutes = Math.max(Math.round(words / line.dataset.wordsAMinute), 1);
  line.textContent = words ? `${minutes} min left` : "";
}

/** Call `look` as the page moves, at most once a frame, and `keep` when it has come to rest: once
    more after the milliseconds that it gives, if it gives any and nothing moves until then. When
    the page is left it is told so. */
export function follow(look, keep) {
  let frame = 0;
  let pause;
  const rest = async () => {
    const resting = pause;
    const wait = await keep();
    if (wait && pause === resting) pause = setTimeout(rest, wait);
  };
  const leave = () => pause && keep({ leaving: true });
  addEventListener(
    "scroll",
    () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        look();
      });
      clearTimeout(pause);
      pause = setTimeout(rest, PAUSE);
    },
    { passive: true },
  );
  document.addEventListener("visibilitychange", () => document.hidden && leave());
  addEventListener("pagehide", leave);
}
