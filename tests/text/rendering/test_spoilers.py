"""What is written as a spoiler stays covered until somebody asks for it, wherever it is shown."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.rendering.comments import is_blank, lines_of, render_comment, words_of
from reader.text.rendering.input_limits import has_too_many_marks
from reader.text.rendering.spoilers import covered, has_spoilers, has_too_many_spoilers, pressable


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("||so||", "[spoiler]"),
        (">!so!<", "[spoiler]"),
        ("I knew: ||it is *her*, `x`|| !", "I knew: [spoiler] !"),
        ("a || so || b", "a [spoiler] b"),
        ("Oh\n>!so\nso\n>:( so!< no", "Oh [spoiler] no"),
        ("||so\n\nso\n\n\nso|| no", "[spoiler] [spoiler] [spoiler] no"),
        (">!so\n\n>!so so!< no", "[spoiler] [spoiler] no"),
        ("||so\n> so\n> so\nso||", "[spoiler] [spoiler] [spoiler]"),
        ("Oh\n||\nso\n\nso\n||\nno", "Oh [spoiler] [spoiler] no"),
        ("||\n> so\n||", "[spoiler]"),
        (">! so\n\nso !< no", "[spoiler] [spoiler] no"),
        ("||so `x`\n\nso|| no", "[spoiler] [spoiler] no"),
        ("> ||so\n>\n> so|| no", "[spoiler] [spoiler] no"),
        ("> >!so!< no\nno", "[spoiler] no no"),
        ("> > ||so||", "[spoiler]"),
        ("[no ||so||](https://no.org)", "[spoiler]"),
        ("||[so](https://so.org) www.so.org||", "[spoiler]"),
        ("**no ||so** so||", "**no [spoiler]"),
        ("<b>||so</b> so||", "[spoiler]"),
        ("||so<p>so</div></span>so|| no", "[spoiler] no"),
        ("||<sigh> so|| no", "[spoiler] no"),
        ("||so||||so||", "[spoiler][spoiler]"),
        ("||so >!so|| no", "[spoiler] no"),
    ],
)
def test_the_words_of_a_spoiler_are_nowhere_but_under_its_cover(typed, words):
    html = render_comment(typed)
    assert words_of(html) == words
    assert " ".join(lines_of(html).split()) == words
    shown = re.sub(r"(?s)<label.*?</label>", "", pressable(html))
    assert not re.search(r"\bso\b", re.sub("<[^>]*>", "", shown))
    assert len(re.findall("so|her", html)) >= len(re.findall("so|her", typed))


@pytest.mark.parametrize(
    "typed",
    ["||", "||||", "|| ||", "a||b", "if a || b", "`||x||`", "`||`\n\na `||`",
     "| a | b |", ">!<", ">:( !<", "a >! b", "!< a >!"],
)  # fmt: skip
def test_what_covers_nothing_stands_as_it_was_typed(typed):
    html = render_comment(typed)
    assert not has_spoilers(html)
    assert words_of(html) == " ".join(typed.replace("`", "").split())


def test_a_page_has_the_words_under_a_box_to_check():
    (shown,) = re.findall(r"<p>(.*)</p>", pressable(render_comment("Oh: ||it *is*||.")))
    assert shown == (
        'Oh: <label class="spoiler" title="Spoiler: press to show or hide"><input type="checkbox" '
        'aria-label="Show the spoiler" autocomplete="off"><span>it <em>is</em></span></label>.'
    )


def test_a_spoiler_is_not_blank_and_one_of_nothing_is_no_spoiler():
    assert not is_blank("||x||")
    assert covered(render_comment("no")) == "<p>no</p>"


MARKUP = st.text("*_`<>!|[]()&~\\@ ab\n", max_size=40)


@given(MARKUP, MARKUP, st.sampled_from(["||", ">!"]))
def test_no_markup_around_or_within_takes_the_cover_away(before, within, begins):
    before = re.sub(r"[|`\\!<]", "", before)
    within = re.sub(r"[|`]|!<", "", within)
    typed = f"{before} {begins}secret {within} secret{begins.replace('>!', '!<')}"
    html = render_comment(typed)
    assert "secret" not in words_of(html)
    assert html.count("secret") == 2


@given(st.text("|!<>*_ é\n\\`", max_size=200))
def test_every_word_is_under_a_cover_or_in_the_excerpt(typed):
    html = render_comment(typed)
    assert len(re.findall("é", html)) == typed.count("é")
    assert words_of(html).count("é") <= typed.count("é")


def test_hundreds_of_spoilers_are_too_many_to_be_meant():
    typed = "||a " * 500
    assert has_too_many_spoilers(typed) and not has_too_many_marks(typed)
    assert words_of(render_comment(typed)) == typed.strip()
