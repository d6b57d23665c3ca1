"""Getting in, getting out, and what others see of one."""

import re
from html import unescape
from urllib.parse import unquote

import pytest
from django.core import mail

from reader.models import Reader
from tests.factories import make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db
PASSWORD = "a long password"


def test_signing_up_signs_in(browser):
    client = browser()
    sent = {"username": "newcomer", "password1": "ferries at nine", "next": "/highlights/"}
    page = client.post("/accounts/signup/", sent).url
    assert page == "/accounts/welcome/?next=%2Fhighlights%2F"
    assert 'href="/highlights/">Go on' in client.get(page).content.decode()
    assert client.get("/highlights/").status_code == 200
    assert Reader.objects.get().username == "newcomer"


@pytest.mark.parametrize(
    "sent",
    [
        {"username": "una", "password1": "ferries at nine"},
        {"username": "UNA", "password1": "ferries at nine"},
        {"username": "new", "password1": "short"},
        {"username": "new", "password1": "password123"},
        {"username": "gloss", "password1": "ferries at nine"},
        {"username": "a b/c", "password1": "ferries at nine"},
        {"username": "", "password1": "ferries at nine"},
    ],
)
def test_a_refused_sign_up_says_why_and_keeps_the_name(browser, una, sent):
    answer = browser().post("/accounts/signup/", sent)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'class="error' in html or "errorlist" in html
    if sent["username"]:
        assert f'value="{sent["username"]}"' in html
    assert Reader.objects.count() == 1


def test_a_closed_instance_has_no_way_to_sign_up(browser, settings):
    settings.SIGNUP = "closed"
    answer = browser().post(
        "/accounts/signup/", {"username": "new", "password1": "ferries at nine"}
    )
    assert answer.status_code == 200
    assert not Reader.objects.exists()
    assert "Make an account" not in browser().get("/accounts/login/").content.decode()


def test_signing_in_by_name_or_address_and_out(browser):
    make_reader("una", email="una@example.org")
    for login in ("una", "una@example.org"):
        client = browser()
        sent = {"login": login, "password": PASSWORD, "next": "/highlights/"}
        assert client.post("/accounts/login/", sent).url == "/highlights/"
        client.post("/accounts/logout/")
        assert client.get("/highlights/").status_code == 302


def errors_of(answer):
    """What is said of the fields of a form."""
    return re.findall(r'class="errorlist[^>]*>(.*?)</ul>', answer.content.decode(), re.DOTALL)


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("1234", "at least eight characters"),
        ("password", "Many people use this"),
        ("newcomer1", "much like your name"),
        ("83920174653", "digits alone"),
    ],
)
def test_a_weak_password_gets_one_plain_sentence(browser, password, said):
    answer = browser().post("/accounts/signup/", {"username": "newcomer", "password1": password})
    (errors,) = errors_of(answer)
    assert said in errors and errors.count("<li") == 1


def test_who_mistypes_is_told_so_plainly(browser, una):
    for name in ("una", "nobody"):
        answer = browser().post("/accounts/login/", {"login": name, "password": "wrong"})
        assert "do not belong together" in errors_of(answer)[0]


def test_nobody_is_led_away_after_signing_in(browser, una):
    sent = {"login": "una", "password": PASSWORD, "next": "https://evil.example/"}
    assert browser().post("/accounts/login/", sent).url == "/"
    assert browser().post("/look/", {"next": "//evil.example/", "theme": "dark"}).url == "/"


def test_guessing_passwords_is_slowed_down(browser, una):
    client = browser()
    for _ in range(6):
        client.post("/accounts/login/", {"login": "una", "password": "wrong"})
    answer = client.post("/accounts/login/", {"login": "una", "password": PASSWORD})
    assert answer.status_code in (200, 429)
    assert client.get("/highlights/").status_code == 302


