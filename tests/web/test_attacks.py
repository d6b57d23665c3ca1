"""The usual attacks on the doors, and what becomes of them."""

import re
from base64 import b64encode

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from reader.models import Reader, Token
from tests.factories import make_reader

pytestmark = pytest.mark.django_db
PASSWORD = "a long password"
FRONT, ADMIN, SIGNUP, RESET = (
    "/accounts/login/", "/admin/login/", "/accounts/signup/", "/accounts/password/reset/"
)  # fmt: skip
SHELVES = "/opds/shelves/reading/"
EVIL = ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)",
        "https:evil.example", "\thttps://evil.example/", "///evil.example"]  # fmt: skip


@pytest.fixture
def una():
    return make_reader("una", email="una@example.org")


def enter(client, name, password, where=FRONT, **more):
    return client.post(where, {"login": name, "username": name, "password": password}, **more)


def is_in(client):
    return client.get("/highlights/").status_code == 200


def at(number):
    """An address of its own: as of somebody with many machines."""
    return {"REMOTE_ADDR": f"192.0.2.{number}"}


def basic(name, password):
    return {"HTTP_AUTHORIZATION": f"Basic {b64encode(f'{name}:{password}'.encode()).decode()}"}


@pytest.mark.parametrize("name", ["una", "UNA", "una@example.org"])
def test_a_password_is_not_guessed_from_many_machines(una, name):
    for number in range(1, 9):
        enter(Client(), name, f"guess {number}", **at(number))
    late = Client()
    enter(late, name, PASSWORD, **at(100))
    assert not is_in(late)


def test_the_admins_door_tries_no_password_but_leads_to_the_front_door():
    make_reader("root", is_staff=True, is_superuser=True)
    client = Client()
    answer = enter(client, "root", PASSWORD, ADMIN)
    assert answer.status_code == 302 and answer.url.startswith(FRONT)
    assert not is_in(client)


def test_whoever_guesses_does_not_keep_the_reader_out_where_they_were_before(una):
    own = Client()
    enter(own, "una", PASSWORD)
    own.get("/")
    own.post("/accounts/logout/")
    for number in range(1, 9):
        enter(Client(), "una", f"guess {number}", **at(number))
    for name in ("una", "una@example.org"):
        enter(own, name, PASSWORD)
        assert is_in(own), name
        own.post("/accounts/logout/")
    for number in range(8):
        enter(own, "una", f"guess {number}", **at(number))
    enter(own, "una", PASSWORD, **at(100))
    assert not is_in(own), "who sits there does not guess for ever either"


def test_where_somebody_was_signed_in_helps_nobody_to_guess_anothers_password(una):
    make_reader("eve")
    guessing = Client()
    enter(guessing, "eve", PASSWORD)
    guessing.get("/")
    guessing.post("/accounts/logout/")
    for number in range(1, 9):
        enter(guessing, "una", f"guess {number}", **at(number))
    enter(guessing, "una", PASSWORD, **at(100))
    assert not is_in(guessing)


def test_an_apps_password_is_not_guessed_and_whoever_tries_keeps_no_app_out(una):
    at_home = Client(**at(200))
    assert at_home.get(SHELVES, **basic("una", PASSWORD)).status_code == 200
    for number in range(1, 9):
        answer = Client(**at(number)).get(SHELVES, **basic("una", f"guess {number}"))
        assert answer.status_code == 401
    assert Client(**at(100)).get(SHELVES, **basic("una", PASSWORD)).status_code == 401
    assert at_home.get(SHELVES, **basic("una", PASSWORD)).status_code == 200


def test_the_catalog_is_no_way_around_the_second_step(una):
    Authenticator.objects.create(user=una, type="totp", data={"secret": "x"})
    assert Client().get(SHELVES, **basic("una", PASSWORD)).status_code == 401
    _, secret = Token.objects.hand_out(una, "e-reader")
    assert Client().get(SHELVES, **basic("Una", secret)).status_code == 200
    make_reader("tam")
    assert Client().get(SHELVES, **basic("tam", secret)).status_code == 401
    una.tokens.all().delete()
    assert Client().get(SHELVES, **basic("una", secret)).status_code == 401


