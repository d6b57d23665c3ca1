"""What the inbox tells authors of corrections that wait."""

import re

import pytest

from reader.actions.inbox.notify import notify_readers
from reader.actions.moderation.decide import Verdict, decide
from reader.actions.people.silence import silence
from reader.models import Case, HeldWord, Silence, TypoNote
from tests.views.margin.test_typo_notes import choose, desk, send

pytestmark = pytest.mark.django_db


def test_authors_hear_that_corrections_wait_until_none_does(
    browser, chapter, una, tam, author, moderator
):
    """One row a chapter, read or not; gone, and out of the bell, once all were looked at."""

    def inbox():
        notify_readers()
        author.refresh_from_db()
        page = browser(author).get("/inbox/").text
        rows = author.notifications.visible_to(author)
        assert author.unread == rows.unread().count()
        found = re.findall(
            r"(\w+) corrections? waits? for you in Low Water", " ".join(page.split())
        )
        return [*found, *author.notifications.unread().values_list("kind", flat=True)][: len(rows)]

    send(browser(una), chapter)
    assert inbox() == ["One"]
    send(browser(tam), chapter, "two goats", suggestion="Two goats")
    assert inbox() == ["Two"]
    row = author.notifications.get()
    assert browser(author).get(row.get_absolute_url())["Location"] == desk(chapter)
    assert inbox() == ["Two"] and not author.unread
    send(browser(tam), chapter, "eleven years", suggestion="ten years")
    assert inbox() == ["Three"] and author.unread == 1
    silence(author, tam, Silence.Kind.MUTE)
    assert inbox() == ["One"]
    note = TypoNote.objects.get(reader=una)
    choose(browser(author), chapter, note, "left")
    author.refresh_from_db()
    assert not author.unread and inbox() == []
    choose(browser(author), chapter, note, "reopen")
    assert inbox() == ["One"]
    browser(una).post(f"/typos/{note.pk}/delete/")
    author.refresh_from_db()
    assert not author.unread and inbox() == []


def test_what_moderators_look_at_first_is_told_to_authors_after_that(
    browser, chapter, una, author, moderator
):
    HeldWord.objects.create(kind="word", text="idiot")
    send(browser(una), chapter, remark="You idiot.")
    notify_readers()
    assert not author.notifications.exists()
    decide(Case.objects.get(), Verdict("nothing"), by=moderator, seen=0)
    notify_readers()
    assert author.notifications.get().kind == "corrections"
