/* A chapter while the network is away: what waits shows where it belongs, and one can write. */

import { element, parsed } from "./element.js";
import { paint, placeOf, unpaint } from "./painting.js";
import { article, marksOf } from "./place.js";
import { keepSelection } from "./selection.js";

const paths = document.body.dataset;
const lengthOf = ({ textContent }) => [...textContent].length;

/** The words of what waits: of a mark that changes or goes, or newly marked; or null. */
function wordsOf({ fields, target, revision }) {
  const passage = /^t(\d+)$/.exec(target)?.[1];
  const place = passage ? placeOf(passage) : { start: fields.start, end: fields.end };
  const { start, end } = place || {};
  if (!end) return null;
  const seen = passage ? article().dataset.revision : revision || fields.revision;
  return { start: Number(start), end: Number(end), revision: seen };
}

function classesOf({ route, fields }) {
  if (route?.name === "highlight_remove") return "mine waiting gone";
  return fields.colour ? `mine waiting ${fields.colour}` : "waiting talk";
}

/** The element under which a comment that waits belongs. */
function holderOf({ fields, route }) {
  let id = "comments";
  if (route?.name === "comment_reply") id = `c${route.values[0]}-form`;
  else if (fields.start || fields.passage) id = `t${fields.passage || "new"}-comments`;
  return document.getElementById(id) || document.getElementById("comments");
}

/* A mark that is undone before it was sent is not sent. */
let askWorker = null;
document.addEventListener("unsend", async ({ detail: { url, start, end } }) => {
  const { pathname } = new URL(url, location.href);
  const isIt = ({ route, path, fields }) =>
    route?.name === "highlight_create" &&
    path === pathname &&
    Number(fields.start) === start &&
    Number(fields.end) === end;
  const { mine } = await askWorker("waiting");
  for (const { id } of mine.filter(isIt)) await askWorker("letGo", id);
});

let painted = [];
function drawHighlights(items) {
  for (const item of painted) unpaint(item);
  painted = [];
  for (const item of items) {
    const words = wordsOf(item);
    if (words) keepSelection(() => painted.push(paint(words, classesOf(item))));
  }
}

function drawComment(item) {
  const why = item.refused ? "This could not be sent. See why." : "Waiting to be sent.";
  const link = element("a", { href: `${paths.kept}#waiting` }, why);
  const hint = element("p", { className: "hint" }, link);
  const text = element("div", { className: "comment-text", dir: "auto" }, item.fields.text);
  holderOf(item).append(element("div", { className: "comment waiting" }, text, hint));
}

/** Show what waits on this page: on the words, and below. */
export function draw(waiting, ask) {
  askWorker = ask;
  if (!article()) return;
  const isHere = ({ page, route }) => page === location.pathname && route?.name !== "progress_save";
  const items = waiting.filter(isHere);
  drawHighlights(items);
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
  const draft = about.passage || `${start}-${end}`;
  prepare(saying, isReply ? pathname : actionOf("say-chapter"), about, isReply ? "" : draft);
  if (route.name === "passage") marking.remove();
  else prepare(marking, actionOf("selection"), about, draft);
  document.getElementById("status").replaceChildren();
  const html = (isReply ? saying : panel).outerHTML;
  const eventInfo = { target, requestConfig };
  htmx.swap(target, html, { swapStyle: "innerHTML" }, { eventInfo });
}
