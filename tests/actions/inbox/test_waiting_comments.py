"""Authors hear that comments wait for them: a row a story, until nothing waits there any more."""

import pytest

from reader.actions.inbox.notify import notify_readers
from reader.actions.library.co_authors import accept_invitation, invite_co_author
from reader.actions.margin.comment import delete_comment
from reader.actions.margin.keep_order import approve, hide
from reader.actions.moderation.decide import Verdict, decide_about
from reader.models import Comment, MailPreference, Notification
from tests.factories import say

pytestmark = pytest.mark.django_db
Kind = Notification.Kind


@pytest.fixture
def waits(chapter, una):
    """Says something that waits."""
    chapter.story.who_waits = "all"
    chapter.story.save()

    def say_it(text="Hm."):
        return Comment.objects.get(pk=say(chapter, text, una).pk)

    return say_it


def told():
    notify_readers()
    return Notification.objects.filter(kind=Kind.WAITING)


def test_an_author_hears_of_it_in_one_row_a_story(browser, chapter, author, tam, waits):
    invite_co_author(chapter.story, tam)
    accept_invitation(chapter.story, tam)
    waits()
    assert {row.reader for row in told()} == {author, tam}
    waits("And more.")
    row = told().get(reader=author)
    page = browser(author).get("/inbox/").content.decode()
    assert "Two comments wait until you have looked" in page
    opened = browser(author).get(row.get_absolute_url(), follow=True)
    assert "And more." in opened.content.decode()
    assert not told().filter(reader=author).unread()
    waits("Once more.")
    assert told().filter(reader=author).unread().count() == 1


@pytest.mark.parametrize("how", ["approved", "hidden", "deleted", "hidden by a moderator"])
def test_it_is_taken_back_where_nothing_waits_any_more(author, moderator, waits, how):
    first, last = waits(), waits()
    assert told().count() == 1
    approve(first, author)
    assert told().count() == 1
    if how == "approved":
        approve(last, author)
    elif how == "hidden":
        hide(last, author)
    elif how == "deleted":
        delete_comment(last)
    else:
        decide_about(last, Verdict("hide"), by=moderator)
    assert not told().exists()
    author.refresh_from_db()
    assert author.unread == author.notifications.visible().unread().count()


def test_what_readers_reported_is_the_moderators_affair(chapter, una):
    comment = say(chapter, "Hm.", una)
    comment.hold(Comment.HeldFor.REPORTS)
    assert not told().exists()


def test_it_is_mailed_as_its_reader_wishes(author):
    assert MailPreference.objects.of(author)[Kind.WAITING] == "never"
