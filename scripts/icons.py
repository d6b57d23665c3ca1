"""Draw the app's icons, static/icons/*.png, anew from static/icons/gloss.svg."""

from __future__ import annotations

import subprocess
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
ICONS = ROOT / "static" / "icons"
WHOLE = [("gloss-192", 192), ("gloss-512", 512)]
FILLED = [("gloss-maskable-192", 192), ("gloss-maskable-512", 512), ("gloss-touch", 180)]
"""Those that a system cuts to its own shape: colour to the edge, the drawing in the middle."""


def main() -> None:
    svg = (ICONS / "gloss.svg").read_text()
    cover, drawing = svg.split("/>", 1)
    filled = cover.replace('rx="7" ', "") + '/><g transform="translate(4.2 4.2) scale(.7375)">'
    filled += drawing.replace("</svg>", "</g></svg>")
    find = ["scripts/find-chromium"]
    path = subprocess.run(find, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for shape, icons in ((svg, WHOLE), (filled, FILLED)):
            for name, size in icons:
                page = browser.new_page(viewport={"width": size, "height": size})
                page.set_content(f"<style>*{{margin:0;display:block}}</style>{shape}")
                page.screenshot(path=ICONS / f"{name}.png", omit_background=True)
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
