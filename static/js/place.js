/* Places in the words: where they are on the screen, and where the reader is among them. */

export const BELOW_BAR = 64; // pixels from the top of the window that the bar takes
const PAUSE = 1500; // milliseconds of stillness that mean somebody is reading here
const A_WHILE = 20000; // milliseconds after which a reader may have read on somewhere else
const WORDS_A_MINUTE = 250;

export const blocksOf = (text) => text.querySelectorAll(":scope > [data-start]");
export const codePoints = (string) => {
  let count = 0;
  for (const _ of string) count += 1;
  return count;
};

/** Give a paragraph the focus, or the whole text where it is gone. The page stays where it is. */
export function focusOn(block) {
  if (block && block.tabIndex < 0) block.tabIndex = -1;
  (block || document.getElementById("text")).focus({ preventScroll: true });
}

/** The boundary point before code unit `units` of a block's text, as [node, offset]. */
export function pointAt(block, units) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let at = 0,
    node = null;
  while (walker.nextNode()) {
    node = walker.currentNode;
    if (at + node.length > units) break;
    at += node.length;
  }
  return node ? [node, Math.min(units - at, node.length)] : [block, 0];
}

/** How far down the window the line stands that holds code unit `units` of a block. */
function lineBox(block, units) {
  const rest = document.createRange();
  rest.setStart(...pointAt(block, units));
  rest.setEnd(block, block.childNodes.length);
  return [...rest.getClientRects()].find((box) => box.height) || block.getBoundingClientRect();
}

/** The first block with a whole line in sight below the bar, found by bisection. */
export function blockInSight(text, below = BELOW_BAR + 12) {
  const all = blocksOf(text);
  let low = 0,
    high = all.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle].getBoundingClientRect().bottom > below) high = middle;
    else low = middle + 1;
  }
  return all[low];
}

/** The first whole line in sight of a block: the code point of the plain text it begins with.
    Where `goTo` put a line it finds that line, so that coming back moves nothing. */
export function lineInSight(block) {
  const start = Number(block.dataset.start);
  if (block.getBoundingClientRect().top >= BELOW_BAR) return start;
  const text = block.textContent;
  let low = 0,
    high = Math.max(text.length - 1, 0);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lineBox(block, middle).top > BELOW_BAR - 8) high = middle;
    else low = middle + 1;
  }
  return start + codePoints(text.slice(0, low));
}

/** How far down the window the line stands that holds a code point of the plain text. */
export function topOf(text, offset) {
  const block = [...blocksOf(text)].findLast((one) => Number(one.dataset.start) <= offset);
  return lineBox(
    block,
    [...block.textContent].slice(0, offset - block.dataset.start).join("").length,
  ).top;
}

/** Bring the line with a code point of the plain text to the top, below the bar. */
export function goTo(text, offset) {
  const all = [...blocksOf(text)];
  const block = all.findLast((one) => Number(one.dataset.start) <= offset);
  if (!block) return;
  const within = [...block.textContent].slice(0, offset - block.dataset.start).join("").length;
  if (within) scrollBy({ top: lineBox(block, within).top - BELOW_BAR - 8, behavior: "instant" });
  else block.scrollIntoView({ block: "start", behavior: "instant" });
}

/** How much of a text is read, from 0 to 1, and whether its end is in sight. */
export function share(text) {
  const box = text.getBoundingClientRect();
  const seen = (innerHeight - box.top) / box.height;
  return { seen: Math.min(Math.max(seen, 0), 1), finished: box.bottom <= innerHeight };
}

/** The same in words: what is above the bar has been read. */
export function timeLeft(text, words) {
  if (share(text).finished) return "";
  const block = blockInSight(text);
  const box = block.getBoundingClientRect();
  const into = Math.min(Math.max((BELOW_BAR - box.top) / (box.height || 1), 0), 1);
  const read = Number(block.dataset.start) + into * block.textContent.length;
  return minutes(words * (1 - read / text.dataset.length));
}
export const minutes = (words) => `${Math.max(Math.round(words / WORDS_A_MINUTE), 1)} min left`;

/** Call `look` as the page moves, at most once a frame, and `keep` when it has come to rest, or
    is left. */
export function follow(look, keep) {
  let frame = 0,
    pause;
  addEventListener(
    "scroll",
    () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        look();
      });
      clearTimeout(pause);
      pause = setTimeout(keep, PAUSE);
    },
    { passive: true },
  );
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && pause) keep();
  });
}

/** Send a place to where the reader's places are kept. */
export function send(form, action, text, offset, finished) {
  const data = new FormData(form);
  data.set("offset", offset);
  data.set("finished", finished ? "1" : "0");
  data.set("revision", text.dataset.revision);
  data.set("quietly", "1");
  navigator.sendBeacon(action, data);
}

