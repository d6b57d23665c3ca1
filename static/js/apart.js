/* A chapter while the network is away: what waits shows where it belongs, and more can be written. */

const article = () => document.getElementById("text");
const points = (string) => [...string].length;

/** A boundary point in a block, `offset` code points after its beginning. */
function pointIn(block, offset) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(), left = offset; node; node = walker.nextNode()) {
    const letters = [...node.data];
    if (left <= letters.length) return [node, letters.slice(0, left).join("").length];
    left -= letters.length;
  }
  return null;
}

/** The ranges of what waits: words newly marked, or a mark that changes or goes. */
function rangesOf({ fields, target, revision }) {
  const passage = target.match(/^t(\d+)$/)?.[1];
  if (passage) return [...article().querySelectorAll(`mark[data-passages~="${passage}"]`)].map(rangeOver);
  if (!fields.start || revision !== article().dataset.revision) return [];
  return [...article().querySelectorAll(":scope > [data-start]")].flatMap((block) => {
    const begin = Number(block.dataset.start), length = points(block.textContent);
    const from = Math.max(fields.start - begin, 0), to = Math.min(fields.end - begin, length);
    if (from >= to) return [];
    const range = document.createRange();
    range.setStart(...pointIn(block, from));
    range.setEnd(...pointIn(block, to));
    return [range];
  });
}
function rangeOver(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range;
}

/** Show what waits on this page: marks over the words, without a change to them; comments below. */
export function draw(waiting) {
  const here = waiting.filter(({ page, path }) => page === location.pathname && !path.endsWith("/place/"));
  for (const kind of ["yellow", "green", "blue", "pink", "gone", "talk"]) {
    const fitting = here.filter(({ path, fields }) =>
      kind === (path.endsWith("/remove/") ? "gone" : fields.colour || (fields.start ? "talk" : "")));
    if (globalThis.Highlight) CSS.highlights.set(`waiting-${kind}`, new Highlight(...fitting.flatMap(rangesOf)));
  }
  for (const shown of document.querySelectorAll(".comment.waiting")) shown.remove();
  for (const { fields, path, refused } of here) {
    if (!("text" in fields)) continue;
    const comment = document.createElement("div"), said = document.createElement("div"), why = document.createElement("p");
    Object.assign(comment, { className: "comment waiting" });
    Object.assign(said, { className: "said", textContent: fields.text });
    const link = Object.assign(document.createElement("a"), { href: "/kept/#waiting", textContent: refused ? "This could not be sent. See why." : "Waits for the network." });
    Object.assign(why, { className: "hint" }).append(link);
    comment.append(said, why);
    const to = document.getElementById(path.startsWith("/comments/") ? `c${path.match(/\d+/)}-form` : `t${fields.passage || "new"}-comments`);
    (to || document.getElementById("comments")).append(comment);
  }
}

const templates = new DOMParser();
/** In place of a panel that can't come: the words, colours, and a field to say something. */
export async function offer({ requestConfig: { path, parameters }, target }) {
  const url = new URL(path, location.href), id = url.pathname.match(/(\d+)\/(?:reply\/)?$/)?.[1];
  const page = templates.parseFromString(await (await fetch("/offline/")).text(), "text/html");
  const panel = page.getElementById("apart").content.firstElementChild;
  const [marking, saying] = panel.querySelectorAll("form"), quote = panel.querySelector(".quote");
  const about = {};
  let words = "";
  if (path.includes("/selection/")) {
    const { revision, start, end, quote: { value } } = document.getElementById("selection").elements;
    Object.assign(about, { revision: revision.value, start: start.value, end: end.value, quote: words = value });
  } else if (path.includes("blocks/")) {
    const block = document.getElementById(`b${id}`), start = Number(block.dataset.start);
    words = block.textContent;
    Object.assign(about, { revision: article().dataset.revision, start, end: start + points(words), quote: words });
  } else if (path.startsWith("/passages/")) {
    words = [...article().querySelectorAll(`mark[data-passages~="${id}"]`)].map((mark) => mark.textContent).join(" … ");
    about.passage = id;
    marking.remove();
  } else if (!path.endsWith("/reply/")) return;
  quote.textContent = words;
  for (const [form, action] of [[marking, "highlights/"], [saying, path.endsWith("/reply/") ? path : "comments/"]]) {
    form.setAttribute("action", new URL(action, location.href).pathname);
    form.setAttribute("hx-post", form.getAttribute("action"));
    for (const [name, value] of Object.entries(about)) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, defaultValue: value }));
  }
  document.getElementById("status").replaceChildren();
  const detail = { target, requestConfig: { path } };
  htmx.swap(target, path.endsWith("/reply/") ? saying.outerHTML : panel.outerHTML, { swapStyle: "innerHTML" }, { eventInfo: detail });
}
