"""What reads each element of a Word document, by the element's name."""

from __future__ import annotations

from reader.importing.word import blocks, drawings, formulas, phrases

READERS = blocks.READERS | phrases.READERS | drawings.READERS | formulas.READERS
