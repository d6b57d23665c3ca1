"""Closed accounts, deleted when their time is over: once, and wherever it was killed in between."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reader.actions.people import leave as leaving
from reader.actions.people.close_account import close_account, open_again
from reader.actions.people.erase_accounts import erase_accounts
from reader.models import Comment, Departure, Highlight, Passage, Reader, Story
from tests.factories import highlight, make_chapter, make_story, say

pytestmark = pytest.mark.django_db(transaction=True)


class Killed(BaseException):
    """The worker was."""


def is_over():
    Departure.objects.update(due_at=timezone.now() - timedelta(seconds=1))


@pytest.mark.parametrize("steps", range(1, 7))
def test_it_goes_on_where_it_was_killed(una, tam, author, steps, monkeypatch):
    story = make_story(author=author)
    own = make_chapter(story=make_story(author=una)).story
    for _ in range(2):
        chapter = make_chapter(story=story)
        highlight(chapter, "two goats", una)
        answered = say(chapter, "Why goats?", una)
        say(chapter, "Because.", tam, to=answered)
    close_account(una, comments=False, stories=False)
    is_over()
    monkeypatch.setattr(leaving, "CHAPTERS_AT_ONCE", 1)
    done = []

    def killed_after(step):
        def do(*args):
            if len(done) == steps:
                raise Killed
            done.append(step)
            return step(*args)

        return do

    with monkeypatch.context() as killing:
        for name in ("delete_comment", "_delete_highlights", "_delete_belongings"):
            killing.setattr(leaving, name, killed_after(getattr(leaving, name)))
        if steps < 6:
            with pytest.raises(Killed):
                erase_accounts()
            assert Departure.objects.exists(), "it is known that something is left to do"
            assert not Reader.objects.get(pk=una.pk).is_active
            assert open_again(una) is None, "half an account is not opened again"
    assert erase_accounts() == 1
    assert erase_accounts() == 0
    assert not Highlight.objects.exists() and not Departure.objects.exists()
    assert not Passage.objects.exists()
    said = [(comment.source, bool(comment.deleted_at)) for comment in Comment.objects.all()]
    assert sorted(said) == [("", True), ("", True), ("Because.", False), ("Because.", False)]
    assert Story.objects.get(pk=own.pk).published_at is None
    assert Reader.objects.get(pk=una.pk).left_at


def test_others_are_left_alone(una, tam, chapter):
    highlight(chapter, "two goats", tam)
    close_account(tam, comments=True, stories=True)
    close_account(una, comments=True, stories=True)
    Departure.objects.filter(reader=una).update(due_at=timezone.now())
    assert erase_accounts() == 1
    assert Highlight.objects.count() == 1 and open_again(tam).username == "tam"
