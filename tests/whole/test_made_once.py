"""What is the same for all is made once, however many ask for it at both processes at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.factories import make_chapter, say
from tests.views.selections import url
from tests.whole.person import Person

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "\n\n".join(f"The ferry came at nine for the {number}th time." for number in range(400))


def stored(cache_url: str, do: Callable[[], None]) -> Counter[str]:
    """How often each key of the cache of pages is set while something is done."""
    redis = pytest.importorskip("redis").Redis.from_url(cache_url)
    counted: Counter[str] = Counter()
    with redis.monitor() as monitor:
        do()
        redis.echo("that is all")
        for told in monitor.listen():
            verb, _, rest = told["command"].partition(" ")
            key = rest.partition(" ")[0]
            if verb == "ECHO":
                break
            is_part = ":turn:" not in key and ":ready:" not in key
            if verb == "SET" and key.startswith("page:") and is_part:
                counted[key] += 1
    return counted


def test_a_cold_chapter_is_painted_once(house, author, una):
    chapter = make_chapter(LONG, author=author)
    say(chapter, "Why nine?", una, on="for the 7th time")
    ports = [house.one, house.other] * 4

    def read(port: int) -> None:
        assert "for the 7th time" in Person().get(port, url(chapter)).text

    def ask() -> None:
        with ThreadPoolExecutor(len(ports)) as visitors:
            list(visitors.map(read, ports))

    counted = stored(house.environment["CACHE_URL"], ask)
    assert counted, "the page is kept"
    assert set(counted.values()) == {1}, counted
