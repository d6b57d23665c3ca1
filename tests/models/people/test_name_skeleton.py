"""Skeletons beside readers: right after every change, and of those who were there before."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from reader.models import NameSkeleton, Reader
from reader.web.accounts import AccountAdapter
from tests.actions.test_at_the_same_time import all_at_once
from tests.factories import make_reader

MIGRATION = import_module("reader.migrations.0056_name_skeletons")


def kept():
    return sorted(NameSkeleton.objects.values_list("reader", "kind", "skeleton"))


@pytest.mark.django_db
def test_a_save_keeps_them_right(una):
    una.name = "Una Ferry"
    una.save(update_fields=["name"])
    assert kept() == [(una.pk, "name", "una ferry"), (una.pk, "username", "una")]
    una.name, una.username = "", "Ida"
    una.save()
    assert kept() == [(una.pk, "username", "ida"), (una.pk, "username", "lda")]


@pytest.mark.django_db
def test_those_who_were_there_before_have_them(una, monkeypatch):
    make_reader("unа", name="Una")
    for _ in range(4):
        make_reader(name="Una")
    before = kept()
    NameSkeleton.objects.all().delete()
    monkeypatch.setattr(MIGRATION, "BATCH", 3)
    MIGRATION.look_at_names(apps, None)
    assert kept() == before


class Sent:
    """A sign-up form that was looked at before anybody else had the name."""

    def __init__(self, name):
        self.cleaned_data = {"username": name, "password1": "ferries at nine"}


@pytest.mark.django_db(transaction=True)
def test_of_two_who_sign_up_at_once_one_has_the_name(rf, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    request = rf.post("/accounts/signup/")
    request.session = {}
    names = ["una", "unа", "Una", "una"]
    adapter = AccountAdapter()
    jobs = [lambda n=n: adapter.save_user(request, Reader(), Sent(n)) for n in names]
    raised = all_at_once(*jobs)
    assert [type(error) for error in raised] == [PermissionDenied] * 3
    assert Reader.objects.count() == 1
