/* A story's page: the whole story is kept for reading offline, kept up to date, and deleted. */

import { OURS } from "./here.js";

const PROBLEMS = { 0: "You are offline.", 507: "This browser has no space left." };
const AT_ONCE = 2; // a story of 300 chapters is no storm
const A_MOMENT = 100; // milliseconds

export const chapterCount = (count) => `${count} chapter${count === 1 ? "" : "s"}`;

/** The [number, revision] of each chapter in runs such as `1-40.1 41.2`. */
export function chaptersIn(runs) {
  const chapters = [];
  for (const run of runs.split(" ")) {
    const [numbers, revision] = run.split(".");
    const [first, last = first] = numbers.split("-").map(Number);
    for (let number = first; number <= last; number += 1) chapters.push([number, revision]);
  }
  return chapters;
}

/** Set the buttons to work. `registration` is the service worker's, which keeps the pages. */
export async function begin(holder, reader, registration) {
  const name = `${OURS}story ${reader} ${holder.dataset.keep}`;
  const story = holder.dataset.story;
  const chapters = chaptersIn(holder.dataset.chapters);
  const ranges = (holder.dataset.ranges || "").split(" ").filter(Boolean);
  const [keep, letGo] = holder.querySelectorAll("button");
  const [progress, words] = holder.querySelectorAll("progress, span");

  /** The paths, after the story's, of the chapters that are not kept as they are now. */
  async function missing() {
    const copyOf = ([number]) => caches.match(`${story}${number}/`, { cacheName: name });
    const copies = await Promise.all(chapters.map(copyOf));
    const paths = [];
    for (const [i, [number, revision]] of chapters.entries()) {
      const isCurrent = copies[i]?.headers.get("X-Revision") === revision;
      // The one before a new chapter does not lead on to it yet.
      const leadsOn = !chapters[i + 1] || copies[i + 1];
      if (!isCurrent || !leadsOn) paths.push(`${number}/`);
    }
    return paths;
  }

  async function show(problem) {
    const kept = await caches.has(name);
    const left = kept ? (await missing()).length : 0;
    const share = left ? `: ${chapters.length - left} of` : ",";
    keep.hidden = kept && !left;
    keep.textContent = kept ? "Save the rest" : "Save for offline";
    letGo.hidden = !kept;
    progress.hidden = true;
    words.textContent = kept ? `${problem} Saved${share} ${chapterCount(chapters.length)}` : "";
  }

  async function keepPages(paths) {
    let problem = "";
    async function keepNext() {
      while (paths.length && !problem && (await caches.has(name))) {
        const asked = fetch(story + paths.shift(), { headers: { "X-Keep": "1" } });
        const { status } = await asked.catch(() => ({ status: 0 }));
        problem ||= PROBLEMS[status] || "";
        progress.value = Math.max(chapters.length - paths.length, 0);
        words.textContent = `Saving ${chapterCount(chapters.length)}…`;
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, keepNext));
    return problem;
  }

  async function keepAll() {
    Object.assign(progress, { hidden: false, value: 0, max: chapters.length });
    keep.hidden = true;
    navigator.storage?.persist?.();
    await registration.update().catch(() => {});
    while (registration.installing) await new Promise((done) => setTimeout(done, A_MOMENT));
    await caches.open(name);
    const contents = ranges.map((start) => `chapters/${start}/`);
    await show(await keepPages(["", ...contents, ...(await missing())]));
  }

  keep.addEventListener("click", keepAll);
  letGo.addEventListener("click", () => caches.delete(name).then(() => show("")));
  await show("");
  const isNew = !keep.hidden && !letGo.hidden; // chapters came since the story was kept
  if (isNew && !document.querySelector(".kept-line")) await keepAll();
}
