"""What moderators hide, and show again, of somebody who is gone, and may come back."""

import pytest

from reader.actions.moderation.appeal import reverse
from reader.actions.moderation.decide import Verdict, decide_about
from reader.actions.people.close_account import close_account, open_again
from reader.models import Highlight
from tests.factories import highlight

pytestmark = pytest.mark.django_db


@pytest.fixture
def mark(chapter, una):
    return highlight(chapter, "lamp oil", una, public=True)


def is_shown(mark):
    return Highlight.objects.get(pk=mark.pk).public


@pytest.mark.parametrize("about", ["the reader", "the mark"])
def test_marks_of_who_left_are_shown_again_once_they_come_back(
    browser, chapter, mark, una, moderator, about
):
    thing, verdict = (una, "close") if about == "the reader" else (mark, "hide")
    decision = decide_about(thing, Verdict(verdict, hides=True), by=moderator)
    close_account(una, comments=True, stories=True)
    reverse(decision, by=moderator)
    page = browser().get(chapter.get_absolute_url()).text
    assert not is_shown(mark) and 'class="shown' not in page
    una.refresh_from_db()
    open_again(una)
    assert is_shown(mark)
    assert 'class="shown' in browser().get(chapter.get_absolute_url()).text


def test_marks_that_were_hidden_after_their_reader_left_stay_so(mark, una, moderator):
    close_account(una, comments=True, stories=True)
    decision = decide_about(una, Verdict("close", hides=True), by=moderator)
    una.refresh_from_db()
    open_again(una)
    assert not is_shown(mark)
    reverse(decision, by=moderator)
    assert is_shown(mark)
