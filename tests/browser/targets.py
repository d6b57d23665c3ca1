"""What on a page is too small to be pressed, as it is met by a mouse or a finger."""

from playwright.sync_api import Page

MOUSE = 24  # CSS pixels, by WCAG 2.5.8
FINGER = 44  # by WCAG 2.5.5

TOO_SMALL = """(least) => {
  const PRESSED = `a[href], button, summary, select, textarea, [role=button],
    input:not([type=hidden]), label:has(> input)`;
  const isShown = (target) => {
    const shown = {
      opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true,
    };
    const { width, height } = target.getBoundingClientRect();
    return width > 1 && height > 1 && target.checkVisibility(shown);
  };
  /* A link in a sentence is as high as its line; a paragraph's sign is as wide as its margin. */
  const isInText = (target) => {
    if (target.matches(".block-link")) return true;
    if (getComputedStyle(target).display !== "inline") return false;
    let around = target.parentElement;
    while (getComputedStyle(around).display === "inline") around = around.parentElement;
    const walker = document.createTreeWalker(around, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      if (/\\p{L}{2}/u.test(data) && !parentElement.closest(`${PRESSED}, .sr`)) return true;
    }
    return false;
  };
  const meets = (target, x, y) => {
    const hit = document.elementFromPoint(x, y);
    return hit && (target.contains(hit) || hit.closest("label")?.control === target);
  };
  /* The rows of a long list are alike: each tool of theirs is met in the first three. */
  const met = {};
  const isOneOfMany = (target, said) => {
    const kind = `${target.className} ${said.replace(/\\d+/g, "")}`;
    met[kind] = (met[kind] || 0) + 1;
    return met[kind] > 3;
  };
  const reach = (target, { x, y }, right, down) => {
    let far = 0;
    const isMet = (by) => meets(target, x + right * by, y + down * by);
    while (far < least && isMet(far + 0.5)) far += 0.5;
    return far;
  };
  const small = new Set();
  const measure = (target) => {
    if (target.closest(".sr, .skip, [inert]") || isInText(target)) return;
    const { width, height } = target.getBoundingClientRect();
    if (Math.min(width, height) >= least) return;
    target.scrollIntoView({ block: "center", behavior: "instant" });
    const box = [...target.getClientRects()].find((each) => each.width && each.height);
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const hit = document.elementFromPoint(at.x, at.y);
    if (hit?.closest(".margin, .thread-cards") && !hit.contains(target)
      && !target.closest(".margin")) return; // it is beneath the open threads
    const said = target.innerText || target.getAttribute("aria-label") || target.name || "";
    if (isOneOfMany(target, said)) return;
    const across = reach(target, at, -1, 0) + reach(target, at, 1, 0);
    const along = reach(target, at, 0, -1) + reach(target, at, 0, 1);
    const size = [Math.max(width, across), Math.max(height, along)];
    if (Math.min(...size) >= least - 1.5) return; // the edges are nobody's
    small.add(`${target.className} “${said.trim()}” ${size.map(Math.round).join(" by ")}`);
  };
  /* The bar's menus are the same on many pages: one visit measures each of them once. */
  const isKnown = (fold, sign) => {
    if (!fold.closest(".bar")) return false;
    const name = `measured ${fold.className} ${sign.innerText} ${sign.ariaLabel}`;
    const isMeasured = sessionStorage.getItem(name) !== null;
    sessionStorage.setItem(name, "");
    return isMeasured;
  };
  /* What is there, and then what is in each menu and fold, opened one at a time. */
  const look = (root) => {
    const targets = [...root.querySelectorAll(PRESSED)].filter(isShown)
      .map((target) => target.closest("label:has(> input)") || target);
    new Set(targets).forEach(measure);
    for (const fold of root.querySelectorAll("details:not([open])")) {
      const sign = fold.firstElementChild;
      const isMet = isShown(sign) && !fold.closest("[inert]");
      if (!isMet || isKnown(fold, sign) || isOneOfMany(fold, sign.innerText)) continue;
      fold.open = true;
      look(fold);
      fold.open = false;
    }
  };
  look(document);
  scrollTo(0, 0);
  return [...small];
}"""


def too_small(page: Page, least: int) -> list[str]:
    """What on the page, and in its menus and folds, is smaller than `least` CSS pixels, by how far
    a press of it reaches; but for links in a sentence."""
    return page.evaluate(TOO_SMALL, least)
