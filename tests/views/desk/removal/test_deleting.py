"""Stories and chapters deleted, and restored."""

import pytest

from reader.actions.library.add_chapters import add_chapter
from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.erase import erase
from reader.actions.library.merge_chapters import merge_with_next
from reader.models import (
    Comment,
    Highlight,
    Passage,
    Shelf,
    Story,
)
from tests.factories import make_reader
from tests.views.desk.removal.removed import desk, places, told

pytestmark = pytest.mark.django_db


def test_deleting_asks_first_and_says_what_happens(browser, story, written_on, author):
    client = browser(author)
    for path in (f"{desk(story)}delete/", f"{desk(story)}{written_on.pk}/delete/"):
        asked = " ".join(client.get(path).text.split())
        assert "2 highlights and 3 comments" in asked and "14 days" in asked
        assert "Kings?" not in asked and "two goats" not in asked
    asked = " ".join(client.get(f"{desk(story)}delete/").text.split())
    assert "2 chapters with 2 revisions" in asked
    merge_with_next(story.chapters.get(number=1), by=author)
    asked = " ".join(client.get(f"{desk(story)}delete/").text.split())
    assert "1 chapter with 3 revisions" in asked
    assert Story.objects.filter(pk=story.pk).exists()


def test_a_deleted_story_is_gone_for_everybody_at_once_and_comes_back_whole(
    browser, story, written_on, author, una, tam, moderator
):
    Shelf.objects.create(reader=tam, kind="later").put(story)
    anybody = (browser(), browser(una))
    before = [told(other, story) for other in anybody]
    client = browser(author)
    assert client.post(f"{desk(story)}delete/").url == "/desk/"
    for path in places(story):
        if path != "/desk/":
            assert told_at(client, path) == [], path
    for reader in (None, una, tam, moderator):
        own = f"{story.get_absolute_url()}out/{written_on.pk}/"
        assert told(browser(reader), story) == ([own] if reader in (una, tam) else [])
    page = client.get("/desk/").text
    assert "Recently deleted" in page and "XTITLEX" in page
    assert client.post(f"/desk/deleted/{story.pk}/put-back/").url == desk(story)
    assert [told(other, story) for other in anybody] == before
    assert Passage.objects.filter(loose=False).count() == 3


def told_at(client, path):
    answer = client.get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return [word for word in ("XSUMMARYX", "XTEXTX") if word.encode() in body]


def test_a_deleted_chapter_is_gone_and_comes_back_where_it_was(browser, story, author, una):
    add_chapter(story, "Ebb", "All went out.")
    client, first = browser(author), story.chapters.get(number=1)
    assert client.post(f"{desk(story)}{first.pk}/delete/").url == desk(story)
    assert "XCHAPTERX" not in browser(una).get(story.get_absolute_url()).text
    assert [c.title for c in ChapterList(story).chapters] == ["High Water", "Ebb"]
    assert browser(una).get(f"{story.get_absolute_url()}out/{first.pk}/").status_code == 404
    assert "Recently deleted" in client.get(desk(story)).text
    client.post(desk(story), {"do": "undelete", "chapter": first.pk})
    assert [c.title for c in ChapterList(story).chapters] == ["XCHAPTERX", "High Water", "Ebb"]
    assert "XTEXTX" in browser(una).get(f"{story.get_absolute_url()}1/").text


def test_a_chapter_that_was_taken_out_before_comes_back_taken_out(browser, story, author, una):
    first = story.chapters.get(number=1)
    ChapterList(story).take_out(first)
    client = browser(author)
    client.post(f"{desk(story)}{first.pk}/delete/")
    assert not ChapterList(story).taken_out
    client.post(desk(story), {"do": "undelete", "chapter": first.pk})
    assert [c.pk for c in ChapterList(story).taken_out] == [first.pk]


def test_only_the_author_takes_away_and_puts_back(browser, story, una, moderator):
    first = story.chapters.get(number=1)
    paths = [f"{desk(story)}{rest}" for rest in (
        "delete/", "unpublish/", f"{first.pk}/delete/", f"{first.pk}/unpublish/")]  # fmt: skip
    for path in paths:
        for reader in (una, moderator):
            assert browser(reader).get(path).status_code == 404
            assert browser(reader).post(path).status_code == 404
        assert browser().post(path).url.startswith("/accounts/login/")
    story.delete_for_now()
    for reader in (una, moderator):
        assert browser(reader).post(f"/desk/deleted/{story.pk}/put-back/").status_code == 404
    assert browser().post(f"/desk/deleted/{story.pk}/put-back/").status_code == 302
    assert not Story.objects.filter(pk=story.pk).exists()


@pytest.mark.parametrize("act", ["unpublish", "delete story", "delete chapter", "erase"])
def test_readers_keep_what_they_wrote_and_can_change_and_delete_it(
    browser, story, written_on, author, una, tam, act
):
    if act == "unpublish":
        story.unpublish()
    elif act == "delete story":
        story.delete_for_now()
    elif act == "delete chapter":
        ChapterList(story).delete(written_on)
    else:
        erase(story)
    slug = Story.with_deleted.get(pk=story.pk).slug
    there = f"/stories/{slug}/out/{written_on.pk}/"
    client = browser(una)
    own = client.get(there).text
    for words in ("two goats", "Kings?", "lamp oil", "Poor thing.", "Why poor?", "All of it is"):
        assert words in own, words
    assert "XTEXTX" not in own and "a widow" not in own
    assert "Kings?" not in browser(tam).get(there).text
    assert browser(make_reader("stranger")).get(there).status_code == 404
    assert browser().get(there).status_code == 404
    assert there in client.get("/highlights/").text and "Kings?" in client.get("/highlights/").text
    assert "Poor thing." in client.get("/readers/una/").text
    assert "Poor thing." not in browser(tam).get("/readers/una/").text
    said = Comment.objects.get(source="All of it is true.")
    assert client.get(f"/comments/{said.pk}/").url.startswith(there)
    answer = client.post(f"/comments/{said.pk}/edit/", {"text": "Most of it."}, follow=True)
    assert "Most of it." in answer.text
    mark = Highlight.objects.get(reader=una)
    answer = client.post(f"/highlights/{mark.pk}/", {"colour": "pink", "note": "Queens?"},
                         follow=True)  # fmt: skip
    assert answer.status_code == 200 and "Queens?" in answer.text
    assert client.post(f"/comments/{said.pk}/delete/", follow=True).status_code == 200
    assert not Comment.objects.filter(pk=said.pk).exists()
    for path in (f"/comments/{said.pk}/edit/", f"/highlights/{mark.pk}/"):
        assert browser(tam).post(path, {"text": "x", "colour": "pink"}).status_code == 404
    assert client.post("/accounts/everything/", follow=True).status_code == 200
    assert client.get("/accounts/everything/file/").status_code == 200
