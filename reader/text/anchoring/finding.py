"""Find a quote in a text of which no revision is known, or give up rather than guess."""

from reader.text.anchoring.candidates import (
    changed_candidates,
    choose,
    exact_candidates,
    normalised_candidates,
    similarity,
    weigh_candidates,
)
from reader.text.anchoring.normalising import NormalisedText, normalised
from reader.text.anchoring.occurrences import occurs
from reader.text.anchoring.spans import Span

# A quote that moved to another text is known by so many characters alone; a shorter one needs a
# side of its context, alike by so much, and at least so long.
_LENGTH_KNOWN_ALONE = 48
_SIDE_ALIKE = 0.8
_SHORTEST_SIDE = 8


def find_quote(
    quote: str, text: str, prefix: str = "", suffix: str = "", near: int | None = None
) -> Span | None:
    """Find `quote` in `text`: its `(start, end)` in code points, or None rather than a guess.

    `prefix` and `suffix` are what stood on either side of it, `near` is where it may be. It is
    sought exactly, then with typographic signs and white space normalised, then with changed words.
    """
    if not quote.strip() or not text:
        return None
    candidates = list(exact_candidates(quote, text)) or list(normalised_candidates(quote, text))
    if candidates:
        candidates = weigh_candidates(candidates, text, prefix, suffix)
        return choose(candidates, quote, bool(prefix or suffix), near)
    return choose(changed_candidates(quote, text, prefix, suffix), "", False, near)


def find_moved_quote(
    quote: str, text: str, prefix: str, suffix: str, before: str = ""
) -> Span | None:
    """Find a quote that came into `text` from another text: `(start, end)` in code points, or None.

    It has to stand there in its very words, but for typographic signs, and not in what the text
    was `before`; and a short one has to have what stood on one side of it there too.
    """
    wanted = NormalisedText(quote).text.strip()
    whole = normalised(text)
    if not wanted or wanted not in whole.text or (before and wanted in normalised(before).text):
        return None
    span = find_quote(quote, text, prefix, suffix)
    if span is None or len(wanted) >= _LENGTH_KNOWN_ALONE:
        return span
    start, end = whole.offset_of(span[0]), whole.offset_of(span[1])
    lead, trail = NormalisedText(prefix).text.strip(), NormalisedText(suffix).text.strip()
    lead_now = whole.text[max(0, start - len(lead) - 2) : start].rstrip()[-len(lead) :]
    trail_now = whole.text[end : end + len(trail) + 2].lstrip()[: len(trail)]
    return span if _is_same_side(lead, lead_now) or _is_same_side(trail, trail_now) else None


def _is_same_side(known: str, now: str) -> bool:
    """Whether what stands on a side of a quote is what stood there, and enough to tell by."""
    return len(known) >= _SHORTEST_SIDE and similarity(known, now) >= _SIDE_ALIKE


def words_came_back(quote: str, held: str, old: str, new: str) -> bool:
    """Whether three words of a quote in a row, or all where it has fewer, stand in `new`,
    and not in `old` but in the stretch of it that was `held` to be the quote's."""
    words = NormalisedText(quote).text.split()
    held, old, new = NormalisedText(held).text, normalised(old).text, normalised(new).text
    for at in range(max(1, len(words) - 2)):
        row = " ".join(words[at : at + 3])
        if row in new and (row in held or not occurs(row, old)) and occurs(row, new):
            return True
    return False
