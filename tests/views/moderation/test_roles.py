"""Roles: an instance has them from its first migration, and administrators give them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection

from reader.actions.people.change_role import LastAdministrator, change_role
from reader.models import Decision, Reader
from reader.models.people.role import Role, role_of
from reader.roles import MODERATING, MODERATORS
from tests.factories import make_reader

PAGE = "/moderation/roles/"


@pytest.fixture
def root():
    return make_reader("root", is_staff=True, is_superuser=True)


def rights():
    return set(Group.objects.get(name=MODERATORS).permissions.values_list("codename", flat=True))


def give(client, reader, role, **sent):
    return client.post(f"{PAGE}{reader.pk}/", {"role": role} | sent, follow=True)


def role(reader):
    return role_of(Reader.objects.get(pk=reader.pk))


@pytest.mark.django_db
def test_a_fresh_instance_has_the_role_with_its_rights_and_no_others():
    assert rights() == set(MODERATING)


@pytest.mark.django_db
def test_an_instance_that_is_updated_gets_it_and_loses_what_it_should_not_have():
    group = Group.objects.get(name=MODERATORS)
    group.permissions.set(Permission.objects.filter(codename__in=["view_token", "view_story"]))
    call_command("migrate", verbosity=0)
    assert rights() == set(MODERATING)
    group.delete()
    call_command("migrate", verbosity=0)
    assert rights() == set(MODERATING)


@pytest.mark.django_db(transaction=True)
def test_the_role_is_there_after_everything_was_emptied():
    call_command("flush", verbosity=0, interactive=False)
    assert rights() == set(MODERATING)


@pytest.mark.django_db
def test_an_administrator_finds_a_reader_by_a_part_of_the_name_and_makes_them_a_moderator(
    browser, root
):
    ada = make_reader("ada", name="Lady Ada", email="ada@example.org")
    client = browser(root)
    for asked in ("ad", "lady", "ada"):
        assert "Lady Ada" in client.get(PAGE, {"q": asked}).text, asked
    for asked in ("ada@example.org", "dy"):
        assert "Lady Ada" not in client.get(PAGE, {"q": asked}).text, asked
    assert "Lady Ada is a moderator now." in give(client, ada, "moderator").text
    ada = Reader.objects.get(pk=ada.pk)
    assert ada.moderates and role(ada) == Role.MODERATOR
    assert {name.partition(".")[2] for name in ada.get_all_permissions()} == set(MODERATING)
    assert "has no role any more" in give(client, ada, "").text
    ada = Reader.objects.get(pk=ada.pk)
    assert not ada.moderates and not ada.get_all_permissions() and role(ada) is None


@pytest.mark.django_db
def test_an_administrator_is_made_when_one_is_sure(browser, root, una):
    client = browser(root)
    assert "Make <bdi>una</bdi> an administrator?" in give(client, una, "administrator").text
    assert role(una) is None
    give(client, una, "administrator", sure="yes")
    assert role(una) == Role.ADMINISTRATOR
    assert browser(una).get(PAGE).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("wanted", ["", "moderator"])
def test_the_last_administrator_stays_one(browser, root, una, wanted):
    client = browser(root)
    assert "There has to be an administrator." in give(client, root, wanted, sure="yes").text
    assert role(root) == Role.ADMINISTRATOR
    locked = make_reader("locked", is_staff=True, is_superuser=True, is_active=False)
    give(client, root, wanted, sure="yes")
    assert role(root) == Role.ADMINISTRATOR, "one who cannot sign in keeps nothing"
    Reader.objects.filter(pk=locked.pk).update(is_active=True)
    assert "Give up your role?" in give(client, root, wanted).text
    give(client, root, wanted, sure="yes")
    assert role(root) == (wanted or None)


@pytest.mark.django_db
def test_nobody_else_gives_a_role(browser, moderator, una, tam):
    for who in (una, moderator):
        assert browser(who).get(PAGE).status_code == 403
        for wanted in ("moderator", "administrator"):
            assert give(browser(who), who, wanted, sure="yes").status_code == 403
    assert browser().get(PAGE).url.startswith("/accounts/login/")
    give(browser(), tam, "administrator", sure="yes")
    assert [role(reader) for reader in (una, tam, moderator)] == [None, None, Role.MODERATOR]


@pytest.mark.django_db
def test_a_closed_account_gets_no_role(browser, root, una):
    Reader.objects.filter(pk=una.pk).update(is_active=False)
    assert "This account is closed" in give(browser(root), una, "moderator").text
    assert role(una) is None


@pytest.mark.django_db
def test_the_page_says_who_lacks_a_second_step(browser, root, moderator, settings):
    settings.MODERATORS_SECOND_STEP = True
    Authenticator.objects.create(user=root, type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=moderator, type="recovery_codes", data={})
    page = browser(root).get(PAGE).text
    assert page.count("signs in with a second step") == 1
    assert page.count("has to set up a second step first") == 1


@pytest.mark.django_db
def test_the_admin_is_no_way_around_the_page(browser, root, una, moderator):
    change = f"/admin/reader/reader/{una.pk}/change/"
    dates = {"date_joined_0": "2026-01-01", "date_joined_1": "09:00"}
    sent = {"username": "una", "name": "", "bio": "", "is_active": "on"} | dates
    rights = {"is_staff": "on", "is_superuser": "on", "groups": Group.objects.get().pk}
    assert browser(root).post(change, sent | rights).status_code == 302
    una.refresh_from_db()
    assert role(una) is None and not una.groups.exists()
    own = {"username": "root", "name": "", "bio": ""} | dates
    browser(root).post(f"/admin/reader/reader/{root.pk}/change/", own)
    assert role(root) == Role.ADMINISTRATOR and Reader.objects.get(pk=root.pk).is_active


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_take_each_others_role_at_once_leave_one():
    pair = [make_reader(name, is_staff=True, is_superuser=True) for name in ("one", "two")]

    def take(reader):
        try:
            return change_role(Reader.objects.get(pk=reader.pk), None)
        except LastAdministrator:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(take, pair)) == [False, True]
    assert Reader.objects.filter(is_superuser=True).count() == 1


@pytest.mark.django_db
def test_what_an_administrator_did_is_in_the_log_and_the_reader_is_told(browser, root, una):
    give(browser(root), una, "moderator")
    give(browser(root), una, "moderator")
    assert Decision.objects.get().about == una
    assert "made a moderator" in browser(una).get("/moderation/log/").text
    told = una.notifications.get()
    assert "You are a moderator now" in browser(una).get("/inbox/").text
    assert "gave you the role" in browser(una).get(told.get_absolute_url(), follow=True).text
    give(browser(root), una, "")
    assert "Your role was taken away" in browser(una).get("/inbox/").text
    assert not any(decision.can_be_appealed for decision in Decision.objects.all())
