"""How often one may do a thing."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.test import RequestFactory

from reader.web import rate_limit_storage
from reader.web.rate_limits import hit, is_allowed, rates, too_often


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


def asked(ip="192.0.2.1"):
    request = RequestFactory().get("/", REMOTE_ADDR=ip)
    request.user = AnonymousUser()
    return request


def test_a_limit_holds_for_whoever_does_a_thing_and_for_nobody_else(settings):
    settings.RATE_LIMITS = {"walk": "2/m/ip"}
    assert [hit(asked(), "walk") for _ in range(3)] == [True, True, False]
    assert hit(asked("192.0.2.2"), "walk")
    assert too_often(asked(), "walk").startswith("That was a lot in a short time.")


def test_asking_whether_it_is_allowed_counts_nothing(settings):
    settings.RATE_LIMITS = {"walk": "1/m/ip"}
    assert is_allowed(asked(), "walk")
    assert is_allowed(asked(), "walk")
    assert hit(asked(), "walk")
    assert not is_allowed(asked(), "walk")


def test_the_window_moves(settings, monkeypatch):
    settings.RATE_LIMITS = {"walk": "2/m/ip"}
    now = 1_000_000.0
    monkeypatch.setattr(rate_limit_storage.time, "time", lambda: now)
    assert hit(asked(), "walk")
    now += 40
    assert hit(asked(), "walk")
    now += 19
    assert not hit(asked(), "walk")
    now += 2  # the first is more than a minute ago, the second is not
    assert hit(asked(), "walk")
    assert not hit(asked(), "walk")


def test_what_has_no_limit_is_always_allowed(settings):
    settings.RATE_LIMITS = {}
    assert hit(asked(), "walk")


def test_one_household_counts_as_one_visitor(settings):
    settings.RATE_LIMITS = {"walk": "1/m/ip"}
    assert hit(asked("2001:db8:1:2::1"), "walk")
    assert not hit(asked("2001:db8:1:2:ffff::2"), "walk")
    assert hit(asked("2001:db8:1:3::1"), "walk")


def test_several_limits_hold_together(settings):
    settings.RATE_LIMITS = {"try": "3/m/ip,1/5m/key"}
    assert hit(asked(), "try", key="una")
    assert not hit(asked(), "try", key="una")
    assert hit(asked(), "try", key="ada")
    assert not hit(asked(), "try", key="eva"), "the address has tried three times"


def test_those_who_come_at_once_are_counted_one_by_one(settings):
    settings.RATE_LIMITS = {"walk": "5/m/ip"}
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: hit(asked(), "walk"), range(20)))
    assert answers.count(True) == 5


@pytest.mark.parametrize("written", ["12/m", "a/m/ip", "12/y/ip", "12"])
def test_what_is_no_limit_is_said(written):
    with pytest.raises(ValueError, match="write it like 12/m/user"):
        rates(written)
