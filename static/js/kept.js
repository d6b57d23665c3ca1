/* Keeping a whole story; and the page of all that is kept, and of what waits. */

const chapters = (count) => `${count} chapter${count === 1 ? "" : "s"}`;

/** The words and buttons by which a story is kept, kept up to date, and let go. */
export async function offer(holder, { reader, registered }) {
  const name = `story ${reader} ${holder.dataset.keep}`, about = `/stories/${holder.dataset.keep}/`;
  const there = holder.dataset.chapters.trim().split(" ").map((pair) => pair.split("."));
  const [keep, letGo] = holder.querySelectorAll("button"), progress = holder.querySelector("progress");
  const words = holder.querySelector("[role=status]");
  const copyOf = (url) => caches.match(url, { cacheName: name });
  const missing = async () => {
    const copies = await Promise.all(there.map(([number]) => copyOf(`${about}${number}/`)));
    // The one before a new chapter does not lead on to it yet.
    return there.filter(([, revision], i) => copies[i]?.headers.get("X-Revision") !== revision || (there[i + 1] && !copies[i + 1]));
  };
  async function show(problem = "") {
    const kept = await caches.has(name), left = kept ? (await missing()).length : there.length;
    keep.hidden = kept && !left;
    letGo.hidden = !kept;
    progress.hidden = true;
    keep.textContent = kept ? "Keep the rest" : "Keep this story";
    words.textContent = kept ? `${problem} Kept${left ? `: ${there.length - left} of` : ","} ${chapters(there.length)}.`.trim() : "";
    holder.hidden = false;
  }
  async function fetchAll() {
    Object.assign(progress, { hidden: false, value: 0, max: there.length });
    keep.hidden = true;
    navigator.storage?.persist?.();
    const registration = await registered;
    await registration.update().catch(() => {});
    while (registration.installing) await new Promise((done) => setTimeout(done, 100));
    const cache = await caches.open(name), todo = [[""], ...(await missing())];
    let problem = "";
    const hand = async () => {
      for (let next = todo.shift(); next && !problem && (await caches.has(name)); next = todo.shift()) {
        const url = next[0] ? `${about}${next[0]}/` : about;
        const { status } = await fetch(url, { headers: { "X-Keep": "1" } }).catch(() => ({ status: 0 }));
        if (status === 0) problem = "The network went away.";
        if (status === 507) problem = "This browser has no room for more.";
        const text = (await (await copyOf(url))?.text()) || "";
        for (const [, picture] of text.matchAll(/<img[^>]+src="(\/[^"]+)"/g)) await cache.add(picture).catch(() => {});
        progress.value = there.length - todo.length;
        words.textContent = `Keeping ${chapters(there.length)}…`;
      }
    };
    await Promise.all([hand(), hand()]); // two at a time: a story of 300 chapters is no storm
    await show(problem);
  }
  keep.addEventListener("click", fetchAll);
  letGo.addEventListener("click", async () => {
    await caches.delete(name);
    await show();
  });
  await show();
  if ((await caches.has(name)) && (await missing()).length && !document.querySelector(".kept-line")) await fetchAll();
}

const plain = (html) => new DOMParser().parseFromString(html, "text/html");
const made = (tag, content, more = {}) => {
  const element = Object.assign(document.createElement(tag), more);
  element.append(...[content].flat());
  return element;
};
const press = (words, act) => {
  const button = made("button", words, { className: "quiet", type: "button" });
  button.addEventListener("click", act);
  return button;
};
const link = ({ url, title }) => made("a", plain(title).body.textContent || "The library", { href: url });
const when = (time) => new Date(time).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** What the server said of it: a sentence, or the page or form that holds one. */
const saidOf = ({ said, status }) => {
  if (status === 403) return "You are signed out, or may not do that. Sign in, then try again.";
  return said.includes("<") ? plain(said).querySelector(".error, [role=alert], .lede")?.textContent.trim() || "That did not work." : said;
};

function waitingRow(item, ask) {
  const text = item.fields.text || item.fields.note || item.fields.quote || "";
  const what = item.path.endsWith("/place/") ? "Your place" : item.fields.text ? "Comment" : item.path.endsWith("/remove/") ? "Highlight to remove" : "Highlight";
  return made("li", [
    made("p", [`${what} · `, link({ url: item.page, title: item.title }), ` · ${when(item.made)}`], { className: "facts" }),
    ...(text ? [made("blockquote", text, { className: `quote ${item.fields.colour || ""}` })] : []),
    ...(item.said ? [made("p", saidOf(item), { className: "error" })] : []),
    made("div", [
      ...(item.said ? [press("Try again", () => ask({ again: item.id }))] : []),
      ...(text ? [press("Copy text", async (event) => { await navigator.clipboard.writeText(text); event.target.textContent = "Copied"; })] : []),
      press("Let go", () => ask({ letGo: item.id })),
    ], { className: "actions" }),
  ], { id: `waiting-${item.id}` });
}

/** Fill the page of what is kept, and again whenever that changes. */
export async function list(holder, ask) {
  if (location.pathname === "/kept/") document.getElementById("away")?.remove();
  const fill = (id, rows) => {
    const section = holder.querySelector(id);
    section.hidden = !rows.length;
    section.querySelector("ul").replaceChildren(...rows);
  };
  const { stories = [], pages = [] } = (await ask({ kept: true })) || {};
  const { mine = [], others = 0 } = (await ask({ waiting: true })) || {};
  fill("#waiting", mine.map((item) => waitingRow(item, ask)));
  holder.querySelector("#others").hidden = !others;
  fill("#stories", stories.map(({ name, slug, pages: kept }) => {
    const about = kept.find(({ url }) => url === `/stories/${slug}/`) || { url: `/stories/${slug}/`, title: slug };
    const forget = async () => { await caches.delete(name); await list(holder, ask); };
    return made("li", [link(about), made("p", `${chapters(kept.length - 1)}`, { className: "facts" }), press("Let go", forget)]);
  }));
  fill("#pages", pages.map((page) => made("li", [link(page), made("p", when(page.when), { className: "facts" })])));
  holder.querySelector("#nothing").hidden = stories.length + pages.length + mine.length > 0;
}
