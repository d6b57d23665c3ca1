"""What waits until somebody has looked: held words, and what newcomers say."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reader.actions.margin.comment import delete_comment, edit_comment
from reader.actions.moderation.decide import Verdict, decide
from reader.models import Case, Comment, HeldWord, Reader
from reader.models.people.newcomer import is_newcomer
from tests.factories import make_reader, say, say_many
from tests.views.selections import url

pytestmark = pytest.mark.django_db
LINK = "See https://shop.example/x for more."


@pytest.fixture
def old(chapter):
    """Somebody who has been here for a while, and said something that stands."""
    reader = make_reader("old")
    Reader.objects.filter(pk=reader.pk).update(date_joined=timezone.now() - timedelta(days=30))
    reader.refresh_from_db()
    say_many(chapter, 3, reader)
    return reader


@pytest.fixture(autouse=True)
def _holds(settings):
    settings.HOLD_NEWCOMERS = "links"
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"newcomer_comment": "2/m/user"}


def test_a_held_word_waits_whoever_says_it_and_wherever_it_comes_in(browser, chapter, old, author):
    HeldWord.objects.create(kind="word", text="casino")
    HeldWord.objects.create(kind="host", text="shop.example")
    comment = say(chapter, "Fine.", old)
    for reader in (old, author):
        assert say(chapter, "A ||САSINO||!", reader).held_for == "words"
        assert say(chapter, "[here](https://www.shop.example/)", reader).held_for == "words"
    edit_comment(comment, "casino")
    comment.refresh_from_db()
    assert comment.held_for == "words" and comment.edited_at


def test_what_the_house_looks_at_first_waits_at_the_desk(settings, chapter, old, una, moderator):
    HeldWord.objects.create(kind="word", text="casino")
    settings.HOLD_NEWCOMERS = "first"
    comment = say(chapter, "Fine.", old)
    edit_comment(comment, "casino")
    deleted = say(chapter, "casino", old)
    delete_comment(deleted)
    waiting = [
        comment,
        say(chapter, "casino", old),
        say(chapter, LINK, una),
        say(chapter, "!", una),
    ]
    assert [Comment.objects.get(pk=said.pk).held_for for said in waiting] == [
        "words", "words", "links", "newcomer",
    ]  # fmt: skip
    cases = Case.objects.filter(closed_at=None).order_by("pk")
    assert [case.key for case in cases] == [said.pk for said in waiting]
    for case in cases:
        decide(case, Verdict("nothing"), by=moderator, seen=0)
    assert not Comment.objects.exclude(held_at=None).exists()


def test_a_moderators_words_do_not_wait(chapter, moderator):
    HeldWord.objects.create(kind="word", text="casino")
    assert not say(chapter, f"Who said casino? {LINK}", moderator).held_at


def test_a_newcomers_link_waits_and_they_are_told_so(browser, chapter, una, tam, author):
    answer = browser(una).post(url(chapter, "comments/"), {"text": LINK}, HTTP_HX_REQUEST="true")
    assert "once somebody has looked" in answer.text and "shop.example" in answer.text
    comment = Comment.objects.get()
    assert comment.held_for == "links"
    path = url(chapter)
    assert "shop.example" not in browser(tam).get(path).text
    assert "shop.example" not in browser().get(path).text
    assert "shop.example" in browser(una).get(path).text
    assert "shop.example" in browser(author).get(path).text


def test_other_words_of_a_newcomer_are_there_at_once(chapter, una):
    assert not say(chapter, "Lovely, and [home](/stories/x/).", una).held_at
    assert not say(chapter, "See https://gloss.example/stories/x/.", una).held_at


def test_the_links_of_others_are_there_at_once(chapter, old, author):
    assert not say(chapter, LINK, old).held_at
    assert not say(chapter, LINK, author).held_at, "on their own story"


def test_a_link_that_comes_in_later_waits_too(chapter, una):
    comment = say(chapter, "Lovely.", una)
    edit_comment(comment, LINK)
    assert Comment.objects.get().held_for == "links"


@pytest.mark.parametrize(("rule", "held"), [("first", "newcomer"), ("links", ""), ("nothing", "")])
def test_the_first_comment_waits_where_the_house_wants_it(settings, chapter, una, rule, held):
    settings.HOLD_NEWCOMERS = rule
    comment = say(chapter, "Hello.", una)
    assert comment.held_for == held
    if held:
        comment.approve()
    assert not say(chapter, "Hello again.", una).held_for


def test_trust_grows_with_days_and_comments_that_stand(chapter, una, old, moderator, settings):
    assert is_newcomer(una) and not is_newcomer(old) and not is_newcomer(moderator)
    una.date_joined = timezone.now() - timedelta(days=30)
    assert is_newcomer(una), "nothing of theirs stands"
    said = say_many(chapter, 3, una)
    assert not is_newcomer(una)
    said[0].hide()
    assert is_newcomer(una)
    settings.SIGNUP = "invite"
    assert not is_newcomer(una)


def test_a_newcomer_waits_longer_between_comments_and_keeps_the_words(browser, chapter, una, old):
    for reader, allowed in ((una, 2), (old, 3)):
        client = browser(reader)
        for number in range(3):
            sent = {"text": f"Words {number}."}
            answer = client.post(url(chapter, "comments/"), sent, HTTP_HX_REQUEST="true")
            assert (answer.status_code == 200) == (number < allowed), number
    refused = browser(una).post(url(chapter, "comments/"), {"text": "Not lost."})
    assert refused.status_code == 429 and "Not lost." in refused.text and "new here" in refused.text


def test_a_newcomer_posts_few_links(browser, chapter, una, old):
    for reader, refused in ((una, True), (old, False)):
        sent = {"text": "https://a.example https://b.example https://c.example"}
        answer = browser(reader).post(url(chapter, "comments/"), sent)
        assert ("at most 2 links" in answer.text) == refused
