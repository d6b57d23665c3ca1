"""How often one may do a thing: `settings.RATE_LIMITS`, counted in Django's cache.

Every limit is a moving window: "12/m/user" lets a reader do it twelve times in any sixty seconds.
allauth counts what comes through its own forms, by the same notation, for itself.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import NamedTuple

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from limits import RateLimitItem, RateLimitItemPerSecond
from limits.strategies import MovingWindowRateLimiter

from reader.environment import RATE
from reader.web.rate_limit_storage import CacheStorage

TOO_OFTEN = (
    "That was a lot in a short time. Wait a minute, then try again: nothing you wrote is lost."
)
IPV6_PREFIX = 64
"""Bits of an IPv6 address that tell one visitor from another: a household is given at least 64."""
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_limiter = MovingWindowRateLimiter(CacheStorage())


class Rate(NamedTuple):
    """A limit, and what is counted: an `ip` address, a `user`, or a `key` that the caller names."""

    limit: RateLimitItem
    per: str


def hit(request: HttpRequest, action: str, *, key: str = "") -> bool:
    """Count that `action` is done once more; False, uncounted, where that is too often."""
    for rate in rates(settings.RATE_LIMITS.get(action, "")):
        if not _limiter.hit(rate.limit, action, _counted(request, rate.per, key)):
            return False
    return True


def is_allowed(request: HttpRequest, action: str, *, key: str = "") -> bool:
    """Whether `action` may be done once more now. Nothing is counted."""
    for rate in rates(settings.RATE_LIMITS.get(action, "")):
        if not _limiter.test(rate.limit, action, _counted(request, rate.per, key)):
            return False
    return True


def too_often(request: HttpRequest, action: str) -> str:
    """Count `action`, and give what to tell somebody who does it too often, or an empty string."""
    return "" if hit(request, action) else TOO_OFTEN


@lru_cache
def rates(written: str) -> list[Rate]:
    """The limits of a setting such as `10/m/ip,5/5m/key`. Raises ValueError."""
    found = []
    for part in written.split(","):
        if not part.strip():
            continue
        match = RATE.fullmatch(part.strip())
        if match is None:
            raise ValueError(f"“{part}” is no rate limit: write it like 12/m/user.")
        amount, times, unit, per = match.groups()
        seconds = int(times or 1) * _SECONDS[unit]
        found.append(Rate(RateLimitItemPerSecond(int(amount), seconds), per))
    return found


def _counted(request: HttpRequest, per: str, key: str) -> str:
    """Whose doing is counted, as a part of a cache key."""
    if per == "user":
        return f"user-{request.user.pk}"
    if per == "key":
        return f"key-{sha256(key.encode()).hexdigest()}"
    return f"ip-{_network(get_adapter().get_client_ip(request))}"


def _network(ip: str) -> str:
    """An IPv4 address as it is; of an IPv6 address the network."""
    try:
        address = ip_address(ip)
    except ValueError:
        return ip
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, IPV6_PREFIX), strict=False).network_address)
    return ip
