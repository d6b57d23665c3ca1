"""What a text says at its end: that it is complete, or goes on."""

import pytest

from tests.importing.stories import SCENE, imported, plain, texts_of


@pytest.mark.parametrize(
    "ending",
    ["THE END", "Fin.", "~fin~", "- The End -", "Ende.", "Конец", "（完）", "おわり", "FINE", "Fim",
     "[COMPLETE]", "끝"],
)  # fmt: skip
def test_a_story_that_says_that_it_is_finished_is_complete(ending):
    manuscript = imported("Chapter 1", SCENE, "Chapter 2", SCENE, ending)
    assert manuscript.status == "complete"
    assert texts_of(manuscript, 2) == [*plain(SCENE), ending]


@pytest.mark.parametrize(
    "ending", ["TBC", "To be continued...", "Fine.", "End of Chapter 1", "未完待续"]
)
def test_what_goes_on_is_not_complete(ending):
    assert imported("Chapter 1", SCENE, "Chapter 2", SCENE, ending).status == ""


def test_the_end_of_a_chapter_that_is_not_the_last_ends_no_story():
    assert imported("Chapter 1", SCENE, "Fin.", "Chapter 2", SCENE).status == ""
