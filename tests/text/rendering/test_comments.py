"""A comment is shown as it was typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.rendering.block import plain_text
from reader.text.rendering.block_splitting import split_blocks
from reader.text.rendering.comments import is_blank, render_comment
from reader.text.rendering.input_limits import MOST_MARKS_OF_A_BLOCK


def seen(source):
    """The words of a comment, a line of the screen a line."""
    return plain_text(split_blocks(render_comment(source)))


def link(address, words=""):
    return f'<a href="{address}" rel="noopener nofollow ugc">{words or address}</a>'


@pytest.mark.parametrize(
    "typed",
    [
        "First line\nSecond line",
        "#5 was my favourite",
        "# SHOUT",
        ">:( no",
        ">.<",
        "\\o/",
        "¯\\_(ツ)_/¯",
        "So.\n---\nAnd then?\n===",
        "***",
        "- Bonjour, dit-il.\n- Salut.",
        "1986. A year.\n3. Another.",
        "+1",
        "* sighs *",
        "[1]: this is no link",
        "[^1]: nor is this",
        "| he said\n| she said",
        "a | b\n--|--\nc | d",
        "2 * 3 * 4 = snake_case_name",
        "<sigh> and <3, a > b & c",
        "<!-- never closed",
        "www. is not enough, nor is me@www.a.org",
        "@nobody was here",
    ],
)
def test_what_is_no_markup_to_the_person_stands_as_it_was_typed(typed):
    assert seen(typed) == typed
    assert not re.search("<(h[1-6]|hr|ul|ol|li|table|em|strong|blockquote)", render_comment(typed))


@pytest.mark.parametrize("typed", ["<h1>Big</h1>", "<hr>x", "<table><tr><td>x</table>", "Big\n==="])
def test_no_heading_rule_or_table_comes_out_of_a_comment(typed):
    assert not re.search("<(h[1-6]|hr|table|td)", render_comment(typed))


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("*so* **very**", "<em>so</em> <strong>very</strong>"),
        ("~~not~~ `x`", "<del>not</del> <code>x</code>"),
        ("[here](https://a.org/b_c)", link("https://a.org/b_c", "here")),
        ("<i>two\nlines</i>", "<i>two<br>\nlines</i>"),
        ("https://a.org/b_c_d", link("https://a.org/b_c_d")),
        ("(See https://a.org/x_(y).)", f"(See {link('https://a.org/x_(y)')}.)"),
        ("www.a.org/b_c, no", link("https://www.a.org/b_c", "www.a.org/b_c") + ", no"),
        ("*https://a.org/*", f"<em>{link('https://a.org/')}</em>"),
    ],
)  # fmt: skip
def test_emphasis_and_links_are_what_people_mean_by_them(typed, html):
    assert render_comment(typed) == f"<p>{html}</p>"


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_an_answer_under_a_quotation_is_no_part_of_it(gap):
    html = render_comment(f"Hm.{gap}> He left.\n> For good.{gap}Did he?")
    assert html == (
        "<p>Hm.</p>\n<blockquote><p>He left.<br>\nFor good.</p></blockquote>\n<p>Did he?</p>"
    )


@pytest.mark.parametrize(
    "typed",
    ["", " \n\t", "\u200b", "&nbsp;", "&#8203;\n\n&#173;", "<b></b>", "<!-- x -->", "<h1> </h1>",
     "\u2800", "\u3164", "<script>x</script>", ">", "> \u2060"],
)  # fmt: skip
def test_a_comment_of_which_nothing_would_be_seen_is_blank(typed):
    assert is_blank(typed)


@pytest.mark.parametrize("typed", [".", "♥", "🜚", "<3", "\\", "*", "ـ"])
def test_one_sign_is_not_blank(typed):
    assert not is_blank(typed)


LINES = st.lists(st.text("ab1 .#>-+=|:;()!?^/é季🙂مح\u200d", max_size=12), max_size=6)


@given(LINES)
def test_nothing_typed_without_markup_goes(lines):
    typed = "\n".join(re.sub(r"^[ >]*> *$|^ {0,3}>[> ]* ", "", line) for line in lines)
    assert seen(typed).split() == typed.split()


@given(st.text("*_`<&\\!~[]()> ab\n", max_size=300))
def test_nothing_typed_becomes_markup_that_divides_the_page(typed):
    html = render_comment(typed)
    assert not re.search("<(h[1-6]|hr|ul|ol|li|table|div)", html)


def test_more_marks_than_anybody_means_are_shown_as_typed():
    typed = "*a" * MOST_MARKS_OF_A_BLOCK + "\n<b>\n\n& so on"
    assert seen(typed) == typed
