/* Words painted before the server has answered, and while the network is away: with the element that
   the server will send, so that its answer moves nothing. */

import { element } from "./element.js";
import { article, blocksOf, marksOf } from "./place.js";
import { keepSelection, offsetIn, piecesOf } from "./selection.js";

const painted = new Set(); // what is painted so: { text, start, end, revision, classes, marks }
const OWN = /^mine (?:waiting )?(?!gone)(\w+)$/; // the classes of a mark that one makes
const itemOf = new WeakMap(); // of which item a mark is

/** Paint words, {start, end, revision} of the chapter's plain text, with these classes. Gives what
    takes it back. It stays over words that are drawn anew. */
export function paint(words, classes) {
  const item = { ...words, text: article().id, classes, marks: [] };
  painted.add(item);
  draw(item);
  return item;
}

/** Take back what was painted, if it is still there. */
export function unpaint(item) {
  painted.delete(item);
  keepSelection(() => {
    for (const mark of item.marks) {
      const holder = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      holder?.normalize();
    }
  });
}

/** Leave it as it is: the server's own takes its place. */
export const release = (item) => painted.delete(item);

/** Where the passage of a mark stands: the one whose colour shows there is named first. */
export function placeOf(passage) {
  const runs = [...marksOf(passage)];
  if (!runs.length) return null;
  const [first, last] = [runs[0], runs.at(-1)];
  const at = (run, offset) => {
    const block = run.closest("[data-start]");
    return Number(block.dataset.start) + offsetIn(block, run, offset);
  };
  return { start: at(first, 0), end: at(last, last.childNodes.length) };
}

/* Of overlapping colours that of the shortest mark shows, of two as long that of the later: as in
   reader/text/rendering/painting.py. The same words marked anew show their new colour. */
function isOnTop(mark, item) {
  const place = itemOf.get(mark) || placeOf(mark.dataset.passages.split(" ")[0]);
  if (!place) return false;
  const longer = place.end - place.start - (item.end - item.start);
  return longer < 0 || (longer === 0 && place.start > item.start);
}

function blocksWith(text, { start, end }) {
  const all = [...blocksOf(text)];
  const first = all.findLastIndex((block) => Number(block.dataset.start) <= start);
  const after = all.findIndex((block) => Number(block.dataset.start) >= end);
  return all.slice(Math.max(first, 0), after < 0 ? all.length : after);
}

function draw(item) {
  item.marks = [];
  const text = document.getElementById(item.text);
  if (String(item.revision) !== text.dataset.revision) return;
  const known = new Map(); // of marks that are there, whether they stay on top
  const isCovered = (mark) => {
    if (!known.has(mark)) known.set(mark, isOnTop(mark, item));
    return known.get(mark);
  };
  for (const block of blocksWith(text, item)) {
    for (const piece of piecesOf(block, item)) {
      const mark = piece.node.parentElement.closest("mark.mine");
      if (!mark || !isCovered(mark)) item.marks.push(wrap(piece, item));
    }
  }
}

function wrap({ node, from, to }, item) {
  if (to < node.length) node.splitText(to);
  const words = from ? node.splitText(from) : node;
  const mark = element("mark", { className: item.classes });
  const [, colour] = item.classes.match(OWN) || [];
  if (colour && !item.marks.length) mark.ariaDescription = `your ${called(colour)} highlight`;
  words.replaceWith(mark);
  mark.append(words);
  itemOf.set(mark, item);
  return mark;
}

/** What one calls a colour: as the bar does that marks in it. */
function called(colour) {
  const name = document.querySelector(`#selection .dot.${colour}`)?.title;
  return name && name.toLowerCase() !== colour ? name : colour;
}

/* An answer about other words may draw these anew, before their own has come. */
function drawAgain() {
  for (const item of painted) {
    if (!item.marks.every((mark) => mark.isConnected)) draw(item);
  }
}
for (const sign of ["htmx:afterSettle", "text:changed"]) document.addEventListener(sign, drawAgain);
