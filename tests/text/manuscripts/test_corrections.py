"""A paragraph of a manuscript as its author looks it over."""

from hypothesis import given
from hypothesis import strategies as st

from reader.text.manuscripts.corrections import preview_of
from reader.text.rendering.blocks import render_html


def test_what_was_in_italics_is_seen_to_be():
    assert preview_of("She said *never*.") == "<p>She said <em>never</em>.</p>"
    assert preview_of("* * *").startswith("<hr")
    assert preview_of("Plain & simple.") == "<p>Plain &amp; simple.</p>"


def test_a_picture_is_told_and_a_footnote_is_left_as_it_is_written():
    assert preview_of("![A map](/pictures/a-1x1.png)") == "<p> <em>[Picture: A map]</em></p>"
    assert "<img" not in preview_of('<img src="/pictures/a-1x1.png"> here')
    assert preview_of("[^1]: Kings.") == "<p>[^1]: Kings.</p>"


@given(st.text(alphabet="ab \n*_`~#>|\\[]()<&-+1.!\"'=:{}"))
def test_the_short_way_for_plain_paragraphs_gives_what_the_long_way_does(part):
    part = part.strip()
    if part and "\n\n" not in part and not part.startswith("[^") and "<img" not in part:
        short, long = preview_of(part), render_html(part)
        assert " ".join(short.split()) == " ".join(long.split())