def test_a_forgotten_password(browser):
    make_reader("una", email="una@example.org")
    client = browser()
    client.post("/accounts/password/reset/", {"email": "una@example.org"})
    path = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body)[1]
    form = client.get(path, follow=True)
    client.post(
        form.request["PATH_INFO"], {"password1": "ferries at ten", "password2": "ferries at ten"}
    )
    assert browser().login(username="una", password="ferries at ten")


def test_who_has_an_account_is_not_told(browser, una):
    html = browser().post("/accounts/password/reset/", {"email": "nobody@example.org"}, follow=True)
    assert html.status_code == 200
    assert "not" not in re.sub(r"<[^>]+>", "", html.content.decode()).lower().split("sent")[0][-40:]


def test_a_readers_page_shows_what_they_show(browser, una, tam, chapter, draft, author):
    una.name, una.bio = "Una Marsh", "Reads at night."
    una.save()
    say(chapter, "Said aloud.", una)
    html = browser(tam).get("/readers/una/").content.decode()
    for words in ("Una Marsh", "Reads at night.", "Said aloud."):
        assert words in html
    hers = browser(tam).get("/readers/author/").content.decode()
    assert chapter.story.title in hers and draft.story.title not in hers


def test_a_profile_is_changed_by_its_reader_and_refused_with_what_was_typed(browser, una):
    client = browser(una)
    sent = {"name": "Una", "bio": "Reads."}
    assert client.post("/accounts/profile/", sent).status_code == 303
    answer = client.post("/accounts/profile/", {"name": "x" * 500, "bio": "Still here."})
    assert answer.status_code == 422
    assert "Still here." in answer.content.decode() and "x" * 500 in answer.content.decode()
    una.refresh_from_db()
    assert (una.name, una.bio) == ("Una", "Reads.")


def test_the_library_shows_stories_newest_first_and_by_tag(browser, author):
    for title in ("First", "Second"):
        story = make_story(author=author, title=title)
        make_chapter(story=story)
    story.tags.create(name="goats")
    html = browser().get("/").content.decode()
    assert html.index("Second") < html.index("First")
    tagged = browser().get("/?tag=goats").content.decode()
    assert "Second" in tagged and "First" not in tagged


def test_an_address_for_a_forgotten_password_is_added_and_taken_away(browser):
    client = browser(make_reader("una"))
    assert "/accounts/email/" in client.get("/accounts/profile/").content.decode()
    client.post("/accounts/email/", {"action_add": "", "email": "una@example.org"})
    assert "una@example.org" in client.get("/accounts/email/").content.decode()
    client.post("/accounts/email/", {"action_remove": "", "email": "una@example.org"})
    assert "una@example.org" not in client.get("/accounts/email/").content.decode().split("Add")[1]


def test_who_signs_up_too_often_is_asked_to_wait_on_a_page_of_ours(browser, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"signup": "1/m/ip"}
    for _ in range(3):
        answer = browser().post("/accounts/signup/", {"username": "", "password1": ""})
    assert answer.status_code == 429
    assert "One moment, please" in answer.content.decode() and "<header" in answer.content.decode()


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver{page}?at=1.2.3", "{page}%3Fat%3D1.2.3"),
        ("https://elsewhere.example{page}", "/"),
        ("//elsewhere.example/", "/"),
        ("", "/"),
    ],
)
def test_signing_in_leads_back_to_the_page_that_a_form_was_on(browser, referer, back):
    page = make_chapter().get_absolute_url()
    headers = {"referer": referer.format(page=page)}
    answer = browser().post(f"{page}place/", {"offset": "1"}, headers=headers)
    assert answer.status_code == 302
    assert answer.url == f"/accounts/login/?next={back.format(page=page)}"


def test_the_links_of_the_bar_lead_back_to_where_one_is_or_was_going(client):
    story = f"{make_chapter().story.get_absolute_url()}?a=b"
    for page, back in (("/", "/"), (story, story), ("/accounts/login/?next=/x/", "/x/")):
        html = unescape(client.get(page).content.decode())
        links = set(re.findall(r'href="/accounts/(?:login|signup)/\?next=([^"]*)"', html))
        assert {unquote(link) for link in links} == {back}, page
