"""Comments that an author pins: they stand first, on the chapter and among those on its words."""

import re

import pytest

from reader.actions.library.co_authors import accept_invitation, invite_co_author
from reader.actions.margin import keep_order
from reader.actions.margin.comment import delete_comment
from reader.actions.refused import Refused
from reader.models import Comment
from tests.factories import make_reader, say, say_many
from tests.views.selections import url

pytestmark = pytest.mark.django_db

PINNED = "Pinned by the author"


def get(client, address, **headers):
    answer = client.get(address, **headers)
    assert answer.status_code == 200
    return answer.content.decode()


def remarks(html):
    return [int(number) for number in re.findall(r"<p>Remark (\d+)\.</p>", html)]


def test_pinned_ones_stand_first_for_everybody_and_the_pages_keep_the_others(
    browser, chapter, tam, una, author
):
    said = say_many(chapter, 25, tam)
    client = browser(author)
    for reader in (None, una, author):
        assert PINNED not in get(browser(reader), url(chapter))
    assert f"/comments/{said[19].pk}/pin/" in get(client, f"/comments/{said[19].pk}/", follow=True)
    for number in (19, 11):
        assert client.post(f"/comments/{said[number].pk}/pin/").status_code == 303
    for reader in (None, una, tam, author):
        page = get(browser(reader), url(chapter))
        assert page.count(PINNED) == 2
        assert remarks(page) == [12, 20, *range(1, 11)]
    assert remarks(get(browser(), url(chapter, "?comments=2"))) == [11, *range(13, 20), 21, 22]
    assert remarks(get(browser(), url(chapter, "?comments=3"))) == [23, 24, 25]
    there = browser(una).get(f"/comments/{said[20].pk}/", follow=True).content.decode()
    assert 21 in remarks(there) and PINNED not in there
    assert (
        remarks(browser(una).get(f"/comments/{said[11].pk}/", follow=True).content.decode())[0]
        == 12
    )
    for _ in range(2):  # once, however often it is sent
        client.post(f"/comments/{said[19].pk}/pin/", {"do": "unpin"})
    assert remarks(get(browser(), url(chapter))) == [12, *range(1, 11)]


def test_they_stand_first_on_words_and_nothing_is_lost_in_the_fold(
    browser, chapter, tam, una, author, htmx
):
    passage = say(chapter, "Who?", una, on="two goats").passage
    said = say_many(chapter, 60, tam, passage=passage)
    for number in (49, 57, 29):
        keep_order.pin(Comment.objects.get(pk=said[number].pk), author)
    page = get(browser(una), passage.thread_url, **htmx)
    assert remarks(page) == [30, 50, 58, *range(54, 58), 59, 60]
    more = re.search(r'class="unfold"[^>]* hx-get="([^"]+)"', page)[1].replace("&amp;", "&")
    answer = get(browser(una), more, **htmx)
    folded = [number for number in range(1, 54) if number not in (30, 50)]
    assert remarks(answer) == folded[:50]
    whole = get(browser(una), f"/passages/{passage.pk}/comments/")
    assert remarks(whole)[:4] == [30, 50, 58, 1]
    assert whole.count(PINNED) == 3


def test_three_may_be_pinned_on_a_chapter_and_its_words(browser, chapter, tam, author, htmx):
    said = say_many(chapter, 3, tam)
    fourth = say(chapter, "Remark 9.", tam, on="two goats")
    client = browser(author)
    for comment in said:
        client.post(f"/comments/{comment.pk}/pin/")
    answer = client.post(f"/comments/{fourth.pk}/pin/", **htmx)
    assert answer.status_code == 409 and "3 comments are pinned" in answer.content.decode()
    said[0].refresh_from_db()
    keep_order.unpin(said[0], author)
    assert client.post(f"/comments/{fourth.pk}/pin/", **htmx).status_code == 200
    fourth.refresh_from_db()
    assert fourth.pinned_at


def test_only_the_authors_pin(browser, chapter, tam, una, author, moderator):
    said = say(chapter, "Fine.", tam)
    invite_co_author(chapter.story, una)
    accept_invitation(chapter.story, una)
    for reader in (None, tam, moderator, make_reader()):
        client = browser(reader)
        assert f"/comments/{said.pk}/pin/" not in get(client, url(chapter))
        client.post(f"/comments/{said.pk}/pin/")
        assert not Comment.objects.get(pk=said.pk).pinned_at
    for reader in (author, una):
        assert f"/comments/{said.pk}/pin/" in get(browser(reader), url(chapter))
        browser(reader).post(f"/comments/{said.pk}/pin/")
        assert Comment.objects.get(pk=said.pk).pinned_at
    browser(una).post(f"/comments/{said.pk}/pin/", {"do": "unpin"})
    assert not Comment.objects.get(pk=said.pk).pinned_at


def test_authors_pin_their_own_words_and_no_replies(browser, chapter, tam, author):
    own = say(chapter, "Welcome.", author)
    reply = say(chapter, "Thanks.", tam, to=own)
    page = get(browser(author), url(chapter))
    assert f"/comments/{own.pk}/pin/" in page and f"/comments/{reply.pk}/pin/" not in page
    keep_order.pin(own, author)
    with pytest.raises(Refused):
        keep_order.pin(reply, author)


@pytest.mark.parametrize("act", [Comment.hide, lambda said: said.hold("reports"), delete_comment])
def test_what_is_not_seen_is_not_pinned(browser, chapter, tam, author, act):
    said = say(chapter, "Remark 7.", tam)
    say(chapter, "So?", author, to=said)
    keep_order.pin(said, author)
    assert PINNED in get(browser(), url(chapter))
    act(said)
    assert PINNED not in get(browser(), url(chapter))
    said.refresh_from_db()
    assert not said.pinned_at


def test_alone_on_a_chapter_a_pinned_one_is_no_empty_page(browser, chapter, tam, author):
    keep_order.pin(say(chapter, "Remark 7.", tam), author)
    for reader in (None, tam, author):
        page = get(browser(reader), url(chapter))
        assert remarks(page) == [7] and "No comments yet" not in page
