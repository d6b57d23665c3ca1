"""What smart typography would set: counted as it sets it."""

import pytest

from reader.text.manuscripts.manuscript import Chapter, Manuscript
from reader.text.manuscripts.typed_marks import typed_marks
from reader.text.rendering.blocks import render

SOURCES = [
    '"Is it *you?*" he said. "It\'s --- me..."',
    'Code: `"a" -- \'b\'...` and\n\n```\n"not this" --\n```\n\n\'Tis "so".',
    'A [link](https://example.org/a--b "title") and <https://example.org/its> and "words".',
    'One.\n\n---\n\n"Two" -- 1914--18.\n\n- - -\n\nThree....',
    '| A | B |\n|---|---|\n| "one" | two -- three |',
    'A note.[^1]\n\n[^1]: "It" is -- here.',
    '<ruby>漢<rt>かん</rt></ruby> "x"',
]


@pytest.mark.parametrize("source", SOURCES)
def test_the_count_is_what_is_set(source):
    typed = typed_marks(Manuscript(title="A", chapters=[Chapter("", source)]))
    plain, smart = ["\n".join(b.text for b in render(source, smart=on)) for on in (False, True)]
    quotes = sum(plain.count(mark) - smart.count(mark) for mark in "\"'")
    dashes = sum(smart.count(mark) - plain.count(mark) for mark in "–—")
    assert typed == (quotes, dashes, smart.count("…") - plain.count("…"))


def test_it_is_told_in_a_sentence():
    text = '"One" -- two --- three...'
    made = Manuscript(title="A", chapters=[Chapter("", text)])
    assert (
        str(typed_marks(made))
        == "2 straight quotes curly, 2 double hyphens dashes, 1 triple dot an ellipsis"
    )
