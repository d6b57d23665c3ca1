"""A serial of a thousand chapters: one more writes as few rows as the second one did."""

from contextlib import contextmanager

import pytest
from django.db import connection

from reader.actions.library.add_chapters import NewChapters, add_chapter
from tests.factories import highlight, make_chapter, make_reader, make_story, repeat_chapter

pytestmark = pytest.mark.django_db


@contextmanager
def rows_written():
    """Counts the rows that statements insert, update or delete, by the statements."""
    written = []

    def count(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            written.append((sql.partition(" SET ")[0][:60], context["cursor"].rowcount))
        return result

    with connection.execute_wrapper(count):
        yield written


def story_of(count, author):
    """A published story of so many chapters."""
    story = make_story(author=author)
    repeat_chapter(make_chapter("Words.", story=story), count - 1)
    return story


def what_is_written(act, story, *args):
    with rows_written() as written:
        act(story, *args)
    return written


def added_by_an_import(story):
    add_chapter(story, "The next one", "Words of it.")
    new = NewChapters(story)
    new.add("Another", "Words.")
    new.store()


def added_at_the_desk(story, client):
    """Added, written, published, and marked by a reader."""
    desk = f"/desk/{story.slug}/"
    answer = client.post(desk, {"do": "add"})
    assert answer.status_code == 303
    sent = {"revision": 1, "title": "New", "source": "Some words.", "do": "publish"}
    assert client.post(answer.url, sent).status_code == 303
    chapter = story.chapters.order_by("number").last()
    assert chapter.is_public and chapter.text == "Some words."
    highlight(chapter, "Some words.", story.author, public=True)
    for act in ("take out", "put back"):
        assert client.post(desk, {"do": act, "chapter": chapter.pk}).status_code == 303


@pytest.mark.parametrize("how", ["import", "desk"])
def test_adding_the_thousandth_chapter_writes_no_more_rows_than_adding_the_third(
    how, author, browser
):
    short, long = story_of(2, author), story_of(999, make_reader())
    if how == "import":
        few = what_is_written(added_by_an_import, short)
        many = what_is_written(added_by_an_import, long)
    else:
        few = what_is_written(added_at_the_desk, short, browser(short.author))
        many = what_is_written(added_at_the_desk, long, browser(long.author))
    assert few == many
    assert long.chapters.count() in (1000, 1001)
    long.refresh_from_db()
    assert long.chapter_count == long.chapters.count()
