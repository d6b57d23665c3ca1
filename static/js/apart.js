/* A chapter while the network is away: what waits shows where it belongs, and more can be written. */

const article = () => document.getElementById("text");
const marksOf = (passage) => [...article().querySelectorAll(`mark[data-passages~="${passage}"]`)];
const made = (tag, more, ...content) => {
  const element = Object.assign(document.createElement(tag), more);
  element.append(...content);
  return element;
};

/** The range of a block's text from one code point to another. */
function rangeIn(block, from, to) {
  const range = document.createRange(),
    walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(), at = 0; node; node = walker.nextNode()) {
    const letters = [...node.data],
      unit = (point) => letters.slice(0, point - at).join("").length;
    if (from >= at && from < at + letters.length) range.setStart(node, unit(from));
    if (to > at && to <= at + letters.length) range.setEnd(node, unit(to));
    at += letters.length;
  }
  return range;
}

/** The ranges of what waits: a mark that changes or goes, or words newly marked. */
function rangesOf({ fields, target, revision }) {
  const length = (element) => [...element.textContent].length;
  if (/^t\d+$/.test(target))
    return marksOf(target.slice(1)).map((mark) => rangeIn(mark, 0, length(mark)));
  if (!fields.start || revision !== article().dataset.revision) return [];
  return [...article().querySelectorAll(":scope > [data-start]")].flatMap((block) => {
    const from = Math.max(fields.start - block.dataset.start, 0);
    const to = Math.min(fields.end - block.dataset.start, length(block));
    return from < to ? [rangeIn(block, from, to)] : [];
  });
}

/** Show what waits on this page: over the words, without a change to them, and below. */
export function draw(waiting) {
  if (!article()) return;
  const here = waiting.filter(
    ({ page, path }) => page === location.pathname && !path.endsWith("/place/"),
  );
  const kindOf = ({ path, fields }) =>
    path.endsWith("/remove/") ? "gone" : fields.colour || "talk";
  for (const kind of globalThis.Highlight
    ? ["yellow", "green", "blue", "pink", "gone", "talk"]
    : []) {
    const ranges = here.filter((item) => kindOf(item) === kind).flatMap(rangesOf);
    CSS.highlights.set(`waiting-${kind}`, new Highlight(...ranges));
  }
  for (const shown of document.querySelectorAll(".comment.waiting")) shown.remove();
  for (const { fields, path, refused } of here.filter((item) => "text" in item.fields)) {
    const why = refused ? "This could not be sent. See why." : "Waits for the network.";
    const hint = made(
      "p",
      { className: "hint" },
      made("a", { href: "/kept/#waiting", textContent: why }),
    );
    const under = path.startsWith("/comments/")
      ? `c${path.match(/\d+/)}-form`
      : `t${fields.passage || "new"}-comments`;
    const holder =
      (fields.start || fields.passage || path.startsWith("/comments/")) &&
      document.getElementById(under);
    (holder || document.getElementById("comments")).append(
      made(
        "div",
        { className: "comment waiting" },
        made("div", { className: "said", dir: "auto", textContent: fields.text }),
        hint,
      ),
    );
  }
}

/** In place of a panel that can't come: the words, colours, and a field to say something. */
export async function offer({ requestConfig: { path }, target }) {
  const { pathname } = new URL(path, location.href),
    id = pathname.match(/(\d+)\/(?:reply\/)?$/)?.[1];
  const page = new DOMParser().parseFromString(
    await (await fetch("/offline/")).text(),
    "text/html",
  );
  const panel = page.getElementById("apart").content.firstElementChild,
    [marking, saying] = panel.querySelectorAll("form");
  const reply = pathname.endsWith("/reply/"),
    revision = article()?.dataset.revision;
  let about = {},
    words = "";
  if (pathname.endsWith("/selection/")) {
    const { start, end, quote } = document.getElementById("selection").elements;
    words = quote.value;
    about = { revision, start: start.value, end: end.value, quote: words };
    getSelection().removeAllRanges();
    document.getElementById("selection").hidden = true;
  } else if (pathname.includes("/blocks/")) {
    const block = document.getElementById(`b${id}`),
      start = Number(block.dataset.start);
    words = block.textContent;
    about = { revision, start, end: start + [...words].length, quote: words };
  } else if (pathname.startsWith("/passages/")) {
    words = marksOf(id)
      .map((mark) => mark.textContent)
      .join(" ");
    about = { passage: id };
    marking.remove();
  } else if (!reply) return;
  panel.querySelector(".quote").textContent = words;
  for (const [form, action] of [
    [marking, "highlights/"],
    [saying, reply ? pathname : "comments/"],
  ]) {
    form.setAttribute("action", new URL(action, location.href).pathname);
    form.setAttribute("hx-post", form.getAttribute("action"));
    form.dataset.draft = `${form.getAttribute("action")} ${reply ? "" : about.passage || "new"}`; // as comment_form.html has it
    for (const [name, value] of Object.entries(about))
      form.append(made("input", { type: "hidden", name, defaultValue: value }));
  }
  document.getElementById("status").replaceChildren();
  const eventInfo = { target, requestConfig: { path } };
  htmx.swap(target, (reply ? saying : panel).outerHTML, { swapStyle: "innerHTML" }, { eventInfo });
}
