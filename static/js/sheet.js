/* The panel on a small screen: a dialog that rises from below, to three heights. */

import { isBeside, isOpen, settle } from "./panel.js";

const HEIGHTS = ["peek", "half", "full"];
const SLIP = 6; // pixels by which a finger moves that only presses
const FLING = 60; // pixels by which a sheet is pulled on from one height to the next
const margin = document.getElementById("margin");
const main = document.getElementById("main");
const heightNow = () => HEIGHTS.indexOf(margin.dataset.height || "half");
const grip = () => margin.querySelector(".grip");

function stand(at) {
  margin.dataset.height = HEIGHTS[Math.min(Math.max(at, 0), HEIGHTS.length - 1)];
  name();
  settle();
}
function name() {
  const isTallest = margin.dataset.height === "full";
  grip()?.setAttribute("aria-label", isTallest ? "Lower" : "Taller");
}

/* By a press or by keys. */
let hasPulled = false;
document.addEventListener("click", ({ target }) => {
  if (!target.closest("#margin .grip") || hasPulled) return;
  stand(heightNow() === HEIGHTS.length - 1 ? 1 : heightNow() + 1);
});
document.addEventListener("keydown", (event) => {
  const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
  if (!by || event.target !== grip()) return;
  event.preventDefault();
  stand(heightNow() + by);
});

/* By hand: it follows the finger, and comes to stand at the height that it was pulled towards. */
let pull = null;
margin.addEventListener("pointerdown", (event) => {
  const head = event.target.closest(".panel-head");
  if (isBeside() || !head || event.target.closest("a")) return;
  pull = { from: event.clientY, height: head.parentElement.offsetHeight };
});
margin.addEventListener("pointermove", (event) => {
  if (!pull) return;
  const by = pull.from - event.clientY;
  if (!hasPulled && Math.abs(by) > SLIP) {
    hasPulled = true;
    margin.setPointerCapture(event.pointerId);
  }
  if (hasPulled) margin.style.setProperty("--pulled", `${Math.max(pull.height + by, 40)}px`);
});
function letGo(event) {
  if (!pull) return;
  const by = pull.from - event.clientY;
  pull = null;
  margin.style.removeProperty("--pulled");
  if (!hasPulled) return;
  setTimeout(() => (hasPulled = false)); // after the click that this hand makes
  const steps = Math.sign(by) * (Math.abs(by) > FLING) * (Math.abs(by) > innerHeight * 0.4 ? 2 : 1);
  if (heightNow() + steps < 0) margin.querySelector(".panel-close").click();
  else stand(heightNow() + steps);
}
margin.addEventListener("pointerup", letGo);
margin.addEventListener("pointercancel", letGo);

/* While it is open nothing behind it is reached; a press there closes it. */
function hold() {
  const isDialog = isOpen() && !isBeside();
  margin.setAttribute("role", isDialog ? "dialog" : "complementary");
  if (isDialog) margin.setAttribute("aria-modal", "true");
  else margin.removeAttribute("aria-modal");
  const behind = [...document.body.children].filter(
    (one) => one !== main && !one.matches(".status"),
  );
  for (const one of [...behind, ...main.children]) {
    if (one !== margin) one.inert = isDialog;
  }
  name();
}
document.addEventListener("margin:settled", hold);
document.addEventListener("click", ({ target }) => {
  const isBehind =
    target === main || target === document.body || target === document.documentElement;
  if (isBehind && isOpen() && !isBeside()) margin.querySelector(".panel-close").click();
});
hold();
/* One that came with the page has the focus, unless a comment in it does. */
if (isOpen() && !isBeside() && !margin.contains(document.activeElement)) {
  margin.focus({ preventScroll: true });
}
