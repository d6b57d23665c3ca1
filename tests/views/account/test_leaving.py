"""Leaving, with fourteen days to think again: what others see meanwhile, and the way back."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from reader.actions.inbox.notify import notify_readers
from reader.actions.people.leave import leave as erase_account
from reader.management.housekeeping import erase_closed_accounts
from reader.models import (
    Chapter,
    ChosenReader,
    Comment,
    Departure,
    Draft,
    Highlight,
    Notification,
    Picture,
    Reader,
    Story,
    Token,
)
from reader.models.inbox.mail_address import mail_address
from reader.models.visibility import readers
from tests.factories import highlight, make_chapter, make_reader, make_story, say
from tests.web.test_second_step import STEP, code_of, with_app

pytestmark = pytest.mark.django_db
PASSWORD = "a long password"
LEAVE, CLOSED, LOGIN = "/accounts/leave/", "/accounts/closed/", "/accounts/login/"


@pytest.fixture
def una():
    return make_reader("una", name="Una Marsh", bio="Reads.", email="una@example.org")


def sign_in(name="una", password=PASSWORD, client=None):
    client = client or Client()
    return client, client.post(LOGIN, {"login": name, "password": password})


def leave(reader, client=None, **sent):
    client = client or sign_in(reader.username)[0]
    kept = {"comments": "stay", "stories": "stay", "when": "later", "password": PASSWORD}
    return client.post(LEAVE, kept | sent)


def now(row):
    return type(row).objects.get(pk=row.pk)


def text_of(page):
    return " ".join(page.content.decode().split())


def days_later(days):
    gone = timedelta(days=days)
    for departure in Departure.objects.all():
        Departure.objects.filter(pk=departure.pk).update(due_at=departure.due_at - gone)


def test_the_account_is_closed_everywhere_at_once(una):
    here, elsewhere = sign_in()[0], sign_in()[0]
    _, secret = Token.objects.hand_out(una, "Notes")
    assert Token.objects.recognise(secret)
    answer = leave(una, here)
    assert (answer.status_code, answer.url) == (303, "/accounts/left/?closed")
    assert "fourteen days" in text_of(here.get(answer.url))
    for client in (here, elsewhere):
        assert client.get("/highlights/").url.startswith(LOGIN)
    assert Token.objects.recognise(secret) is None
    again, _ = sign_in()
    again.post(CLOSED)
    assert elsewhere.get("/highlights/").status_code == 302, "an old session ended for good"
    assert again.get("/highlights/").status_code == 200


def test_nobody_reads_the_name_meanwhile_and_nothing_is_erased(browser, una, tam, chapter):
    said = say(chapter, "Why goats?", una, on="two goats")
    highlight(chapter, "a widow", una, public=True, note="Mine.")
    plain = make_chapter(story=make_story(author=una)).story
    page = browser(tam)
    for url in (chapter.get_absolute_url(), plain.get_absolute_url(), "/"):
        page.get(url)
    leave(una)
    urls = [chapter.get_absolute_url(), said.passage.thread_url, plain.get_absolute_url(), "/"]
    for url in [*urls, "/feed/", "/opds/", f"/annotations/c{said.pk}"]:
        html = page.get(url, follow=True).content.decode()
        assert "Una" not in html and "/una/" not in html, url
    assert "Why goats?" in page.get(said.passage.thread_url).content.decode()
    assert "A reader who left" in page.get(plain.get_absolute_url()).content.decode()
    assert (
        page.get("/readers/una/").status_code == page.get("/readers/una/feed/").status_code == 404
    )
    theirs = page.get(f"/readers/~{una.pk}/", follow=True)
    assert "A reader who left" in text_of(theirs) and "Una" not in text_of(theirs)
    assert Highlight.objects.get().note == "Mine." and Comment.objects.count() == 1


def test_comments_and_stories_that_go_are_out_of_sight_and_come_back_as_they_were(
    browser, una, tam, chapter
):
    said = say(chapter, "Why goats?", una, on="two goats")
    say(chapter, "Because.", tam, to=said)
    hidden = say(chapter, "Goat!", una)
    hidden.hide()
    mark = highlight(chapter, "a widow", una, public=True)
    out = make_chapter(story=make_story(author=una, title="The Ferry")).story
    draft = make_chapter(story=make_story(author=una, title="Unfinished", draft=True)).story
    published = Story.objects.get(pk=out.pk).published_at
    thread, page = said.passage.thread_url, browser(tam)
    before = page.get(thread).content.decode()
    leave(una, comments="go", stories="go")
    html = page.get(thread).content.decode()
    assert "Why goats?" not in html and "Because." in html and "Deleted by its writer." in html
    assert "Why goats?" not in page.get("/inbox/").content.decode()
    assert page.get(f"/annotations/c{said.pk}").status_code in (404, 410)
    assert page.get(out.get_absolute_url()).status_code == 404
    assert "The Ferry" not in page.get("/").content.decode()
    assert "a widow</mark>" not in browser().get(chapter.get_absolute_url()).content.decode()
    client, answer = sign_in()
    assert answer.url == CLOSED
    assert client.post(CLOSED).url == "/accounts/profile/"
    assert page.get(thread).content.decode().count("Una Marsh") == before.count("Una Marsh") > 0
    assert "Why goats?" in page.get(thread).content.decode()
    assert Story.objects.get(pk=out.pk).published_at == published
    assert Story.objects.get(pk=draft.pk).published_at is None
    hidden.refresh_from_db()
    assert hidden.hidden_at and not hidden.deleted_at, "a moderator's decision stands"
    mark.refresh_from_db()
    assert mark.public
    back = Reader.objects.get(pk=una.pk)
    assert (back.username, str(back), back.bio) == ("una", "Una Marsh", "Reads.")
    assert back.is_active and not Departure.objects.exists()


def test_an_answer_deleted_meanwhile_takes_nothing_along(una, tam, chapter, browser):
    said = say(chapter, "Why goats?", una)
    answer = say(chapter, "Because.", tam, to=said)
    leave(una, comments="go")
    browser(tam).post(f"/comments/{answer.pk}/delete/")
    assert not Comment.objects.filter(pk=answer.pk).exists()
    sign_in()[0].post(CLOSED)
    assert Comment.objects.get(pk=said.pk).source == "Why goats?"


def test_signing_in_says_until_when_and_asks(una):
    leave(una)
    until = Departure.objects.get().due_at
    for name in ("una", "UNA", "una@example.org"):
        client, answer = sign_in(name)
        assert answer.url == CLOSED
        page = text_of(client.get(CLOSED))
        assert f"will be deleted on {timezone.localtime(until):%-d %B %Y}" in page
        assert "Open my account again" in page
        assert client.get("/highlights/").status_code == 302, "not signed in by asking"
    assert sign_in(password="wrong")[1].status_code != 302
    assert Client().get(CLOSED).url == LOGIN == Client().post(CLOSED).url
    assert not Reader.objects.get(pk=una.pk).is_active


def test_the_second_step_is_asked_of_who_comes_back(una):
    client, _ = sign_in()
    secret = with_app(client)
    leave(una, client)
    again, answer = sign_in()
    assert STEP in answer.url
    assert again.get(CLOSED).url == LOGIN, "the password alone opens nothing"
    for cache in caches.all():
        cache.clear()  # a code serves once
    assert again.post(f"{STEP}authenticate/", {"code": code_of(secret)}).url == CLOSED
    again.post(CLOSED)
    assert again.get("/highlights/").status_code == 200


def test_a_forgotten_password_is_reset_to_come_back(una):
    EmailAddress.objects.create(user=una, email=una.email, primary=True, verified=True)
    leave(una)
    mail.outbox.clear()
    client = Client()
    client.post("/accounts/password/reset/", {"email": una.email})
    link = next(word for word in mail.outbox[0].body.split() if "/reset/key/" in word)
    form = client.get(f"/{link.split('/', 3)[3]}").url
    client.post(form, {"password1": "ferries at nine", "password2": "ferries at nine"})
    client, answer = sign_in(password="ferries at nine")
    assert answer.url == CLOSED


def test_an_email_confirms_it_where_the_address_is_confirmed(una, tam):
    EmailAddress.objects.create(user=una, email=una.email, primary=True, verified=True)
    leave(una)
    leave(tam)
    [letter] = mail.outbox
    assert letter.to == ["una@example.org"]
    until = timezone.localtime(Departure.objects.get(username="una").due_at)
    assert f"{until:%-d %B %Y}" in letter.body and "/accounts/login/" in letter.body


def test_nothing_is_told_to_or_about_who_left(una, tam, chapter):
    EmailAddress.objects.create(user=una, email=una.email, primary=True, verified=True)
    first = say(chapter, "Why goats?", una)
    theirs = say(chapter, "A widow?", tam)
    notify_readers()
    Notification.objects.all().delete()
    say(chapter, "Just before.", una, to=theirs)
    leave(una)
    say(chapter, "Because.", tam, to=first)
    notify_readers()
    assert not Notification.objects.filter(reader__in=[una, tam]).exists()
    assert not mail_address(una)


def test_after_fourteen_days_it_is_deleted_and_nobody_comes_back(una, tam, chapter):
    highlight(chapter, "a widow", una)
    gone, kept = say(chapter, "Why goats?", una), say(chapter, "Hm.", tam)
    leave(una, comments="go")
    client, _ = sign_in()
    days_later(13)
    erase_closed_accounts.func()
    assert Highlight.objects.exists() and Comment.objects.filter(pk=gone.pk).exists()
    days_later(1)
    assert client.post(CLOSED).url == LOGIN, "the time is over"
    erase_closed_accounts.func()
    assert not Highlight.objects.exists() and not Departure.objects.exists()
    assert list(Comment.objects.all()) == [kept]
    una.refresh_from_db()
    assert una.left_at and not una.is_active and not una.email
    assert sign_in()[1].status_code != 302


def test_who_does_not_want_to_wait_deletes_it_with_the_password(una):
    leave(una)
    client, _ = sign_in()
    assert "This is final" in text_of(client.get(CLOSED))
    url = f"{CLOSED}delete/"
    assert client.get(url).status_code == 405
    assert Client().post(url, {"password": PASSWORD}).url == LOGIN
    wrong = client.post(url, {"password": "wrong"})
    assert wrong.status_code == 422 and "not your password" in wrong.content.decode()
    assert client.post(url, {"password": PASSWORD}).url == "/accounts/left/"
    una.refresh_from_db()
    assert una.left_at and not Departure.objects.exists()


def test_guessing_the_password_of_a_closed_account_is_slowed_down(una):
    leave(una)
    client, _ = sign_in()
    for _ in range(11):
        answer = client.post(f"{CLOSED}delete/", {"password": "wrong"})
    assert "Wait a minute" in answer.content.decode()
    assert client.post(f"{CLOSED}delete/", {"password": PASSWORD}).status_code == 422


def test_the_name_is_kept_for_them_until_they_are_gone(una):
    leave(una)
    Reader.objects.get(pk=una.pk).save()  # as when its password is reset
    signing_up = {"username": "Una", "password1": "ferries at nine"}
    for name in ("una", "Una", "un\u0430"):
        answer = Client().post("/accounts/signup/", signing_up | {"username": name})
        assert "Somebody has this name" in text_of(answer)
    days_later(14)
    erase_closed_accounts.func()
    assert Client().post("/accounts/signup/", signing_up).status_code == 302


def test_a_copy_of_everything_is_offered_before_leaving(una):
    client, _ = sign_in()
    page = text_of(client.get(LEAVE))
    assert 'action="/accounts/everything/"' in page and "fourteen days" in page
    assert "This is final" in page


def test_drafts_are_there_again(una):
    chapter = make_chapter(story=make_story(author=una))
    Draft.objects.create(chapter=chapter, revision=chapter.revision, source="Half a thought")
    leave(una, stories="go")
    sign_in()[0].post(CLOSED)
    assert Draft.objects.get().source == "Half a thought"


@pytest.mark.parametrize("is_draft", [False, True])
@pytest.mark.parametrize("how", ["closed", "erased", "by an administrator"])
def test_chosen_readers_do_not_read_on_in_stories_that_go(una, tam, browser, is_draft, how):
    story = make_story(author=una, draft=is_draft, audience="chosen", slug="hush")
    chapter = make_chapter(story=story)
    ChosenReader.objects.create(story=story, reader=tam)
    picture = Picture.objects.create(story=story, name="a-1x1.png", data=b"-")
    urls = ("/stories/hush/", "/stories/hush/1/", "/stories/hush/all/", f"/pictures/{picture.name}")
    assert {browser(tam).get(url).status_code for url in urls} == {200}
    if how == "by an administrator":
        erase_account(una, comments=False, stories=False)
    else:
        leave(una, stories="go")
    if how == "erased":
        days_later(14)
        erase_closed_accounts.func()
    assert {browser(tam).get(url).status_code for url in urls} == {404}
    assert not Chapter.objects.visible_to(tam).exists()
    assert not Reader.objects.filter(readers(now(story), now(chapter)), pk=tam.pk).exists()
    if how == "closed":
        sign_in()[0].post(CLOSED)
        assert {browser(tam).get(url).status_code for url in urls} == {200}


def test_what_chosen_readers_were_told_of_a_draft_is_not_shown_once_its_author_left(una, tam):
    story = make_story(author=una, draft=True, audience="chosen")
    chapter = make_chapter(story=story)
    ChosenReader.objects.create(story=story, reader=tam)
    say(chapter, "Because.", una, to=say(chapter, "Why goats?", tam))
    notify_readers()
    answers = Notification.objects.visible_to(tam).filter(kind="answer")
    assert answers.exists()
    leave(una, stories="go")
    assert not answers.exists()
