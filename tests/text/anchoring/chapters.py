"""A chapter to stand passages in, and passages marked with ⟦ and ⟧."""

from reader.text.anchoring.passages import carry

OPENING = (
    "The ferry came in late, with its lamps already lit and a gull asleep on the rail.\n\n"
    "“Nobody told me,” said Orla, “that the crossing would be closed in October.”\n\n"
    "Behind her the harbour master folded his newspaper twice and put it in his coat."
)
ENDING = (
    "By morning the fog had gone out with the tide, and all the little boats with it.\n\n"
    "She counted eleven masts, then twelve, and wrote neither number in the book."
)


def within(paragraph):
    """Give a chapter with this paragraph in its middle."""
    return f"{OPENING}\n\n{paragraph}\n\n{ENDING}"


def unmarked(text):
    """Give a text without its marks, and the span between them or None."""
    if "⟦" not in text:
        return text, None
    before, rest = text.split("⟦")
    quote, after = rest.split("⟧")
    return before + quote + after, (len(before), len(before) + len(quote))


def assert_carried(old, new):
    """Carry the passage marked in `old` and find it where it is marked in `new`."""
    old, span = unmarked(old)
    new, expected = unmarked(new)
    [answer] = carry([span], old, new)
    assert answer == expected, f"stands on {answer and new[slice(*answer)]!r}"
