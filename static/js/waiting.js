/* Comments that wait, worked through by keyboard: j and k go on and back, a approves, h hides, x
   chooses. What is pressed is the button that stands there. */

const rows = [...document.querySelectorAll("#waiting-comments .said")];

const isTyping = ({ target }) => target.matches("input:not([type=checkbox]), textarea");

/** The comment that one is at; before the first where one is at none. */
const at = () => rows.findIndex((row) => row.contains(document.activeElement));

function go(by) {
  const next = rows[Math.min(Math.max(at() + by, 0), rows.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

const ACTS = {
  j: () => go(1),
  k: () => go(-1),
  a: (row) => row?.querySelector('[value^="approve "]').click(),
  h: (row) => row?.querySelector('[value^="hide "]').click(),
  x: (row) => row?.querySelector("[type=checkbox]").click(),
};

document.addEventListener("keydown", (event) => {
  const act = ACTS[event.key];
  if (!act || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act(rows[at()]);
});

rows[0]?.focus({ preventScroll: true });
