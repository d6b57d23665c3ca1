"""What the tests here share."""

import pytest

from reader.actions.library.add_chapters import add_chapter
from tests.factories import highlight, make_story, say
from tests.views.desk.removal.removed import TEXT


@pytest.fixture
def story(author):
    story = make_story(author=author, title="XTITLEX", slug="the-ferry", summary="XSUMMARYX")
    add_chapter(story, "XCHAPTERX", TEXT)
    add_chapter(story, "High Water", "XTEXTX laughed back.")
    story.tags.create(name="goats")
    return story


@pytest.fixture
def written_on(story, una, tam):
    """Una's private mark with a note, her remark, Tam's answer and his shown mark."""
    chapter = story.chapters.get(number=1)
    highlight(chapter, "two goats", una, note="Kings?")
    highlight(chapter, "a widow", tam, public=True)
    said = say(chapter, "Poor thing.", una, on="lamp oil")
    say(chapter, "Why poor?", tam, to=said)
    say(chapter, "All of it is true.", una)
    return chapter
