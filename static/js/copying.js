/* Copying a stretch of the story gives the story: its words, and how they look, without what the
   page says beside them. */

import { announce } from "./page.js";
import { article } from "./place.js";
import { selectionInText } from "./selection.js";

const KEPT = ["alt", "colspan", "dir", "lang", "rowspan", "src", "start"];
const REFUSED = "The browser does not let this page copy. Use its own Copy.";
const bar = document.getElementById("selection");
const elementOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);

/** The words of a copied block as they stand in the story. */
const wordsOf = (block) =>
  block.matches?.("hr") ? block.dataset.mark || "* * *" : block.textContent.trimEnd();

/** Make a copy fit to stand elsewhere: readings and the numbers of notes are text there. */
function clean(copy) {
  for (const mark of copy.querySelectorAll("mark")) mark.replaceWith(...mark.childNodes);
  for (const rt of copy.querySelectorAll("rt[data-reading]")) rt.textContent = rt.dataset.reading;
  for (const number of copy.querySelectorAll(".footnote-ref")) {
    number.replaceWith(number.dataset.number ?? "");
  }
  for (const link of copy.querySelectorAll("a[href]")) link.setAttribute("href", link.href);
  for (const element of copy.querySelectorAll("*")) {
    for (const { name } of [...element.attributes]) {
      const isKept = KEPT.includes(name) || (name === "href" && element.matches("a"));
      if (!isKept) element.removeAttribute(name);
    }
  }
}

/** What is selected of the story, as {text, html}; null where the selection begins elsewhere. */
function selectedStory() {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!elementOf(range.startContainer).closest(".text")) return null;
  const copy = document.createElement("div");
  copy.append(range.cloneContents());
  for (const sign of copy.querySelectorAll(".block-link, .footnote-back")) sign.remove();
  const blocks = [...copy.querySelectorAll("[data-start]")].filter(wordsOf);
  const text = (blocks.length ? blocks : [copy]).map(wordsOf).join("\n\n");
  if (!text.trim()) return null;
  if (blocks.length) copy.replaceChildren(...blocks);
  clean(copy);
  return { text, html: copy.innerHTML };
}

document.addEventListener("copy", (event) => {
  const story = event.target.closest?.("input, textarea") ? null : selectedStory();
  if (!story) return;
  event.preventDefault();
  event.clipboardData.setData("text/plain", story.text);
  event.clipboardData.setData("text/html", story.html);
});

/** A link to words of the chapter, as they stand in the text that is shown. */
export function linkTo({ start, end, block }) {
  const { url = location.pathname, names = "", revision } = article().dataset;
  const link = new URL(url, location.origin);
  link.searchParams.set("at", `${revision}.${start}.${end}`);
  link.hash = block.slice(names.length);
  return link.href;
}

/** Where the words are from, in words. */
function source() {
  const { story, chapter, by } = bar.dataset;
  const part = article().closest(".part")?.querySelector(".part-title");
  return `${story}, ${part?.textContent ?? chapter}, by ${by}`;
}

/* The bar's own way to copy: the words, or with where they are from below them. */
const choices = bar?.querySelector(".copying");
choices?.addEventListener("click", ({ target }) => {
  if (target.closest("button")) choices.open = false;
});
document.getElementById("copy-words")?.addEventListener("click", () => {
  const copied = document.execCommand("copy");
  announce(copied ? "Copied." : REFUSED);
});
document.getElementById("copy-with-source")?.addEventListener("click", async () => {
  const story = selectedStory();
  if (!story) return;
  const link = linkTo(selectionInText());
  const from = Object.assign(document.createElement("a"), { href: link });
  from.textContent = source();
  const parts = {
    "text/plain": `${story.text}\n\n— ${from.textContent}\n${link}`,
    "text/html": `<blockquote>${story.html}</blockquote><p>— ${from.outerHTML}</p>`,
  };
  for (const [type, part] of Object.entries(parts)) parts[type] = new Blob([part], { type });
  try {
    await navigator.clipboard.write([new ClipboardItem(parts)]);
    announce("Copied, with where it is from.");
  } catch {
    announce(REFUSED);
  }
});
