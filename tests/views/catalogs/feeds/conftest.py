"""What the tests here share."""

import pytest

from tests.factories import say
from tests.views.catalogs.feeds.paths import margin_feed, story_feed, thread_feed


@pytest.fixture
def said(chapter, una, tam):
    """A comment on words, an answer, and a comment on the whole."""
    first = say(chapter, "Why *goats*?", una, on="two goats")
    say(chapter, "Why not?", tam, to=first)
    say(chapter, "On the whole, yes.", tam)
    return first


@pytest.fixture
def paths(chapter, said):
    chapter.story.tags.create(name="rivers")
    return ["/feed/", "/feed/?tag=rivers", story_feed(chapter.story), margin_feed(chapter),
            thread_feed(said.passage), "/readers/author/feed/"]  # fmt: skip
