"""How little marking and commenting ask of the database, session and reader included."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.actions.people.silence import silence
from reader.models import Follow, Silence, Story
from tests.factories import find_words, highlight, make_reader, say
from tests.views.selections import url

pytestmark = pytest.mark.django_db


def queries_of(client, path, data, **headers):
    """But for the savepoints that stand in a test for a transaction of its own."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(path, data, headers={"HX-Request": "true"} | headers)
    assert answer.status_code == 200
    return [query for query in queries if "SAVEPOINT" not in query["sql"]]


def selected(chapter, words):
    start, end = find_words(chapter, words)
    return {"revision": 1, "start": start, "end": end, "quote": words}


def test_marking_takes_eight_queries_and_commenting_ten(browser, chapter, una, tam):
    talk = say(chapter, "Hm.", tam, on="two goats")
    say(chapter, "Yes.", una, to=talk)
    client = browser(una)
    for words in ("two goats", "folded around a fish"):
        mark = selected(chapter, words) | {"colour": "green"}
        bar = {"HX-Target": "selection"}
        assert len(queries_of(client, url(chapter, "highlights/"), mark, **bar)) <= 8
    mark = selected(chapter, "two goats") | {"colour": "blue"}
    thread = {"HX-Target": f"mark-{talk.passage_id}"}  # its comments stay as they are
    assert len(queries_of(client, url(chapter, "highlights/"), mark, **thread)) <= 8
    for about in (selected(chapter, "lamp oil"), {"passage": talk.passage_id}, {}):
        said = queries_of(client, url(chapter, "comments/"), about | {"text": "Oh."})
        assert len(said) <= 10
    assert len(queries_of(client, f"/comments/{talk.pk}/reply/", {"text": "Oh."})) <= 10


def test_what_a_shown_mark_silences_and_a_name_cost_besides(browser, chapter, una, tam):
    kit, talk = make_reader("kit"), say(chapter, "Hm.", tam, on="two goats")
    say(chapter, "Yes.", una, to=talk)
    client, marks = browser(una), url(chapter, "highlights/")
    bar = {"HX-Target": "selection"}
    shown = selected(chapter, "eleven years") | {"colour": "green", "public": "on"}
    assert len(queries_of(client, marks, shown, **bar)) <= 8 + 1
    naming = {"text": "Look, @tam and @kit."}  # who they are, and that they are named
    assert len(queries_of(client, f"/comments/{talk.pk}/reply/", naming)) <= 9 + 2
    assert len(queries_of(client, url(chapter, "comments/"), naming)) <= 10 + 2
    silence(una, make_reader(), Silence.Kind.MUTE)
    silence(kit, una, Silence.Kind.BLOCK)
    say(chapter, "Mh.", kit, on="lamp oil")
    mark = selected(chapter, "folded around a fish") | {"colour": "green"}
    assert len(queries_of(client, marks, mark, **bar)) <= 8 + 1
    assert len(queries_of(client, f"/comments/{talk.pk}/reply/", {"text": "Oh."})) <= 10


def test_what_it_costs_to_speak_in_a_thread_and_where_only_followers_do(
    browser, chapter, author, una
):
    talk = say(chapter, "Hm.", author, on="two goats")
    client, comments = browser(una), url(chapter, "comments/")
    said = {"text": "Oh."}
    assert len(queries_of(client, comments, selected(chapter, "two goats") | said)) <= 10 + 1
    assert len(queries_of(client, f"/comments/{talk.pk}/reply/", said)) <= 9
    Story.objects.update(who_comments="followers")
    Follow.objects.say(una, chapter.story, True)
    for about in (selected(chapter, "lamp oil"), {"passage": talk.passage_id}, {}):
        assert len(queries_of(client, comments, about | said)) <= 10 + 1
    assert len(queries_of(client, f"/comments/{talk.pk}/reply/", said)) <= 10


def test_reading_takes_four_queries_where_others_have_read(browser, chapter, una, tam):
    say(chapter, "Hm.", tam, on="two goats")
    say(chapter, "Yes.", tam)
    highlight(chapter, "lamp oil", una)
    kit = make_reader("kit")
    for reader in (kit, None):
        browser(reader).get(url(chapter))
    for reader, most in ((una, 4), (kit, 4), (None, 1)):
        client = browser(reader)
        with CaptureQueriesContext(connection) as queries:
            client.get(url(chapter))
        assert len(queries) <= most, [query["sql"] for query in queries]
