"""What two texts have in common is left out before they are compared, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from bench.author import Author
from reader.text.anchoring.carrying import Carrier
from reader.text.anchoring.passages import carry
from reader.text.anchoring.trimming import PARAGRAPHS, SENTENCES, Trimmed

SENTENCE = st.sampled_from(
    [
        "He left. ",
        "She stayed! ",
        "No.",
        "A goat, two goats? ",
        "\n\n",
        "* * *",
        "é季。",
        "x\0y",
        "",
    ]
)
TEXT = st.lists(SENTENCE, max_size=40).map("".join)


@given(st.data(), TEXT, TEXT, st.sampled_from([PARAGRAPHS, SENTENCES]))
def test_a_place_in_what_is_left_is_a_place_in_the_text(data, old, new, ends):
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    trimmed = Trimmed(old, new, [(start, end)], ends)
    same = trimmed.same((start, end))
    if same:
        assert new[slice(*same)] == old[start:end]
    else:
        assert trimmed.old[slice(*trimmed.shortened((start, end)))] == old[start:end]
    low = data.draw(st.integers(0, len(trimmed.new)))
    high = data.draw(st.integers(low, len(trimmed.new)))
    restored = trimmed.restored((low, high))
    if restored:
        assert new[slice(*restored)] == trimmed.new[low:high]


def test_an_author_gets_the_places_that_comparing_all_of_it_gives():
    author = Author(7)
    old = author.chapter(3_000)
    paragraphs = old.split("\n\n")
    for number in author.random.sample(range(len(paragraphs)), len(paragraphs) // 4):
        words = paragraphs[number].split(" ")
        words[author.random.randrange(len(words))] = "quietly"
        paragraphs[number] = " ".join(words)
    paragraphs.insert(9, author.paragraph())
    del paragraphs[21]
    new = "\n\n".join(paragraphs)
    spans = author.spans(old, 300)
    whole = Carrier(old, new, spans)
    assert carry(spans, old, new) == [whole.carry(*span) for span in spans]
    trimmed = Trimmed(old, new, [], PARAGRAPHS)
    assert trimmed.is_worth_it and len(trimmed.old) < 0.8 * len(old)