def plain(answer):
    """What somebody sees of an answer, without what differs from one to the next anyway."""
    html = re.sub(r'(name="csrfmiddlewaretoken"|name="opened") value="[^"]*"', "", answer.text)
    return answer.status_code, answer.get("Location"), html


def test_nobody_learns_who_has_an_account_by_signing_in(una):
    told = [enter(Client(), name, "wrong") for name in ("una", "nob", "una@example.org", "n@x.org")]
    seen = {re.sub(r'value="[^"]*"', "", plain(answer)[2]) for answer in told}
    assert len(seen) == 1
    asked = [Client().get(SHELVES, **basic(name, "wrong")) for name in ("una", "nob")]
    assert plain(asked[0]) == plain(asked[1])


def test_nobody_learns_whose_address_is_known_by_resetting_a_password(una):
    seen, letters = [], []
    for address in ("una@example.org", "nobody@example.org"):
        mail.outbox.clear()
        answer = Client().post(RESET, {"email": address}, follow=True)
        seen.append((answer.redirect_chain, plain(answer)[2].replace(address, "")))
        letters += [letter.to for letter in mail.outbox]
    assert seen[0] == seen[1]
    # Sending takes as long for either, so that the time tells nothing.
    assert letters == [["una@example.org"], ["nobody@example.org"]]


def test_a_reset_leads_in_by_a_confirmed_address_alone_where_there_is_one(una):
    una.emailaddress_set.create(email="una@example.org", verified=True, primary=True)
    una.emailaddress_set.create(email="mistyped@example.org")
    letters = {}
    for address in ("una@example.org", "mistyped@example.org"):
        mail.outbox.clear()
        Client().post(RESET, {"email": address})
        letters[address] = mail.outbox[0].body
    assert "/password/reset/key/" in letters["una@example.org"]
    assert "/password/reset/key/" not in letters["mistyped@example.org"]


def test_who_never_confirmed_an_address_gets_back_in_by_it_and_has_confirmed_it_then():
    sent = {"username": "ida", "email": "ida@example.org", "password1": "ferries at nine"}
    Client().post(SIGNUP, sent)
    assert [letter.to for letter in mail.outbox] == [["ida@example.org"]], "asked once"
    Client().post(RESET, {"email": "ida@example.org"})
    path = re.search(r"https?://[^/]+(/\S+/key/\S+)", mail.outbox[-1].body)[1]
    client = Client()
    form = client.get(path, follow=True)
    new = {"password1": "ferries at ten", "password2": "ferries at ten"}
    ida = Reader.objects.get(username="ida")
    assert not ida.emailaddress_set.get().verified
    client.post(form.request["PATH_INFO"], new)
    assert Client().login(username="ida", password="ferries at ten")
    assert ida.emailaddress_set.get().verified


def test_no_address_is_mailed_without_end_known_or_not(una):
    seen = []
    for address in ("una@example.org", "nobody@example.org"):
        for number in range(5):
            answer = Client().post(RESET, {"email": address}, **at(number))
        seen.append(plain(answer)[2].replace(address, ""))
        assert answer.status_code == 429
    assert seen[0] == seen[1]
    assert len(mail.outbox) == 6


