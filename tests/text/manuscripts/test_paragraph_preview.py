"""A paragraph of a manuscript as its author looks it over."""

from hypothesis import given
from hypothesis import strategies as st

from reader.text.manuscripts.paragraph_preview import (
    numbers_of_footnotes,
    preview_of,
    preview_of_footnotes,
)
from reader.text.rendering.blocks import render_html


def test_what_was_in_italics_is_seen_to_be():
    assert preview_of("She said *never*.") == "<p>She said <em>never</em>.</p>"
    assert preview_of("* * *").startswith("<hr")
    assert preview_of("Plain & simple.") == "<p>Plain &amp; simple.</p>"


def test_a_picture_is_told():
    assert preview_of("![A map](/pictures/a-1x1.png)") == "<p> <em>[Picture: A map]</em></p>"
    assert "<img" not in preview_of('<img src="/pictures/a-1x1.png"> here')


def test_footnotes_and_their_marks_have_their_numbers():
    paragraphs = ["One.[^b] `[^b]`", "[^a]: *Kings*.[^b]\n[^b]: Queens.", "    Knaves.", "[^c] no"]
    numbers = numbers_of_footnotes(paragraphs)
    assert numbers == {"a": 1, "b": 2}
    assert preview_of(paragraphs[0], numbers=numbers) == "<p>One.<sup>2</sup> <code>[^b]</code></p>"
    assert preview_of_footnotes(paragraphs[1], numbers=numbers) == (
        "<p><sup>1</sup> <em>Kings</em>.<sup>2</sup></p>\n<p><sup>2</sup> Queens.</p>"
    )
    assert preview_of_footnotes(paragraphs[2], numbers=numbers) == "<p>Knaves.</p>"
    assert preview_of(paragraphs[3], numbers=numbers) == "<p>[^c] no</p>"


@given(st.text(alphabet="ab \n*_`~#>|\\[]()<&-+1.!\"'=:{}"))
def test_the_short_way_for_plain_paragraphs_gives_what_the_long_way_does(part):
    part = part.strip()
    if part and "\n\n" not in part and not part.startswith("[^") and "<img" not in part:
        short, long = preview_of(part), render_html(part)
        assert " ".join(short.split()) == " ".join(long.split())
