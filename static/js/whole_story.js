/* The whole story on one page: chapters come as one nears them; the place is kept in each. */

import { sendPlace } from "./keep_place.js";
import { BELOW_BAR, firstIndex, follow, showTimeLeft } from "./place.js";

const AHEAD = "120% 0px"; // so far from the window a chapter is fetched
const holder = document.getElementById("parts");
let parts = [...holder.children];
const line = document.querySelector(".bar-progress");
const form = document.getElementById("place");

/* A chapter that is not there yet takes about the room that it will take, as the first one does. */
const wordsOf = (part) => Number(part.dataset.words);
let words = parts.map(wordsOf);
function estimate() {
  const height = parts[0].querySelector(".text").offsetHeight / (words[0] || 1);
  for (const [i, part] of parts.entries()) {
    part.style.setProperty("--tall", `${Math.round(height * words[i])}px`);
  }
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      const link = target.querySelector(".part-link");
      if (link) htmx.trigger(link, "near");
      near.unobserve(target);
    }
  },
  { rootMargin: AHEAD },
);

/* Of a very long story the parts come by ranges, as one nears them. What is in sight stays there. */
let held;
function holdPlace({ target }) {
  const at = partInSight();
  held = target.matches(".parts-range") && { part: parts[at], at, top: topOf(parts[at]) };
  if (held) target.removeAttribute("style"); // htmx would copy it to what takes its name
}
function countParts() {
  const known = new Set(parts);
  parts = [...holder.children];
  words = parts.map(wordsOf);
  estimate();
  for (const part of parts) if (!known.has(part)) near.observe(part);
}
function takeInParts() {
  if (!held) return;
  countParts();
  const part = held.part.isConnected ? held.part : parts[held.at];
  scrollBy({ top: topOf(part) - held.top, behavior: "instant" });
  held = null;
}

/* On paper every chapter stands. The printer waits for nothing but this. */
function fetchAll() {
  const next = () => holder.querySelector(".part-link");
  for (let link = next(); link; link = next()) {
    const asked = new XMLHttpRequest();
    asked.open("GET", link.getAttribute("hx-get"), false);
    asked.setRequestHeader("HX-Request", "true");
    try {
      asked.send();
    } catch {
      return; // no network: what is here is printed
    }
    if (asked.status !== 200) return;
    (link.closest(".parts-range") || link).outerHTML = asked.responseText;
    countParts();
  }
}

const topOf = (part) => part.getBoundingClientRect().top;

/** The part at the top of the window. */
function partInSight() {
  const ends = (i) => parts[i].getBoundingClientRect().bottom;
  return firstIndex(parts.length, (i) => ends(i) > BELOW_BAR);
}

const total = words.reduce((sum, one) => sum + one, 0);
function look() {
  const at = partInSight();
  const box = parts[at].getBoundingClientRect();
  const into = Math.min(Math.max((BELOW_BAR - box.top) / box.height, 0), 1);
  const read = words.slice(0, at).reduce((sum, one) => sum + one, 0) + into * words[at];
  line.value = (100 * read) / (total || 1);
  showTimeLeft(total - read);
}

function keep({ leaving = false } = {}) {
  const text = parts[partInSight()].querySelector(".text");
  return form && text && sendPlace(form, text.dataset.place, text, leaving);
}

/* Here one reads: a mark leads to its thread, on the page of its chapter. */
holder.addEventListener("click", ({ target }) => {
  const mark = target.closest("mark[data-passages]");
  if (!mark || target.closest("a") || !getSelection().isCollapsed) return;
  const first = mark.dataset.passages.split(" ").find((id) => id !== "0");
  if (first) location.assign(holder.dataset.words.replace("/0/", `/${first}/`));
});

if (parts.length) {
  estimate();
  addEventListener("resize", estimate);
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
  for (const part of parts) near.observe(part);
  holder.addEventListener("htmx:beforeSwap", holdPlace);
  holder.addEventListener("htmx:afterSwap", takeInParts);
  addEventListener("beforeprint", fetchAll);
  follow(look, keep);
  look();
}
