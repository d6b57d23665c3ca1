/* The margin: press a mark to open its thread, beside the text or from below. */

import { focusOn } from "./place.js";

const margin = document.getElementById("margin");
const wide = matchMedia("(min-width: 75rem)");
let opener = null;

const article = () => document.getElementById("text");
const isOpen = () => margin.firstElementChild !== null;
const marksOf = (passage) =>
  article().querySelectorAll(`mark[data-passages~="${CSS.escape(passage)}"]`);

/* Press a mark. A selection that ends on a mark is no press. */
document.addEventListener("click", (event) => {
  const mark = event.target.closest("#text mark[data-passages]");
  if (!mark || event.target.closest("a") || !getSelection().isCollapsed) return;
  const [first, ...others] = mark.dataset.passages.split(" ").filter((id) => id !== "0");
  if (!first) return;
  opener = mark;
  const also = others.length ? `?also=${others.join(",")}` : "";
  htmx.ajax("GET", `/passages/${first}/${also}`, {
    target: "#margin",
    swap: "innerHTML",
    source: mark,
  });
});
document.addEventListener("click", ({ target }) => {
  const way = target.closest(".way, .slip, #comment-on-selection");
  if (way) opener = way;
});

/* Every request from this page says which revision it shows. */
document.addEventListener("htmx:configRequest", ({ detail }) => {
  detail.headers["X-Revision"] = article().dataset.revision;
});

/** Stand level with the words; on a small screen rise from below and keep the words in sight. */
function settle() {
  const thread = margin.querySelector(".thread");
  document.documentElement.toggleAttribute("data-margin-open", isOpen());
  for (const mark of article().querySelectorAll("mark.open")) mark.classList.remove("open");
  if (!thread) {
    document.dispatchEvent(new Event("margin:settled"));
    return;
  }
  for (const section of margin.querySelectorAll(".thread")) {
    for (const mark of marksOf(section.id.slice(1))) mark.classList.add("open");
  }
  const marks = marksOf(thread.id.slice(1));
  const words = marks[0] || document.getElementById(`b${thread.dataset.block}`);
  if (!words) return;
  const { top } = words.getBoundingClientRect(),
    { bottom } = ([...marks].at(-1) || words).getBoundingClientRect();
  const box = { top, bottom: Math.max(bottom, top) };
  const [above, height] = free();
  if (wide.matches) {
    margin.style.setProperty("--top", "0px");
    const lowest = Math.max(innerHeight - margin.firstElementChild.offsetHeight - 16, 64);
    const inSight = box.top > 0 && box.top < innerHeight;
    const top = inSight ? Math.max(Math.min(box.top, lowest), 64) : box.top;
    margin.style.setProperty("--top", `${Math.max(top - margin.getBoundingClientRect().top, 0)}px`);
  } else {
    const room = height - margin.firstElementChild.offsetHeight;
    const lowest = Math.min(box.bottom, box.top + Math.max(room - 90, 20));
    if (lowest > above + room - 16 || box.top < above + 60) {
      const wanted = Math.max(Math.min(room / 3, room - 16 - (box.bottom - box.top)), 64);
      scrollBy({ top: box.top - above - wanted, behavior: gently() });
    }
  }
  document.dispatchEvent(new Event("margin:settled"));
}

/* Where there is room for them, every thread beside the text; keys, selecting and levelling are
   fetched when they are first used. */
const page = document.querySelector(".page");
const beside = () => import("./levelling.js").then(({ show }) => show());
if (wide.matches && page.dataset.beside === "on") beside();
document.addEventListener("change", ({ target }) => {
  if (target.dataset.switch === "beside") beside();
});
function select() {
  // where the network is away, tried again at the next selection
  import("./selecting.js").catch(() =>
    document.addEventListener("selectionchange", select, { once: true }),
  );
}
document.addEventListener("selectionchange", select, { once: true });
const early = []; // keys pressed before there is somebody to take them
function first(event) {
  if (early.push(event) > 1) return;
  import("./keyboard.js")
    .then(({ press }) => {
      document.removeEventListener("keydown", first);
      early.forEach(press);
    })
    .catch(() => early.splice(0));
}
document.addEventListener("keydown", first);

