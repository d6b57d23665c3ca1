"""Taking things away: unpublished, deleted for fourteen days, erased. What readers wrote is theirs
throughout."""

import sqlite3
from datetime import timedelta
from io import StringIO
from zipfile import ZipFile

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection

from reader.actions.library.add_chapters import add_chapter
from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.erase import erase
from reader.actions.library.merge_chapters import merge_with_next
from reader.actions.library.publish import publish_story
from reader.actions.library.start_story import start_story
from reader.actions.library.store_upload import store_upload
from reader.actions.library.story_update import update_story
from reader.actions.revising.revise import revise
from reader.exporting.data.archive import archive_of
from reader.models import (
    AuthorNote,
    Chapter,
    Comment,
    Draft,
    Highlight,
    Passage,
    Picture,
    Progress,
    Revision,
    Shelf,
    Story,
)
from reader.text.manuscripts.manuscript import Chapter as Part
from reader.text.manuscripts.manuscript import Manuscript
from tests.factories import highlight, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db
TEXT = "XTEXTX crossed at noon with two goats, a widow, and a box of lamp oil."
SHOWN = ("XTITLEX", "XSUMMARYX", "XTEXTX", "XCHAPTERX")


@pytest.fixture
def story(author):
    story = make_story(author=author, title="XTITLEX", slug="the-ferry", summary="XSUMMARYX")
    add_chapter(story, "XCHAPTERX", TEXT)
    add_chapter(story, "High Water", "XTEXTX laughed back.")
    story.tags.create(name="goats")
    return story


@pytest.fixture
def written_on(story, una, tam):
    """Una's private mark with a note, her remark, Tam's answer and his shown mark."""
    chapter = story.chapters.get(number=1)
    highlight(chapter, "two goats", una, note="Kings?")
    highlight(chapter, "a widow", tam, public=True)
    said = say(chapter, "Poor thing.", una, on="lamp oil")
    say(chapter, "Why poor?", tam, to=said)
    say(chapter, "All of it is true.", una)
    return chapter


def places(story):
    """Every address under which something of a story may be told."""
    chapter = story.chapters.first() or Chapter.with_deleted.filter(story=story).first()
    own, number = story.get_absolute_url(), "1"
    paths = ["/", "/?q=XTITLEX", "/?tag=goats", "/feed/", "/feed/?tag=goats", "/opds/",
             "/opds/new/", "/opds/updated/", "/opds/search/?query=XTITLEX", "/opds/authors/",
             "/opds/v2/new/", "/readers/author/", "/readers/author/feed/", "/annotations/",
             "/annotations/?page=0", f"/annotations/stories/{story.slug}/", "/desk/", "/shelves/",
             own, f"{own}all/", f"{own}feed/", f"{own}out/{chapter.pk}/",
             f"{own}out/{chapter.pk}/1/"]  # fmt: skip
    paths += [f"{own}download/{form}/" for form in ("epub", "html", "markdown", "txt")]
    paths += [f"{own}{number}/{rest}" for rest in (
        "", "margin/", "text/", "blocks/0/", "revisions/", "revisions/1/", "comments/feed/",
        "edit/", "notes/", "split/")]  # fmt: skip
    return paths


def told(client, story):
    """Where a reader is told something of a story's own."""
    found = []
    for path in places(story):
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        body = body.replace(b'value="XTITLEX"', b"").replace(b"XTITLEX\xe2\x80\x9d", b"")
        asked = "XTITLEX" in path
        words = [word for word in SHOWN if not (asked and word == "XTITLEX")]
        if any(word.encode() in body for word in words):
            found.append(path)
    return found


def desk(story):
    return f"/desk/{story.slug}/"


def later(days):
    """As if so much time had passed since something was deleted."""
    for rows in (Story.with_deleted, Chapter.with_deleted):
        for row in rows.exclude(deleted_at=None):
            rows.filter(pk=row.pk).update(deleted_at=row.deleted_at - timedelta(days=days))


def everybody(browser, una, tam, moderator):
    root = make_reader(is_staff=True, is_superuser=True)
    return [browser(reader) for reader in (None, una, tam, moderator, root)]


