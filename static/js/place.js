/* Where the reader is: kept while reading, gone back to on arriving, shown by a thin line. */

const form = document.getElementById("place");
const line = document.querySelector(".bar-progress");
const visitor = form.hasAttribute("data-visitor");
const key = `place ${location.pathname}`;
const PAUSE = 1500; // milliseconds of stillness that mean somebody is reading here

const article = () => document.getElementById("text");
const blocks = () => article().querySelectorAll(":scope > [data-start]");

/** The first block in sight below the bar, found by bisection. */
function blockInSight() {
  const all = blocks();
  let low = 0, high = all.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle].getBoundingClientRect().bottom > 64) high = middle;
    else low = middle + 1;
  }
  return all[low];
}

function read() {
  const box = article().getBoundingClientRect();
  const seen = innerHeight - box.top;
  return { share: Math.min(Math.max(seen / box.height, 0), 1), finished: box.bottom <= innerHeight };
}

function drawLine() {
  line.value = read().share * 100;
}

let kept = "";
function keep() {
  const block = blockInSight();
  if (!block) return;
  const { finished } = read();
  const offset = finished ? article().dataset.length : block.dataset.start;
  const now = `${offset} ${finished}`;
  if (now === kept || (!kept && scrollY < 200 && !finished)) return;
  kept = now;
  if (visitor) {
    try { localStorage.setItem(key, finished ? "" : block.id); } catch { /* no storage, no place */ }
    return;
  }
  const data = new FormData(form);
  data.set("offset", offset);
  data.set("finished", finished ? "1" : "0");
  data.set("revision", article().dataset.revision);
  data.set("quietly", "1");
  navigator.sendBeacon(form.action, data);
}

let pause;
addEventListener("scroll", () => {
  drawLine();
  clearTimeout(pause);
  pause = setTimeout(keep, PAUSE);
}, { passive: true });
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && kept) keep();
});

/* Resume: only when the reader came for the chapter, not for a place in it, nor by going back. */
function resume() {
  const came = performance.getEntriesByType("navigation")[0]?.type;
  if (location.hash || location.search || came !== "navigate") return;
  let id = article().dataset.resume;
  if (visitor) {
    try { id = localStorage.getItem(key); } catch { /* as above */ }
  }
  const block = id && document.getElementById(id);
  if (!block) return;
  block.scrollIntoView({ block: "start" });
  const offer = document.getElementById("resume");
  offer.hidden = true;
}
resume();
drawLine();

/* Folded notes stay folded, in every chapter, until unfolded: the server reads the cookie. */
document.addEventListener("toggle", ({ target }) => {
  const kind = target.dataset?.fold;
  if (!kind) return;
  const folded = new Set((document.cookie.match(/(?:^|; )folded=([^;]*)/)?.[1] || "").split(".").filter(Boolean));
  if (target.open) folded.delete(kind);
  else folded.add(kind);
  document.cookie = `folded=${[...folded].join(".")}; path=/; max-age=31536000; samesite=lax`;
}, true);
