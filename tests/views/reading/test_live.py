"""What an open page is told of others, and what it is not."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from reader.actions.library.chapter_list import ChapterList
from reader.actions.margin.comment import delete_comment
from reader.actions.revising.revise import revise
from reader.models import Chapter, Comment
from tests.factories import TEXT, highlight, say

pytestmark = pytest.mark.django_db


class OpenPage:
    """A page of a chapter that stands open: it asks with the stamps that it has."""

    def __init__(self, client, chapter):
        self.client, self.chapter = client, chapter
        page = html.fromstring(client.get(chapter.get_absolute_url()).content)
        self.stamps = page.xpath("//main/@data-stamps")[0]

    def ask(self, **query):
        return self.client.get(reverse("live", args=[self.chapter.pk, self.stamps]), query)

    def changes(self, **query):
        query = {"seconds": 600, "revision": 1} | query
        answer = self.ask(**query)
        assert answer.status_code == 200, answer.status_code
        return html.fromstring(answer.content)


@pytest.fixture
def open_page(browser, chapter):
    return lambda reader=None, of=chapter: OpenPage(browser(reader), of)


def words(changes, path="//*[@class='live-comment']"):
    return " ".join(" ".join(part.text_content().split()) for part in changes.xpath(path))


def blocks(changes):
    return changes.xpath("//*[@class='live-blocks']/*[@data-start]/@id")


def news(changes):
    return [int(key) for key in changes.xpath("//*[@class='live-news']/@data-key")]


def test_nothing_is_said_until_something_changes(open_page, chapter, una, tam):
    page, visitor = open_page(una), open_page()
    assert page.ask().status_code == visitor.ask().status_code == 204
    highlight(chapter, "two goats", tam)  # a private act
    assert page.ask().status_code == 204
    say(chapter, "Ah.", tam, on="two goats")
    for one in (page, visitor):
        answer = one.ask()
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer["Cache-Control"] == "no-store"
        one.stamps = one.changes().get("data-stamps")
        assert one.ask().status_code == 204


def test_only_the_blocks_that_changed_come_with_ones_own_marks(open_page, chapter, una, tam):
    highlight(chapter, "a widow", una, colour="green")
    page = open_page(una)
    said = say(chapter, "Ah.", tam, on="two goats")
    changes = page.changes()
    assert blocks(changes) == ["b4"]
    assert changes.xpath("//mark[contains(@class, 'mine green')]/text()") == ["a widow"]
    assert changes.xpath("//*[@id='w4']/text()") == ["1"]
    assert news(changes) == [said.pk] and not words(changes)


def test_an_open_thread_hears_of_what_is_new_reworded_deleted_and_hidden(
    open_page, chapter, una, tam
):
    first = say(chapter, "First.", tam, on="two goats")
    second, third, fourth = (
        say(chapter, text, tam, to=first) for text in ("Second.", "Third.", "Fourth.")
    )
    mine = say(chapter, "Mine.", una, to=first)
    other = say(chapter, "Elsewhere.", tam, on="one boot")
    page = open_page(una)
    shown = ",".join(str(one.pk) for one in (first, second, third, fourth, mine, other))
    new = say(chapter, "New.", tam, to=first)
    second.edit("Better.")
    third.hide()
    gone = str(fourth.pk)
    delete_comment(fourth)
    changes = page.changes(threads=first.passage_id, shown=shown)
    said = words(changes)
    assert "New." in said and "Better." in said and "Second." not in said
    assert "Third." not in said
    assert "Elsewhere." not in said  # nothing has changed there
    assert changes.get("data-gone") == f"{third.pk} {gone}"
    assert changes.xpath(f"//*[@id='c{new.pk}']/../@data-parent") == [str(first.pk)]
    assert new.pk in news(changes) and mine.pk not in news(changes)


def test_a_thread_that_is_not_open_tells_only_that_there_is_something(open_page, chapter, una, tam):
    page = open_page(una)
    on_words = say(chapter, "On words.", tam, on="two goats")
    on_chapter = say(chapter, "On the chapter.", tam)
    changes = page.changes(threads="", shown="")
    assert news(changes) == [on_words.pk, on_chapter.pk]
    assert "On words." not in words(changes) and "On the chapter." in words(changes)


def test_what_was_said_long_ago_deleted_or_hidden_is_no_news(open_page, chapter, una, tam):
    page = open_page(una)
    old, deleted, hidden = (say(chapter, text, tam) for text in ("Old.", "Deleted.", "Hidden."))
    long_ago = timezone.now() - timedelta(hours=1)
    Comment.objects.filter(pk=old.pk).update(created_at=long_ago)
    delete_comment(deleted)
    hidden.hide()
    changes = page.changes()
    assert not news(changes) and not words(changes)


def test_a_page_of_an_older_text_gets_no_blocks_and_hears_of_the_new_one(
    open_page, chapter, una, tam
):
    page = open_page(una)
    say(chapter, "Ah.", tam, on="two goats")
    revise(chapter, TEXT.replace("nine", "ten"), by=None)
    changes = page.changes()
    assert changes.get("data-revised") is not None and not blocks(changes)
    assert page.changes(revision=2).get("data-revised") is None


def test_a_page_that_slept_gets_every_block(open_page, chapter, una, tam):
    page = open_page(una)
    for _ in range(25):
        Chapter.objects.filter(pk=chapter.pk).touch_words(0, 5)
    assert len(blocks(page.changes())) == 5


def test_the_bar_hears_how_many_are_unread(open_page, chapter, una, tam):
    page, visitor = open_page(una), open_page()
    una.unread = 3
    una.save(update_fields=["unread"])
    assert page.ask().status_code == page.ask(unread=3).status_code == 204
    assert page.ask(unread=2).status_code == 200
    assert page.changes(unread=2).get("data-unread") == "3"
    assert visitor.ask(unread=2).status_code == 204
    say(chapter, "Ah.", tam)
    assert page.changes().get("data-unread") == "3"
    assert visitor.changes().get("data-unread") is None


@pytest.mark.parametrize("what", ["draft", "planned", "deleted", "out", "story deleted", "nothing"])
def test_a_chapter_that_one_may_not_read_says_nothing(open_page, chapter, una, author, what):
    page, own = open_page(una), open_page(author)
    pages = ChapterList(chapter.story)
    later = timezone.now() + timedelta(days=1)
    if what == "draft":
        chapter.published_at = None
        chapter.save()
    elif what == "planned":
        chapter.story.published_at = later
        chapter.story.save()
    elif what == "deleted":
        pages.delete(chapter)
    elif what == "out":
        pages.take_out(chapter)
    elif what == "story deleted":
        chapter.story.delete_for_now()
    else:
        page.chapter = own.chapter = Chapter(pk=987654)
    for query in ({}, {"seconds": 600, "revision": 1}):
        assert page.ask(**query).status_code == 404
    is_authors = what in ("draft", "planned")
    assert own.ask().status_code in ((200, 204) if is_authors else (404,))


def test_threads_and_comments_of_another_chapter_are_not_told(
    open_page, chapter, draft, una, author
):
    secret = say(draft, "Secret.", author, on="two goats")
    page = open_page(una)
    say(chapter, "Ah.", author, on="two goats")
    changes = page.changes(threads=secret.passage_id, shown=secret.pk)
    assert "Secret." not in words(changes) and secret.pk not in news(changes)


@pytest.mark.parametrize("since", ["x", "1.2", "1.2.3.4", "1..3", "9" * 40 + ".1.1"])
def test_what_is_no_stamp_is_said_plainly(open_page, since):
    page = open_page()
    page.stamps = since
    assert page.ask(seconds=1).status_code == 400
    assert page.ask().status_code == 200  # whatever it is, something is different


@pytest.mark.parametrize("seconds", ["", "-1", "soon"])
def test_seconds_are_a_number(open_page, chapter, tam, seconds):
    page = open_page()
    say(chapter, "Ah.", tam)
    assert page.ask(seconds=seconds).status_code == 400


def test_what_it_asks_does_not_grow_with_what_is_there(open_page, chapter, una, tam):
    def asked(page, **query):
        with CaptureQueriesContext(connection) as queries:
            page.changes(**query)
        return len(queries)

    first = say(chapter, "First.", tam, on="two goats")
    page = open_page(una)
    say(chapter, "Second.", tam, to=first)
    few = asked(page, threads=first.passage_id, shown=first.pk)
    more = [say(chapter, "More.", tam, to=first).pk for _ in range(9)]
    shown = ",".join(map(str, [first.pk, *more]))
    assert asked(page, threads=first.passage_id, shown=shown) <= few
