"""How long a text is, in whatever script."""

import pytest

from reader.text.word_count import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("The ferry came — at nine.\n\nElle l’a vu.", 9),
        ("夜の渡し場。" * 100, 250),
        ("我们在 Paris 见面，2026 年。", 5),
        ("เรือข้ามฟาก" * 10, 22),
        ("나룻배가 왔다", 2),
    ],
)
def test_words_are_counted_as_they_take_to_read(text, words):
    assert count_words(text) == words
