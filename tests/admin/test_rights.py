"""Every page of the admin, as everybody who may come in: no private thing, and no draft."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from reader.actions.library.add_chapters import add_chapter
from reader.actions.library.chapter_list import ChapterList
from reader.actions.people.change_role import change_role
from reader.actions.revising.revise import revise
from reader.models import (
    AuthorNote,
    Chapter,
    Comment,
    Draft,
    Highlight,
    Invitation,
    Passage,
    Reader,
    Revision,
    Story,
    Token,
)
from reader.models.people.role import Role
from tests.factories import highlight, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db
PRIVATE = ["XNOTEX", "“XMARKX”"]
"""What is its reader's own: not even whoever keeps the library sees it."""
UNPUBLISHED = ["XDRAFTX", "XDRAFTTITLEX", "xdrafttitlex", "XSUMMARYX", "XOLDX", "XWITHDRAWNX",
               "XUNSAVEDX", "XCHAPTERX", "XDRAFTNOTEX", "XOUTX", "XDELETEDX", "XSAIDX"]  # fmt: skip
ADDRESSES = ["una@example.org", "tam@example.org", "XINVITEDX"]


def all_there_is(author, una, tam):
    """A library with something in every place where something could be told."""
    story = make_story(author=author, title="In the library")
    chapter = make_chapter("First XOLDX two goats.", story=story, title="Low Water")
    revise(chapter, "Then XWITHDRAWNX two goats.", by=author)
    revise(chapter, "The XMARKX words, two goats, a widow, lamp oil.", by=author)
    first, second = chapter.revisions.order_by("number")[:2]
    Chapter.objects.filter(pk=chapter.pk).update(published_at=second.created_at)
    second.withdraw()
    chapter.refresh_from_db()
    chapter.story = story
    highlight(chapter, "XMARKX", una, note="XNOTEX")
    highlight(chapter, "a widow", una, note="XNOTEX", public=True)
    say(chapter, "Aloud.", tam, on="lamp oil")
    Draft.objects.create(chapter=chapter, revision=chapter.revision, source="XUNSAVEDX")
    draft = make_story(author=author, draft=True, title="XDRAFTTITLEX", slug="xdrafttitlex",
                       summary="XSUMMARYX")  # fmt: skip
    unseen = make_chapter("XDRAFTX here.", story=draft, title="XCHAPTERX")
    unseen.notes.create(source="XDRAFTNOTEX")
    draft.notes.create(source="XDRAFTNOTEX")
    say(unseen, "XSAIDX", author, on="XDRAFTX")
    highlight(unseen, "here", author, public=True)
    add_chapter(story, "XCHAPTERX", "XDRAFTX there.", draft=True)
    out, deleted = add_chapter(story, "", "XOUTX"), add_chapter(story, "XDELETEDX", "XDELETEDX")
    ChapterList(story).take_out(out)
    ChapterList(story).delete(Chapter.objects.get(pk=deleted.pk))
    gone = make_chapter("XDELETEDX", story=make_story(author=author, title="XDELETEDX")).story
    gone.delete_for_now()
    Token.objects.hand_out(una, "e-reader")
    Invitation.objects.create(to="XINVITEDX")


def pages():
    """The address of every page of every model: also of rows that nobody is to see."""
    found = ["/admin/", "/admin/password_change/", "/admin/reader/"]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        listed = reverse(f"{name}_changelist")
        found += [listed, f"{listed}?q=x", reverse(f"{name}_add")]
        kind = ContentType.objects.get_for_model(model)
        for row in model._base_manager.all():
            found += [reverse(f"{name}_{page}", args=[row.pk])
                      for page in ("change", "history", "delete")]  # fmt: skip
            found.append(f"/admin/r/{kind.pk}/{row.pk}/")
    for model, field in ((Story, "author"), (Story, "tags"), (Chapter, "story"),
                         (AuthorNote, "story"), (AuthorNote, "chapter")):  # fmt: skip
        for term in ("", "x", "una%40"):
            found.append(
                f"/admin/autocomplete/?app_label=reader&model_name={model._meta.model_name}"
                f"&field_name={field}&term={term}"
            )
    return found


def let_in(reader, role):
    if role == "moderator":
        change_role(reader, Role.MODERATOR)
    elif role == "every right":
        reader.is_staff = True
        reader.user_permissions.set(Permission.objects.all())
    elif role == "superuser":
        reader.is_staff = reader.is_superuser = True
    reader.save()
    return Reader.objects.get(pk=reader.pk)


@pytest.mark.parametrize("role", ["moderator", "every right", "superuser"])
def test_no_page_of_the_admin_tells_what_is_not_for_whoever_reads_it(browser, author, role):
    una, tam = (make_reader(name, email=f"{name}@example.org") for name in ("una", "tam"))
    all_there_is(author, una, tam)
    client = browser(let_in(make_reader("guard"), role))
    told = [*PRIVATE, una.password, tam.password, una.password.split("$")[-1]]
    told += Token.objects.values_list("digest", flat=True)
    if role != "superuser":
        told += UNPUBLISHED + ADDRESSES
    opened = 0
    for path in pages():
        answer = client.get(path)
        opened += answer.status_code == 200
        said = answer.text + answer.get("Location", "")
        leaks = [word for word in told if word in said]
        assert not leaks, (path, leaks)
        assert answer.status_code < 500
    assert opened > 20  # it has been in


