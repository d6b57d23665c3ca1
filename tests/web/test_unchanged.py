"""What open pages are told before anything of a request is looked at."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reader.web import open_chapters
from reader.web.unchanged import answer_unchanged
from tests.factories import make_chapter, say

pytestmark = pytest.mark.django_db

PASSED_ON = "for the view"


@pytest.fixture
def clock(monkeypatch):
    """The seconds of a clock that goes on as it is told."""
    now = [1000.0]
    monkeypatch.setattr(open_chapters.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(open_chapters, "close_old_connections", lambda: None)
    return now


@pytest.fixture
def ask(clock):
    """Ask as an open page does; what came back, and how many queries it took."""
    application = answer_unchanged(lambda environ, start: start(PASSED_ON, []) or [])

    def do(chapter, stamps=None, **environ):
        stamps = stamps or chapter.stamps.of_page
        path = f"/live/{chapter.pk}/{stamps}/"
        answered = []
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": ""} | environ
        with CaptureQueriesContext(connection) as queries:
            application(environ, lambda status, headers: answered.append(status))
        return answered[0][:3].strip(), len(queries)

    return do


def test_who_has_the_present_stamps_is_told_so_without_the_database(ask, clock, chapter):
    assert ask(chapter) == ("204", 1)
    for _ in range(20):
        assert ask(chapter) == ("204", 0)
    assert ask(chapter, "1.2.3") == ("for", 0)


def test_a_change_is_known_within_a_moment(ask, clock, chapter, tam):
    before = chapter.stamps.of_page
    assert ask(chapter, before) == ("204", 1)
    say(chapter, "Ah.", tam)
    clock[0] += open_chapters.MOMENT + 0.1
    assert ask(chapter, before) == ("for", 1)
    chapter.refresh_from_db()
    assert ask(chapter) == ("204", 0)


def test_one_query_serves_all_chapters_that_stand_open(ask, clock, chapter):
    others = [make_chapter() for _ in range(5)]
    for other in others:
        ask(other)
    clock[0] += open_chapters.MOMENT + 0.1
    asked = [ask(one) for one in (chapter, *others)]
    assert asked[1:] == [("204", 0)] * 5
    assert sum(queries for _, queries in asked) == 1
    clock[0] += open_chapters.A_WHILE
    assert ask(chapter)[1] == 1


@pytest.mark.parametrize("what", ["draft", "planned", "deleted", "out"])
def test_of_a_chapter_that_not_everybody_may_read_nothing_is_said(ask, clock, chapter, what):
    later = timezone.now() + timedelta(hours=1)
    changed = {
        "draft": {"published_at": None},
        "planned": {"published_at": later},
        "deleted": {"deleted_at": timezone.now()},
        "out": {"number": None},
    }[what]
    type(chapter).with_deleted.filter(pk=chapter.pk).update(**changed)
    ask(chapter)
    clock[0] += open_chapters.MOMENT + 0.1
    assert ask(chapter) == ("for", 1)


def test_what_is_old_while_another_reads_is_not_told(ask, clock, chapter, monkeypatch):
    assert ask(chapter) == ("204", 1)
    monkeypatch.setattr(open_chapters.OpenChapters, "_read", lambda self, now: None)
    clock[0] += open_chapters.MOMENT + 0.1
    assert ask(chapter) == ("204", 0)  # another reads
    clock[0] += open_chapters.MOMENT
    assert ask(chapter) == ("for", 0)


def test_all_else_is_the_views(ask, chapter, monkeypatch):
    ask(chapter)
    assert ask(chapter, QUERY_STRING="seconds=9")[0] == "for"
    assert ask(chapter, REQUEST_METHOD="POST")[0] == "for"
    assert ask(chapter, PATH_INFO="/")[0] == "for"

    def fail(self, now):
        raise DatabaseError

    monkeypatch.setattr(open_chapters.OpenChapters, "_read", fail)
    monkeypatch.setattr(open_chapters, "MOMENT", 0)
    assert ask(chapter)[0] == "for"


def test_few_chapters_are_remembered(monkeypatch, clock):
    monkeypatch.setattr(open_chapters, "MOST", 3)
    chapters = open_chapters.OpenChapters()
    for key in range(10):
        chapters.stamps(key)
    assert list(chapters._asked) == [7, 8, 9]
