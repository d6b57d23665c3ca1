/* Words chosen by keyboard: from one to another, by words and by sentences. */

import { article, BELOW_BAR, blocksOf, pointAt } from "./place.js";
import { settle } from "./selecting.js";

const ABOVE_EDGE = 90; // pixels at the foot of the window in which words are too low
export const STEPS = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 };
let chosen = null; // from one word to another, each [block, index of the word]

export const isChoosing = () => chosen !== null;
export const paragraphs = () => [...blocksOf(article())].filter((block) => wordsOf(block).length);

/** The words of a block as its language has them: code units, and the sentence each is in. */
export function wordsOf(block) {
  const language = article().lang || "en";
  const cut = (granularity) =>
    new Intl.Segmenter(language, { granularity }).segment(block.textContent);
  const sentences = Array.from(cut("sentence"), ({ index }) => index);
  const words = [];
  for (const { index, segment, isWordLike } of cut("word")) {
    if (!isWordLike) continue;
    const sentence = sentences.findLastIndex((begun) => begun <= index);
    words.push({ start: index, end: index + segment.length, sentence });
  }
  return words;
}

/** The word before or after another one, or the first or last of a sentence. */
function moved([block, word], by, bySentence) {
  const words = wordsOf(block);
  let to = word + by;
  while (bySentence && words[to + by]?.sentence === words[to]?.sentence && words[to + by]) to += by;
  if (words[to]) return [block, to];
  const all = paragraphs();
  const next = all[all.indexOf(block) + by];
  return next ? [next, by > 0 ? 0 : wordsOf(next).length - 1] : [block, word];
}

function isBefore([block, word], [otherBlock, otherWord]) {
  if (block === otherBlock) return word <= otherWord;
  return block.compareDocumentPosition(otherBlock) & Node.DOCUMENT_POSITION_FOLLOWING;
}

/** Select from one word to another, and say the words where a screen reader hears them. */
function choose(from, to) {
  chosen = [from, to];
  const ends = chosen.map(([block, word]) => ({ block, ...wordsOf(block)[word] }));
  const [first, final] = isBefore(from, to) ? ends : ends.reverse();
  const [node, before] = pointAt(final.block, final.end - 1);
  const range = document.createRange();
  range.setStart(...pointAt(first.block, first.start));
  range.setEnd(node, before + 1);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  settle();
  const { top, bottom } = range.getBoundingClientRect();
  const isInSight = top >= BELOW_BAR && bottom <= innerHeight - ABOVE_EDGE;
  if (!isInSight) to[0].scrollIntoView({ block: "center", behavior: "instant" });
  document.getElementById("heard").textContent = range.toString();
}

/** Choose the first word of a block. */
export function beginAt(block) {
  choose([block, 0], [block, 0]);
}

/** Go on to another word, or to the end of a sentence; with Shift, with all words up to there. */
export function extend({ key, shiftKey }) {
  const isAcross = key === "ArrowRight" || key === "ArrowLeft";
  const back = isAcross && getComputedStyle(article()).direction === "rtl" ? -1 : 1;
  const to = moved(chosen[1], STEPS[key] * back, !isAcross);
  choose(shiftKey ? chosen[0] : to, to);
}

/** Choose no words any more; what is selected stays so. */
export function stopChoosing() {
  chosen = null;
}

/** Select nothing any more. Gives the block in which words were chosen. */
export function unselect() {
  const [block] = chosen[1];
  stopChoosing();
  getSelection().removeAllRanges();
  settle();
  return block;
}