/* A cookie that the server reads, and the page as it will be then. */
export function remember(name, value) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax${secure}`;
}

const form = document.getElementById("place");
const article = () => document.getElementById("text");
if (article()) read();

/** The reading page: keep the place, go back to it, and show how far it is to the end. */
function read() {
  const line = document.querySelector(".bar-progress");
  const left = document.getElementById("left");
  const visitor = form.hasAttribute("data-visitor");
  const key = `place ${location.pathname}`;
  let kept = "",
    away = 0;

  function look() {
    line.value = share(article()).seen * 100;
    left.textContent = timeLeft(article(), left.dataset.words);
    if (line.value > 60) prefetch();
    for (const one of article().querySelectorAll("[data-now]")) delete one.dataset.now;
    const now = blockInSight(article(), innerHeight * 0.38);
    if (now && document.querySelector("main[data-focus=on]")) now.dataset.now = "";
  }

  function keep() {
    const block = blockInSight(article());
    if (!block) return;
    const { finished } = share(article());
    const offset = finished ? Number(article().dataset.length) : lineInSight(block);
    const now = `${offset} ${finished}`;
    if (now === kept || (!kept && scrollY < 200 && !finished)) return;
    kept = now;
    if (!visitor) return send(form, form.action, article(), offset, finished);
    try {
      const text = [...plainText()],
        around = [text.slice(offset, offset + 80), text.slice(Math.max(offset - 80, 0), offset)];
      const words = around.map((part) => part.join(""));
      localStorage.setItem(
        key,
        finished ? "" : JSON.stringify([article().dataset.revision, offset, ...words]),
      );
    } catch {
      /* no storage, no place */
    }
  }

  /** The chapter's plain text, which offsets count in. */
  const plainText = () => [...blocksOf(article())].map((block) => block.textContent).join("\n\n");

  /** A visitor's place; in another revision it is where the same words are, nearest to the old. */
  function visitorsPlace() {
    try {
      const [revision, offset, after, before = ""] = JSON.parse(localStorage.getItem(key));
      if (revision === article().dataset.revision) return offset;
      const text = plainText();
      for (const [words, past] of [
        [after, 0],
        [before, before.length],
      ]) {
        const found = [];
        for (let at = text.indexOf(words); words && at >= 0; at = text.indexOf(words, at + 1))
          found.push(codePoints(text.slice(0, at + past)));
        if (found.length)
          return found.sort((a, b) => Math.abs(a - offset) - Math.abs(b - offset))[0];
      }
      return offset;
    } catch {
      return 0;
    }
  }

  /* Only when the reader came for the chapter, not for a place in it, nor by going back. */
  function resume() {
    const came = performance.getEntriesByType("navigation")[0]?.type;
    const offer = document.getElementById("resume");
    const here = !location.hash || location.hash === offer.querySelector("a").hash;
    if (!here || location.search || came !== "navigate") return;
    const offset = visitor ? visitorsPlace() : Number(article().dataset.resume);
    if (!offset) return;
    goTo(article(), offset);
    // Until it has loaded, a browser keeps a page at the paragraph that its address names.
    if (location.hash) addEventListener("load", () => setTimeout(() => goTo(article(), offset)));
    offer.hidden = true;
  }

  /* Once, near the end, and not where bytes are dear. */
  let fetched = false;
  function prefetch() {
    const next = document.querySelector('link[rel="next"]');
    if (fetched || !next || navigator.connection?.saveData) return;
    fetched = true;
    if (navigator.serviceWorker?.controller) {
      // the worker keeps it, and has it at hand
      fetch(next.href, { headers: { "X-Keep": "soon" } }).catch(() => {});
      return;
    }
    const hint = document.createElement("link");
    hint.rel = "prefetch";
    hint.href = next.href;
    document.head.append(hint);
  }

  /* Back at a page that was left for a while: the reader may be further on by now. */
  function comeBack() {
    if (visitor || !away || Date.now() - away < A_WHILE) return;
    away = 0;
    const offer = document.getElementById("further");
    const block = blockInSight(article());
    const from = `${offer.dataset.from}?offset=${block ? lineInSight(block) : 0}`;
    htmx.ajax("GET", from, { target: offer, swap: "outerHTML", source: offer });
  }
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) away = Date.now();
    else comeBack();
  });
  addEventListener("pageshow", comeBack);
  document.addEventListener("htmx:afterSettle", look);

  resume();
  look();
  follow(look, keep);
}

/* Folded notes stay folded, in every chapter, until unfolded: the server reads the cookie. */
document.addEventListener(
  "toggle",
  ({ target }) => {
    const kind = target.dataset?.fold;
    if (!kind) return;
    const folded = new Set(
      (document.cookie.match(/(?:^|; )folded=([^;]*)/)?.[1] || "").split(".").filter(Boolean),
    );
    if (target.open) folded.delete(kind);
    else folded.add(kind);
    remember("folded", [...folded].join("."));
  },
  true,
);

/* So do the switches. */
document.addEventListener("change", ({ target }) => {
  const name = target.dataset.switch;
  if (!name) return;
  const value = target.checked ? "on" : "off";
  document.querySelector(".page").dataset[name] = value;
  remember(name, value);
});
