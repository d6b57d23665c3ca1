"""What chosen readers marked in a draft, once it came out: nobody else reads what it said."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from reader.actions.inbox.notify import notify_readers
from reader.actions.library.publish import publish_chapter, publish_story
from reader.actions.library.schedule import schedule
from reader.actions.revising.begin_margins import UNREAD_WORDS
from reader.actions.revising.revise import revise
from reader.models import Chapter, ChosenReader, Comment, Highlight, Passage, Story
from tests.factories import highlight, make_chapter, make_story, say

pytestmark = pytest.mark.django_db

OLD = "The zebra slept at noon. A miller kept two goats by the river, and rain fell all night."
NEW = "A miller kept two goats by the river, and rain fell all night."


@pytest.fixture
def draft(author, people):
    story = make_story(author=author, draft=True, audience="chosen", slug="zephyr")
    ChosenReader.objects.create(story=story, reader=people["chosen reader"])
    return make_chapter(OLD, story=story)


@pytest.fixture
def came_out(draft, people):
    """A chapter that came out for everybody, without words that were talked about before."""
    say(draft, "Why asleep?", people["chosen reader"], on="zebra slept")
    _come_out(draft)
    return _now(draft)


def _now(chapter):
    return Chapter.objects.select_related("story__author", "revision").get(pk=chapter.pk)


def _come_out(chapter, text=NEW):
    revise(chapter, text, by=chapter.story.author)
    Story.objects.filter(pk=chapter.story_id).update(audience="everybody")
    publish_story(_now(chapter).story)


def _surfaces(chapter):
    passage, comment = Passage.objects.get(), Comment.objects.get()
    url = chapter.get_absolute_url()
    return {
        "page": url,
        "thread": passage.thread_url,
        "thread in the text": passage.url_in_chapter,
        "feed of the thread": f"/passages/{passage.pk}/feed/",
        "feed of the chapter": f"{url}comments/feed/",
        "loose": f"{url}loose/",
        "annotation": f"/annotations/c{comment.pk}",
        "annotations of the chapter": f"/annotations{url}",
        "reader": comment.reader.get_absolute_url(),
    }


@pytest.mark.parametrize("name", ["visitor", "reader", "chosen reader"])
def test_no_surface_tells_the_words_of_a_draft(came_out, viewer, name):
    client, said = viewer(name), []
    for surface, url in _surfaces(came_out).items():
        answer = client.get(url, follow=True)
        assert answer.status_code == 200, surface
        assert "zebra" not in answer.text, surface
        if "Why asleep?" in answer.text or UNREAD_WORDS in answer.text:
            said.append(surface)
    assert set(said) == set(_surfaces(came_out)), said
    assert UNREAD_WORDS in client.get(Passage.objects.get().thread_url).text


def test_a_search_does_not_find_them(came_out):
    assert not Comment.objects.matching("zebra").exists()
    assert Comment.objects.matching("asleep").exists()


def test_an_answer_is_told_without_them(came_out, viewer):
    thread, url = Comment.objects.get(), "/comments/{}/reply/"
    viewer("reader").post(url.format(thread.pk), {"text": "Indeed."})
    viewer("author").post(url.format(thread.pk), {"text": "It was late."})
    notify_readers()
    client = viewer("reader")
    for page, said in (("/inbox/", "It was late."), ("/words/", "Indeed."), ("/following/", "")):
        answer = client.get(page)
        assert answer.status_code == 200
        assert said in answer.text
        assert "zebra" not in answer.text, page
    assert "Indeed." not in client.get("/words/?q=zebra").text
    assert "Indeed." in client.get("/words/?q=indeed").text


def test_no_book_has_them(came_out, viewer):
    url = f"{came_out.story.get_absolute_url()}download/epub/?with=threads"
    answer = viewer("reader").get(url)
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as archive:
        book = "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    assert "Why asleep?" in book
    assert "zebra" not in book


def test_words_that_stand_are_quoted_as_they_came_out(draft, people):
    said = say(draft, "Two?", people["chosen reader"], on="kept two goats by the river")
    _come_out(draft, OLD.replace("two goats by", "three goats by"))
    said.refresh_from_db()
    assert said.passage.quote == "kept three goats by the river"
    assert said.passage.origin == _now(draft).revision
    assert not Comment.objects.filter(search_text__contains="two goats").exists()


def test_marks_on_words_that_are_gone_are_their_readers_own(draft, people):
    mark = highlight(draft, "zebra slept", people["chosen reader"], public=True)
    say(draft, "Why asleep?", people["chosen reader"], on="zebra slept")
    _come_out(draft)
    mark.refresh_from_db()
    assert (mark.passage.quote, mark.public, mark.may_be_shown) == ("zebra slept", False, False)
    assert not Highlight.objects.visible_to(people["reader"]).exists()
    assert Comment.objects.get().passage.quote == UNREAD_WORDS


def test_a_mark_alone_keeps_its_passage(draft, people):
    mark = highlight(draft, "zebra slept", people["chosen reader"], public=True)
    _come_out(draft)
    kept = Highlight.objects.get()
    assert (kept.passage_id, kept.passage.quote) == (mark.passage_id, "zebra slept")
    assert not (kept.public or kept.may_be_shown)


def test_a_chapter_that_comes_by_the_clock_tells_nothing_either(draft, people):
    say(draft, "Why asleep?", people["chosen reader"], on="zebra slept")
    story = draft.story
    schedule(story, {draft.pk: timezone.now() + timedelta(days=1)})
    revise(_now(draft), NEW, by=story.author)
    assert Passage.objects.get().quote == UNREAD_WORDS


def test_it_is_the_same_where_nobody_is_chosen_any_more(draft, people):
    say(draft, "Why asleep?", people["chosen reader"], on="zebra slept")
    ChosenReader.objects.all().delete()
    _come_out(draft)
    assert Passage.objects.get().quote == UNREAD_WORDS


def test_what_everybody_could_read_keeps_its_words(author, people):
    """A chapter of a story that was out and is out again, which nobody was chosen for."""
    chapter = make_chapter(OLD, author=author)
    say(chapter, "Why asleep?", people["reader"], on="zebra slept")
    revise(chapter, NEW, by=author)
    Chapter.objects.filter(pk=chapter.pk).update(published_at=None, told_at=timezone.now())
    publish_chapter(_now(chapter))
    assert Passage.objects.get().quote == "zebra slept"


def test_what_authors_said_on_words_that_are_gone_is_not_found_by_them(draft, author):
    say(draft, "Why asleep?", author, on="zebra slept")
    _come_out(draft)
    assert Comment.objects.get().passage is None
    assert not Comment.objects.matching("zebra").exists()


def test_a_closed_thread_stays_closed(draft, people):
    said = say(draft, "Two?", people["chosen reader"], on="two goats")
    Passage.objects.update(closed_at=timezone.now())
    _come_out(draft)
    said.refresh_from_db()
    assert said.passage.closed_at
