"""Which block may stand in which, in XHTML: makes room for each, wherever an author put it."""

from __future__ import annotations

WORDS_ONLY = {"h1", "h2", "h3", "h4", "h5", "h6", "pre", "dt", "caption"}
"""Blocks in which only phrases may stand."""
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_AROUND_WORDS = {"ul": "li", "ol": "li", "dl": "dd", "table": "tbody", "thead": "tr",
                 "tbody": "tr", "tr": "td"}  # fmt: skip
"""What stands around words that stand in these directly."""
_BELONGS = {"li": {"ul", "ol"}, "dt": {"dl"}, "dd": {"dl"}, "tr": {"table", "thead", "tbody"},
            "td": {"table", "thead", "tbody", "tr"}, "th": {"table", "thead", "tbody", "tr"},
            "caption": {"table"}, "thead": {"table"}, "tbody": {"table"}, "tfoot": {"table"},
            "colgroup": {"table"}}  # fmt: skip
"""The blocks without which these are none; what is missing between them is put there."""
_FITS = {"li": {"ul", "ol"}, "dt": {"dl"}, "dd": {"dl"}, "tr": {"thead", "tbody"}, "td": {"tr"},
         "th": {"tr"}, "caption": {"table"}, "thead": {"table"}, "tbody": {"table"}}  # fmt: skip
"""The blocks in which these may stand directly."""


class Nesting:
    """The blocks that are open, as they are written to `out`."""

    def __init__(self, out: list[str]) -> None:
        self.out = out
        self.open: list[tuple[str, bool]] = []  # (tag, whether the source has it)

    def __len__(self) -> int:
        return len(self.open)

    @property
    def inmost(self) -> str:
        """The block that was opened last, or nothing."""
        return self.open[-1][0] if self.open else ""

    @property
    def takes_words(self) -> bool:
        """Whether words may stand directly where we are."""
        return bool(self.open) and self.inmost not in _AROUND_WORDS

    @property
    def takes_only_words(self) -> bool:
        return any(tag in WORDS_ONLY for tag, _ in self.open)

    def make_room(self, tag: str) -> str:
        """Close and open what a block needs around it. Gives the element that it can be here, or
        nothing where only what is in it can be."""
        if tag in _BELONGS:
            while self.open and not self.open[-1][1]:
                self.close_to(len(self) - 1)
        while self.inmost == "p":
            self.close_to(len(self) - 1)
        tag = self._element(tag)
        if tag == "dd" and not self._waits_for_meaning():
            self._write_empty("dt")
        inside = self.inmost
        while tag and inside in _AROUND_WORDS and inside not in _FITS.get(tag, ()):
            inside = _AROUND_WORDS[inside]
            if inside == "dd" and not self._waits_for_meaning():
                self._write_empty("dt")
            self.begin(inside, from_source=False)
        return tag

    def _element(self, tag: str) -> str:
        """What a block can be in the one that is open."""
        if tag in _BELONGS and self.inmost not in _BELONGS[tag]:
            return "" if tag in ("thead", "tbody", "tfoot", "colgroup") else "div"
        if tag == "colgroup":
            return ""
        if tag == "caption" and not self.out[-1].startswith("<table"):
            return "td"
        if tag == "thead" and not self.out[-1].startswith(("<table", "</caption")):
            return "tbody"
        if tag in _HEADINGS and any(name == "th" for name, _ in self.open):
            return "p"
        return {"tfoot": "tbody", "figcaption": "div"}.get(tag, tag)

    def begin(self, tag: str, attributes: str = "", *, from_source: bool = True) -> None:
        self.out.append(f"<{tag}{attributes}>")
        self.open.append((tag, from_source))

    def close_to(self, depth: int) -> None:
        """Close blocks until so many are open."""
        while len(self.open) > depth:
            tag, _ = self.open.pop()
            if tag == "dl" and self._waits_for_meaning():
                self._write_empty("dd")
            self.out.append(f"</{tag}>")

    def leave_lists(self) -> None:
        """Close whatever stands between words and the division that they are in."""
        while self.inmost in ("p", "li") or self.inmost in _AROUND_WORDS:
            self.close_to(len(self) - 1)

    def _waits_for_meaning(self) -> bool:
        """Whether the list that is open has a term, and not yet what it means."""
        return bool(self.out) and self.out[-1] == "</dt>"

    def _write_empty(self, tag: str) -> None:
        self.out += [f"<{tag}>", f"</{tag}>"]
