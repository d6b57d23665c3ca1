"""Who is told of a revision: whoever marked words that it changed, took away or brought back."""

import pytest

from reader.actions.inbox.notify import notify_readers, something_to_tell
from reader.actions.library.chapter_list import ChapterList
from reader.actions.margin.highlight import remove_highlight
from reader.actions.revising import proposal
from reader.actions.revising.revise import revise
from reader.actions.revising.settle import settle_now
from reader.models.inbox.fate import Fate
from tests.factories import TEXT, highlight, make_chapter, make_reader, say

pytestmark = pytest.mark.django_db
GOATS = "They crossed at noon with two goats"
HORSES = TEXT.replace("two goats", "two horses")
WIDOWER = HORSES.replace("a widow, and a box", "a widower, and a crate")
NO_GOATS = TEXT.replace("They crossed at noon with two goats, a widow, and a box of lamp oil.", "")
CURLY = TEXT.replace('"You could write to them,"', "“You could write to them,”")


@pytest.fixture
def chapter():
    return make_chapter()


@pytest.fixture
def bea():
    return make_reader("bea")


def revised(chapter, *texts):
    """The author saves one text after the other; readers are told at the end."""
    for text in texts:
        revise(chapter, text, by=chapter.story.author)
    notify_readers()


def told(reader):
    """For each row in a reader's inbox about a revision what became of which words, and which of
    them it names."""
    rows = []
    for row in reader.notifications.filter(kind="revised").order_by("pk"):
        fates = sorted(row.marks.values())
        rows.append((row.passage.quote, fates))
    return rows


def test_words_that_were_changed_are_told_of_to_who_marked_or_spoke_on_them(chapter, una, bea):
    cai = make_reader("cai")
    highlight(chapter, GOATS, una)
    say(chapter, "Poor widow.", bea, on="a widow, and a box of lamp")
    highlight(chapter, "The ferry came at nine", cai)
    revised(chapter, WIDOWER)
    assert told(una) == [(GOATS, [Fate.CHANGED])]
    assert told(bea) == [("a widow, and a box of lamp", [Fate.CHANGED])]
    assert told(cai) == []
    row = una.notifications.get()
    assert row.leads_to == row.passage.get_absolute_url()
    una.refresh_from_db()
    assert una.unread == 1
    assert not something_to_tell()


def test_one_row_a_revision_names_what_is_gone_first(chapter, una):
    for words in ("The ferry came at nine", "two goats", "a widow"):
        highlight(chapter, words, una)
    revised(chapter, NO_GOATS.replace("The ferry", "The boat"))
    ((named, fates),) = told(una)
    assert named == "two goats"
    assert fates.count(Fate.GONE) == 2


def test_words_that_come_back_are_told_of(chapter, una):
    highlight(chapter, "two goats", una)
    revised(chapter, NO_GOATS)
    una.notifications.all().read(una)
    revised(chapter, TEXT)
    assert told(una) == [("two goats", [Fate.GONE]), ("two goats", [Fate.BACK])]


def test_what_is_back_before_anybody_read_that_it_was_gone_is_no_news(chapter, una):
    highlight(chapter, "two goats", una)
    for away in (NO_GOATS, HORSES):
        revised(chapter, away)
        assert len(told(una)) == 1
        revised(chapter, TEXT)
        assert told(una) == []
        una.refresh_from_db()
        assert una.unread == 0
        revised(chapter, away, TEXT)
        assert told(una) == []


def test_an_author_who_saves_all_evening_fills_one_row(chapter, una):
    highlight(chapter, GOATS, una)
    highlight(chapter, "a widow, and a box of lamp", una)
    revised(chapter, HORSES)
    revised(chapter, WIDOWER)
    ((_, fates),) = told(una)
    assert len(fates) == 2
    una.refresh_from_db()
    assert una.unread == 1


def test_other_signs_and_other_places_are_no_other_words(chapter, una):
    highlight(chapter, '"You could write to them,"', una)
    highlight(chapter, "two goats", una)
    revised(chapter, CURLY, CURLY.replace("The ferry came", "At last the ferry came"))
    assert told(una) == []


def test_nobody_else_is_told(chapter, una, bea):
    author = chapter.story.author
    highlight(chapter, "two goats", author)
    remove_highlight(highlight(chapter, "two goats", una))
    first = say(chapter, "Goats!", make_reader(), on="two goats")
    say(chapter, "Yes.", bea, to=first)
    left = make_reader("left")
    highlight(chapter, "two goats", left)
    left.is_active = False
    left.save()
    late = make_reader("late")
    revise(chapter, HORSES, by=author)
    highlight(chapter, "two horses", late)
    notify_readers()
    for reader in (author, una, bea, left, late):
        assert told(reader) == []
    assert len(told(first.reader)) == 1


def test_words_that_went_to_another_chapter_as_they_are_are_not_gone(chapter, una):
    other = make_chapter("Nothing yet.", story=chapter.story)
    highlight(chapter, "They crossed at noon with two goats", una)
    revised(other, TEXT[TEXT.index("They crossed") :])
    revised(chapter, NO_GOATS)
    assert told(una) == []


def test_what_a_task_takes_along_later_is_told_of_then(chapter, una, queue, monkeypatch):
    monkeypatch.setattr(proposal, "takes_long", lambda *_: True)
    highlight(chapter, GOATS, una)
    revised(chapter, HORSES)
    assert told(una) == []
    settle_now(chapter)
    notify_readers()
    assert told(una) == [(GOATS, [Fate.CHANGED])]


def test_of_a_chapter_that_is_a_draft_by_then_nothing_shows(client, chapter, una):
    highlight(chapter, "two goats", una)
    ChapterList(chapter.story).unpublish(chapter)
    revised(chapter, HORSES)
    client.force_login(una)
    assert "two goats" not in client.get("/inbox/").content.decode()
    una.refresh_from_db()
    assert una.unread == 0


def test_a_worker_that_comes_after_the_next_revision_tells_of_each(chapter, una, bea):
    highlight(chapter, GOATS, una)
    highlight(chapter, "a widow, and a box of lamp", bea)
    revised(chapter, HORSES, WIDOWER)
    assert told(una) == [(GOATS, [Fate.CHANGED])]
    assert told(bea) == [("a widow, and a box of lamp", [Fate.CHANGED])]
