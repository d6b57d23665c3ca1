/* What this reader began to write in this browser and did not send: each with where it was. */

import { element } from "./element.js";
import "./sending.js"; // forms that open in place
import { drafts, drop, write } from "./typed_words.js";
import { mend } from "./typing_journal.js";

const BEGINNING = 240; // characters of it that are shown
const holder = document.getElementById("unfinished");
const rows = holder.querySelector("ul");
const NONE = { label: "", title: "Something you wrote", quote: "", page: "" };

/** By form: those of a form go together. */
function byForm() {
  const forms = new Map();
  for (const draft of drafts()) {
    forms.set(draft.address, [...(forms.get(draft.address) || []), draft]);
  }
  const latest = (form) => Math.max(...form.map(({ kept }) => kept.at));
  return [...forms.values()].sort((one, other) => latest(other) - latest(one));
}

const shownTime = (at) =>
  new Date(at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });

function wordsOf(form) {
  const lines = [];
  for (const { kept } of form) {
    const label = form.length > 1 && kept.about ? `${kept.about.label}: ` : "";
    const words = kept.value.trim() || "Everything was deleted here.";
    const isLong = words.length > BEGINNING;
    const begun = isLong ? `${words.slice(0, BEGINNING)}…` : words;
    lines.push(element("p", { className: "typed", dir: "auto" }, label + begun));
    if (!isLong) continue;
    // All of it, too: where one can't go on writing there any more, this is where it is.
    const whole = element("p", { className: "whole", dir: "auto" }, words);
    lines.push(element("details", {}, element("summary", {}, "Show all of it"), whole));
  }
  return lines;
}

function linkTo(page, address) {
  const url = new URL(page, location.href);
  url.searchParams.set("write", address);
  return url.href;
}

function rowOf(form) {
  const { address, kept } = form[0];
  const { label, title, quote, page } = kept.about || NONE;
  const facts = element("p", { className: "facts" });
  if (form.length === 1 && label) facts.append(element("span", {}, label));
  facts.append(element("span", {}, title));
  const time = element("time", { dateTime: new Date(kept.at).toISOString() }, shownTime(kept.at));
  facts.append(time);
  const row = element("li", {}, facts);
  if (quote) row.append(element("blockquote", { className: "quote", dir: "auto" }, quote));
  row.append(...wordsOf(form));
  const about = element("span", { className: "sr" }, `: ${label || title}`);
  const actions = element("div", { className: "actions" });
  if (page) {
    const href = linkTo(page, address);
    actions.append(element("a", { className: "quiet", href }, "Go on writing", about));
  }
  const onclick = () => discard(row, form);
  const discarding = { className: "quiet danger", type: "button", onclick };
  actions.append(element("button", discarding, "Discard", about.cloneNode(true)));
  row.append(actions);
  return row;
}

function discard(row, form) {
  for (const { name } of form) drop(name);
  const undone = element("p", { className: "removed" });
  const onclick = () => {
    for (const { name, kept } of form) write(name, kept);
    const back = rowOf(form);
    undone.parentElement.replaceWith(back);
    back.querySelector("a, button").focus();
  };
  const undo = element("button", { className: "quiet", type: "button", onclick }, "Undo");
  undone.append(element("span", { className: "silence" }, "Discarded."), " ", undo);
  row.replaceWith(element("li", {}, undone));
  undo.focus();
}

function list() {
  for (const row of rows.querySelectorAll(":scope > .of-browser")) row.remove();
  const found = byForm().map(rowOf);
  for (const row of found) row.classList.add("of-browser");
  rows.prepend(...found);
  if (found.length) holder.dataset.empty = "no";
  holder.querySelector("#unfinished-where").hidden = !found.length;
}

mend().then(list);
/* Back by the browser's own way: what was sent meanwhile is gone. */
addEventListener("pageshow", ({ persisted }) => persisted && list());
