"""What reads each element of an OpenDocument text, by the element's name."""

from __future__ import annotations

from reader.importing.opendocument import blocks, phrases

READERS = blocks.READERS | phrases.READERS
