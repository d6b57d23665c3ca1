"""What holds for every text, every edit and every passage.

`GLOSS_FUZZ_EXAMPLES` is the number of examples of each property: 60 by default.
"""

import os
import re

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from reader.text.anchoring.passages import carry, describe, find_quote

settings.register_profile(
    "passages",
    max_examples=int(os.environ.get("GLOSS_FUZZ_EXAMPLES", "30")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
EVERY = settings(settings.get_profile("passages"))

WORDS = """
    the a of and she he it was to in her his said you I not but boat lamp harbour window ledger
    rope tide fog letter stairs kettle bell anchor mirror candle quickly never again remembered
    laughed waited counted forgotten eleven Orla Thaddeus Wim don't backdoor Frühling été
"""

any_text = st.one_of(
    st.text(max_size=60),
    st.text("ab .\n\u00a0…—“'", max_size=60),
    st.lists(
        st.sampled_from([*WORDS.split(), "\n\n", "...", "—", "\u0301", "🜚", "字"]), max_size=40
    ).map(" ".join),
)


@st.composite
def sentences(draw):
    """Draw a sentence, perhaps spoken."""
    words = draw(st.lists(st.sampled_from(WORDS.split()), min_size=2, max_size=14))
    sentence = " ".join(words).capitalize() + draw(st.sampled_from([".", "!", "?", "...", "…"]))
    return f"“{sentence}”" if draw(st.booleans()) else sentence


@st.composite
def chapters(draw, least=3):
    """Draw the paragraphs of a chapter, each with a word no other paragraph has."""
    paragraphs = draw(
        st.lists(st.lists(sentences(), min_size=1, max_size=4), min_size=least, max_size=9)
    )
    return [
        " ".join(paragraph) + f" Paragraph{number} it was."
        for number, paragraph in enumerate(paragraphs)
    ]


@st.composite
def spans_of(draw, text):
    """Draw a span of a text, not empty."""
    start = draw(st.integers(0, len(text) - 1))
    return start, draw(st.integers(start + 1, len(text)))


def joined(paragraphs):
    """Give the plain text of some paragraphs."""
    return "\n\n".join(paragraphs)


def start_of(paragraphs, index):
    """Give where a paragraph starts in the plain text."""
    return sum(len(paragraph) + 2 for paragraph in paragraphs[:index])


@EVERY
@given(st.data(), any_text, any_text)
def test_an_answer_is_never_out_of_range_nor_empty(data, old, inserted):
    size = len(old)
    pairs = st.tuples(st.integers(0, size), st.integers(0, size)).map(sorted).map(tuple)
    spans = data.draw(st.lists(pairs))
    first, last = data.draw(pairs)
    new = old[:first] + inserted + old[last:]  # so that most answers are places
    answers = carry(spans, old, new)
    assert len(answers) == len(spans)
    for (start, end), answer in zip(spans, answers, strict=True):
        if answer is not None:
            assert 0 <= answer[0] <= answer[1] <= len(new)
            assert (answer[0] == answer[1]) <= (start == end)


@EVERY
@given(st.data(), any_text)
def test_an_unchanged_text_changes_no_span(data, text):
    size = len(text)
    spans = data.draw(
        st.lists(st.tuples(st.integers(0, size), st.integers(0, size)).map(sorted).map(tuple))
    )
    assert carry(spans, text, text) == spans


@EVERY
@given(st.data(), any_text, any_text)
def test_no_white_space_is_added_to_the_ends_of_a_passage(data, old, put_in):
    """Of whole words: one marked inside of a word that is parted there may get the gap."""
    words = [word.span() for word in re.finditer(r"\S+", old)]
    assume(words)
    first, last = sorted(data.draw(st.tuples(*[st.sampled_from(words)] * 2)))
    start, end = first[0], last[1]
    cut, until = data.draw(spans_of(old))
    new = old[:cut] + put_in + old[until:]
    [answer] = carry([(start, end)], old, new)
    assume(answer)
    carried = new[slice(*answer)]
    assert carried == carried.strip()


@EVERY
@given(st.data(), chapters(), sentences())
def test_a_paragraph_inserted_moves_nothing_in_the_others(data, paragraphs, inserted):
    at = data.draw(st.integers(0, len(paragraphs)))
    index = data.draw(st.integers(0, len(paragraphs) - 1))
    start, end = data.draw(spans_of(paragraphs[index]))
    new = [*paragraphs[:at], inserted + " Inserted here.", *paragraphs[at:]]
    old_start, new_start = start_of(paragraphs, index), start_of(new, index + (at <= index))
    assert carry([(old_start + start, old_start + end)], joined(paragraphs), joined(new)) == [
        (new_start + start, new_start + end)
    ]


@EVERY
@given(st.data(), chapters())
def test_a_paragraph_deleted_moves_nothing_in_the_others(data, paragraphs):
    gone = data.draw(st.integers(0, len(paragraphs) - 1))
    index = data.draw(st.integers(0, len(paragraphs) - 1).filter(lambda i: i != gone))
    start, end = data.draw(spans_of(paragraphs[index]))
    new = paragraphs[:gone] + paragraphs[gone + 1 :]
    old_start, new_start = start_of(paragraphs, index), start_of(new, index - (gone < index))
    assert carry([(old_start + start, old_start + end)], joined(paragraphs), joined(new)) == [
        (new_start + start, new_start + end)
    ]


@EVERY
@given(st.data(), chapters())
def test_the_words_of_a_deleted_paragraph_are_gone(data, paragraphs):
    gone = data.draw(st.integers(0, len(paragraphs) - 1))
    start, end = data.draw(spans_of(paragraphs[gone]))
    assume(paragraphs[gone][start:end].strip())
    new = paragraphs[:gone] + paragraphs[gone + 1 :]
    old_start = start_of(paragraphs, gone)
    assert carry([(old_start + start, old_start + end)], joined(paragraphs), joined(new)) == [None]


@EVERY
@given(st.data(), chapters())
def test_a_paragraph_between_edited_ones_keeps_its_passages(data, paragraphs):
    index = data.draw(st.integers(0, len(paragraphs) - 1))
    edited = [
        paragraph if i == index else paragraph.replace("the", "some").replace("was", "were")
        for i, paragraph in enumerate(paragraphs)
    ]
    start, end = data.draw(spans_of(paragraphs[index]))
    old_start, new_start = start_of(paragraphs, index), start_of(edited, index)
    assert carry([(old_start + start, old_start + end)], joined(paragraphs), joined(edited)) == [
        (new_start + start, new_start + end)
    ]


@EVERY
@given(st.data(), chapters(), chapters(), chapters())
def test_a_paragraph_among_others_than_before_keeps_its_passages(data, paragraphs, before, after):
    index = data.draw(st.integers(0, len(paragraphs) - 1))
    kept = "“Seventeen compasses,” she read, “pointed at the drowned cathedral’s weathercock.”"
    paragraphs[index] = kept
    new = [p.replace("Paragraph", "Before") for p in before]
    new += [kept, *(p.replace("Paragraph", "After") for p in after)]
    start, end = data.draw(spans_of(kept))
    old_start, new_start = start_of(paragraphs, index), start_of(new, len(before))
    assert carry([(old_start + start, old_start + end)], joined(paragraphs), joined(new)) == [
        (new_start + start, new_start + end)
    ]


@EVERY
@given(st.data(), chapters(least=4))
def test_a_moved_paragraph_of_many_words_takes_its_passages_along(data, paragraphs):
    index = data.draw(st.integers(0, len(paragraphs) - 1))
    long = "Seventeen brass compasses pointed steadily towards the drowned cathedral’s weathercock."
    paragraphs[index] = long
    rest = paragraphs[:index] + paragraphs[index + 1 :]
    at = data.draw(st.integers(0, len(rest)))
    new = [*rest[:at], long, *rest[at:]]
    start, end = data.draw(spans_of(long))
    old_start, new_start = start_of(paragraphs, index), start_of(new, at)
    assert carry([(old_start + start, old_start + end)], joined(paragraphs), joined(new)) == [
        (new_start + start, new_start + end)
    ]


@EVERY
@given(st.data(), chapters())
def test_an_edit_reverted_puts_passages_of_unchanged_paragraphs_back(data, paragraphs):
    edited = [p.replace("she", "Orla").replace("lamp", "old lamp") for p in paragraphs]
    same = [i for i, p in enumerate(paragraphs) if p == edited[i]]
    assume(same)
    index = data.draw(st.sampled_from(same))
    start, end = data.draw(spans_of(paragraphs[index]))
    at = start_of(paragraphs, index)
    span = (at + start, at + end)
    there = carry([span], joined(paragraphs), joined(edited))
    assert carry(there, joined(edited), joined(paragraphs)) == [span]


@EVERY
@given(st.data(), any_text)
def test_a_found_quote_is_the_quote(data, text):
    assume(text)
    start, end = data.draw(spans_of(text))
    quote, prefix, suffix = describe(text, start, end)
    found = find_quote(quote, text, prefix, suffix)
    assume(found)
    assert text[slice(*found)] == quote


@EVERY
@given(st.data(), any_text, any_text, any_text)
def test_finding_never_leaves_the_text(data, text, prefix, suffix):
    size = len(text)
    start, end = sorted(data.draw(st.tuples(st.integers(0, size), st.integers(0, size))))
    quote = text[start:end] + data.draw(st.sampled_from(["", " ", "x", "…"]))
    found = find_quote(quote, text, prefix, suffix)
    assert found is None or 0 <= found[0] < found[1] <= len(text)
