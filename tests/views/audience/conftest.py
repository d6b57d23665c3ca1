"""A story for each audience, and one who looks of each kind."""

import pytest

from reader.models import ChosenReader
from tests.factories import make_chapter, make_reader, make_story, say

AUDIENCES = ("everybody", "members", "link", "chosen")
VIEWERS = ("visitor", "reader", "chosen reader", "author")


def may_read(viewer, audience, state):
    """Who may read a story, in the words of the docs: not as the code has it."""
    if viewer == "author":
        return True
    if audience == "chosen":
        return viewer == "chosen reader"
    if state == "draft":
        return False
    return audience != "members" or viewer != "visitor"


def is_listed(viewer, audience, state):
    """For whom it stands in lists besides."""
    if audience == "link" and viewer != "author":
        return False
    return may_read(viewer, audience, state)


@pytest.fixture
def people(author):
    chosen, reader = make_reader("chosen"), make_reader("reader")
    return {"visitor": None, "reader": reader, "chosen reader": chosen, "author": author}


@pytest.fixture
def story_for(people, author):
    """A story for an audience, with one chapter and a comment of its author's on its words."""

    def do(audience, state="published", **fields):
        named = {"title": f"Zephyr {audience} {state}", "slug": f"zephyr-{audience}-{state}"}
        is_draft = state == "draft"
        story = make_story(author=author, draft=is_draft, audience=audience, **named | fields)
        chapter = make_chapter(story=story)
        say(chapter, f"Overheard {audience} {state}.", author, on="two goats")
        ChosenReader.objects.create(story=story, reader=people["chosen reader"])
        story.refresh_from_db()
        return story

    return do


@pytest.fixture
def viewer(browser, people):
    """A client of one who looks."""

    def do(name):
        return browser(people[name])

    return do
