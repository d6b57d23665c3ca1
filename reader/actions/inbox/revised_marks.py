"""What a revision did to words that readers marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from reader.models.inbox.fate import Fate
from reader.models.library.revision import Revision
from reader.models.margin.comment import Comment
from reader.models.margin.highlight import Highlight
from reader.models.margin.passage import Passage
from reader.text.anchoring.same_words import have_same_words
from reader.text.anchoring.spans import Span

UNDONE = {(Fate.GONE, Fate.BACK), (Fate.CHANGED, Fate.BACK), (Fate.BACK, Fate.GONE)}


def fates(old: Revision, new: Revision) -> dict[int, Fate]:
    """What became of passages, by their keys, as the text `new` came after `old`; those whose
    words are the same are left out, and those that went to another chapter with them.

    Where they stood in `new` is read off their rows, or off what was noted in it when the next
    text came: of these the second is read last, so that whatever happens meanwhile is in one.
    """
    stood = _spans(old.places)
    keys = stood.keys() | set(old.found)
    rows = list(
        Passage.objects.filter(pk__in=keys).only("revision", "start", "end", "loose", "quote")
    )
    new.refresh_from_db(fields=["places"])
    stand = _spans(new.places)
    back_since = _back_since(new)
    found = {}
    for row in rows:
        place = (row.start, row.end) if row.revision_id == new.pk else stand.get(row.pk)
        before = old.text[slice(*stood[row.pk])] if row.pk in stood else ""
        if place:
            now = new.text[slice(*place)]
            if not have_same_words(before, now):
                found[row.pk] = Fate.BACK if _is_back(row, before, now) else Fate.CHANGED
        elif before and (row.pk in back_since or row.loose and row.revision_id == old.pk):
            found[row.pk] = Fate.GONE
    return found


def _back_since(new: Revision) -> set[int]:
    """Passages of the chapter that were gone when this text came, and are not any more, of which
    nobody was told yet."""
    later = Revision.objects.filter(chapter=new.chapter_id, number__gte=new.number)
    found: set[int] = set()
    for keys in later.filter(marks_to_tell=True).values_list("found", flat=True):
        found.update(keys)
    return found


def _spans(places: Mapping[str, list[int]]) -> dict[int, Span]:
    spans = {}
    for key, (start, end) in places.items():
        spans[int(key)] = start, end
    return spans


def _is_back(passage: Passage, before: str, now: str) -> bool:
    """Whether words stand there again that were gone, or were others for a while."""
    return not before or have_same_words(passage.quote, now)


def by_reader(fates: Mapping[int, Fate], new: Revision) -> dict[int, dict[int, Fate]]:
    """The same for each reader, by their keys: of passages that they highlighted, or began a
    thread on, before the text `new` came. Not for whoever made that."""
    theirs: defaultdict[int, dict[int, Fate]] = defaultdict(dict)
    for reader, passage in _marked(fates, new):
        if reader != new.by_id:
            theirs[reader][passage] = fates[passage]
    return theirs


def _marked(keys: Iterable[int], new: Revision) -> Iterator[tuple[int, int]]:
    on = {"passage__in": list(keys), "created_at__lte": new.created_at}
    highlights = Highlight.objects.filter(**on, removed_at=None)
    comments = Comment.objects.filter(**on, parent=None, deleted_at=None)
    for marks in (highlights, comments):
        yield from marks.order_by().values_list("reader", "passage")


def together(earlier: Mapping[int, Fate], later: Mapping[int, Fate]) -> dict[int, Fate]:
    """What became of passages by two revisions, of which nobody has read yet: words that are back
    before anybody heard that they were gone were never gone."""
    both = dict(earlier)
    for key, fate in later.items():
        before = both.get(key)
        if (before, fate) in UNDONE:
            del both[key]
        elif before != Fate.BACK:
            both[key] = fate
    return both
