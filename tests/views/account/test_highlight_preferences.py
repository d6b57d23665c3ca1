"""What a reader wants of their highlights: consent, and colours by names of their own."""

import pytest

from reader.models import Reader
from tests.factories import highlight, make_reader
from tests.views.selections import url

pytestmark = pytest.mark.django_db


def keep(browser, reader, **fields):
    answer = browser(reader).post("/accounts/highlights/", fields)
    reader.refresh_from_db()
    return answer


def test_consent_is_given_and_taken_back(browser, una):
    for fields, kept in (({"counts_marks": "on"}, True), ({}, False)):
        assert keep(browser, una, **fields).status_code == 303
        assert una.counts_marks is kept


def test_a_name_shows_wherever_its_reader_sees_the_colour_and_nowhere_else(browser, chapter, una):
    keep(browser, una, yellow="  Quite   <lovely> ", pink="")
    assert una.colour_names == {"yellow": "Quite <lovely>"}
    highlight(chapter, "two goats", una)
    lovely = "Quite &lt;lovely&gt;"
    own = browser(una)
    for path in (url(chapter), url(chapter, "blocks/0/"), "/highlights/", "/accounts/profile/"):
        page = own.get(path).content.decode()
        assert lovely in page and "Pink" in page, path
    assert (
        f"No highlights in “{lovely}”" not in own.get("/highlights/?colour=yellow").content.decode()
    )
    assert lovely in own.get("/highlights/?by=colour").content.decode()
    assert "Quite \\<lovely\\>" in own.get("/highlights/gloss-highlights.md").content.decode()
    for other in (None, make_reader()):
        page = browser(other).get(url(chapter)).content.decode()
        assert "lovely" not in page


def test_a_name_has_to_fit_on_a_button(browser, una):
    answer = keep(browser, una, green="x" * 25)
    assert answer.status_code == 422 and not una.colour_names
    assert "x" * 25 in answer.content.decode()


def test_who_leaves_takes_the_names_along(browser, una):
    Reader.objects.filter(pk=una.pk).update(counts_marks=True)
    keep(browser, una, yellow="Lovely", counts_marks="on")
    browser(una).post(
        "/accounts/leave/", {"password": "a long password", "comments": "stay", "when": "now"}
    )
    una.refresh_from_db()
    assert una.left_at and una.colour_names == {} and una.counts_marks is None
