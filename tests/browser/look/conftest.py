"""A chapter of everything that is set in a way of its own."""

import pytest

from tests.browser.look.steps import PARAGRAPH, TEXT
from tests.factories import make_chapter, make_story


@pytest.fixture
def chapter():
    chapter = make_chapter(TEXT, story=make_story(title="The Ferry"))
    chapter.notes.create(kind="note", source="Late again.")
    chapter.notes.create(kind="warning", source="Water.")
    return chapter


@pytest.fixture
def long_chapter():
    return make_chapter("\n\n".join(f"Paragraph {i}. {PARAGRAPH}" for i in range(40)))
