"""Lists that grow: pages of them, and as many queries for many as for few."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.actions.people.leave import leave
from tests.factories import highlight, make_chapter, make_story, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(author, una):
    """Write more stories, each with all that a list shows of one."""

    def do(count):
        for _ in range(count):
            story = make_story(author=author)
            story.tags.create(name=f"tag {story.pk}")
            chapter = make_chapter(story=story)
            highlight(chapter, "two goats", una)
            say(chapter, "Yes.", author, on="The ferry")

    return do


@pytest.mark.parametrize("path", ["/desk/", "/readers/author/", "/highlights/", "/shelves/later/"])
def test_a_list_takes_as_many_queries_for_many_as_for_few(browser, author, una, write, path):
    client = browser(una if path == "/highlights/" else author)

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    write(4)
    few = count()
    write(9)
    assert count() == few


@pytest.mark.parametrize(
    ("path", "next_page"), [("/desk/", "page"), ("/readers/author/", "stories")]
)
def test_stories_come_in_pages(browser, author, write, path, next_page, monkeypatch):
    monkeypatch.setattr("reader.views.desk.desk.STORIES_ON_A_PAGE", 3)
    monkeypatch.setattr("reader.views.account.reader.STORIES_ON_A_PAGE", 3)
    write(5)
    client = browser(author)
    seen = []
    for page in (1, 2):
        html = client.get(path, {next_page: page}).content.decode()
        seen.append({story.title for story in author.stories.all() if f">{story.title}<" in html})
    assert [len(titles) for titles in seen] == [3, 2]
    assert seen[0].isdisjoint(seen[1])


def test_nothing_is_sorted_that_is_only_counted_or_told_apart(browser, una, write):
    """An order that a model has by itself makes `distinct()` part what it was to bring together:
    65,000 rows for five kinds of tag."""
    write(1)
    with CaptureQueriesContext(connection) as queries:
        browser().get("/opds/")
        browser().get("/opds/v2/")
        browser().get("/")
        leave(una, comments=True, stories=True)
    told_apart = [query["sql"] for query in queries if "DISTINCT" in query["sql"]]
    assert told_apart
    for sql in told_apart:
        columns = re.match(r".*?DISTINCT (.*?) FROM", sql)[1]
        assert "," not in columns, sql


def test_the_list_of_stories_that_one_marked_asks_once(browser, una, write):
    """And not once for each story there is."""
    write(1)
    with CaptureQueriesContext(connection) as queries:
        browser(una).get("/highlights/")
    lists = [q["sql"] for q in queries if q["sql"].startswith('SELECT "reader_story"."slug"')]
    assert len(lists) == 1 and "EXISTS" not in lists[0]


def test_a_search_costs_no_more_for_many_words_and_says_so(browser, author):
    make_chapter(story=make_story(author=author, title="One two three four five six"))
    client = browser()

    def looked_for(query):
        with CaptureQueriesContext(connection) as queries:
            html = client.get("/", {"q": query}).content.decode()
        return html, sum(query["sql"].count("LIKE") for query in queries)

    few, cost = looked_for("one two three four five six")
    assert "One two three" in few and "was used" not in few
    many, most = looked_for("one two three four five six " + "seven " * 30)
    assert "One two three" in many and "only “one two three four five six” was used" in many
    assert most == cost
    feed = client.get("/opds/search/", {"query": "one two three four five six seven"}).content
    assert "Stories with “one two three four five six”" in feed.decode()


def test_lists_read_no_chapters(browser, author):
    """However many stories there are, and chapters of them."""
    make_chapter(story=make_story(author=author))
    with CaptureQueriesContext(connection) as queries:
        for path in ("/", "/?q=f&length=short", "/opds/new/", "/opds/updated/", "/readers/author/"):
            assert browser().get(path).status_code == 200
    begun = re.compile(r'SELECT (?:(?! FROM ).)* FROM "reader_story"')
    stories = [q["sql"] for q in queries if begun.match(q["sql"])]
    assert stories
    assert not [sql for sql in stories if "reader_chapter" in sql]
