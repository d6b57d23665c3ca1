/* A chapter while the network is away: what waits shows where it belongs, and one can write. */

import { element, parsed } from "./element.js";
import { article, blocksOf, codeUnits, marksOf, pointAt } from "./place.js";

const KINDS = ["yellow", "green", "blue", "pink", "gone", "talk"];
const paths = document.body.dataset;
const lengthOf = ({ textContent }) => [...textContent].length;

/** The range of an element's text from one code point to another. */
function rangeIn(holder, from, to) {
  const range = document.createRange();
  const { textContent } = holder;
  range.setStart(...pointAt(holder, codeUnits(textContent, from)));
  range.setEnd(...pointAt(holder, codeUnits(textContent, to)));
  return range;
}

/** The ranges of what waits: a mark that changes or goes, or words newly marked. */
function rangesOf({ fields, target, revision }) {
  const ranges = [];
  if (/^t\d+$/.test(target)) {
    for (const mark of marksOf(target.slice(1))) ranges.push(rangeIn(mark, 0, lengthOf(mark)));
    return ranges;
  }
  if (!fields.start || revision !== article().dataset.revision) return ranges;
  for (const block of blocksOf(article())) {
    const from = Math.max(fields.start - block.dataset.start, 0);
    const to = Math.min(fields.end - block.dataset.start, lengthOf(block));
    if (from < to) ranges.push(rangeIn(block, from, to));
  }
  return ranges;
}

function kindOf({ route, fields }) {
  return route?.name === "highlight_remove" ? "gone" : fields.colour || "talk";
}

/** The element under which a comment that waits belongs. */
function holderOf({ fields, route }) {
  let id = "comments";
  if (route?.name === "comment_reply") id = `c${route.values[0]}-form`;
  else if (fields.start || fields.passage) id = `t${fields.passage || "new"}-comments`;
  return document.getElementById(id) || document.getElementById("comments");
}

/** Whether a range begins with the chapter's first letter, which may be a large one: browsers draw
    no highlight over that, so the stylesheet does. */
function holdsCapital(range) {
  return range.isPointInRange(...pointAt(article().querySelector(":scope > p"), 0));
}

function drawHighlights(items) {
  delete article().dataset.capital;
  for (const kind of KINDS) {
    const ranges = items.filter((item) => kindOf(item) === kind).flatMap(rangesOf);
    CSS.highlights.set(`waiting-${kind}`, new Highlight(...ranges));
    if (ranges.some(holdsCapital)) article().dataset.capital = kind;
  }
}

function drawComment(item) {
  const why = item.refused ? "This could not be sent. See why." : "Waiting to be sent.";
  const link = element("a", { href: `${paths.kept}#waiting` }, why);
  const hint = element("p", { className: "hint" }, link);
  const text = element("div", { className: "comment-text", dir: "auto" }, item.fields.text);
  holderOf(item).append(element("div", { className: "comment waiting" }, text, hint));
}

/** Show what waits on this page: over the words, without a change to them, and below. */
export function draw(waiting) {
  if (!article()) return;
  const isHere = ({ page, route }) => page === location.pathname && route?.name !== "progress_save";
  const items = waiting.filter(isHere);
  if (globalThis.Highlight) drawHighlights(items);
  for (const shown of document.querySelectorAll(".comment.waiting")) shown.remove();
  for (const item of items) if ("text" in item.fields) drawComment(item);
}

/** What a panel is about: the fields that say so to the server, and the words. */
function subjectOf({ name, values }) {
  const { revision } = article().dataset;
  if (name === "selection") {
    const { start, end, quote } = document.getElementById("selection").elements;
    const about = { revision, start: start.value, end: end.value, quote: quote.value };
    return { about, words: quote.value };
  }
  if (name === "paragraph") {
    const block = document.getElementById(`b${values.at(-1)}`);
    const words = block.textContent;
    const start = Number(block.dataset.start);
    return { about: { revision, start, end: start + lengthOf(block), quote: words }, words };
  }
  if (name === "passage") {
    const words = Array.from(marksOf(values[0]), (mark) => mark.textContent).join(" ");
    return { about: { passage: values[0] }, words };
  }
  return { about: {}, words: "" };
}

function prepare(form, action, about, draft) {
  form.setAttribute("action", action);
  form.setAttribute("hx-post", action);
  form.dataset.draft = `${action} ${draft}`; // as comment_form.html has it
  for (const [name, defaultValue] of Object.entries(about)) {
    form.append(element("input", { type: "hidden", name, defaultValue }));
  }
}

/** In place of a panel that can't come: the words, colours, and a field to say something. */
export async function offer({ requestConfig, target }, ask) {
  const { pathname } = new URL(requestConfig.path, location.href);
  const route = await ask("routeOf", pathname);
  const isReply = route?.name === "comment_reply";
  if (!isReply && !["passage", "paragraph", "selection"].includes(route?.name)) return;
  const page = parsed(await (await fetch(paths.offline)).text());
  const panel = page.getElementById("apart").content.firstElementChild;
  const [marking, saying] = panel.querySelectorAll("form");
  const { about, words } = isReply ? { about: {}, words: "" } : subjectOf(route);
  if (route.name === "selection") {
    getSelection().removeAllRanges();
    document.getElementById("selection").hidden = true;
  }
  panel.querySelector(".quote").textContent = words;
  const { start, end } = about;
  if (end) Object.assign(panel.querySelector(".thread").dataset, { start, end });
  const actionOf = (id) => document.getElementById(id)?.getAttribute("action");
  const draft = about.passage || "new";
  prepare(saying, isReply ? pathname : actionOf("say-chapter"), about, isReply ? "" : draft);
  if (route.name === "passage") marking.remove();
  else prepare(marking, actionOf("selection"), about, draft);
  document.getElementById("status").replaceChildren();
  const html = (isReply ? saying : panel).outerHTML;
  const eventInfo = { target, requestConfig };
  htmx.swap(target, html, { swapStyle: "innerHTML" }, { eventInfo });
}