def test_an_author_unpublishes_a_story_and_publishes_it_again(
    browser, story, author, una, moderator, tam
):
    client = browser(author)
    asked = client.get(f"{desk(story)}unpublish/").text
    assert "a draft that only you can see" in asked
    assert told(browser(una), story)  # it has only been asked
    assert client.post(f"{desk(story)}unpublish/").url == desk(story)
    for other in everybody(browser, una, tam, moderator):
        assert told(other, story) == []
    assert "XTEXTX" in client.get(f"{story.get_absolute_url()}1/").text
    client.post(desk(story), {"do": "publish"})
    assert "XTEXTX" in browser(una).get(f"{story.get_absolute_url()}1/").text


def test_what_was_a_draft_in_a_published_story_stays_one_when_it_is_published_again(
    browser, story, author, una
):
    client = browser(author)
    second = story.chapters.get(number=2)
    assert client.post(f"{desk(story)}{second.pk}/unpublish/").status_code == 303
    assert browser(una).get(f"{story.get_absolute_url()}2/").status_code == 404
    assert browser(una).get(f"{story.get_absolute_url()}1/").status_code == 200
    client.post(f"{desk(story)}unpublish/")
    answer = client.post(desk(story), {"do": "publish"}, follow=True)
    assert "One chapter is still a draft" in answer.text
    assert browser(una).get(f"{story.get_absolute_url()}2/").status_code == 404
    client.post(desk(story), {"do": "publish chapter", "chapter": second.pk})
    assert browser(una).get(f"{story.get_absolute_url()}2/").status_code == 200


def test_a_chapter_that_was_taken_out_of_a_draft_is_not_published_with_it(author):
    story = make_story(author=author, draft=True)
    kept, out = add_chapter(story, "", "One."), add_chapter(story, "", "Two.")
    ChapterList(story).take_out(out)
    publish_story(story)
    kept.refresh_from_db()
    out.refresh_from_db()
    assert kept.published_at and out.published_at is None


def test_readers_places_move_on_from_a_chapter_that_is_unpublished(browser, story, author, una):
    browser(una).post(f"{story.get_absolute_url()}1/place/", {"offset": 5, "revision": 1})
    first = story.chapters.get(number=1)
    browser(author).post(f"{desk(story)}{first.pk}/unpublish/")
    page = browser(una).get(story.get_absolute_url()).text
    assert Progress.objects.get().chapter.number == 2
    assert f"{story.get_absolute_url()}1/" not in page


def test_deleting_asks_first_and_says_what_happens(browser, story, written_on, author):
    client = browser(author)
    for path in (f"{desk(story)}delete/", f"{desk(story)}{written_on.pk}/delete/"):
        asked = " ".join(client.get(path).text.split())
        assert "2 highlights and 3 comments" in asked and "14 days" in asked
        assert "Kings?" not in asked and "two goats" not in asked
    asked = " ".join(client.get(f"{desk(story)}delete/").text.split())
    assert "2 chapters with 2 revisions" in asked
    assert Story.objects.filter(pk=story.pk).exists()


def test_a_deleted_story_is_gone_for_everybody_at_once_and_comes_back_whole(
    browser, story, written_on, author, una, tam, moderator
):
    Shelf.objects.create(reader=tam, kind="later").put(story)
    before = [told(other, story) for other in everybody(browser, una, tam, moderator)]
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
    assert [told(other, story) for other in everybody(browser, una, tam, moderator)] == before
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
    archive = client.post("/accounts/everything/", {"password": "a long password"})
    assert archive.status_code in (200, 303)


def clear():
    out = StringIO()
    call_command("clear_deleted", stdout=out)
    return out.getvalue()


