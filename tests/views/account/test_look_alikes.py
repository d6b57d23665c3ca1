"""Nobody takes a name that could be taken for somebody else's: signing up, showing a name, and in
the admin."""

import pytest

from reader.models import NameSkeleton, Reader
from reader.models.people.taken_names import KEPT, TAKEN, UNSEEN
from tests.factories import make_reader, make_story

pytestmark = pytest.mark.django_db
CYRILLIC = "unа"


def sign_up(client, name):
    return client.post("/accounts/signup/", {"username": name, "password1": "ferries at nine"})


def show(browser, reader, name):
    answer = browser(reader).post("/accounts/profile/", {"name": name, "bio": "Hello."})
    reader.refresh_from_db()
    return answer


@pytest.mark.parametrize("name", ["UNA", CYRILLIC, "ｕｎａ", "uná", "𝓾𝓷𝓪", "ūnа"])
def test_nobody_signs_up_with_a_name_that_looks_taken(browser, una, name):
    answer = sign_up(browser(), name)
    assert TAKEN in answer.content.decode()
    assert Reader.objects.count() == 1


def test_a_name_has_nothing_in_it_that_cannot_be_seen(browser):
    assert UNSEEN in sign_up(browser(), "una\u3164").content.decode()
    for unseen in ("\u200b", "\u202e", "\u2066", "\u00ad", "\ufeff"):
        sign_up(browser(), f"u{unseen}na")
    assert not Reader.objects.exists()


@pytest.mark.parametrize(
    "name", ["Νίκη", "Андрей", "김민준", "さくら", "محمد", "Zoë", "نیلوفر", "ane", "王芳"]
)
def test_any_other_name_is_taken(browser, una, name):
    assert sign_up(browser(), name).status_code == 302
    reader = Reader.objects.latest("pk")
    assert reader.username == name
    assert show(browser, reader, f"{name} Ⅲ 🚀").status_code == 303
    assert reader.name == f"{name} Ⅲ 🚀"


@pytest.mark.parametrize("name", ["una", "Una", CYRILLIC, "u\u200bna", "\u202euna"])
def test_the_name_shown_is_nobody_elses_username(browser, una, tam, name):
    answer = show(browser, tam, name)
    assert answer.status_code == 422
    assert TAKEN in answer.content.decode()
    assert (tam.name, tam.bio) == ("", "")
    assert show(browser, una, name).status_code == 303


def test_two_readers_may_show_the_same_name(browser, una, tam):
    assert show(browser, una, "Ann  Lee\u200b").status_code == 303
    assert show(browser, tam, "Ann Lee").status_code == 303
    assert una.name == tam.name == "Ann Lee"


@pytest.mark.parametrize("known", ["author", "moderator"])
def test_nobody_shows_the_name_of_an_author_or_a_moderator(browser, una, tam, known):
    una.name = "Una Ferry"
    una.is_staff = known == "moderator"
    una.save()
    if known == "author":
        story = make_story(author=una, draft=True)
        assert show(browser, tam, "Una Ferry").status_code == 303
        story.published_at = story.created_at
        story.save()
        show(browser, tam, "Tam")
    answer = show(browser, tam, "Unа  Fеrry")
    assert TAKEN in answer.content.decode()
    assert tam.name == "Tam" * (known == "author")


def test_nobody_poses_as_the_site_itself(browser, una):
    assert KEPT in sign_up(browser(), "аdmin").content.decode()
    assert KEPT in show(browser, una, "Gloss").content.decode()


def test_names_that_looked_alike_before_stay(browser, una):
    twin = make_reader(CYRILLIC, name="una")
    assert show(browser, twin, "una").status_code == 303
    assert twin.bio == "Hello."


def test_a_name_that_was_given_up_is_free(browser, una):
    una.username = "una2"
    una.save(update_fields=["username"])
    assert sign_up(browser(), CYRILLIC).status_code == 302


def test_who_left_holds_no_name(browser, una):
    said = {"comments": "stay", "stories": "stay", "password": "a long password"}
    sent = said | {"when": "now"}
    browser(una).post("/accounts/leave/", sent)
    una.refresh_from_db()
    assert una.left_at
    assert not NameSkeleton.objects.filter(reader=una).exists()


def test_the_admin_refuses_too(browser, una, tam):
    client = browser(make_reader("root", is_staff=True, is_superuser=True))
    where = f"/admin/reader/reader/{tam.pk}/change/"
    sent = {"username": CYRILLIC, "name": "Unа", "is_active": "on", "bio": ""}
    dates = {"date_joined_0": "2026-01-01", "date_joined_1": "09:00"}
    answer = client.post(where, sent | dates)
    assert answer.content.decode().count(TAKEN) == 2
    assert client.post(where, sent | dates | {"username": "tom", "name": "Tom"}).status_code == 302
    tam.refresh_from_db()
    assert (tam.username, tam.name) == ("tom", "Tom")
    new = {"username": CYRILLIC, "password1": "ferries at nine", "password2": "ferries at nine"}
    added = client.post("/admin/reader/reader/add/", new | {"usable_password": "true"})
    assert TAKEN in added.content.decode()
