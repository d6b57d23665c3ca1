"""The lists that moderators keep."""

import pytest
from django.core.cache import caches
from django.db import transaction

from reader.models import Decision, HeldWord
from reader.models.moderation.held_word import KEPT

pytestmark = pytest.mark.django_db
PAGE = "/moderation/words/"


def entries(kind):
    return list(HeldWord.objects.filter(kind=kind).values_list("text", flat=True))


def test_a_moderator_adds_several_at_once_and_removes_one(browser, moderator):
    client = browser(moderator)
    answer = client.post(
        PAGE, {"kind": "word", "text": "Buy Now\n\n casino* \nbuy now"}, follow=True
    )
    assert "2 entries added" in answer.text and "casino*" in answer.text
    assert entries("word") == ["buy now", "casino*"]
    client.post(PAGE, {"kind": "word", "text": "casino*"})
    assert entries("word") == ["buy now", "casino*"]
    one = HeldWord.objects.get(text="buy now")
    assert one.made_by == moderator
    client.post(f"{PAGE}{one.pk}/remove/")
    assert entries("word") == ["casino*"]
    log = client.get("/moderation/log/").text
    assert "Word or phrase: buy now, casino*" in log and "Word or phrase: buy now<" in log
    assert "moderator" in log
    assert Decision.objects.count() == 2


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("host", "https://www.Evil.example/buy?now", "evil.example"),
        ("host", "evil.example", "evil.example"),
        ("address", "@Spam.example", "spam.example"),
        ("address", "Me@Spam.example", "me@spam.example"),
    ],
)
def test_an_entry_is_kept_as_it_is_looked_for(browser, moderator, kind, typed, kept):
    browser(moderator).post(PAGE, {"kind": kind, "text": typed})
    assert entries(kind) == [kept]


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("word", "*"), ("word", "a"), ("word", ""), ("host", "evil"), ("host", "two words.example"),
     ("address", "me@"), ("", "buy now"), ("word", "x" * 300)],
)  # fmt: skip
def test_what_makes_no_sense_is_said_and_stays_in_the_field(browser, moderator, kind, typed):
    answer = browser(moderator).post(PAGE, {"kind": kind, "text": typed})
    assert answer.status_code == 422 and "errorlist" in answer.text
    assert typed in answer.text and not HeldWord.objects.exists()


def test_long_lists_come_in_pages_each_for_itself(browser, moderator):
    client = browser(moderator)
    for kind, end in (("word", ""), ("host", ".example")):
        HeldWord.objects.bulk_create(
            [HeldWord(kind=kind, text=f"{kind}{number:03}{end}") for number in range(101)]
        )
    first = client.get(PAGE).text
    assert "word099" in first and "word100" not in first and 'href="?word=2#word-title"' in first
    second = client.get(f"{PAGE}?word=2").text
    assert "word100" in second and "word099" not in second and "host000.example" in second
    assert 'href="?word=2&amp;host=2#host-title"' in second
    removed = client.post(f"{PAGE}{HeldWord.objects.get(text='host000.example').pk}/remove/?word=2")
    assert removed.url == f"{PAGE}?word=2"


@pytest.mark.django_db(transaction=True)
def test_a_list_that_was_read_before_a_change_was_stored_is_not_kept():
    with transaction.atomic():
        HeldWord.objects.create(kind="word", text="casino")
        caches["default"].set(KEPT, [])  # what another process still finds
    assert HeldWord.objects.found_in("<p>Casino!</p>")


def test_nobody_else_sees_or_changes_them(browser, una):
    held = HeldWord.objects.create(kind="word", text="casino")
    for who in (None, una):
        assert browser(who).get(PAGE).status_code == 404
        browser(who).post(PAGE, {"kind": "word", "text": "other"})
        assert browser(who).post(f"{PAGE}{held.pk}/remove/").status_code == 404
    assert entries("word") == ["casino"]
