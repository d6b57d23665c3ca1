"""What reads each element of HTML that is more than what is in it, and prose that is read so."""

from __future__ import annotations

from reader.importing.html import blocks
from reader.importing.html.footnotes import NoteAt
from reader.importing.html.phrases import Phrases, PlaceAt
from reader.importing.html.prose import Prose, ReadElement

READERS: dict[str, ReadElement] = {
    **blocks.READERS,
    "img": Phrases.read_picture,
    "a": Phrases.read_link,
    "q": Phrases.read_enclosed,
    "ruby": Phrases.read_ruby,
    "rt": Phrases.read_reading,
    "rp": Phrases.read_nothing,
}


def new_prose(note_at: NoteAt | None = None, place_at: PlaceAt | None = None) -> Prose:
    """Prose that has read nothing yet, and reads every element of HTML."""
    return Prose(READERS, note_at, place_at)
