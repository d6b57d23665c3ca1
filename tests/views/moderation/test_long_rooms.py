"""What moderators, and authors who keep order, look at takes as many queries for much as for
little."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reader.actions.moderation.decide import Verdict, decide_about
from reader.actions.moderation.report import report
from reader.actions.people.silence import silence
from reader.models import HeldWord, Report, Silence, Story
from tests.factories import highlight, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def more(author, moderator, una, tam):
    """More of everything that they look at, each on a story and by a reader of its own."""

    def do(count):
        for _ in range(count):
            reader = make_reader()
            chapter = make_chapter(story=make_story(author=author))
            said = say(chapter, "Hm.", una, on="two goats")
            for thing in (said, highlight(chapter, "lamp oil", una, public=True), chapter):
                report(thing, by=reader, reason=Report.Reason.OTHER)
            decide_about(say(chapter, "Oh.", reader), Verdict("hide"), by=moderator)
            decide_about(say(chapter, "Oh.", una), Verdict("hide"), by=moderator)
            say(chapter, "Well.", reader).hold("approval")
            HeldWord.objects.create(kind="word", text=f"{reader}", made_by=reader)
            silence(tam, reader, Silence.Kind.MUTE)
            waits = make_story(author=reader, draft=True)
            make_chapter(story=waits)
            Story.objects.filter(pk=waits.pk).update(waits_since=timezone.now())

    return do


ROOMS = {
    "moderator": [
        "/moderation/",
        "/moderation/log/",
        "/moderation/readers/una/",
        "/moderation/words/",
        "/moderation/first-stories/",
    ],
    "author": ["/words/waiting/"],
    "tam": ["/accounts/silences/"],
}


def test_a_room_takes_as_many_queries_for_many_as_for_few(browser, author, moderator, tam, more):
    def queries():
        taken = {}
        for reader in (moderator, author, tam):
            client = browser(reader)
            for path in ROOMS[reader.username]:
                with CaptureQueriesContext(connection) as captured:
                    assert client.get(path).status_code == 200
                taken[path] = len(captured)
        return taken

    more(2)
    few = queries()
    more(5)
    assert queries() == few
