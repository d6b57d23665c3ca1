"""What others said on a chapter while it was read."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reader.models import Comment
from tests.factories import say
from tests.views.selections import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(browser, htmx, chapter):
    """What somebody is told who read for so many seconds."""

    def ask(reader, seconds=600):
        answer = browser(reader).get(url(chapter, "meanwhile/"), {"seconds": seconds}, **htmx)
        assert answer.status_code == 200
        return answer.content.decode()

    return ask


def test_one_is_told_what_others_said_since_and_nothing_else(told, chapter, una, tam):
    old = say(chapter, "Old.", tam)
    Comment.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(hours=1))
    mine = say(chapter, "Mine.", una, on="two goats")
    assert told(una) == ""
    answer = say(chapter, "An answer.", tam, to=mine)
    html = told(una)
    assert "answered you" in " ".join(html.split())
    assert "two goats" in html and answer.get_absolute_url() in html
    assert old.get_absolute_url() not in html and mine.get_absolute_url() not in html
    assert mine.get_absolute_url() in told(None) and "answered you" not in " ".join(
        told(None).split()
    )
    assert old.get_absolute_url() in told(una, 7200)


def test_what_was_deleted_or_hidden_is_not_told(told, chapter, una, tam):
    for gone in ("deleted_at", "hidden_at"):
        comment = say(chapter, "Ah.", tam)
        Comment.objects.filter(pk=comment.pk).update(**{gone: timezone.now()})
    assert told(una) == ""


def test_the_newest_are_found_by_an_index_however_many_there_are(told, chapter, una, tam):
    if connection.vendor != "sqlite":
        pytest.skip("how SQLite answers")
    say(chapter, "Ah.", tam)
    with CaptureQueriesContext(connection) as queries:
        assert "While you read" in told(una)
    asked = [query["sql"] for query in queries if 'FROM "reader_comment"' in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked[0]}")
        plan = str(cursor.fetchall())
    assert "COVERING INDEX comments_by_chapter" in plan, plan


def test_odd_questions_have_plain_answers(browser, chapter, htmx, una):
    there = url(chapter, "meanwhile/")
    assert browser(una).get(there).url == url(chapter)
    assert browser(una).get(there, {"seconds": "-1"}, **htmx).status_code == 400
    assert browser(una).get(there, {"seconds": "9" * 30}, **htmx).status_code == 400
    assert browser(una).get(there, {"seconds": 10**9}, **htmx).status_code == 200


def test_a_draft_tells_nobody(browser, chapter, htmx, una):
    chapter.published_at = None
    chapter.save(update_fields=["published_at"])
    answer = browser(una).get(url(chapter, "meanwhile/"), {"seconds": 60}, **htmx)
    assert answer.status_code == 404
