"""What an author corrects in an upload, read out of the form of its preview."""

from __future__ import annotations

from django.http import QueryDict

from reader.importing import Manuscript
from reader.text.manuscripts import corrections
from reader.text.whole_numbers import whole_number

STEPS = {"cut": 1, "join": -1}
"""By how much the index of the following chapters changes."""
NOTE_KINDS = ("call-note", "call-disclaimer", "call-warning", "call-dedication")


def take_fields(sent: QueryDict, made: Manuscript) -> None:
    """Put the titles and the author's name that were typed into the manuscript, and whether its
    typography is to be smart."""
    made.title = sent.get("title", made.title)[:200]
    made.author = sent.get("byline", made.author)[:100]
    if "typography" in sent:  # a box that is not ticked is not sent
        made.smart = "smart" in sent
    for index, chapter in enumerate(made.chapters):
        chapter.title = sent.get(f"title-{index}", chapter.title)[:200]


def correct(made: Manuscript, do: str) -> int | None:
    """Do what a button says: `cut 2 5`, `join 2`, `note 2 5`, `text 2 0`, `call-warning 2 0`.

    Gives the index of the chapter to look at next. Raises IndexError, ValueError or KeyError where
    the manuscript has no such place.
    """
    if do == "keep":
        return None
    what, *words = do.split(" ")
    numbers = []
    for word in words:
        number = whole_number(word)
        if number is None:
            raise ValueError(do)
        numbers.append(number)
    index = numbers[0]
    if what == "cut":
        corrections.cut_chapter(made, index, numbers[1])
    elif what == "join":
        corrections.join_to_previous(made, index)
    elif what == "note":
        corrections.turn_into_note(made, index, numbers[1])
    elif what == "text":
        corrections.turn_into_text(made, index, numbers[1])
    elif what in NOTE_KINDS:
        made.chapters[index].notes[numbers[1]].kind = what.removeprefix("call-")
    else:
        raise KeyError(what)
    return index + STEPS.get(what, 0)


def shown_whole(asked: QueryDict) -> set[int]:
    """The indexes of the chapters of which a URL or a form says that all is shown."""
    indexes = set()
    for word in asked.getlist("all"):
        index = whole_number(word)
        if index is not None:
            indexes.add(index)
    return indexes


def index_after(index: int, do: str) -> int:
    """The index of a chapter after `do` was done."""
    what, *numbers = do.split(" ")
    if what not in STEPS:
        return index
    first_moved = int(numbers[0]) + (1 if what == "cut" else 0)
    return index + STEPS[what] if index >= first_moved else index
