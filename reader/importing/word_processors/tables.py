"""Tables of a word processor's text, row by row and cell by cell."""

from __future__ import annotations

from lxml import etree

from reader.importing.word_processors.hidden_text import HiddenText
from reader.importing.word_processors.page_builder import PageBuilder

_WIDEST = 64
"""Columns that a cell may span."""


class TableText(HiddenText):
    """Reads tables to `page`, whichever word processor made them; `row` is the one that is read."""

    page: PageBuilder

    def __init__(self) -> None:
        super().__init__()
        self.row: etree._Element | None = None

    def read_table(self, source: etree._Element, depth: int, *, in_columns: bool) -> None:
        """Read a table, of which some row has several cells or none has."""
        outer = self.row, self.page.in_columns
        self.row, self.page.in_columns = None, self.page.in_columns or in_columns
        with self.page.inside("table"):
            self.inside(source, depth)
        self.row, self.page.in_columns = outer

    def read_row(self, source: etree._Element, depth: int) -> None:
        """Read a row."""
        outer = self.row
        with self.page.inside("tr") as self.row:
            self.inside(source, depth)
        self.row = outer

    def read_cell(self, source: etree._Element, depth: int, columns: int) -> None:
        """Read a cell that spans some columns; one that is in no row is only set apart."""
        spanned = {"colspan": str(columns)} if 1 < columns < _WIDEST else {}
        outer, self.row = self.row, None
        with self.page.inside("div" if outer is None else "td", outer, **spanned):
            self.inside(source, depth)
        self.row = outer
