/* A notice of what happened: near its cause, over nothing that one uses, gone with the next act. */

const WHILE = 8000; // milliseconds
const FAR = 200; // pixels that one scrolls away from it
const GAP = 10;
const USED = `a, button, input, textarea, select, summary, label, dialog, .panel, .selection, .further,
  .menu-panel`;
const status = document.getElementById("status");
let at = 0;
let hushing;

/** Away with it, but not with a question, unless one says so. */
function hush(isSaid = false) {
  if (!isSaid && status.querySelector(".count-question")) return;
  status.replaceChildren();
  delete status.dataset.placed;
}
function hushLater() {
  clearTimeout(hushing);
  hushing = setTimeout(() => {
    if (status.matches(":hover, :focus-within")) hushLater();
    else hush();
  }, WHILE);
}

/** Whether nothing that one uses is under a box. */
function isFree({ left, top, width, height }) {
  for (const x of [0, 0.25, 0.5, 0.75, 1]) {
    for (const y of [0, 0.5, 1]) {
      const under = document.elementsFromPoint(left + x * width, top + y * height);
      const topmost = under.find((one) => !status.contains(one));
      if (!topmost || topmost.closest(USED)) return false;
    }
  }
  return true;
}

/** The places where it may stand, best first. */
function* placesFor({ width, height }, cause) {
  const view = window.visualViewport || { offsetTop: 0, height: innerHeight };
  const bar = document.querySelector("header.bar")?.getBoundingClientRect().bottom || 0;
  const [first, last] = [Math.max(bar, 0) + GAP, view.offsetTop + view.height - height - GAP];
  if ((cause.left || cause.top) && cause.height < innerHeight / 2) {
    const middle = cause.left + cause.width / 2 - width / 2;
    const left = Math.max(Math.min(middle, innerWidth - width - GAP), GAP);
    for (const top of [cause.bottom + GAP, cause.top - height - GAP]) {
      if (top >= first && top <= last) yield { left, top, width, height };
    }
  }
  const left = (innerWidth - width) / 2;
  yield { left, top: last, width, height };
  yield { left, top: first, width, height };
}

/** Let what `#status` says stand where it belongs; `cause` is the box of what was pressed. */
export function show(cause) {
  at = scrollY;
  hushLater();
  const shown = [...status.children].filter((one) => !one.matches(".sr"));
  status.toggleAttribute("data-placed", shown.length > 0);
  if (!shown.length) return;
  for (const side of ["--left", "--top"]) status.style.removeProperty(side);
  const places = [...placesFor(status.getBoundingClientRect(), cause)];
  const { left, top } = places.find(isFree) || places.at(-1);
  status.style.setProperty("--left", `${left}px`);
  status.style.setProperty("--top", `${top}px`);
}

for (const sign of ["pointerdown", "click", "submit"]) {
  addEventListener(sign, ({ target }) => status.contains(target) || hush(), true);
}
addEventListener("keydown", ({ key }) => key === "Escape" && hush(true), true);
/* Who scrolls far is elsewhere by then; a page that is drawn anew may move by itself. */
for (const sign of ["wheel", "touchmove", "keydown"]) {
  addEventListener(sign, () => Math.abs(scrollY - at) > FAR && hush(), { passive: true });
}
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.target.id === "margin") hush();
});
