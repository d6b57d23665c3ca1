"""Quotations above a story."""

import pytest

from tests.importing.stories import SCENE, blocks_of, imported, plain, texts_of


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_an_epigraph_is_a_quotation(gap):
    epigraph = f"“I have been here before.”{gap}-- Rossetti"
    manuscript = imported("The Tide", epigraph, "Chapter 1", epigraph, SCENE, "Chapter 2", SCENE)
    assert [chapter.title for chapter in manuscript.chapters] == ["", ""]
    assert blocks_of(manuscript)[0].kind == "quote"
    assert texts_of(manuscript)[0] == "“I have been here before.”\n-- Rossetti"
    assert "Rossetti" in manuscript.notes[0].source
    assert texts_of(manuscript)[1:] == plain(SCENE)


def test_a_conversation_in_dashes_is_no_epigraph():
    lines = "— Нет, — сказала она.\n— Да."
    assert blocks_of(imported("Глава 1", lines, SCENE))[0].kind != "quote"
