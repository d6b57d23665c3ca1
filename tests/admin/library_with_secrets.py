"""A library with something in every place where something could be told, and those who look."""

from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from reader.actions.library.add_chapters import add_chapter
from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.store_upload import store_upload
from reader.actions.people.change_role import change_role
from reader.actions.revising.revise import revise
from reader.models import (
    AuthorNote,
    Chapter,
    Comment,
    Draft,
    Invitation,
    Reader,
    Story,
    Token,
)
from reader.models.people.role import Role
from reader.text.manuscripts.manuscript import Chapter as Part
from reader.text.manuscripts.manuscript import Manuscript
from tests.factories import highlight, make_chapter, make_story, say

PRIVATE = ["XNOTEX", "“XMARKX”", "XUNSENTX", "XSECRETX", "XDRAFTX", "XOLDX", "XWITHDRAWNX",
           "XUNSAVEDX", "XDRAFTNOTEX", "XOUTX", "XSAIDX", "XBROUGHTX"]  # fmt: skip
"""What is its reader's own, or its author's: not even whoever keeps the library sees it."""
UNPUBLISHED = ["XDRAFTTITLEX", "xdrafttitlex", "XSUMMARYX", "XCHAPTERX", "XDELETEDX"]
"""What administrators see of what is not public: that it is there."""
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
    Authenticator.objects.create(user=una, type="totp", data={"secret": "XSECRETX"})
    una.pending_submissions.create(path="/", page="/", fields=[["text", "XUNSENTX"]])
    store_upload("x.txt", Manuscript(title="XBROUGHTX", chapters=[Part("XBROUGHTX", "x", [])]),
                 by=una)  # fmt: skip
    for row in (una, story, chapter, Comment.objects.get(source="Aloud."), draft):
        LogEntry.objects.create(
            user=una, content_type=ContentType.objects.get_for_model(row), object_id=row.pk,
            object_repr=str(row), action_flag=CHANGE,
            change_message=[{"changed": {"fields": ["Name"]}}],
        )  # fmt: skip
    Invitation.objects.create(to="XINVITEDX")


def pages():
    """The address of every page of every model: also of rows that nobody is to see."""
    found = ["/admin/", "/admin/password_change/", "/admin/reader/"]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        listed = reverse(f"{name}_changelist")
        found += [listed, f"{listed}?q=x", f"{listed}?_facets=True", reverse(f"{name}_add")]
        found += [f"{listed}?_popup=1&_to_field={field.name}" for field in model._meta.fields]
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


def beginnings(hash):
    """What Django's admin shows of a password: how its salt and its hash begin."""
    _, salt, digest = hash.split("$")
    return [hash, digest[:6], salt[:6]]


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
