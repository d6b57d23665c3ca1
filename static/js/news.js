/* What is new and not in sight: how much waits in the bar, in the place of the minutes, and leads
   there when it is pressed. */

import { element } from "./element.js";
import { isBeside, isOpen } from "./panel.js";
import { marksOf } from "./place.js";

const REVISED = "Newly revised";
const left = document.getElementById("left");
const margin = document.getElementById("margin");
const known = new Set(); // the keys of all that was news
const unseen = new Map(); // what is news, by its key: a link that also says on which passage it is
let isRevised = false;
const button = element("button", { className: "news", type: "button", onclick: follow });
const commentOf = (key) => document.getElementById(`c${key}`);

/** Take in what is new: links to comments, those that `came` into what is open, whether the text
    is another one. */
export function tell(links, came, revised) {
  const added = [];
  for (const link of links) {
    const { key } = link.dataset;
    const there = commentOf(key);
    if (!known.has(key) && (!there || came.includes(there))) added.push(link);
    known.add(key);
  }
  for (const link of added) unseen.set(link.dataset.key, link);
  for (const comment of came) watcher.observe(comment);
  say(added, revised && !isRevised);
  isRevised = revised;
  show();
}

/* What has been in sight is no news. */
const watcher = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    watcher.unobserve(target);
    unseen.delete(target.id.slice(1));
  }
  show();
});

const areOnWords = () => [...unseen.values()].every(({ dataset }) => dataset.passage);
const whereOf = (number) => (areOnWords() ? " in the margin" : ` comment${number > 1 ? "s" : ""}`);
const countOf = (number) => `${number} new${whereOf(number)}`;

function show() {
  if (!unseen.size && !isRevised) return button.remove();
  const where = element("span", { className: "news-where" }, whereOf(unseen.size));
  button.replaceChildren(...(unseen.size ? [`${unseen.size} new`, where] : [REVISED]));
  button.title = unseen.size ? "" : "The author has revised this chapter: show the new text";
  const isSheet = isOpen() && !isBeside(); // what is behind it can't be pressed
  const head = isSheet && margin.querySelector(".panel-head");
  if (head && button.parentElement !== head) head.prepend(button);
  else if (!head && left.nextElementSibling !== button) left.after(button); // it keeps the focus
}
document.addEventListener("margin:settled", () => {
  for (const key of unseen.keys()) {
    const comment = commentOf(key);
    if (comment && margin.contains(comment)) watcher.observe(comment);
  }
  show();
});

/** A screen reader hears it, once it has nothing else to say: what was said in an open thread, and
    how much is new elsewhere. */
function say(added, isNewText) {
  const sentences = [];
  let elsewhere = 0;
  for (const { dataset } of added) {
    const comment = commentOf(dataset.key);
    if (!comment || !margin.contains(comment)) elsewhere += 1;
    else sentences.push(wordsOf(comment));
  }
  if (elsewhere) sentences.push(`${countOf(elsewhere)}.`);
  if (isNewText) sentences.push("The author has revised this chapter.");
  if (!sentences.length) return;
  const status = document.getElementById("status");
  status.querySelector(".live-said")?.remove();
  status.append(element("p", { className: "sr live-said" }, sentences.join(" ")));
}
function wordsOf(comment) {
  const heard = comment.cloneNode(true);
  for (const spoiler of heard.querySelectorAll(".spoiler")) spoiler.replaceWith("[spoiler]");
  const [who, what] = [".who-name", ".comment-text"].map((part) => heard.querySelector(part));
  return `${who?.textContent.trim()}: ${what?.textContent.trim()}`;
}

/** To the first thing that is new: in the panel, else by its place in the text. */
async function follow() {
  const [link] = [...unseen.values()].sort((a, b) => placeOf(a) - placeOf(b));
  if (!link) return location.reload(); // what was typed comes back
  const { key, passage } = link.dataset;
  const comment = commentOf(key);
  const mark = passage && marksOf(passage)[0];
  if (!comment && !mark) return location.assign(link.getAttribute("href"));
  unseen.delete(key);
  if (comment) {
    const closed = comment.closest("details:not([open])");
    if (closed) closed.open = true;
    comment.scrollIntoView({ block: margin.contains(comment) ? "nearest" : "center" });
    comment.focus({ preventScroll: true });
    return show();
  }
  const { openThreadsOf } = await import("./margin.js");
  mark.scrollIntoView({ block: "center" });
  openThreadsOf(mark);
  for (const [other, { dataset }] of unseen) if (dataset.passage === passage) unseen.delete(other);
  show();
}
function placeOf({ dataset: { key, passage } }) {
  const comment = commentOf(key);
  if (comment && margin.contains(comment)) return -1;
  const mark = passage && marksOf(passage)[0];
  return (comment || mark)?.getBoundingClientRect().top ?? Infinity;
}
