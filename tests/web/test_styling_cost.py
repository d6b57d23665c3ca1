"""Stylesheets of a long text: no selector that has all of it styled anew where little changed."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from reader.web.staticfiles import STYLESHEETS

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
PRELUDE = re.compile(r"([^{};]+)\{")
MANY = r"(?:\*|a|p|em|mark)"
COSTLY = {
    "a sibling may be anything": re.compile(r"[+~]\s*\*"),
    ":has() with a first letter or line": re.compile(r":has\(.*::first-l"),
    ":has() with any of many below": re.compile(
        rf":has\([^{{]*\)[^,(]*[ >](?:{MANY}|:is\([^)]*\b{MANY}\b[^)]*\))(?:::\w+)?\s*$"
    ),
    "a link asks what stands after it": re.compile(r"\.block-link[^,]*:has\("),
}


def selectors():
    for name in STYLESHEETS["gloss.css"]:
        css = COMMENT.sub("", Path(settings.ROOT, "static", "css", f"{name}.css").read_text())
        for prelude in PRELUDE.findall(css):
            yield name, " ".join(prelude.split())


@pytest.mark.parametrize("why", COSTLY)
def test_no_selector_of_the_reading_page_is_costly(why):
    found = [(name, one) for name, one in selectors() if COSTLY[why].search(one)]
    assert not found


@pytest.mark.parametrize(
    "selector",
    [
        ".thread > * + *",
        ".facts:has(> span) > :is(span, a)::before",
        ".text:has(> mark) > p::first-letter",
        ".block-link:has(+ p:hover)::before",
    ],
)
def test_those_that_were_are_found(selector):
    assert any(costly.search(selector) for costly in COSTLY.values())
