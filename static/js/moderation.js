/* The moderators' desk by keyboard: j and k go from case to case, a button's letter presses it. */

const FIELDS = "textarea, select, input:not([type=checkbox])";
const cases = () => [...document.querySelectorAll(".case")];

/** The case that one is at: the one with the focus, else the first. */
function here() {
  return document.activeElement.closest(".case") || cases()[0];
}

function step(by) {
  const all = cases();
  const at = document.activeElement.closest(".case") ? all.indexOf(here()) + by : 0;
  if (!all[at]) return;
  all[at].focus({ preventScroll: true });
  all[at].scrollIntoView({ block: "start", behavior: "instant" });
}

document.addEventListener("keydown", (event) => {
  const isHeld = event.ctrlKey || event.metaKey || event.altKey;
  if (event.isComposing || isHeld || event.target.matches(FIELDS)) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (document.activeElement.closest(".case")) {
    here()
      .querySelector(`button[data-key="${CSS.escape(event.key)}"]`)
      ?.click();
  }
});
