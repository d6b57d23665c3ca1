/* Where a selection stands in the chapter's plain text, and a selection of what stands there. */

import { article, blockAt, blocksOf, codePoints, codeUnits, pointOf } from "./place.js";

/** The block that holds a node of the article, or null. */
function blockOf(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element?.closest(".text > [data-start]");
}

/** Code points of the block's text before a boundary point of a range. */
export function offsetIn(block, node, offset) {
  const before = document.createRange();
  before.selectNodeContents(block);
  before.setEnd(node, offset);
  return codePoints(before.toString());
}

/** The selection as {start, end, quote, block, revision} in the chapter's plain text, without space
    at its ends, or null. */
export function selectionInText(selection = getSelection()) {
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const parts = [];
  for (const block of blocksOf(article())) {
    if (!range.intersectsNode(block)) continue;
    const from = block.contains(range.startContainer)
      ? offsetIn(block, range.startContainer, range.startOffset)
      : 0;
    const text = [...block.textContent];
    const to = block.contains(range.endContainer)
      ? offsetIn(block, range.endContainer, range.endOffset)
      : text.length;
    const words = text.slice(from, to).join("");
    if (words.trim()) parts.push({ start: Number(block.dataset.start) + from, words });
  }
  if (!parts.length) return null;
  const [first, last] = [parts[0], parts.at(-1)];
  const start = first.start + codePoints(first.words) - codePoints(first.words.trimStart());
  const end = last.start + codePoints(last.words.trimEnd());
  const quote = parts.map((part) => part.words).join("\n\n");
  return {
    start,
    end,
    quote: quote.trim(),
    block: blockOf(range.startContainer)?.id || "",
    revision: article().dataset.revision,
  };
}

/** The range of words of the plain text, or null where there is no text. */
export function rangeOf({ start, end }) {
  const text = article();
  const [first, last] = [blockAt(text, start), blockAt(text, end - 1)];
  if (!first || !last) return null;
  const range = document.createRange();
  range.setStart(...pointOf(first, start));
  range.setEnd(...pointOf(last, end));
  return range;
}

/** Select words of the plain text, if they still stand there. */
export function select({ start, end, quote }) {
  getSelection().removeAllRanges();
  const range = rangeOf({ start, end });
  if (range) getSelection().addRange(range);
  if (selectionInText()?.quote !== quote) getSelection().removeAllRanges();
}

/** Do something to the text that may take the selection, and leave it selected. */
export function keepSelection(act) {
  const before = selectionInText();
  act();
  if (before && selectionInText()?.quote !== before.quote) select(before);
}

/** The pieces of a block's text nodes that hold words of the plain text, in code units. */
export function piecesOf(block, { start, end }) {
  const text = block.textContent;
  const from = codeUnits(text, Math.max(start - block.dataset.start, 0));
  const to = codeUnits(text, Math.max(end - block.dataset.start, 0));
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const pieces = [];
  for (let at = 0; at < to && walker.nextNode(); at += walker.currentNode.length) {
    const node = walker.currentNode;
    const piece = { node, from: Math.max(from - at, 0), to: Math.min(to - at, node.length) };
    if (piece.from < piece.to) pieces.push(piece);
  }
  return pieces;
}
