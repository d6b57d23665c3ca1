"""What gives way where a window is 320 px wide: words that break, and what lies over others."""

BROKEN = """() => {
  const broken = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const around = node.parentElement;
    if (!around.checkVisibility({ contentVisibilityAuto: true })) continue;
    if (around.closest(".sr, .skip, .cover, .feed-address, option, textarea")) continue;
    if (getComputedStyle(around).hyphens === "auto") continue;
    for (const { 0: word, index } of node.data.matchAll(/[A-Za-z]{3,12}/g)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const tops = [...range.getClientRects()].map(({ top }) => Math.round(top));
      if (Math.max(...tops) - Math.min(...tops) > 8) broken.push(word);
    }
  }
  return broken;
}"""
"""The words that are broken in two because there is no room for them."""
COVERED = """() => {
  const covered = [];
  const all = document.querySelectorAll("a[href], button, summary, input, textarea, select");
  const shown = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
  for (const one of all) {
    if (!one.checkVisibility(shown) || one.closest(".sr, .skip, [inert]")) continue;
    const target = one.closest("label") || one;
    target.scrollIntoView({ block: "nearest", behavior: "instant" });
    const box = [...target.getClientRects()].find(({ width, height }) => width > 1 && height > 1);
    if (!box) continue;
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const isMet = hit && (hit === target || target.contains(hit) || hit.contains(target)
      || hit.closest("label")?.control === one);
    if (!isMet) covered.push(`${target.outerHTML.slice(0, 70)} under ${hit?.className}`);
  }
  const bars = [...document.querySelectorAll("body *")].filter((one) =>
    ["fixed", "sticky"].includes(getComputedStyle(one).position) && one.checkVisibility(shown));
  const above = bars.filter((one) => !one.closest(".margin"))
    .reduce((sum, one) => sum + Math.min(one.offsetHeight, innerHeight), 0);
  if (above > innerHeight * 0.75) covered.push(`${above} px of bars`);
  scrollTo(0, 0);
  return covered;
}"""
"""What lies under something else when it is brought into sight, and bars that leave too little."""
