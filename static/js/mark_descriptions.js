/* What is said of a mark to those who do not see it: nothing of what its reader does not want to
   see. */

const root = document.documentElement;
const NOT_SAID = {
  counts: /^\d+ comments?$/,
  highlights: /^(?:highlighted|marked) by \d/,
};

/** Say of each mark in the texts what the look lets be said of it. */
export function describeMarks() {
  const hidden = Object.keys(NOT_SAID).filter((name) => root.dataset[name] === "hidden");
  const isSaid = (words) => !hidden.some((name) => NOT_SAID[name].test(words));
  for (const mark of document.querySelectorAll(".text mark[aria-description]")) {
    const all = (mark.dataset.said ??= mark.ariaDescription);
    mark.ariaDescription = hidden.length ? all.split(/[,;] /).filter(isSaid).join(", ") : all;
  }
}
