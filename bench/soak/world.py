"""A small library in which everything that somebody keeps to themselves has a word of its own."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from reader.actions.library.add_chapters import add_chapter
from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.publish import publish_story
from reader.actions.library.store_upload import store_upload
from reader.actions.margin.comment import delete_comment
from reader.actions.margin.highlight import remove_highlight
from reader.actions.people.change_role import change_role
from reader.actions.revising.revise import revise
from reader.models import Draft, Invitation, Reader, Shelf, Story, Token
from reader.models.people.role import Role
from reader.text.manuscripts.manuscript import Chapter as Part
from reader.text.manuscripts.manuscript import Manuscript
from tests.factories import TEXT, highlight, make_chapter, make_reader, make_story, say

ROLES = ("", "author", "second", "una", "tam", "moderator")
"""Who looks; "" is a visitor."""
MAY_SEE = {
    "xoldtextx": {"author"},
    "xwithdrawnx": {"author"},
    "xeditordraftx": {"author"},
    "xdraftchapterx": {"author"},
    "xdrafttitlex": {"author"},
    "xscheduledx": {"author"},
    "xsecretstoryx": {"author"},
    "xsecretsummaryx": {"author"},
    "xsecretnotex": {"author"},
    "xsecrettagx": {"author"},
    "xsecrettextx": {"author"},
    "xdeletedstoryx": {"author"},
    "xdeletedtextx": set(),
    "xdeletedchapterx": set(),
    "xtakenouttextx": set(),
    "xunpublishedx": {"author"},
    "xuploadx": {"author"},
    "xdraftcommentx": {"author"},
    "xunanotex": {"una"},
    "xunashelfx": {"una"},
    "xunatokenx": {"una"},
    "xunamailx": {"una"},
    "xunaremovedx": set(),
    "xhiddencommentx": {"una", "moderator"},
    "xdeletedcommentx": set(),
    "xinvitedx": set(),
}
"""The words, and who may ever be shown them (those who keep the library apart)."""


def make_world() -> dict[str, Reader]:
    """Fill the database, and give who is in it, by name."""
    people = {name: make_reader(name) for name in ROLES if name}
    people["una"].email = "xunamailx@example.org"
    people["una"].save()
    change_role(people["moderator"], Role.MODERATOR)
    author, second, una = people["author"], people["second"], people["una"]
    make_chapter(story=make_story(author=second, title="Second", slug="second"))
    _make_open_story(author, una, people["tam"])
    _make_secret_stories(author)
    Shelf.objects.create(reader=una, name="xunashelfx").put(Story.objects.get(slug="second"))
    Token.objects.hand_out(una, "xunatokenx")
    Invitation.objects.create(to="xinvitedx")
    manuscript = Manuscript(title="xuploadx", chapters=[Part("xuploadx", "It rained xuploadx.")])
    store_upload("xuploadx.txt", manuscript, by=author)
    return {name: Reader.objects.get(pk=reader.pk) for name, reader in people.items()}


def _make_open_story(author: Reader, una: Reader, tam: Reader) -> None:
    """A published story with every kind of thing in it that is not for everybody."""
    story = make_story(author=author, title="Open", slug="open", draft=True)
    first = add_chapter(story, "Low Water", f"{TEXT}\n\nxoldtextx")
    revise(first, TEXT, by=author)
    publish_story(story)
    first.refresh_from_db()
    for words in (f"{TEXT}\n\nxwithdrawnx", f"{TEXT}\n\nThe end."):
        revise(first, words, by=author)
    first.revisions.get(number=3).withdraw()
    Draft.objects.create(chapter=first, revision=first.revision, source="xeditordraftx")
    later = {"published_at": timezone.now() + timedelta(days=3)}
    for words, change in (("xscheduledx", later), ("xdraftchapterx", {"published_at": None})):
        chapter = add_chapter(story, "xdrafttitlex" if "draft" in words else "Next", words)
        type(chapter).objects.filter(pk=chapter.pk).update(**change)
    taken_out, deleted, unpublished = (
        add_chapter(story, "Out", f"Once xtakenouttextx. {TEXT}"),
        add_chapter(story, "Gone", f"xdeletedchapterx {TEXT}"),
        add_chapter(story, "Back", f"xunpublishedx {TEXT}"),
    )
    for chapter in (taken_out, deleted, unpublished):
        highlight(chapter, "two goats", tam)
    contents = ChapterList(story)
    contents.take_out(taken_out)
    contents.delete(deleted)
    contents.unpublish(unpublished)
    first.refresh_from_db()
    highlight(first, "two goats", una, note="xunanotex")
    remove_highlight(highlight(first, "a widow", una, note="xunaremovedx"))
    say(first, "Why?", tam, on="a widow")
    say(first, "xhiddencommentx", una, on="a widow").hide()
    delete_comment(say(first, "xdeletedcommentx", una, on="two goats"))


def _make_secret_stories(author: Reader) -> None:
    """A draft, and a story that was deleted."""
    secret = make_story(
        author=author, title="xsecretstoryx", slug="secret", draft=True, summary="xsecretsummaryx"
    )
    chapter = make_chapter(f"xsecrettextx {TEXT}", story=secret, title="xsecretstoryx")
    secret.notes.create(source="xsecretnotex")
    secret.tag(["xsecrettagx"])
    say(chapter, "xdraftcommentx", author, on="two goats")
    deleted = make_story(author=author, title="xdeletedstoryx", slug="deleted")
    make_chapter(f"xdeletedtextx {TEXT}", story=deleted)
    deleted.delete_for_now()
