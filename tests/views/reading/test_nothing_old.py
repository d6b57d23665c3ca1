"""Acts after which nothing that was kept of a page may be shown any more."""

import re
import time
from datetime import timedelta
from unittest import mock

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

import reader.views.reading.chapter_page
from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.publish import publish_chapter, publish_story
from reader.actions.margin.comment import add_comment, delete_comment
from reader.actions.people.leave import leave
from reader.actions.revising.revise import revise
from reader.models import AuthorNote, Chapter, Comment, Story
from reader.web.compression import decompress
from tests.factories import TEXT, highlight, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db
GONE = "Something else entirely."


def fresh(chapter):
    described = Chapter.with_deleted.select_related("story__author", "revision")
    return described.get(pk=chapter.pk)


def page(chapter, reader=None, rest=""):
    client = Client()
    if reader:
        client.force_login(reader)
    answer = client.get(fresh(chapter).get_absolute_url() + rest)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def second(author):
    """The second chapter of a story."""
    story = make_story(author=author)
    make_chapter("Quite different words.", story=story, title="One")
    return make_chapter(story=story, title="Two")


def test_what_an_author_marked_in_a_draft_is_not_told_when_it_comes_out(second, author, una):
    ChapterList(second.story).unpublish(fresh(second))
    highlight(fresh(second), "folded around a fish", author, public=True)
    say(fresh(second), "my own remark", author, on="a box of lamp oil")
    revise(fresh(second), GONE, by=author)
    assert "folded around a fish" in page(second, author)
    publish_chapter(fresh(second))
    shown = page(second, una)
    assert "folded around a fish" not in shown and "my own remark" in shown


def test_nor_when_the_whole_story_comes_out(author, una):
    draft = make_chapter(story=make_story(author=author, draft=True))
    highlight(draft, "folded around a fish", author, public=True)
    revise(fresh(draft), GONE, by=author)
    assert "folded around a fish" in page(draft, author)
    publish_story(Story.objects.get(pk=draft.story_id))
    assert "folded around a fish" not in page(draft, una)


def test_what_is_deleted_while_a_chapter_is_deleted_does_not_come_back_with_it(second, una, tam):
    una.name = "Una Full Name"
    una.save()
    regretted = say(second, "regrettable words", una)
    say(second, "on words", una, on="two goats")
    assert "regrettable" in page(second, tam) and "Una Full Name" in page(second, tam)
    ChapterList(second.story).delete(fresh(second))
    delete_comment(Comment.objects.get(pk=regretted.pk))
    leave(una, comments=True, stories=True)
    ChapterList(second.story).put_back(fresh(second))
    assert "regrettable" not in page(second, tam) and "Una Full Name" not in page(second, tam)


def test_a_chapter_without_any_text_can_be_read_and_talked_about(chapter, una, tam):
    said = say(chapter, "Hm.", una, on="folded around a fish")
    revise(fresh(chapter), "[a]: http://example.org/", by=None)
    page(chapter, tam)
    add_comment("More.", by=tam, chapter=fresh(chapter), to=Comment.objects.get(pk=said.pk))
    assert "Hm." not in page(chapter, tam)


def test_a_page_ends_when_the_next_chapter_comes_out_by_itself(chapter, una):
    later = Chapter.objects.filter(pk=make_chapter(story=chapter.story, title="The Next").pk)
    later.update(published_at=timezone.now() + timedelta(minutes=10))
    Story.objects.filter(pk=chapter.story_id).touch()
    assert "The Next" not in page(chapter)
    now = time.time()
    with mock.patch("time.time", lambda: now + 9 * 60):
        say(fresh(chapter), "Hello.", una)
        assert "The Next" not in page(chapter)  # kept no longer than what it is made of
    later.update(published_at=timezone.now())
    with mock.patch("time.time", lambda: now + 11 * 60):
        assert "The Next" in page(chapter)


