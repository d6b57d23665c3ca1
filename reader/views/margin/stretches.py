"""Where the words that a request is about stand now: a start and an end, in code points."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import QueryDict

from reader.actions.margin.locate import WordsAreGone, locate
from reader.models import Chapter, Passage
from reader.text.whole_numbers import whole_number
from reader.views.margin.forms import SelectionForm


def selected_stretch(data: QueryDict, chapter: Chapter, *, quoted: bool = True) -> tuple[int, int]:
    """Where the stretch in a request stands now. Raises WordsAreGone, or BadRequest.

    What is to be stored must be `quoted`: the words that the reader saw are compared.
    """
    form = SelectionForm(data)
    form.fields["quote"].required = quoted
    if not form.is_valid():
        reasons = [str(error) for error in form.non_field_errors()]
        raise BadRequest(" ".join(reasons) or "Select the words again.")
    chosen = form.cleaned_data
    return locate(
        chapter, chosen["revision"], chosen["start"], chosen["end"], chosen["quote"] or None
    )


def chosen_paragraph(data: QueryDict, chapter: Chapter) -> tuple[int, int] | None:
    """The paragraph of the revision on the page that was chosen whole, where it stands now; None
    where none was chosen. Raises WordsAreGone."""
    index = whole_number(data.get("block", ""))
    number = whole_number(data.get("revision", ""))
    if index is None or number is None:
        return None
    seen = chapter.revisions.filter(number=number).first()
    if seen is None or index >= len(seen.blocks):
        raise WordsAreGone
    _, start, end, _ = seen.blocks[index]
    return locate(chapter, seen.number, start, end)


def stretch_of(passage: Passage) -> tuple[int, int] | None:
    """Where a passage stands in its chapter's present text, or None for a loose one, and for one
    that has not been taken along to it yet."""
    is_there = not passage.loose and passage.revision_id == passage.chapter.revision_id
    return (passage.start, passage.end) if is_there else None
