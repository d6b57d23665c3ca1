"""What the tests here share."""

import pytest

from tests.factories import highlight, say


@pytest.fixture
def client(browser, una):
    return browser(una)


@pytest.fixture
def marked(chapter, una, tam):
    """What una marked and said on a chapter, and what tam did."""
    highlight(chapter, "two goats", una, note="*Kings*? =1+1", colour="pink")
    say(chapter, "Why *not*?", una, on="two goats")
    say(chapter, "On the whole, yes.", una)
    highlight(chapter, "a widow", tam, note="Tam's secret.", public=True)
    say(chapter, "Tam says so.", tam, on="a widow")
    return chapter
