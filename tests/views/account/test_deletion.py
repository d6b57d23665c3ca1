"""Deleting one's account: what goes, what stays, and who may."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from reader.actions.library.store_upload import store_upload
from reader.models import (
    Chapter,
    Comment,
    Highlight,
    Invitation,
    Passage,
    Progress,
    Reader,
    Reading,
    Story,
    Upload,
)
from reader.text.manuscripts.manuscript import Manuscript
from tests.factories import highlight, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db
PASSWORD = "a long password"
LEAVE = "/accounts/leave/"


@pytest.fixture
def una():
    return make_reader("una", name="Una Marsh", bio="Reads.", email="una@example.org")


def leave(client, **sent):
    kept = {"comments": "stay", "stories": "stay", "when": "now", "password": PASSWORD}
    return client.post(LEAVE, kept | sent)


def test_everything_of_ones_own_goes(browser, una, chapter):
    highlight(chapter, "two goats", una, note="Kings?")
    highlight(chapter, "a widow", una, public=True)
    Progress.objects.keep(una, chapter, 4)
    Reading.objects.keep(una, chapter, chapter.revision)
    store_upload("a.txt", Manuscript(title="A", chapters=[]), by=una)
    EmailAddress.objects.create(user=una, email=una.email)
    Invitation.objects.create(to="Aunt Una", used_by=una)
    una.groups.add(Group.objects.create(name="Friends"))
    client = browser(una)
    answer = leave(client)
    assert (answer.status_code, answer.url) == (303, "/accounts/left/")
    assert client.get(answer.url).status_code == 200
    assert client.get("/highlights/").url.startswith("/accounts/login/")
    for kind in (Highlight, Passage, Progress, Reading, Upload, EmailAddress):
        assert not kind.objects.exists(), kind
    gone = Reader.objects.get(pk=una.pk)
    kept = repr(gone.__dict__)
    assert not any(word in kept for word in ("una", "Una", "Marsh", "Reads", "example"))
    invitation = Invitation.objects.get()
    assert not invitation.to and not Invitation.objects.waiting(invitation.code).exists()
    assert not gone.groups.exists() and not gone.is_active
    assert not browser().login(username=gone.username, password=PASSWORD)
    assert not browser().login(username="una", password=PASSWORD)


def test_comments_stay_without_a_name_and_answers_to_them_too(browser, una, tam, chapter):
    first = say(chapter, "Why goats?", una, on="two goats")
    say(chapter, "Because.", tam, to=first)
    Comment.objects.filter(pk=first.pk).update(via="https://elsewhere.example/una/1")
    page = browser(tam)
    assert "Una Marsh" in page.get(first.passage.thread_url).content.decode()
    leave(browser(una))
    html = page.get(first.passage.thread_url).content.decode()
    assert "Why goats?" in html and "Because." in html
    assert "A reader who left" in html and "Una" not in html and "una" not in html
    theirs = page.get(first.reader.__class__.objects.get(pk=una.pk).get_absolute_url())
    assert theirs.status_code == 200 and "Left in" in theirs.content.decode()
    assert page.get("/readers/una/").status_code == 404
    assert "una" not in page.get(f"/annotations/c{first.pk}").content.decode()


def test_comments_go_if_one_wants_and_the_conversation_stays_readable(browser, una, tam, chapter):
    answered = say(chapter, "Why goats?", una, on="two goats")
    say(chapter, "Because.", tam, to=answered)
    own = say(chapter, "Nobody but I answered this.", una, on="a widow")
    say(chapter, "As I said.", una, to=own)
    leave(browser(una), comments="go")
    assert [(c.source, bool(c.deleted_at)) for c in Comment.objects.order_by("pk")] == [
        ("", True),
        ("Because.", False),
    ]


def test_a_page_that_was_kept_does_not_tell_the_name(browser, una, chapter):
    say(chapter, "Hm.", una)
    highlight(chapter, "a widow", una, public=True)
    url = chapter.get_absolute_url()
    assert "Una Marsh" in browser().get(url).content.decode()
    leave(browser(una))
    html = browser().get(url).content.decode()
    assert "Una Marsh" not in html and "Hm." in html and "<mark" not in html


def test_stories_stay_without_the_name_unless_it_is_on_a_cover(browser, una):
    plain, signed = make_story(author=una), make_story(author=una, byline="Oona M.")
    for story in (plain, signed):
        make_chapter(story=story)
    leave(browser(una))
    assert [Story.objects.get(pk=story.pk).credit for story in (plain, signed)] == [
        "A reader who left",
        "Oona M.",
    ]
    assert browser().get(plain.get_absolute_url()).status_code == 200


def test_stories_go_if_one_wants_and_readers_keep_what_they_marked(browser, una, tam):
    chapter = make_chapter(story=make_story(author=una, title="The Ferry"))
    highlight(chapter, "two goats", tam, note="Kings?")
    leave(browser(una), stories="go")
    assert browser().get(chapter.story.get_absolute_url()).status_code == 404
    assert "The Ferry" not in browser().get("/").content.decode()
    html = browser(tam).get("/highlights/").content.decode()
    assert "two goats" in html and "Kings?" in html
    assert Chapter.objects.filter(pk=chapter.pk).exists()


@pytest.mark.parametrize(
    "sent", [{"password": "wrong"}, {"password": ""}, {"comments": ""}, {"comments": "maybe"}]
)
def test_without_ones_password_nothing_happens(browser, una, chapter, sent):
    mark = highlight(chapter, "two goats", una)
    answer = leave(browser(una), **sent)
    assert answer.status_code == 422
    una.refresh_from_db()
    assert una.is_active and una.username == "una" and Highlight.objects.get() == mark


def test_only_one_who_is_signed_in_leaves_and_never_by_a_link(browser, una):
    assert leave(browser()).url.startswith("/accounts/login/")
    assert browser(una).get(LEAVE).status_code == 200
    client = browser(una, enforce_csrf_checks=True)
    assert leave(client).status_code == 403
    una.refresh_from_db()
    assert una.is_active


def test_guessing_the_password_is_slowed_down(browser, una):
    client = browser(una)
    for _ in range(12):
        leave(client, password="wrong")
    assert leave(client).status_code == 422
    una.refresh_from_db()
    assert una.is_active


def test_an_empty_form_is_refused_in_a_sentence_however_often_it_comes(browser, una):
    client = browser(una)
    for _ in range(15):
        answer = client.post("/accounts/leave/")
        assert answer.status_code == 422
    assert "Wait a minute" in answer.content.decode()
    assert Reader.objects.filter(pk=una.pk, is_active=True).exists()


def test_the_only_one_who_keeps_the_library_does_not_leave_it(browser, una):
    Reader.objects.filter(pk=una.pk).update(is_superuser=True, is_staff=True)
    answer = leave(browser(una))
    assert answer.status_code == 422 and "only administrator" in answer.content.decode()
    make_reader("other", is_superuser=True)
    assert leave(browser(una)).status_code == 303


def test_the_name_is_free_again_and_the_next_one_starts_afresh(browser, una, chapter):
    comment = say(chapter, "Hm.", una)
    leave(browser(una))
    browser().post("/accounts/signup/", {"username": "una", "password1": "ferries at nine"})
    new = Reader.objects.get(username="una")
    assert new.pk != una.pk and Comment.objects.get(pk=comment.pk).reader_id == una.pk


def test_stories_are_asked_about_only_where_there_are_some(browser, una):
    assert "My stories" not in browser(una).get(LEAVE).content.decode().split("<h1>")[1]
    make_story(author=una)
    assert "My stories" in browser(una).get(LEAVE).content.decode().split("<h1>")[1]
