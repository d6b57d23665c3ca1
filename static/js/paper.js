/* The window's own bar has the colour of the paper, also in a theme that is not the system's. */
const root = document.documentElement;
const usual = new Map(); // the colours for the system's light and dark theme
for (const meta of document.querySelectorAll("meta[name=theme-color]")) {
  usual.set(meta, meta.content);
}
function matchPaper() {
  const paper = root.dataset.theme && getComputedStyle(root).backgroundColor;
  for (const [meta, colour] of usual) meta.content = paper || colour;
}
matchPaper();
new MutationObserver(matchPaper).observe(root, { attributeFilter: ["data-theme"] });