def test_links_to_earlier_texts_follow_a_chapter_to_another_place(second, una, tam):
    say(second, "Hm.", una, on="folded around a fish")
    revise(fresh(second), GONE, by=None)
    assert "/2/revisions/1/" in page(second, tam)
    first = second.story.chapters.get(number=1)
    ChapterList(second.story).order([second.pk, first.pk])
    assert "/1/revisions/1/" in page(second, tam)


def test_a_note_that_is_deleted_or_moved_in_the_admin_is_gone(chapter):
    keeper = make_reader("keeper", is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(keeper)
    note = AuthorNote.objects.create(chapter=chapter, source="a rash note")
    assert "a rash note" in page(chapter)
    note.chapter = make_chapter(story=chapter.story)
    note.save()
    assert "a rash note" not in page(chapter) and "a rash note" in page(note.chapter)
    chosen = {"action": "delete_selected", "_selected_action": [note.pk], "post": "yes"}
    client.post("/admin/reader/authornote/", chosen)
    assert "a rash note" not in page(note.chapter)


def test_comments_say_who_is_the_author_now(chapter, author, una):
    say(chapter, "Hm.", author)
    assert "who-author" in page(chapter)
    story = Story.objects.get(pk=chapter.story_id)
    story.author = una
    story.save()
    assert "who-author" not in page(chapter)


def test_an_edit_shows_whatever_the_clock_of_its_machine_says(chapter, una, tam):
    first = say(chapter, "the first words", una)
    reply = say(chapter, "a reply", tam, to=first)
    page(chapter)
    Comment.objects.get(pk=reply.pk).edit("a reply, edited")
    assert "a reply, edited" in page(chapter)
    behind = timezone.now() - timedelta(seconds=2)
    with mock.patch("reader.models.margin.comment.timezone.now", return_value=behind):
        Comment.objects.get(pk=first.pk).edit("thought better")
    assert "the first words" not in page(chapter)


def test_a_reply_on_words_that_moved_meanwhile_counts_where_they_are(chapter, una, tam):
    said = say(chapter, "Hm.", una, on="two goats")
    described = Comment.objects.select_related("passage", "chapter__story", "chapter__revision")
    to = described.get(pk=said.pk)
    revise(fresh(chapter), f"A new one.\n\nAnother.\n\nA third.\n\n{TEXT}", by=None)
    page(chapter)
    add_comment("More.", by=tam, chapter=to.chapter, to=to)
    links = re.compile(r'<a class="block-link[^>]*>\d*</a>')
    kept = links.findall(page(chapter))
    caches["pages"].clear()
    assert kept == links.findall(page(chapter))


def test_a_page_is_of_one_moment(chapter, una, monkeypatch):
    load, revised = reader.views.reading.chapter_page.readable_chapter, []

    def revised_meanwhile(*chosen):
        if not revised:
            revised.append(revise(fresh(chapter), "Wholly other.", by=None))
        return load(*chosen)

    monkeypatch.setattr(reader.views.reading.chapter_page, "readable_chapter", revised_meanwhile)
    shown = page(chapter, una)
    assert 'data-revision="2"' in shown and "Wholly other." in shown


def test_no_visitor_changes_where_a_page_leads_others(chapter):
    url = chapter.get_absolute_url()
    Client().get(f"{url}?&&&")
    assert "%26" not in page(chapter)
    padded = url.replace("/1/", "/0001/")
    assert Client().get(padded).url == url
    assert "0001" not in page(chapter)


def test_a_page_that_stands_is_sent_smaller_and_says_the_same(chapter, una):
    """After a comment it is compressed in haste, because the next comment makes it another one."""
    client = Client(headers={"Accept-Encoding": "br"})
    path = chapter.get_absolute_url()
    client.get(path)
    say(chapter, "A word.", una)
    in_haste = client.get(path).content
    now = time.time()
    with mock.patch("time.time", lambda: now + 60):
        well = client.get(path).content
        assert client.get(path).content == well
    assert len(well) < len(in_haste)
    assert "A word." in decompress(well)
    assert decompress(well) == decompress(in_haste)