def test_after_fourteen_days_the_texts_are_erased_and_readers_words_are_not(
    browser, story, written_on, author, una
):
    Draft.objects.create(chapter=written_on, revision=written_on.revision, source="XTEXTX draft")
    written_on.notes.create(source="XTEXTX note")
    story.notes.create(source="XTEXTX note")
    Picture.objects.add_files({f"{'a' * 32}-1x1.png": b"XTEXTX"}, story=story)
    story.delete_for_now()
    later(13)
    assert "Erased 0 stories," in clear()
    assert Revision.objects.filter(text__contains="XTEXTX").count() == 2
    later(2)
    assert browser(author).post(f"/desk/deleted/{story.pk}/put-back/").status_code == 404
    assert "XTITLEX" not in browser(author).get("/desk/").text
    assert "Erased 1 stories," in clear()
    assert "Erased 0 stories," in clear()
    assert not Picture.objects.exists()
    for model in (Revision, Draft, Passage, Chapter, Story, Comment, Highlight, AuthorNote):
        for row in model._base_manager.values():
            assert "XTEXTX" not in str(row) and "XSUMMARYX" not in str(row), model
    assert Chapter.with_deleted.filter(story=story).count() == 1  # nobody wrote on the other
    assert Comment.objects.count() == 3 and Highlight.objects.count() == 2
    assert set(Passage.objects.values_list("quote", flat=True)) == {
        "two goats", "a widow", "lamp oil"}  # fmt: skip


def test_a_story_on_which_nobody_wrote_leaves_nothing(browser, story, una):
    browser(una).post(f"{story.get_absolute_url()}1/place/", {"offset": 5, "finished": 1})
    Shelf.objects.create(reader=una, kind="later").put(story)
    pk = story.pk
    story.delete_for_now()
    later(15)
    clear()
    assert not Story.with_deleted.filter(pk=pk).exists()
    assert not Chapter.with_deleted.exists() and not Revision.objects.exists()
    assert browser(una).get("/shelves/").status_code == 200


def test_a_chapter_is_erased_after_fourteen_days_and_its_story_stays(
    browser, story, written_on, author, una
):
    ChapterList(story).delete(written_on)
    later(15)
    assert "1 chapters of other stories" in clear()
    assert browser(una).get(f"{story.get_absolute_url()}1/").status_code == 200  # what was second
    assert not Revision.objects.filter(chapter=written_on).exclude(text="").exists()
    assert Comment.objects.count() == 3
    written = Revision.objects.get(chapter__number=1, chapter__story=story)
    assert written.text == "XTEXTX laughed back."


def test_deleting_something_else_erases_what_is_overdue_of_ones_own(browser, author, una):
    old = make_chapter("XOLDX", story=make_story(author=author))
    others = make_chapter("XOTHERSX", story=make_story(author=una))
    old.story.delete_for_now()
    others.story.delete_for_now()
    later(15)
    new = make_chapter("XNEWX", story=make_story(author=author))
    browser(author).post(f"{desk(new.story)}delete/")
    texts = set(Revision.objects.values_list("text", flat=True))
    assert texts == {"XOTHERSX", "XNEWX"}


def test_an_address_is_kept_while_a_story_can_be_put_back_and_free_afterwards(story, author):
    assert Story.objects.free_slug("The ferry") == "the-ferry-2"
    say(story.chapters.get(number=1), "Rude.", author)  # so that something is left of it
    story.delete_for_now()
    assert Story.objects.free_slug("The ferry") == "the-ferry-2"
    erase(Story.with_deleted.get(pk=story.pk))
    assert Story.objects.free_slug("The ferry") == "the-ferry"
    assert start_story("The ferry", author=author).slug == "the-ferry"


def test_words_that_came_from_an_erased_chapter_stay_marked_where_they_are(story, author, una):
    first = story.chapters.get(number=1)
    mark = highlight(first, "two goats", una)
    second = story.chapters.get(number=2)
    revise(second, f"XTEXTX laughed back.\n\n{TEXT}", by=author)
    first = Chapter.objects.select_related("story", "revision").get(pk=first.pk)
    revise(first, "Nothing is left here.", by=author)
    mark.passage.refresh_from_db()
    assert mark.passage.chapter_id == second.pk
    ChapterList(story).delete(Chapter.objects.get(pk=first.pk))
    later(15)
    clear()
    mark.passage.refresh_from_db()
    assert mark.passage.words_now == "two goats" and not mark.passage.loose
    second = Chapter.objects.select_related("story", "revision").get(pk=second.pk)
    revise(second, "They took two goats, a widow, and more.", by=author)
    mark.passage.refresh_from_db()
    assert mark.passage.words_now == "two goats"


