"""How far the readers of the demo library have come: where they last said or marked something."""

from __future__ import annotations

from reader.models import Chapter, Comment, Highlight, Progress


def keep_places(besides: tuple[str, ...]) -> None:
    """Keep a place in each story for those who wrote in its margins, but for the readers of these
    names: at the end of the last chapter in which they did."""
    in_order = ("chapter__story", "chapter__number")
    spoken = Comment.objects.exclude(reader__username__in=besides)
    marked = Highlight.objects.exclude(reader__username__in=besides)
    rows = set(spoken.values_list("reader", *in_order, "chapter"))
    on_words = [f"passage__{field}" for field in (*in_order, "chapter")]
    rows |= set(marked.values_list("reader", *on_words))
    last = {}
    for reader, story, _, chapter in sorted(rows):
        last[reader, story] = chapter
    chapters = Chapter.objects.select_related("revision").in_bulk(set(last.values()))
    places = []
    for (reader, story), key in last.items():
        chapter = chapters[key]
        place = Progress(reader_id=reader, story_id=story, chapter=chapter, finished=True)
        place.revision = place.known = chapter.current_revision
        place.offset = len(chapter.text)
        place.reach("")
        places.append(place)
    Progress.objects.bulk_create(places)
