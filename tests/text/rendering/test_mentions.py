"""Names in comments are links, and everything else stays as it was typed."""

from html import unescape
from re import findall, sub

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.rendering.comments import render_comment
from reader.text.rendering.mentions import MOST_NAMES, named_in, names_in

READERS = {"tam": 3, "una.b": 4, "季節": 5, "snake_case_": 6}


def linked(typed):
    return findall(r'<a class="mention" href="/readers/~\d+/"[^>]*>([^<]*)</a>', rendered(typed))


def rendered(typed):
    return render_comment(typed, READERS)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("@tam", ["@tam"]),
        ("So, @Tam. (@TAM): @tam's @tam!", ["@Tam", "@TAM", "@tam", "@tam"]),
        ("**@tam** *@tam* ~~@tam~~ > @tam\n> @tam", ["@tam"] * 5),
        ("@una.b. @una @snake_case_ *x*", ["@una.b", "@snake_case_"]),
        ("季節は@季節、", ["@季節"]),
        ("@季節", ["@季節"]),
        ("`@tam` me@tam.org @@tam /@tam https://a.org/@tam [@tam](https://a.org)", []),
        ("@tammy @nobody @ tam", []),
    ],
)
def test_a_known_name_leads_to_its_reader(typed, names):
    assert linked(typed) == names


@pytest.mark.parametrize(
    "typed",
    [
        '<a class="mention" href="/readers/~3/">.</a>',
        "@tamm <A href=/readers/~3/ CLASS='x &#109;ention'>x</A>",
        '<span class="mention spoiler">[a](/readers/~3/)</span>',
        '<span class="spoiler" title="a">b</span>',
    ],
)
def test_html_that_somebody_types_names_nobody_and_covers_nothing(typed):
    html = rendered(typed)
    assert not named_in(html)
    assert "mention" not in html and "spoiler" not in html


def test_a_name_that_is_read_in_two_ways_counts_twice():
    known = {}
    for number in range(MOST_NAMES):
        known |= {f"a{number}.": 100 + number, f"a{number}": 200 + number}
    html = render_comment(" ".join(f"@{name}" for name in known), known)
    assert len(named_in(html)) == MOST_NAMES


@given(st.lists(st.sampled_from(["@tam", "@una.b", "@no", "é", ".", "_", " ", "\n", "||", "@"])))
def test_nothing_but_the_covers_goes_and_who_is_linked_was_looked_for(parts):
    typed = "".join(parts)
    html = rendered(typed)
    for sign in ("tam", "una.b", "@no", "é"):
        assert unescape(sub("<[^>]*>", "", html)).count(sign) == typed.count(sign)
    looked_for = {name.lower() for name in names_in(typed)}
    known = {READERS[name] for name in looked_for if name in READERS}
    assert set(named_in(html)) <= known
