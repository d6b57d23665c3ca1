"""Cells of a spreadsheet that hold people's words, and are to stay words."""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def escape_formula(words: str) -> str:
    """The words so that no spreadsheet takes them for a formula: with an apostrophe before them,
    where they begin like one. `unguarded` gives them back, whatever they are."""
    return f"'{words}" if _FORMULA.match(words) else words


def unescape_formula(cell: str) -> str:
    """The words that `guarded` made a cell of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
