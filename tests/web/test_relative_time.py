"""How long ago something was said."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.template import engines
from django.utils import timezone

from reader.web.relative_time import ago

NOW = datetime(2026, 11, 27, 1, 30, tzinfo=UTC)
MOMENTS = [
    (timedelta(seconds=-40), "just now"),
    (timedelta(seconds=59), "just now"),
    (timedelta(minutes=1), "1 minute ago"),
    (timedelta(minutes=59, seconds=59), "59 minutes ago"),
    (timedelta(hours=1), "1 hour ago"),
    (timedelta(hours=23, minutes=59), "23 hours ago"),
    (timedelta(hours=24), "yesterday"),
    (timedelta(hours=25, minutes=29), "yesterday"),
    (timedelta(hours=25, minutes=31), "2 days ago"),
    (timedelta(days=6), "6 days ago"),
    (timedelta(days=7), "20 Nov 2026"),
    (timedelta(days=80), "8 Sep 2026"),
]


@pytest.mark.parametrize(("before", "words"), MOMENTS)
def test_a_moment_is_told_as_people_tell_it(monkeypatch, before, words):
    monkeypatch.setattr(timezone, "localtime", lambda moment=NOW: moment)
    assert ago(NOW - before) == words


def test_the_date_on_a_page_that_is_kept_says_exactly_when():
    moment = datetime(2026, 9, 3, 8, 5, 7, tzinfo=UTC)
    template = engines["django"].from_string("{{ moment|dated }}")
    with timezone.override(ZoneInfo("Europe/Berlin")):
        html = template.render({"moment": moment})
    assert html == (
        '<time class="ago" datetime="2026-09-03T10:05:07+0200" '
        'title="3 September 2026 at 10:05 CEST">3 Sep 2026</time>'
    )
