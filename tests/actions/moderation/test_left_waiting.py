"""Comments that wait for an author who is gone wait for moderators instead."""

import pytest

from reader.actions.library.hand_over import orphan
from reader.actions.moderation.decide import Verdict, decide
from reader.actions.people.close_account import close_account
from reader.actions.people.erase_accounts import erase_at_once
from reader.management.housekeeping import hand_what_waits_to_moderators
from reader.models import Case, Comment
from tests.factories import say

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("how", ["orphaned", "left"])
@pytest.mark.parametrize("verdict", ["nothing", "hide"])
def test_moderators_look_at_them_once_the_author_cannot(
    chapter, una, author, moderator, how, verdict
):
    chapter.story.who_waits = "all"
    chapter.story.save()
    said = say(chapter, "Hello.", una)
    hand_what_waits_to_moderators.func()
    assert said.held_at and not Case.objects.exists()
    if how == "orphaned":
        orphan(chapter.story)
    else:
        departure = close_account(author, comments=True, stories=True)
        hand_what_waits_to_moderators.func()
        assert not Case.objects.exists()  # they may come back
        erase_at_once(departure)
    for _ in range(2):
        hand_what_waits_to_moderators.func()
    case = Case.objects.get()
    assert (case.kind, case.key, case.about) == ("comment", said.pk, una)
    assert Comment.objects.get(pk=said.pk).held_at
    decide(case, Verdict(verdict), by=moderator, seen=0)
    assert Comment.objects.spoken().filter(pk=said.pk).exists() == (verdict == "nothing")
    hand_what_waits_to_moderators.func()
    assert not Case.objects.filter(closed_at=None).exists()
