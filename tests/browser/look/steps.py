"""The chapter that these tests read, and what a hand does with the panel."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SCREENS

PARAGRAPH = "The bell at the landing " + "rang on and on across the river " * 12


OPENING = f"By the time the bell had stopped, it was morning. {PARAGRAPH}".strip()


TEXT = f"""{OPENING}

Nobody came,[^1] and nobody *ever* had.

~*~

{PARAGRAPH}

---

| Verse has lines
|   and indents

> Dear you, it is late.

[^1]: Not even the goats.
"""


LOOK = "() => ({...document.documentElement.dataset})"


at_one_size = pytest.mark.parametrize("screen", [SCREENS["desktop"]], ids=["desktop"])


def open_panel(page):
    page.get_by_label("Appearance").click()
    expect(page.locator("#look")).to_be_visible()


def choose(page, name):
    page.locator("#look").get_by_role("radio", name=name, exact=True).check(force=True)


def size_of(page, selector="#b0"):
    return page.evaluate(
        f"parseFloat(getComputedStyle(document.querySelector('{selector}')).fontSize)"
    )
