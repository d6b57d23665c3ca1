"""What tests of several reading pages start from."""

import pytest

from tests.factories import make_chapter, make_story


@pytest.fixture
def chapters(author):
    story = make_story(author=author)
    return [make_chapter(story=story, title=f"Part {i}") for i in range(1, 6)]
