"""Draw docs/*.png anew: the demo library in a real browser, wide, narrow, light and dark."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from django.core.management import call_command
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from bench.server import ROOT, serving, set_up

WIDE = {"width": 1280, "height": 840}
NARROW = {"width": 390, "height": 844}
STORY = "/stories/corrections-from-the-gallery/"
CHAPTER = "/stories/winter-timetable/1/"


def open_thread(page: Page) -> None:
    page.locator(".block-link.talk").first.click()
    page.locator(".thread").first.wait_for()


PICTURES = [
    ("library", "reader", "/", WIDE, "light", None),
    ("story", "reader", STORY, WIDE, "light", None),
    ("chapter", "reader", CHAPTER, WIDE, "light", open_thread),
    ("chapter-dark", "reader", CHAPTER, WIDE, "dark", open_thread),
    ("phone", "reader", CHAPTER, NARROW, "light", open_thread),
    ("phone-library", "reader", "/", NARROW, "dark", None),
    ("highlights", "reader", "/highlights/", WIDE, "light", None),
    ("inbox", "reader", "/inbox/", WIDE, "light", None),
    ("desk", "author", "/desk/", WIDE, "light", None),
    ("moderation", "moderator", "/moderation/", WIDE, "light", None),
]
"""Each a file's name, who is signed in, an address, a screen, a scheme, and what is done there."""


def main() -> None:
    set_up()
    call_command("load_demo")
    chromium = subprocess.run(
        ["scripts/find-chromium"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()
    with serving() as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        for name, who, path, viewport, scheme, act in PICTURES:
            context = browser.new_context(
                base_url=f"http://127.0.0.1:{port}",
                viewport=viewport,
                color_scheme=scheme,
                has_touch=viewport is NARROW,
                reduced_motion="reduce",
            )
            page = context.new_page()
            page.goto(f"/accounts/login/?next={path}")
            page.locator("[name=login]").fill(who)
            page.locator("[name=password]").fill("gloss")
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url(f"**{path}")
            if act:
                act(page)
            page.wait_for_timeout(400)
            taken = Image.open(BytesIO(page.screenshot()))
            taken.convert("RGB").save(ROOT / "docs" / f"{name}.png", optimize=True)
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
