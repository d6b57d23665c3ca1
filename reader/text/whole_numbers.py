"""Whole numbers that strangers write in addresses and forms."""

# The largest key that a database keeps. Nothing that is numbered here has a larger one.
LARGEST = 2**63 - 1
_LONGEST = len(str(LARGEST))


def whole_number(text: str, largest: int = LARGEST) -> int | None:
    """The number that `text` writes in digits, from 0 to `largest`; None for anything else.

    Its length is looked at first: Python refuses to read a number of 4,301 digits.
    """
    if not text.isdecimal() or len(text) > _LONGEST:
        return None
    number = int(text)
    return number if number <= largest else None