@pytest.mark.parametrize("role", ["moderator", "every right"])
@pytest.mark.parametrize(
    "asked",
    [
        "reader/?email__startswith=una",
        "reader/?password__startswith=md5",
        "reader/?tokens__digest__startswith=a",
        "reader/?highlights__note__contains=XNOTEX",
        "highlight/?note__contains=XNOTEX",
        "story/?chapters__revision__text__contains=XDRAFTX",
        "passage/?highlights__note__contains=XNOTEX",
    ],
)
def test_what_is_not_seen_is_not_guessed_letter_by_letter(browser, author, role, asked):
    una, tam = (make_reader(name, email=f"{name}@example.org") for name in ("una", "tam"))
    all_there_is(author, una, tam)
    answer = browser(let_in(make_reader("guard"), role)).get(f"/admin/reader/{asked}")
    assert answer.status_code in (400, 403)


def test_a_moderator_finds_no_account_by_its_address(browser, moderator):
    make_reader("una", email="secret@example.org")
    answer = browser(moderator).get("/admin/reader/reader/?q=secret")
    assert "una" not in re.sub(r"<[^>]*>", " ", answer.text).split()


def test_a_moderator_takes_a_story_out_of_sight(browser, chapter, moderator, una):
    sent = {"action": "unpublish", "_selected_action": [chapter.story.pk]}
    browser(moderator).post("/admin/reader/story/", sent)
    assert browser(una).get(chapter.get_absolute_url()).status_code == 404
    assert browser(chapter.story.author).get(chapter.get_absolute_url()).status_code == 200


@pytest.fixture
def root():
    return make_reader("root", is_staff=True, is_superuser=True)


def delete_of(one):
    return reverse(f"admin:reader_{one._meta.model_name}_delete", args=[one.pk])


def test_the_admin_says_what_deleting_would_do_and_does_it_only_then(browser, root, chapter, una):
    highlight(chapter, "two goats", una, note="Kings?")
    say(chapter, "Rude.", una)
    revise(chapter, "Two goats, and no more.", by=chapter.story.author)
    for one in (chapter, chapter.story):
        text = browser(root).get(delete_of(one)).text
        for said in ("1 chapter with 2 revisions", "1 highlight,", "1 comment.",
                     "cannot be undone"):  # fmt: skip
            assert said in text
        assert "Kings?" not in text and "two goats" not in text
    assert Revision.objects.exclude(text="").count() == 2


def test_only_whoever_keeps_the_library_takes_down(browser, moderator, chapter, una, author):
    for reader in (moderator, una, author, let_in(make_reader("guard"), "every right")):
        for one in (chapter, chapter.story):
            assert browser(reader).post(delete_of(one), {"post": "yes"}).status_code in (403, 302)
    sent = {"action": "delete_selected", "_selected_action": [chapter.story.pk], "post": "yes"}
    browser(moderator).post("/admin/reader/story/", sent)
    assert Revision.objects.exclude(text="").exists()


@pytest.mark.parametrize("at_once", [False, True])
def test_a_story_that_is_taken_down_is_gone_and_readers_keep_their_words(
    browser, root, chapter, una, at_once
):
    mark = highlight(chapter, "two goats", una, note="Kings?")
    comment = say(chapter, "Rude.", una)
    story = chapter.story
    if at_once:
        sent = {"action": "delete_selected", "_selected_action": [story.pk], "post": "yes"}
        browser(root).post("/admin/reader/story/", sent)
    else:
        browser(root).post(delete_of(story), {"post": "yes"})
    assert not Revision.objects.exclude(text="").exists()
    assert not Story.objects.filter(pk=story.pk).exists()
    assert Highlight.objects.get(pk=mark.pk).note == "Kings?"
    assert Comment.objects.get(pk=comment.pk).source == "Rude."
    assert Passage.objects.get().quote == "two goats"
    assert "Kings?" in browser(una).get("/highlights/").text


def test_what_its_author_has_deleted_can_be_taken_down_before_its_time(browser, root, author):
    story = make_story(author=author)
    chapters = [add_chapter(story, "", text) for text in ("XGONEX", "XSTAYSX")]
    story.delete_for_now()
    browser(root).post(delete_of(chapters[0]), {"post": "yes"})
    assert [r.text for r in Revision.objects.all()] == ["XSTAYSX"]
    browser(root).post(delete_of(story), {"post": "yes"})
    assert not Revision.objects.exists() and not Story.with_deleted.filter(pk=story.pk).exists()


def test_an_account_is_deleted_as_its_owner_would_delete_it(browser, root, chapter, una):
    highlight(chapter, "two goats", una, note="Kings?")
    say(chapter, "Rude.", una)
    text = browser(root).get(delete_of(una)).text
    assert "Highlights: 1" in text and "Comments: 1" in text
    assert "Kings?" not in text and "two goats" not in text
    browser(root).post(delete_of(una), {"post": "yes"})
    una.refresh_from_db()
    assert una.left_at and not una.is_active
    assert not Highlight.objects.exists() and not Comment.objects.exists()


def test_whoever_keeps_the_library_alone_stays(browser, root):
    assert browser(root).get(delete_of(root)).status_code == 403
    sent = {"action": "delete_selected", "_selected_action": [root.pk], "post": "yes"}
    browser(root).post("/admin/reader/reader/", sent)
    root.refresh_from_db()
    assert root.is_active
