"""Keys that a query is asked of are one parameter, however many they are."""

import pytest
from django.db import connection

from reader.models import Comment, Reader
from tests.factories import make_reader, say
from tests.views.selections import url

pytestmark = pytest.mark.django_db


def test_it_finds_what_in_finds(chapter, una, tam):
    said = say(chapter, "Kings.", una)
    say(chapter, "No kings.", tam)
    for keys in (set(), {una.pk}, {una.pk, 2**40}, {una.pk, tam.pk}):
        for field in ("reader", "reader_id", "answers__reader"):
            comments = Comment.objects.order_by("pk")
            found, like_in = {f"{field}__among": keys}, {f"{field}__in": keys}
            assert list(comments.filter(**found)) == list(comments.filter(**like_in))
            assert list(comments.exclude(**found)) == list(comments.exclude(**like_in))
    assert list(Reader.objects.filter(pk__among={una.pk})) == [una]
    assert said in Comment.objects.exclude(reader__among={tam.pk})


def test_whom_many_blocked_costs_no_long_query(browser, chapter, tam):
    said = say(chapter, "Kings.", tam, on="two goats")
    say(chapter, "Ask @tam.", make_reader("kit"))
    una = make_reader("una", silences_kept={"blocked_by": list(range(10**6, 10**6 + 3000))})
    most = 0

    def count(execute, sql, params, many, context):
        nonlocal most
        most = max(most, len(params or ()))
        return execute(sql, params, many, context)

    story = chapter.story.get_absolute_url()
    paths = ["/", url(chapter), f"/passages/{said.passage_id}/", "/inbox/", "/annotations/?page=0",
             "/readers/tam/", story, "/following/", "/opds/new/", url(chapter, "comments/feed/"),
             f"/names/{chapter.pk}/?begins=t"]  # fmt: skip
    with connection.execute_wrapper(count):
        for path in paths:
            page = browser(una).get(path, HTTP_HX_REQUEST="true")
            assert page.status_code == 200, path
    assert most < 500
