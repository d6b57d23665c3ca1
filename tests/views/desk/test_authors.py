"""Whose a story is: writing it with others, handing it over, leaving it to the library."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reader.actions.inbox.notify import notify_readers
from reader.actions.library.co_authors import accept_invitation, invite_co_author
from reader.actions.library.hand_over import offer_story, orphan
from reader.actions.library.take_down import take_down
from reader.actions.moderation.account import suspend
from reader.actions.people.close_account import close_account
from reader.actions.people.leave import leave
from reader.actions.people.silence import silence
from reader.models import CoAuthor, Comment, Highlight, Notification, Offer, Reader, Silence, Story
from tests.factories import highlight, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db
PAGE = "/desk/ferry/authors/"


@pytest.fixture
def ada():
    return make_reader("ada", name="Ada")


@pytest.fixture
def bea():
    return make_reader("bea", name="Bea")


@pytest.fixture
def story(ada):
    chapter = make_chapter(story=make_story(author=ada, slug="ferry", title="The Ferry"))
    return Story.objects.get(pk=chapter.story_id)


def now(story):
    return Story.objects.get(pk=story.pk)


def question(story):
    return f"/desk/questions/{story.pk}/"


def inbox(client):
    notify_readers()
    return client.get("/inbox/").content.decode()


def post(client, **fields):
    return client.post(PAGE, fields)


def test_somebody_is_asked_and_accepts(story, ada, bea, browser):
    author, other = browser(ada), browser(bea)
    assert post(author, do="invite", name="@Bea").status_code == 303
    assert "has not answered yet" in author.get(PAGE).content.decode()
    assert other.get("/desk/ferry/").status_code == 404
    assert "asks you to write this story with them" in inbox(other)
    row = Notification.objects.get(reader=bea)
    assert other.get(row.get_absolute_url()).url == question(story)
    assert "asks you to write" in other.get(question(story)).content.decode()
    answered = other.post(question(story), {"answer": "yes"})
    assert answered.url == "/desk/ferry/"
    assert now(story).credit == "Ada and Bea"
    assert "writes this story with you now" in inbox(author)
    assert not Notification.objects.filter(reader=bea).exists()
    assert other.post(question(story), {"answer": "yes"}).status_code == 404


def test_nobody_answers_for_somebody_else(story, bea, una, browser):
    invite_co_author(story, bea)
    for answer in ("yes", "no"):
        assert browser(una).post(question(story), {"answer": answer}).status_code == 404
    assert browser().post(question(story), {"answer": "yes"}).status_code == 302
    assert CoAuthor.objects.invited().count() == 1


def test_who_says_no_is_no_author_and_the_author_hears_it(story, ada, bea, browser):
    invite_co_author(story, bea)
    browser(bea).post(question(story), {"answer": "no"})
    assert not CoAuthor.objects.exists()
    assert "does not want to write this story with you" in inbox(browser(ada))


@pytest.mark.parametrize("does", ["invite", "hand-over"])
def test_who_was_blocked_or_suspended_meanwhile_does_not_accept(story, ada, bea, browser, does):
    if does == "invite":
        invite_co_author(story, bea)
    else:
        offer_story(story, bea)
    suspend(bea, timezone.now() + timedelta(days=3))
    answered = browser(bea).post(question(story), {"answer": "yes"})
    assert "suspended" in answered.content.decode()
    Reader.objects.filter(pk=bea.pk).update(suspended_until=None)
    silence(ada, bea, Silence.Kind.BLOCK)
    assert browser(bea).post(question(story), {"answer": "yes"}).status_code == 403
    assert now(story).author == ada
    assert now(story).credit == "Ada"


def test_either_ends_it(story, ada, bea, una, browser):
    for reader in (bea, una):
        invite_co_author(story, reader)
        accept_invitation(story, reader)
    post(browser(bea), do="leave")
    post(browser(ada), do="take off", reader=una.pk)
    assert now(story).credit == "Ada"
    assert "does not write this story with you any more" in inbox(browser(ada))
    assert "took you off the authors" in inbox(browser(una))


def test_only_the_author_decides_who_writes_it(story, bea, una, browser):
    invite_co_author(story, bea)
    accept_invitation(story, bea)
    client = browser(bea)
    for does in ({"do": "invite", "name": "una"}, {"do": "offer", "name": "bea"}):
        assert client.post(PAGE, does).status_code == 403
    assert client.get("/desk/ferry/orphan/").status_code == 403
    assert client.post("/desk/ferry/orphan/").status_code == 403
    assert browser(una).get(PAGE).status_code == 404
    assert now(story).author.username == "ada"


def test_a_refused_name_comes_back_with_a_sentence(story, ada, una, browser):
    answer = post(browser(ada), do="invite", name="nobody here")
    assert answer.status_code == 422
    assert 'value="nobody here"' in answer.content.decode()
    assert "Nobody here has that name" in answer.content.decode()
    silence(una, ada, "block")
    for does in ("invite", "offer"):
        answer = post(browser(Reader.objects.get(pk=ada.pk)), do=does, name="una")
        assert answer.status_code == 422 and "has blocked you" in answer.content.decode()
    assert not CoAuthor.objects.exists() and not Offer.objects.exists()


def test_a_muted_author_asks_in_vain(story, ada, bea, browser):
    silence(bea, ada, "mute")
    post(browser(ada), do="invite", name="bea")
    assert "asks you to write" not in inbox(browser(bea))


def test_a_story_is_handed_over_once_it_is_accepted(story, ada, bea, una, browser):
    said = say(story.chapters.get(), "Lovely.", una, on="two goats")
    Story.objects.filter(pk=story.pk).update(byline="Pen Name")
    author, other = browser(ada), browser(bea)
    post(author, do="offer", name="bea")
    assert now(story).author == ada and other.get("/desk/ferry/").status_code == 404
    assert "wants to hand this story over to you" in inbox(other)
    other.post(question(story), {"answer": "yes"})
    assert (now(story).author, now(story).credit) == (bea, "Bea")
    assert author.get("/desk/ferry/").status_code == 404
    assert other.get("/desk/ferry/").status_code == 200
    assert "has taken this story over" in inbox(author)
    assert Comment.objects.visible_to(None).get() == said


def test_an_offer_is_refused_or_withdrawn(story, ada, bea, una, browser):
    author = browser(ada)
    post(author, do="offer", name="bea")
    browser(bea).post(question(story), {"answer": "no"})
    assert "does not want to take this story over" in inbox(author)
    post(author, do="offer", name="bea")
    post(author, do="offer", name="una")
    assert Offer.objects.get().reader == una
    post(author, do="withdraw offer")
    assert browser(una).post(question(story), {"answer": "yes"}).status_code == 404
    assert now(story).author == ada
    assert "does not want to hand this story over to you any more" in inbox(browser(una))


def test_an_orphaned_story_stays_without_its_authors_name(story, ada, una, browser):
    say(story.chapters.get(), "Lovely.", una)
    highlight(story.chapters.get(), "two goats", una)
    Story.objects.filter(pk=story.pk).update(byline="Ada Pen")
    story.chapters.get().revisions.update(by=ada)
    client = browser(ada)
    asked = client.get("/desk/ferry/orphan/").content.decode()
    assert "cannot be undone" in asked and now(story).author == ada
    client.post("/desk/ferry/orphan/")
    urls = ("/stories/ferry/", "/stories/ferry/1/", "/stories/ferry/1/revisions/")
    for url in urls:
        page = browser(una).get(url).content.decode()
        assert "Ada" not in page
    assert "An anonymous author" in browser().get("/stories/ferry/").content.decode()
    assert browser().get(now(story).author.get_absolute_url()).status_code == 200
    assert client.get("/desk/ferry/").status_code == 404
    assert Comment.objects.visible_to(None).count() == Highlight.objects.count() == 1


def test_what_is_written_with_others_is_theirs_then(story, ada, bea, browser):
    invite_co_author(story, bea)
    accept_invitation(story, bea)
    browser(ada).post("/desk/ferry/orphan/")
    assert now(story).credit == "Bea"
    assert "took their name off this story, which is yours now" in inbox(browser(bea))


def test_nobody_leaves_to_the_library_what_it_does_not_have(story, ada, browser):
    take_down(story, "An advertisement.")
    assert browser(ada).post("/desk/ferry/orphan/").status_code == 400
    assert now(story).author == ada


def test_nobody_signs_in_as_whom_orphans_belong_to(story, ada, browser):
    browser(ada).post("/desk/ferry/orphan/")
    nobody = now(story).author
    assert not nobody.is_active and not nobody.has_usable_password()


@pytest.mark.parametrize("asks", [invite_co_author, offer_story])
@pytest.mark.parametrize("how", ["closed", "erased", "orphaned"])
def test_nobody_asks_any_more_who_has_left_the_story(story, ada, bea, browser, asks, how):
    asks(story, bea)
    if how == "closed":
        close_account(ada, comments=True, stories=False)
    elif how == "erased":
        leave(ada, comments=True, stories=False)
    else:
        orphan(story)
    for client in (browser(bea), browser(bea)):
        assert client.get(question(story)).status_code == 404
        assert client.post(question(story), {"answer": "yes"}).status_code == 404
    assert not Story.objects.by(bea).exists()


@pytest.mark.parametrize("ends", ["leaves", "is taken off", "hands it over"])
def test_who_does_not_write_it_any_more_is_not_told_that_comments_wait(
    story, ada, bea, una, browser, ends
):
    invite_co_author(story, bea)
    accept_invitation(story, bea)
    Story.objects.filter(pk=story.pk).update(who_waits="all")
    say(now(story).chapters.get(), "Lovely.", una)
    gone, stays = (ada, bea) if ends == "hands it over" else (bea, ada)
    assert "One comment waits" in inbox(browser(gone))
    if ends == "hands it over":
        offer_story(now(story), bea)
        browser(bea).post(question(story), {"answer": "yes"})
    elif ends == "leaves":
        post(browser(bea), do="leave")
    else:
        post(browser(ada), do="take off", reader=bea.pk)
    waiting = Notification.objects.filter(kind="waiting")
    assert not waiting.filter(reader=gone).exists() and waiting.filter(reader=stays).exists()
