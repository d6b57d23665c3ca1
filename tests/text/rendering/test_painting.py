"""Marks laid over blocks: any number, overlapping at will, without changing a character."""

import re

import pytest

from reader.text.rendering.blocks import render
from reader.text.rendering.painting import Mark, paint, paint_all


def painted(source, *marks):
    (block,) = render(source)
    return paint(block.html, block.text, marks)


def test_a_mark_wraps_its_words():
    assert painted("one two three", Mark(4, 7, 9, "mine green")) == (
        '<p>one <mark data-passages="9" class="mine green">two</mark> three</p>'
    )


def test_overlapping_marks_are_cut_into_runs_and_none_is_lost():
    html = painted("abcdef", Mark(0, 4, 1, "a"), Mark(2, 6, 2, "b"))
    runs = re.findall(r'data-passages="([\d ]+)" class="([ab ]+)">(\w+)<', html)
    assert runs == [("1", "a", "ab"), ("1 2", "a b", "cd"), ("2", "b", "ef")]


def test_a_mark_goes_through_the_tags_inside_a_block():
    html = painted("one *two* three", Mark(2, 10, 1))
    assert html == (
        '<p>on<mark data-passages="1">e </mark><em><mark data-passages="1">two</mark></em>'
        '<mark data-passages="1"> th</mark>ree</p>'
    )


def heard_of(html):
    return re.findall(r'<mark [^>]*aria-description="([^"]*)">([^<]*)<', html)


def test_what_is_said_of_a_mark_is_heard_once_where_it_begins():
    html = painted(
        "one *two* three", Mark(2, 10, 1, said="yours"), Mark(5, 12, 2, said="a comment")
    )
    assert html.count("<mark ") > 3
    assert heard_of(html) == [("yours", "e "), ("a comment", "wo")]
    both = painted("one two", Mark(0, 7, 1, said="yours"), Mark(0, 3, 2, said="a comment"))
    assert heard_of(both) == [("yours; a comment", "one")]


def test_what_goes_on_from_a_block_before_is_not_heard_again():
    rows = [("<p>one</p>", "one", 0), ("<p>two</p>", "two", 5)]
    first, second = paint_all(rows, [Mark(1, 7, 1, said="yours")])
    assert heard_of(first) == [("yours", "ne")] and not heard_of(second)
    first, second = paint_all(rows, [Mark(3, 7, 1, said="yours")])
    assert heard_of(second) == [("yours", "tw")] and "<mark" not in first


def test_entities_count_as_the_one_character_that_they_are():
    assert painted("a & b < c", Mark(2, 3, 1)) == (
        '<p>a <mark data-passages="1">&amp;</mark> b &lt; c</p>'
    )


@pytest.mark.parametrize("whole", ["e\u0301", "👩‍👩‍👧", "👍🏽", "नि", "❤️"])
def test_a_character_that_is_made_of_several_is_never_cut(whole):
    text = f"a{whole}b"
    for start in range(1, 1 + len(whole)):
        html = painted(text, Mark(start, start + 1, 1))
        assert html == f'<p>a<mark data-passages="1">{whole}</mark>b</p>'


def test_what_is_outside_the_block_is_not_painted():
    (block,) = render("one two")
    marks = [Mark(0, 100, 1), Mark(103, 200, 2), Mark(300, 400, 3)]
    html = paint(block.html, block.text, marks, start=100)
    assert html == '<p>one<mark data-passages="2"> two</mark></p>'


def test_a_mark_over_several_blocks_is_in_each():
    blocks = render("one\n\ntwo\n\nthree")
    rows, start = [], 0
    for block in blocks:
        rows.append((block.html, block.text, start))
        start += len(block.text) + 2
    html = paint_all(rows, [Mark(1, 11, 1)])
    assert [re.sub(r"</?mark[^>]*>", "|", row) for row in html] == [
        "<p>o|ne|</p>", "<p>|two|</p>", "<p>|t|hree</p>",
    ]  # fmt: skip


def test_classes_cannot_break_out():
    assert '"><script' not in painted("one", Mark(0, 3, 1, '"><script>'))


def colours_of(html):
    return re.findall(r'data-passages="(\d+)[^"]*" class="mine (\w+)">(\w+)<', html)


@pytest.mark.parametrize("turned", [False, True])
def test_of_overlapping_colours_the_shortest_shows_whichever_came_first(turned):
    marks = [Mark(0, 9, 1, "mine", colour="pink"), Mark(3, 6, 2, "mine", colour="yellow")]
    html = painted("abcdefghi", *(reversed(marks) if turned else marks))
    shown = [("1", "pink", "abc"), ("2", "yellow", "def"), ("1", "pink", "ghi")]
    assert colours_of(html) == shown


def test_of_two_colours_as_long_as_each_other_the_later_shows():
    marks = [Mark(2, 6, 2, "mine", colour="blue"), Mark(0, 4, 1, "mine", colour="green")]
    html = painted("abcdef", *marks)
    assert colours_of(html) == [("1", "green", "ab"), ("2", "blue", "cd"), ("2", "blue", "ef")]


def test_what_has_no_colour_hides_none():
    html = painted("abc", Mark(0, 3, 1, "mine", colour="pink"), Mark(1, 2, 2, "talk"))
    assert '<mark data-passages="1 2" class="mine talk pink">b</mark>' in html
