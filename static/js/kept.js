/* Keeping a whole story; and the page of all that is kept, and of what waits. */

const chapters = (count) => `${count} chapter${count === 1 ? "" : "s"}`;
const plain = (html) => new DOMParser().parseFromString(html, "text/html");
const made = (tag, more, ...content) => {
  const element = Object.assign(document.createElement(tag), more);
  element.append(...content);
  return element;
};

/** The words and buttons by which a story is kept, kept up to date, and let go. */
export async function offer(holder, reader, registration) {
  const name = `story ${reader} ${holder.dataset.keep}`,
    about = `/stories/${holder.dataset.keep}/`;
  const there = holder.dataset.chapters
    .trim()
    .split(" ")
    .map((pair) => pair.split("."));
  const [keep, letGo] = holder.querySelectorAll("button"),
    [progress, words] = holder.querySelectorAll("progress, span");
  async function missing() {
    const copies = await Promise.all(
      there.map(([number]) => caches.match(`${about}${number}/`, { cacheName: name })),
    );
    const revisions = copies.map((copy) => copy?.headers.get("X-Revision"));
    // The one before a new chapter does not lead on to it yet.
    return there.filter(
      ([, revision], i) => revisions[i] !== revision || (there[i + 1] && !copies[i + 1]),
    );
  }
  async function show(problem) {
    const kept = await caches.has(name),
      left = kept && (await missing()).length;
    Object.assign(keep, {
      hidden: kept && !left,
      textContent: kept ? "Keep the rest" : "Keep this story offline",
    });
    letGo.hidden = !kept;
    progress.hidden = true;
    words.textContent = kept
      ? `${problem} Kept${left ? `: ${there.length - left} of` : ","} ${chapters(there.length)}`
      : "";
  }
  async function fetchAll() {
    Object.assign(progress, { hidden: false, value: 0, max: there.length });
    keep.hidden = true;
    navigator.storage?.persist?.();
    await registration.update().catch(() => {});
    while (registration.installing) await new Promise((done) => setTimeout(done, 100));
    await caches.open(name);
    const todo = ["", ...(await missing()).map(([number]) => `${number}/`)];
    let problem = "";
    const hand = async () => {
      while (todo.length && !problem && (await caches.has(name))) {
        const asked = fetch(about + todo.shift(), { headers: { "X-Keep": "1" } });
        const { status } = await asked.catch(() => ({ status: 0 }));
        problem =
          { 0: "The network went away.", 507: "This browser has no room for more." }[status] ||
          problem;
        progress.value = there.length - todo.length;
        words.textContent = `Keeping ${chapters(there.length)}…`;
      }
    };
    await Promise.all([hand(), hand()]); // two at a time: a story of 300 chapters is no storm
    await show(problem);
  }
  keep.addEventListener("click", fetchAll);
  letGo.addEventListener("click", () => caches.delete(name).then(() => show("")));
  await show("");
  if (!keep.hidden && !letGo.hidden && !document.querySelector(".kept-line")) await fetchAll();
}

const press = (words, act) =>
  made("button", { className: "quiet", type: "button", onclick: act }, words);
const when = (time) =>
  new Date(time).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
const link = (url, title) =>
  made("a", { href: url }, plain(title).body.textContent || "The library");
const facts = (...content) => made("p", { className: "facts" }, ...content);

/** What the server said of it: a sentence, or the page or form that holds one. */
function saidOf({ said, status }) {
  if (status === 403) return "You are signed out, or may not do that. Sign in, then try again.";
  return said.includes("<")
    ? plain(said).querySelector(".error, .lede")?.textContent.trim() || "That did not work."
    : said;
}

function waitingRow(ask, { id, path, fields, said, status, page, title, made: time }) {
  const text = fields.text || fields.note || fields.quote;
  const mark = path.endsWith("/remove/") ? "Highlight to remove" : "Highlight";
  const what = path.endsWith("/place/") ? "Your place" : fields.text ? "Comment" : mark;
  const copy = ({ target }) =>
    navigator.clipboard.writeText(text).then(() => {
      target.textContent = "Copied";
    });
  const row = made(
    "li",
    {},
    facts(made("span", {}, what), link(page, title), made("span", {}, when(time))),
  );
  if (text) row.append(made("blockquote", { className: `quote ${fields.colour || ""}` }, text));
  if (said) row.append(made("p", { className: "error" }, saidOf({ said, status })));
  const actions = [
    said && press("Try again", () => ask("tryAgain", id)),
    text && press("Copy text", copy),
    press("Let go", () => ask("letGo", id)),
  ];
  row.append(made("div", { className: "actions" }, ...actions.filter(Boolean)));
  return row;
}

/** Fill the page of what is kept; it is done again whenever that changes. */
export async function list(holder, ask) {
  const fill = (id, rows) => {
    holder.querySelector(id).hidden = !rows.length;
    holder.querySelector(`${id} ul`).replaceChildren(...rows);
  };
  const reader = String(await ask("who")),
    { mine = [], others = 0 } = (await ask("waiting")) || {};
  const stories = [],
    pages = [],
    names = await caches.keys();
  const whole = ({ pathname }) => names.includes(`story ${reader} ${pathname.split("/")[2]}`);
  for (const name of names) {
    const [kind, whose, slug] = name.split(" "),
      rows = [];
    if (whose !== reader || !["story", "pages"].includes(kind)) continue;
    const cache = await caches.open(name);
    for (const key of await cache.keys()) {
      const { headers } = await cache.match(key),
        { pathname } = new URL(key.url);
      if (headers.has("X-Kept"))
        rows.push({
          pathname,
          title: decodeURIComponent(headers.get("X-Title")),
          time: headers.get("X-Kept"),
        });
    }
    if (kind === "pages") {
      const row = ({ pathname, title, time }) =>
        made("li", {}, link(pathname, title), facts(when(time)));
      pages.push(
        ...rows
          .reverse()
          .filter((page) => !whole(page))
          .map(row),
      );
    } else {
      const about = `/stories/${slug}/`,
        title = rows.find(({ pathname }) => pathname === about)?.title || slug;
      const letGo = press("Let go", () => caches.delete(name).then(() => list(holder, ask)));
      stories.push(
        made(
          "li",
          {},
          link(about, title),
          facts(chapters(rows.filter(({ pathname }) => pathname !== about).length)),
          letGo,
        ),
      );
    }
  }
  if (location.pathname === "/kept/") document.getElementById("away")?.remove();
  fill(
    "#waiting",
    mine.map((item) => waitingRow(ask, item)),
  );
  fill("#stories", stories);
  fill("#pages", pages);
  holder.querySelector("#others").hidden = !others;
  holder.querySelector("#nothing").hidden = stories.length + pages.length + mine.length > 0;
}
