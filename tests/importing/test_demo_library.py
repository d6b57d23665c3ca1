"""The demo library is read without a doubt."""

import pytest
from django.conf import settings

from reader.importing import read_manuscript

STORIES = sorted(settings.LIBRARY.glob("*.md"))


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_every_story_of_the_demo_library_is_understood(path):
    manuscript = read_manuscript(path.name, path.read_bytes())
    assert manuscript.doubts == []
    assert manuscript.title and manuscript.summary and manuscript.chapters
    assert ":::" not in "".join(chapter.source for chapter in manuscript.chapters)