def test_an_account_is_made_while_no_mail_can_be_sent(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    sent = {"username": "ida", "email": "ida@example.org", "password1": "ferries at nine"}
    assert Client().post(SIGNUP, sent).status_code == 302
    assert Reader.objects.filter(username="ida").exists()


def test_nobody_learns_whose_address_is_known_by_signing_up_or_adding_one(una, browser):
    seen = []
    for name, address in (("one", "una@example.org"), ("two", "nobody@example.org")):
        sent = {"username": name, "email": address, "password1": "ferries at nine"}
        seen.append(plain(Client().post(SIGNUP, sent)))
    assert seen[0] == seen[1]
    seen = []
    for name, address in (("tam", "una@example.org"), ("ida", "nobody2@example.org")):
        client = browser(make_reader(name))
        answer = client.post("/accounts/email/", {"action_add": "", "email": address})
        seen.append((answer.status_code, answer.get("Location")))
    assert seen[0] == seen[1]
    assert [letter.to for letter in mail.outbox if letter.to == ["una@example.org"]]


def test_a_session_that_somebody_planted_is_not_signed_in(una):
    for sign_in in (
        lambda client: enter(client, "una", PASSWORD),
        lambda client: client.post(SIGNUP, {"username": "new", "password1": "ferries at nine"}),
    ):
        client = Client()
        client.post("/highlights/1/", {"note": "x"})
        session = client.session
        session["planted"] = True
        session.save()
        client.cookies["sessionid"] = planted = session.session_key
        sign_in(client)
        assert is_in(client) and client.cookies["sessionid"].value != planted
        thief = Client()
        thief.cookies["sessionid"] = planted
        assert not is_in(thief)


def test_a_reset_links_here_whatever_the_request_calls_us(una):
    for header in ({"HTTP_HOST": "evil.example"}, {"HTTP_X_FORWARDED_HOST": "evil.example"}):
        mail.outbox.clear()
        Client().post(RESET, {"email": "una@example.org"}, **header)
        (letter,) = mail.outbox
        assert "evil.example" not in letter.body.split("https://")[1]
        assert re.findall(r"https?://[^/\s]+", letter.body) == ["https://gloss.example"]


def test_a_confirmation_links_here_too(una, browser):
    client = browser(una)
    sent = {"action_add": "", "email": "new@example.org"}
    client.post("/accounts/email/", sent, HTTP_HOST="evil.example")
    assert re.findall(r"https?://[^/\s]+", mail.outbox[-1].body) == ["https://gloss.example"]


def test_a_reset_works_once_and_for_its_own_account(una):
    tam = make_reader("tam")
    Client().post(RESET, {"email": "una@example.org"})
    path = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body)[1]
    new = {"password1": "ferries at ten", "password2": "ferries at ten"}
    for number in range(2):
        client = Client()
        form = client.get(path, follow=True)
        client.post(form.request["PATH_INFO"], new)
        new = {"password1": "ferries at one", "password2": "ferries at one"}
        assert Client().login(username="una", password="ferries at ten"), number
    stolen = re.sub(r"/key/[^-]+-", f"/key/{tam.pk:x}-", path)
    form = Client().get(stolen, follow=True)
    assert 'name="password1"' not in form.text


@pytest.mark.parametrize("evil", EVIL)
def test_no_door_leads_away(una, evil, browser):
    def leads(answer):
        where = answer.get("Location", "")
        return "evil" in where.partition("?")[0] or where.startswith(("java", "//", "/\\"))

    sent = {"login": "una", "password": PASSWORD, "next": evil}
    assert not leads(Client().post(FRONT, sent))
    assert not leads(Client().post(ADMIN, sent | {"username": "una"}))
    new = {"username": "new", "password1": "ferries at nine", "next": evil}
    assert not leads(Client().post(SIGNUP, new))
    client = browser(una)
    for path in (FRONT, SIGNUP, "/accounts/welcome/", "/accounts/reauthenticate/"):
        answer = client.get(path, {"next": evil})
        assert not leads(answer), path
        assert not re.search(r'href="[^"?]*evil', answer.text), path
    for path in ("/look/", "/reading/", "/accounts/logout/", "/accounts/reauthenticate/"):
        answer = client.post(path, {"next": evil, "theme": "dark", "password": PASSWORD})
        assert not leads(answer), path


def test_the_admin_is_no_door_for_whoever_has_no_role(una):
    client = Client()
    enter(client, "una", PASSWORD, ADMIN, follow=True)
    assert client.get("/admin/").status_code == 302
    assert not Reader.objects.get(username="una").is_staff
