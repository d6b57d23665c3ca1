/* Where a selection stands in the chapter's plain text, and a selection of what stands there. */

import { article, blockAt, blocksOf, codePoints, pointOf } from "./place.js";

/** The block that holds a node of the article, or null. */
function blockOf(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element?.closest(".text > [data-start]");
}

/** Code points of the block's text before a boundary point of a range. */
function offsetIn(block, node, offset) {
  const before = document.createRange();
  before.selectNodeContents(block);
  before.setEnd(node, offset);
  return codePoints(before.toString());
}

/** The selection as {start, end, quote} in the chapter's plain text, or null. */
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
    if (words.trim()) {
      parts.push({ start: Number(block.dataset.start) + from, words, length: to - from });
    }
  }
  if (!parts.length) return null;
  const last = parts.at(-1);
  return {
    start: parts[0].start,
    end: last.start + last.length,
    quote: parts.map((part) => part.words).join("\n\n"),
    block: blockOf(range.startContainer)?.id || "",
  };
}

/** Select words of the plain text, if they still stand there. */
export function select({ start, end, quote }) {
  const text = article();
  const range = document.createRange();
  range.setStart(...pointOf(blockAt(text, start), start));
  range.setEnd(...pointOf(blockAt(text, end - 1), end));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  if (selectionInText()?.quote !== quote) getSelection().removeAllRanges();
}
