/* The links by which one gets to what is said on a paragraph. One that tells nothing is neither
   heard nor a stop of the Tab key, unless one is at its paragraph. */

const root = document.documentElement;
const near = {}; // the ids of the links of the paragraph that one reads, and of the one with the focus

function tell(link) {
  const tells = link.matches(".talk") && root.dataset.counts !== "hidden";
  const isSilent = !tells && !Object.values(near).includes(link.id);
  if (isSilent === link.hasAttribute("aria-hidden")) return;
  if (isSilent) {
    link.ariaHidden = "true";
    link.tabIndex = -1;
  } else {
    link.removeAttribute("aria-hidden");
    link.removeAttribute("tabindex");
  }
}

const tellAll = () => document.querySelectorAll(".text > .block-link").forEach(tell);

/** Let the link of a block be reached, and no more that of the block before it. */
export function reach(block, by = "reading") {
  const before = document.getElementById(near[by]);
  const link = block?.previousElementSibling;
  if (!link?.matches(".block-link") || link === before) return;
  near[by] = link.id;
  if (before) tell(before);
  tell(link);
}

document.addEventListener("focusin", ({ target }) => {
  const isLink = target.matches(".block-link");
  reach(isLink ? target.nextElementSibling : target.closest(".text > [data-start]"), "focus");
});
for (const sign of ["htmx:afterSettle", "text:changed"]) document.addEventListener(sign, tellAll);
new MutationObserver(tellAll).observe(root, { attributeFilter: ["data-counts"] });
tellAll();