/* What the keyboard on the screen leaves free; a page that is zoomed into is no keyboard. */
const view = window.visualViewport;
const free = () => (view && view.scale < 1.05 ? [view.offsetTop, view.height] : [0, innerHeight]);
function makeRoom() {
  const [top, height] = free();
  margin.style.setProperty("--covered", `${Math.max(innerHeight - top - height, 0)}px`);
  margin.style.setProperty("--free", `${height}px`);
}
view?.addEventListener("scroll", makeRoom);
view?.addEventListener("resize", () => {
  makeRoom();
  if (isOpen()) settle();
});

const gently = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

function close() {
  if (margin.querySelector(".htmx-request")) {
    // what is being sent comes home first
    document.addEventListener("htmx:afterRequest", close, { once: true });
    return;
  }
  const block = document.getElementById(`b${margin.querySelector(".thread")?.dataset.block}`);
  margin.replaceChildren();
  settle();
  if (!margin.contains(document.activeElement) && document.activeElement !== document.body) return;
  if (opener?.matches("a, button") && opener.getClientRects().length)
    opener.focus({ preventScroll: true });
  else focusOn(block);
  if (new URL(location).searchParams.has("thread")) {
    history.replaceState(null, "", location.pathname + location.hash);
  }
}

document.addEventListener("click", (event) => {
  if (!event.target.closest(".panel-close") || !margin.contains(event.target)) return;
  event.preventDefault();
  close();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isOpen() && document.getElementById("selection").hidden) close();
});

/* From a thread back to its words: the focus goes to the way before their paragraph. */
document.addEventListener("click", (event) => {
  const back = event.target.closest("#margin .to-words");
  const words = back && marksOf(back.closest(".thread").id.slice(1))[0];
  if (!words) return;
  event.preventDefault();
  const block = words.closest("#text > [data-start]");
  document.getElementById(block.id.replace("b", "w")).focus({ preventScroll: true });
  if (!wide.matches) close();
  words.scrollIntoView({ block: "center", behavior: gently() });
});

/* After a panel came or changed: settle it, and take a keyboard's focus along. */
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (isOpen() && !margin.querySelector(".thread, .empty")) return close(); // the last thread went
  const place = detail.target.isConnected ? detail.target : detail.elt; // what came in its stead
  if (place !== margin && !margin.contains(place)) return;
  settle();
  if (detail.target !== margin) return keepFocus(detail.requestConfig);
  const writing = detail.requestConfig.path.includes("/selection/");
  const focus = writing ? margin.querySelector("textarea[name=text]") : margin;
  focus?.focus({ preventScroll: true });
});
/** Who answered a thread by keyboard is at the comment that they wrote, or still in the thread. */
function keepFocus({ verb, path }) {
  if (document.activeElement !== document.body) return;
  const number = ({ id }) => Number(id.slice(1));
  const newest = [...margin.querySelectorAll(".comment[id]")].sort(
    (a, b) => number(b) - number(a),
  )[0];
  const said = verb === "post" && /\/(?:comments|reply)\/$/.test(path);
  ((said && newest) || margin).focus({ preventScroll: true });
}
/* What moves the words moves their thread; one that grows stays in sight. */
const moves = new ResizeObserver(() => {
  if (isOpen() && wide.matches) settle();
});
moves.observe(page);
moves.observe(margin);
addEventListener("resize", () => {
  if (isOpen()) settle();
});

/* A form that opens in place gets the focus. */
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (/^c\d+-form$/.test(detail.target.id))
    detail.target.querySelector("textarea, button")?.focus();
});

/* Arriving by a link to a passage: the words in the middle of the screen, their thread open. */
const asked = new URL(location).searchParams;
const arrival = asked.has("at")
  ? article().querySelector("mark.linked")
  : asked.has("thread")
    ? marksOf(asked.get("thread"))[0]
    : null;
if (arrival) arrival.scrollIntoView({ block: "center" });
if (isOpen()) settle();
