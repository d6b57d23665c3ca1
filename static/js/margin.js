/* The margin: press a mark to open its thread, beside the text or from below. */

const margin = document.getElementById("margin");
const wide = matchMedia("(min-width: 75rem)");
let opener = null;

const article = () => document.getElementById("text");
const isOpen = () => margin.firstElementChild !== null;
const marksOf = (passage) => article().querySelectorAll(`mark[data-passages~="${CSS.escape(passage)}"]`);

/* Press a mark. A selection that ends on a mark is no press. */
document.addEventListener("click", (event) => {
  const mark = event.target.closest("#text mark[data-passages]");
  if (!mark || event.target.closest("a") || !getSelection().isCollapsed) return;
  const [first, ...others] = mark.dataset.passages.split(" ").filter((id) => id !== "0");
  if (!first) return;
  opener = mark;
  const also = others.length ? `?also=${others.join(",")}` : "";
  htmx.ajax("GET", `/passages/${first}/${also}`, { target: "#margin", swap: "innerHTML", source: mark });
});
document.addEventListener("click", ({ target }) => {
  const way = target.closest(".way, #comment-on-selection");
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
  if (!thread) return;
  for (const section of margin.querySelectorAll(".thread")) {
    for (const mark of marksOf(section.id.slice(1))) mark.classList.add("open");
  }
  const words = marksOf(thread.id.slice(1))[0] || document.getElementById(`b${thread.dataset.block}`);
  if (!words) return;
  const box = words.getBoundingClientRect();
  if (wide.matches) {
    margin.style.setProperty("--top", "0px");
    const lowest = innerHeight - margin.firstElementChild.offsetHeight - 16;
    const top = Math.max(Math.min(box.top, lowest), 64) - margin.getBoundingClientRect().top;
    margin.style.setProperty("--top", `${Math.max(top, 0)}px`);
  } else {
    const free = innerHeight - margin.firstElementChild.offsetHeight;
    if (box.bottom > free - 24 || box.top < 60) {
      scrollBy({ top: box.top - Math.max(free / 3, 70), behavior: gently() });
    }
  }
}

const gently = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

function close() {
  margin.replaceChildren();
  settle();
  const back = opener?.isConnected ? opener : null;
  if (back?.matches("a, button")) back.focus({ preventScroll: true });
  else article().focus({ preventScroll: true });
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

/* After a panel came or changed: settle it, and take a keyboard's focus along. */
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target !== margin && !margin.contains(detail.target)) return;
  if (margin.firstElementChild && !margin.querySelector(".thread, .empty")) margin.replaceChildren();
  settle();
  if (detail.target !== margin) return;
  const writing = detail.requestConfig.path.includes("/selection/");
  const focus = writing ? margin.querySelector("textarea[name=text]") : margin;
  focus?.focus({ preventScroll: true });
});
addEventListener("resize", () => { if (isOpen()) settle(); });

/* A form that opens in place gets the focus. */
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (/^c\d+-form$/.test(detail.target.id)) detail.target.querySelector("textarea, button")?.focus();
});

/* Arriving by a link to a passage: the words in the middle of the screen, their thread open. */
const asked = new URL(location).searchParams;
const arrival = asked.has("at") ? article().querySelector("mark.linked")
  : asked.has("thread") ? marksOf(asked.get("thread"))[0] : null;
if (arrival) arrival.scrollIntoView({ block: "center" });
if (isOpen()) settle();
