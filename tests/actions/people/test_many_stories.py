"""What is done at once with all that somebody wrote takes no more queries the more of it there is,
and shows at once on every page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.actions.inbox.notify import notify_readers
from reader.actions.library.co_authors import accept_invitation, invite_co_author
from reader.actions.moderation.appeal import reverse
from reader.actions.moderation.decide import Verdict, decide_about
from reader.actions.people.close_account import close_account, open_again
from reader.models import Chapter, Comment, Notification, Story
from tests.factories import highlight, make_chapter, make_story, say

pytestmark = pytest.mark.django_db
SAID = "Goats, of all things."
SHELVE = "Put it on a shelf"  # at the end of what is published


@pytest.fixture
def write(una, author, tam):
    """Has Una write so many stories, and as many with Tam; and say something on as many more, where
    something else by her waits for their author."""

    def do(count):
        for _ in range(count):
            make_chapter(story=make_story(author=una))
            for owner, other in ((una, tam), (tam, una)):
                together = make_chapter(story=make_story(author=owner, status="complete")).story
                invite_co_author(together, other)
                accept_invitation(together, other)
            elsewhere = make_chapter(story=make_story(author=author))
            say(elsewhere, SAID, una)
            highlight(elsewhere, "lamp oil", una, public=True)
            say(elsewhere, "Buy this.", una).hold(Comment.HeldFor.APPROVAL)
        notify_readers()

    return do


def queries_of(act):
    with CaptureQueriesContext(connection) as queries:
        act()
    return len([query for query in queries if "SAVEPOINT" not in query["sql"]])


def pages(client):
    """Of each chapter what somebody gets: nothing, or what of this stands there."""
    found = {}
    for chapter in Chapter.objects.select_related("story"):
        page = client.get(chapter.get_absolute_url())
        text = page.content.decode()
        looked_for = (SAID, 'class="shown', "una", SHELVE)
        seen = {words for words in looked_for if words in text}
        found[chapter.pk] = seen if page.status_code == 200 else None
    return found


def hide_all(una, moderator):
    decision = decide_about(una, Verdict("close", "No.", hides=True), by=moderator)
    return lambda: reverse(decision, by=moderator)


def leave_with_all(una, moderator):
    close_account(una, comments=False, stories=False)
    return lambda: open_again(una)


@pytest.mark.parametrize("act", [hide_all, leave_with_all])
def test_all_of_a_readers_is_gone_at_once_and_back_at_once(
    act, write, una, tam, moderator, browser
):
    visitor, helper, undo, taken = browser(), browser(tam), [], []
    write(1)
    for more in (0, 3):
        write(more)
        before = pages(visitor), pages(helper)
        counts = list(Story.objects.order_by("pk").values_list("chapter_count", "words"))
        waiting = Notification.objects.filter(kind=Notification.Kind.WAITING)
        assert waiting.exists()
        una.refresh_from_db()
        there = queries_of(lambda: undo.append(act(una, moderator)))
        own = set(Chapter.objects.filter(story__author=una).values_list("pk", flat=True))
        for key, seen in pages(visitor).items():
            with_una = {"una"} & (seen or set()) and act is leave_with_all
            assert not (seen or set()) & {SAID, 'class="shown'} and not with_una
            assert seen is not None or key in own
        down = own if act is hide_all else set()
        for key, seen in pages(helper).items():
            assert key not in down or SHELVE not in (seen or set())
        taken.append((there, queries_of(undo.pop())))
        assert (pages(visitor), pages(helper)) == before
        assert counts == list(Story.objects.order_by("pk").values_list("chapter_count", "words"))
    assert taken[0] == taken[1]
