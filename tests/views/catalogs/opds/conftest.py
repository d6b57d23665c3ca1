"""What the tests here share."""

import pytest

from tests.factories import make_chapter, make_story


@pytest.fixture
def stories(author):
    """Three stories by two names, with a tag of each kind."""
    tide = make_story(author=author, title="The Tide", summary="Wet & <wild>.", rating="teen",
                      series="Rivers", status="complete")  # fmt: skip
    for kind in ("fandom", "relationship", "character", "warning", "tag"):
        tide.tags.create(name=f"Some {kind}", kind=kind)
    winter = make_story(author=author, title="Winter", byline="Oona", language="fr")
    winter.tags.add(tide.tags.get(kind="tag"))
    other = make_story(author=author, title="Other", status="complete")
    for story in (tide, winter, other):
        make_chapter(story=story)
    return {story.title: story for story in (tide, winter, other)}
