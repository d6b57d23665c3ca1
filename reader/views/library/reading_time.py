"""How long a story takes to read."""

from __future__ import annotations

from reader.text.word_count import minutes_to_read


def reading_time(words: int) -> str:
    """The time for so many words: `12 min`, `3 h 20 min`, `41 h`."""
    hours, minutes = divmod(minutes_to_read(words), 60)
    if not hours:
        return f"{minutes} min"
    if hours >= 10 or not minutes:
        return f"{hours} h"
    return f"{hours} h {minutes} min"