def test_a_chapter_goes_with_those_that_went_into_it(story, author):
    first, second = story.chapters.order_by("number")
    merge_with_next(first, by=author)
    ChapterList(story).delete(Chapter.objects.get(pk=first.pk))
    later(15)
    clear()
    assert not Revision.objects.filter(text__contains="XTEXTX").exists()


def test_a_newer_file_does_not_bring_back_what_was_deleted(story, author):
    first = story.chapters.get(number=1)
    ChapterList(story).delete(first)
    parts = [Part("XCHAPTERX", TEXT), Part("High Water", "XTEXTX laughed back, twice.")]
    manuscript = Manuscript(title="XTITLEX", chapters=parts)
    update_story(story, manuscript, by=author)
    assert [c.title for c in ChapterList(story).chapters] == ["High Water"]


def test_an_upload_does_not_become_a_deleted_story(story, author):
    story.delete_for_now()
    manuscript = Manuscript(title="XTITLEX", chapters=[Part("XCHAPTERX", TEXT)])
    assert store_upload("ferry.md", manuscript, by=author).story is None


def test_a_file_that_waits_is_none_for_a_story_that_was_deleted_since(browser, story, author):
    manuscript = Manuscript(title="XTITLEX", chapters=[Part("XCHAPTERX", TEXT)])
    waiting = store_upload("ferry.md", manuscript, by=author)
    assert waiting.story == story
    story.delete_for_now()
    page = browser(author).get(waiting.get_absolute_url()).content.decode()
    assert story.get_absolute_url() not in page and "already" not in page


def test_what_was_deleted_is_in_no_archive_of_its_author(browser, story, author):
    first = story.chapters.get(number=1)
    Draft.objects.create(chapter=first, revision=first.revision, source="XTEXTX draft")
    story.delete_for_now()
    with ZipFile(archive_of(author, "https://read.example/")) as archive:
        assert not any(b"XTEXTX" in archive.read(name) for name in archive.namelist())


@pytest.mark.django_db(transaction=True)
def test_a_story_that_is_taken_down_is_in_no_file_any_more(browser, story, written_on, una):
    for form in ("epub", "html"):
        browser(una).get(f"{story.get_absolute_url()}download/{form}/").getvalue()
    browser().get(f"{story.get_absolute_url()}1/")
    erase(story)
    assert not any(browser(una).get(f"{story.get_absolute_url()}{rest}").status_code == 200
                   for rest in ("", "1/", "download/epub/"))  # fmt: skip
    assert not list(caches["downloads"]._list_cache_files())
    if connection.vendor == "sqlite":
        path = connection.settings_dict["NAME"]
        for name in (path, f"{path}-wal"):
            with open(name, "rb") as file:
                assert b"XTEXTX" not in file.read(), name
        with sqlite3.connect(path) as apart:
            assert apart.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_story_put_back_is_a_draft_if_it_was_one(browser, author, una):
    story = make_chapter("A draft.", story=make_story(author=author, draft=True)).story
    browser(author).post(f"{desk(story)}delete/")
    answer = browser(author).post(f"/desk/deleted/{story.pk}/put-back/", follow=True)
    assert "a draft, as before" in answer.text
    assert browser(una).get(story.get_absolute_url()).status_code == 404


def test_what_is_gone_is_asked_for_in_vain(browser, author, story):
    client = browser(author)
    for path in ("/desk/nowhere/delete/", f"{desk(story)}999999/delete/",
                 f"{desk(story)}999999/unpublish/"):  # fmt: skip
        assert client.get(path).status_code == client.post(path).status_code == 404
    assert client.get(f"/desk/deleted/{story.pk}/put-back/").status_code == 405
    assert client.post(f"/desk/deleted/{story.pk}/put-back/").status_code == 404
    story.unpublish()
    assert client.get(f"{desk(story)}unpublish/").status_code == 404
