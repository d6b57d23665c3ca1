/* The page of all that is kept in this browser, and of what waits to be sent. */

import { element, parsed } from "./element.js";
import { OURS } from "./here.js";
import { button, facts, shownTime, waitingRow } from "./waiting_rows.js";
import { chapterCount } from "./save_story_offline.js";

const link = (url, title) =>
  element("a", { href: url }, parsed(title).body.textContent || "The library");

/** What a cache has pages of: {pathname, title, isChapter, time} of each, the oldest first. */
async function pagesIn(name) {
  const cache = await caches.open(name);
  const pages = [];
  for (const { url } of await cache.keys()) {
    const { headers } = await cache.match(url);
    if (!headers.has("X-Kept")) continue; // a picture
    const title = decodeURIComponent(headers.get("X-Title"));
    const isChapter = Boolean(headers.get("X-Revision"));
    pages.push({ pathname: new URL(url).pathname, title, isChapter, time: headers.get("X-Kept") });
  }
  return pages;
}

/** The names of a reader's caches of one kind, each with the slug of its story, if it is one's. */
async function cachesOf(reader, kind) {
  const found = [];
  for (const name of await caches.keys()) {
    const own = `${OURS}${kind} ${reader}`;
    if (name === own || name.startsWith(`${own} `)) {
      found.push({ name, slug: name.slice(own.length + 1) });
    }
  }
  return found;
}

/** Fill the page of what is kept; it is done again whenever that changes. */
export async function list(holder, ask) {
  const reader = String(await ask("who"));
  const { mine = [], others = 0 } = (await ask("waiting")) || {};
  const storyUrl = (slug) => holder.dataset.story.replace("SLUG", slug);
  const wholeStories = await cachesOf(reader, "story");

  const stories = [];
  for (const { name, slug } of wholeStories) {
    const url = storyUrl(slug);
    const kept = await pagesIn(name);
    const about = kept.find(({ pathname }) => pathname === url);
    const chapters = kept.filter(({ isChapter }) => isChapter).length;
    const remove = () => caches.delete(name).then(() => list(holder, ask));
    const row = [link(url, about?.title || slug), facts(chapterCount(chapters))];
    stories.push(element("li", {}, ...row, button("Remove", remove)));
  }

  const pages = [];
  const isWhole = (pathname) =>
    wholeStories.some(({ slug }) => pathname.startsWith(storyUrl(slug)));
  for (const { name } of await cachesOf(reader, "pages")) {
    for (const { pathname, title, time } of await pagesIn(name)) {
      if (isWhole(pathname)) continue;
      pages.unshift(element("li", {}, link(pathname, title), facts(shownTime(time))));
    }
  }

  const waiting = [];
  for (const item of mine) waiting.push(waitingRow(item, link(item.page, item.title), ask));

  function fill(id, rows) {
    holder.querySelector(id).hidden = !rows.length;
    holder.querySelector(`${id} ul`).replaceChildren(...rows);
  }
  if (location.pathname === document.body.dataset.kept) document.getElementById("away")?.remove();
  fill("#waiting", waiting);
  fill("#stories", stories);
  fill("#pages", pages);
  holder.querySelector("#others").hidden = !others;
  holder.querySelector("#nothing").hidden = stories.length + pages.length + mine.length > 0;
}
