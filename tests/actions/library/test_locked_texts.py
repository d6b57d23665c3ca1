"""What moves, shows or hides chapters, with the database locked, reads none of their texts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.actions.library.add_chapters import add_chapter
from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.publish import publish_chapter, publish_story
from reader.actions.revising.revise import revise
from reader.models import Chapter, Progress
from tests.factories import TEXT, highlight, make_reader, make_story

pytestmark = pytest.mark.django_db

TEXTS = [f'"reader_revision"."{field}"' for field in ("source", "text", "blocks")]


def put_back(contents, chapter):
    contents.delete(chapter)
    contents.put_back(contents.deleted[0])


ACTS = {
    "order": lambda contents, chapter: contents.order([chapter.pk]),
    "take out": lambda contents, chapter: contents.take_out(chapter),
    "delete": lambda contents, chapter: contents.delete(chapter),
    "put back": put_back,
    "unpublish": lambda contents, chapter: contents.unpublish(chapter),
    "unpublish the story": lambda contents, chapter: contents.story.unpublish(),
    "delete the story": lambda contents, chapter: contents.story.delete_for_now(),
}


def reads_a_text(queries):
    return [query["sql"] for query in queries if any(text in query["sql"] for text in TEXTS)]


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_no_text_is_read(act):
    story = make_story()
    chapter = [add_chapter(story, "", TEXT) for _ in range(3)][1]
    Progress.objects.keep(make_reader(), chapter, 5)
    chapter = Chapter.objects.defer("revision__text").get(pk=chapter.pk)
    with CaptureQueriesContext(connection) as made:
        act(ChapterList(story), chapter)
    assert reads_a_text(made) == []


def test_publishing_reads_the_texts_in_which_a_mark_is_older_than_they_are_and_no_others():
    story = make_story(draft=True)
    chapter, _ = (add_chapter(story, "", TEXT, draft=True) for _ in range(2))
    mark = highlight(chapter, "lamp oil", story.author)
    with CaptureQueriesContext(connection) as made:
        publish_story(story)
    assert reads_a_text(made) == []
    story.unpublish()
    story.chapters.update(published_at=None)
    revise(chapter, TEXT.replace("a box of lamp oil", "a tub of lamp oil"), by=story.author)
    mark = highlight(chapter, "tub of lamp oil", story.author)
    revise(chapter, TEXT.replace("a box of lamp oil", "a new tub of lamp oil"), by=story.author)
    with CaptureQueriesContext(connection) as made:
        publish_story(story)
    assert len(reads_a_text(made)) == 1
    mark.passage.refresh_from_db()
    assert mark.passage.origin == Chapter.objects.get(pk=chapter.pk).revision


def test_a_chapter_is_published_with_marks_in_its_text_as_it_is_by_then():
    story = make_story()
    chapter = add_chapter(story, "", TEXT, draft=True)
    mark = highlight(chapter, "lamp oil", story.author)
    read_before = Chapter.objects.select_related("revision").get(pk=chapter.pk)
    revise(chapter, f"It began so.\n\n{TEXT}", by=story.author)
    publish_chapter(read_before)
    mark.passage.refresh_from_db()
    passage, now = mark.passage, Chapter.objects.get(pk=chapter.pk).revision
    assert passage.origin == passage.revision == now
    assert now.text[passage.start : passage.end] == passage.quote == "lamp oil"
