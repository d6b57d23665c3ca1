"""What a visitor is shown first: what this place is, with what everybody may read, and no more."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.actions.margin.comment import delete_comment
from reader.actions.margin.gather_popular_highlights import gather_popular_highlights
from reader.actions.margin.sample_passage import sample_passage
from reader.models import PopularHighlight
from reader.models.margin.talk import counted_by, published_chapters
from tests.factories import highlight, make_chapter, make_reader, make_story, say, say_many
from tests.views.selections import url

pytestmark = pytest.mark.django_db
SENTENCE = "They crossed at noon with two goats, a widow, and a box of lamp oil."


@pytest.fixture(autouse=True)
def _nobody_is_new(monkeypatch):
    """Nothing of newcomers is shown."""
    monkeypatch.setattr("reader.models.known_first.DAYS", timedelta(0))


def front(client):
    return client.get("/").content.decode()


def counts(html):
    """The counts of talk on a page."""
    return [int(count) for count in re.findall(r'class="talk-count"[^>]*>(\d+)<', html)]


def make_popular(chapter):
    for _ in range(3):
        highlight(chapter, "two goats", make_reader(counts_marks=True))
    gather_popular_highlights.call()


def test_a_visitor_sees_what_many_marked_and_what_somebody_said(browser, chapter, una):
    make_popular(chapter)
    said = say(chapter, "Kings, *surely*.", una, on="two goats")
    html = front(browser())
    sample = re.search(r'<figure class="sample">.*?</figure>', html, re.DOTALL)[0]
    assert SENTENCE in sample and "Kings, surely." in sample
    assert "3 readers or more marked this" in sample and f'href="/comments/{said.pk}/"' in sample
    assert "Make an account" in html and f'href="{url(chapter)}">Start reading' in html
    assert "first-visit" not in front(browser(una))
    assert "first-visit" not in browser().get("/?q=ferry").content.decode()


def test_what_was_said_last_stands_in_where_nothing_is_popular_yet(browser, chapter, una):
    assert "sample" not in front(browser())
    say(chapter, "Kings.", una, on="two goats")
    html = front(browser())
    assert ">two goats</mark>" in html and "readers or more" not in html


def test_nothing_of_newcomers_is_shown(browser, chapter, una, monkeypatch):
    monkeypatch.setattr("reader.models.known_first.DAYS", timedelta(days=3))
    make_popular(chapter)
    say(chapter, "Kings.", una, on="two goats")
    assert "sample" not in front(browser())


@pytest.mark.parametrize("popular", [True, False])
def test_looking_for_that_costs_no_more_the_more_stories_there_are(una, monkeypatch, popular):
    if connection.vendor != "sqlite":
        pytest.skip("how SQLite counts its work")
    monkeypatch.setattr("reader.actions.margin.sample_passage.MOST_LISTENED_TO", 3)

    def steps():
        taken = []
        connection.connection.set_progress_handler(lambda: taken.append(1), 10)
        assert "two goats" in sample_passage().words
        connection.connection.set_progress_handler(None, 0)
        return len(taken)

    def many(stories):
        for _ in range(stories):
            chapter = make_chapter()
            say(chapter, "Kings.", una, on="two goats")
            start = chapter.text.index(SENTENCE)
            end = start + len(SENTENCE)
            text = {"revision": chapter.revision, "start": start, "end": end}
            if popular:
                PopularHighlight.objects.create(chapter=chapter, readers=3, **text)
        return steps()

    few = many(10)
    assert many(40) < 2 * few


@pytest.mark.parametrize("why", ["later", "mature", "draft", "deleted", "spoiler", "long"])
def test_nothing_is_shown_that_spoils_or_is_not_for_everybody(browser, una, why):
    story = make_story(draft=why == "draft", rating="mature" if why == "mature" else "", author=una)
    if why == "later":
        make_chapter("It began.", story=story)
    chapter = make_chapter(story=story)
    words = {"spoiler": "Spoiler: they drown.", "long": "Kings. " * 40}.get(why, "Kings.")
    comment = say(chapter, words, una, on="two goats")
    make_popular(chapter)
    if why == "deleted":
        delete_comment(comment)
    html = front(browser())
    assert "sample" not in html
    if why != "mature":
        assert "Kings" not in html and "drown" not in html


def test_talk_is_counted_on_cards_contents_and_story_pages_as_everybody_sees_it(browser, una, tam):
    story = make_story()
    first, second = make_chapter(story=story), make_chapter(story=story)
    talk = say(first, "Why?", una, on="two goats")
    say(first, "Because.", tam, to=talk)
    say(second, "So.", tam)
    say(second, "Hidden.", tam).hide()
    delete_comment(say(second, "Deleted.", tam))
    draft = make_chapter(story=story)
    say(draft, "Not yet.", story.author)
    draft.published_at = None
    draft.save()
    make_chapter()
    for viewer in (None, una, story.author):
        html = front(browser(viewer))
        assert counts(html) == [3] and html.count("Be the first in the margin") == 1
        contents = counts(browser(viewer).get(story.get_absolute_url()).content.decode())
        assert contents == [3, 2, 1]
    page = browser().get(f"/readers/{story.author.username}/").content.decode()
    assert counts(page) == [3]


def test_one_thing_is_overheard_of_the_first_chapter(browser, una):
    story = make_story()
    first, second = make_chapter(story=story), make_chapter(story=story)
    say(first, "<b>Kings.</b>", una, on="two goats")
    say(second, "He dies here.", una, on="two goats")
    html = front(browser(una))
    card = re.search(r'<p class="overheard"[^>]*>.*?</p>', html, re.DOTALL)[0]
    assert "Kings." in card and "<b>Kings" not in card and "dies" not in html


def test_talk_costs_as_many_queries_however_much_there_is(browser, una):
    def queries():
        with CaptureQueriesContext(connection) as counted:
            front(browser())
        return len(counted)

    chapter = make_chapter()
    say(chapter, "Kings.", una, on="two goats")
    few = queries()
    for _ in range(5):
        other = make_chapter()
        say(other, "Kings.", una, on="two goats")
        say_many(other, 30, una)
    assert queries() == few


def test_the_count_is_read_from_an_index_alone():
    if connection.vendor != "sqlite":
        pytest.skip("how SQLite answers")
    plan = counted_by(published_chapters(), "chapter").explain()
    assert "COVERING INDEX comments_by_chapter" in plan, plan


def test_who_signs_up_is_shown_marking_once_and_goes_on_to_where_they_were_going(browser, chapter):
    client = browser()
    sent = {"username": "newcomer", "password1": "ferries at nine", "next": url(chapter)}
    welcome = client.post("/accounts/signup/", sent).url
    html = client.get(welcome).content.decode()
    assert "select its words and choose a colour" in html and f'href="{url(chapter)}"' in html
    client.post("/accounts/logout/")
    answer = client.post("/accounts/login/", {"login": "newcomer", "password": "ferries at nine"})
    assert answer.url == "/"
