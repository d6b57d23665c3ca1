"""A story of very many chapters at its author's desk: a range at a time, and one stays in it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_chapters

pytestmark = pytest.mark.django_db

DESK = "/desk/nights/"


@pytest.fixture
def story(author):
    return make_chapters(240, author=author, slug="nights")


@pytest.fixture
def client(browser, author):
    return browser(author)


def get(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def numbers(html):
    return [int(number) for number in re.findall(r'<li value="(\d+)"', html)]


def do(client, story, what, number, path=DESK):
    key = story.chapters.get(number=number).pk
    answer = client.post(path, {"do": what, "chapter": key})
    assert answer.status_code == 303
    return answer.url


def titles(story, *places):
    return [story.chapters.get(number=number).title for number in places]


def test_a_desk_of_1000_chapters_is_a_page(client, author):
    make_chapters(1000, author=author, slug="nights")
    with CaptureQueriesContext(connection) as queries:
        html = get(client, DESK)
    assert len(html) < 150_000 and len(queries) <= 13
    assert numbers(html) == list(range(951, 1001))


def test_a_hundred_chapters_stand_on_one_page(client, author):
    make_chapters(100, author=author, slug="nights")
    html = get(client, DESK)
    assert numbers(html) == list(range(1, 101)) and 'class="ranges"' not in html


def test_every_chapter_is_on_one_of_the_pages(client, story):
    html = get(client, DESK)
    assert numbers(html) == list(range(201, 241)) and "Add a chapter" in html
    nav = html[
        html.index('<nav class="ranges"') : html.index("</nav>", html.index('class="ranges"'))
    ]
    seen = []
    for query in re.findall(r'href="(\?chapters=\d+)"', nav):
        seen += numbers(get(client, DESK + query))
    assert seen == list(range(1, 241))


@pytest.mark.parametrize("query", ["x", "0", "999", "9" * 30, ""])
def test_what_is_no_range_is_the_last_one(client, story, query):
    assert numbers(get(client, f"{DESK}?chapters={query}"))[-1] == 240


def test_the_range_of_any_chapter_is_found_by_its_number(client, story):
    assert numbers(get(client, f"{DESK}?chapters=77")) == list(range(51, 101))
    edit = get(client, "/stories/nights/77/edit/")
    assert 'href="/desk/nights/?chapters=77#chapter-77"' in edit


def test_what_can_be_done_does_not_depend_on_the_range(client, story):
    html = get(client, f"{DESK}?chapters=51")
    assert (
        html.count('value="up"') == html.count('value="down"') == html.count('value="merge"') == 50
    )
    assert get(client, f"{DESK}?chapters=1").count('value="up"') == 49
    last = get(client, DESK)
    assert last.count('value="down"') == last.count('value="merge"') == 39


def test_a_chapter_is_moved_over_the_end_of_a_range_and_stays_in_sight(client, story):
    where = f"{DESK}?chapters=51"
    assert do(client, story, "down", 100, where) == f"{DESK}?chapters=101#chapter-101"
    assert titles(story, 100, 101) == ["Crossing 101", "Crossing 100"]
    assert do(client, story, "up", 51, where) == f"{DESK}?chapters=1#chapter-50"
    assert titles(story, 50, 51) == ["Crossing 51", "Crossing 50"]
    assert do(client, story, "up", 70, where) == f"{DESK}?chapters=51#chapter-69"


def test_after_each_act_one_is_where_one_was(client, story):
    where, there = f"{DESK}?chapters=51", f"{DESK}?chapters=51#chapter-77"
    assert do(client, story, "merge", 77, where) == there
    assert do(client, story, "take out", 77, where) == there
    assert "Crossing 77 was removed" in get(client, where)
    pk = story.chapters.get(number=77).pk
    assert client.get(f"/desk/nights/{pk}/unpublish/").content.decode().count(there) == 1
    assert client.post(f"/desk/nights/{pk}/unpublish/").url == there
    html = get(client, where)
    assert "1 draft</small>" in html
    assert do(client, story, "publish chapter", 77, where) == there
    assert client.post(f"/desk/nights/{pk}/delete/").url == there
    assert story.chapters.in_story().count() == 237


def test_removed_and_deleted_chapters_come_in_pages(client, story):
    story.chapters.filter(number__gt=180).update(number=None)
    html = get(client, DESK)
    assert html.count('value="put back"') == 50
    assert get(client, f"{DESK}?removed=2").count('value="put back"') == 10


def test_an_act_reads_no_other_chapter_text(client, story):
    with CaptureQueriesContext(connection) as queries:
        do(client, story, "up", 240)
    assert not [q for q in queries if '"reader_revision"."text"' in q["sql"]]
