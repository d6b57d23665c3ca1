"""What I follow: each kind, with why, and nothing that is not mine to see."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.models import Follow, Shelf
from reader.models.inbox.follow import thread_of
from tests.factories import make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db


def shown(client, kind):
    answer = client.get(f"/following/?of={kind}")
    assert answer.status_code == 200
    rows = []
    for row, button in answer.context["told"]:
        rows.append((row, row.said, button.following))
    return rows


def test_each_kind_with_why_one_follows_it_or_not(browser, chapter, una, tam):
    story, author = chapter.story, chapter.story.author
    muted, chosen = make_story(), make_story()
    for shelved in (story, muted):
        Shelf.objects.find(una, Shelf.Kind.LATER).put(shelved)
    Follow.objects.say(una, muted, False)
    Follow.objects.say(una, chosen, True)
    Follow.objects.say(una, author, True)
    on_words = thread_of(say(chapter, "Goats!", una, on="two goats"))
    other = thread_of(say(chapter, "Oil!", tam, on="lamp oil"))
    begun = say(chapter, "Oh.", tam)
    say(chapter, "Ah.", una, to=begun)
    mine = say(chapter, "So.", una)
    Follow.objects.say(una, other, True)
    Follow.objects.say(una, mine, False)
    client = browser(una)
    assert shown(client, "stories") == [
        (chosen, True, True), (story, None, True), (muted, False, False)
    ]  # fmt: skip
    assert shown(client, "") == shown(client, "stories")
    assert shown(client, "authors") == [(author, True, True)]
    assert shown(client, "words") == [(other, True, True), (on_words, None, True)]
    assert shown(client, "chapters") == [(begun, None, True), (mine, False, False)]
    for kind in ("stories", "authors", "words", "chapters"):
        assert shown(browser(author), kind) == []
    assert shown(browser(tam), "words") == [(other, None, True)]
    story.unpublish()
    assert [row for row, *_ in shown(client, "stories")] == [chosen, muted]
    assert shown(client, "words") == shown(client, "chapters") == []
    assert browser().get("/following/")["Location"].startswith("/accounts/login/")


def test_a_screen_reader_hears_of_each_button_what_it_follows(browser, chapter, una, tam):
    Follow.objects.say(una, chapter.story, True)
    say(chapter, "Goats!", una, on="two goats")
    begun = say(chapter, "Oh.", tam)
    Follow.objects.say(una, begun, False)
    client = browser(una)
    for kind, words in {
        "stories": f"Following {chapter.story}. Stop following",
        "words": "Following the thread on “two goats”. Stop following",
        "chapters": "Follow the thread “Oh.”",
    }.items():
        html = client.get(f"/following/?of={kind}").content.decode()
        button = html[html.index('name="following"') :].partition(">")[2].partition("</button>")[0]
        assert " ".join(re.sub(r"<[^>]*>", " ", button).split()) == words
        assert 'name="look" value="named"' in html  # and after a press


def test_it_comes_in_pages_by_as_many_queries_however_much_it_is(browser, una):
    author = make_reader()
    client = browser(una)

    def queries():
        counts = []
        for kind in ("stories", "authors", "words", "chapters"):
            with CaptureQueriesContext(connection) as made:
                shown(client, kind)
            counts.append(len(made))
        return counts

    def follow(many):
        for _ in range(many):
            chapter = make_chapter(story=make_story(author=author))
            Follow.objects.say(una, chapter.story, True)
            Follow.objects.say(una, make_reader(), True)
            say(chapter, "Goats!", una, on="two goats")
            say(chapter, "Oh.", una)

    follow(2)
    few = queries()
    follow(33)
    assert queries() == few
    assert len(shown(client, "stories")) == 30
    assert len(client.get("/following/?of=words&page=2").context["told"]) == 5
