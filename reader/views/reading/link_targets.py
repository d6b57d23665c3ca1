"""What a link into a chapter's page asks to be shown: `?at=`, `?thread=`, `?put=`."""

from __future__ import annotations

from django.http import HttpRequest

from reader.actions.margin.locate import WordsAreGone, locate
from reader.models import Chapter, Passage
from reader.text.whole_numbers import whole_number


def linked_stretch(request: HttpRequest, chapter: Chapter) -> tuple[int, int] | None:
    """The stretch that a copied link names, `?at=revision.start.end`, where it stands now."""
    parts = request.GET.get("at", "").split(".")
    if len(parts) != 3:
        return None
    revision, start, end = whole_number(parts[0]), whole_number(parts[1]), whole_number(parts[2])
    if revision is None or start is None or end is None:
        return None
    try:
        return locate(chapter, revision, start, end)
    except WordsAreGone:
        return None


def opened_passages(
    request: HttpRequest, chapter: Chapter, linked: tuple[int, int] | None
) -> list[Passage]:
    """The passages whose threads a link asks to open: `?thread=`, or those on linked words."""
    passages = Passage.objects.visible_to(request.user).filter(chapter=chapter)
    wanted = whole_number(request.GET.get("thread", ""))
    if wanted is not None:
        return list(passages.filter(pk=wanted))
    if linked:
        start, end = linked
        return list(passages.anchored_in(chapter).filter(start=start, end=end))
    return []


def passage_to_reattach(request: HttpRequest, chapter: Chapter) -> Passage | None:
    """The reader's own passage without its words that a link asks to put on others, `?put=`."""
    wanted = whole_number(request.GET.get("put", ""))
    if wanted is None:
        return None
    return Passage.objects.of(request.user).filter(pk=wanted, chapter=chapter, loose=True).first()
