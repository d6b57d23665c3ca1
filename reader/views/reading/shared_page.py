"""The page around a chapter's text, the same for all of a kind of reader: rendered once, with slots
for what is one reader's own."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils import timezone

from reader.actions.make_once import make_once
from reader.models import AuthorNote, Chapter, Reader
from reader.models.page_key import PageKey
from reader.models.people.look import Look
from reader.models.people.named_colour import NamedColour
from reader.models.people.reader import COLOURS
from reader.models.viewer import silenced
from reader.text.rendering.italics import has_italics
from reader.text.word_count import WORDS_A_MINUTE
from reader.views.inbox.follow_button import FollowButton
from reader.views.margin.forms import CommentForm
from reader.views.margin.may_say import may_say
from reader.views.margin.panel import panel_context
from reader.views.reading.neighbours import neighbours
from reader.views.reading.slots import parts_of, slot
from reader.web.app_shell import app_shell
from reader.web.request import HtmxHttpRequest
from reader.web.switches import SWITCHES

LONG = 60_000
"""Code points of a chapter from which on browsers lay out its paragraphs as one nears them."""
LONGEST = 60 * 60
"""Seconds that anything of a page is kept."""


class SharedPage(NamedTuple):
    """A page parted at its slots, and until when it may be kept, in seconds of the clock: until
    another chapter of the story is published, by itself, at the time that its author set. Where it
    has a place for the button to follow the story: the button of those who don't, and who do. What
    those who see it may say below the chapter (`may_say`)."""

    parts: list[str]
    until: float
    follow: tuple[list[str], list[str]] | None
    may_say: dict[str, object]

    @property
    def seconds(self) -> float:
        """For how long that is from now; nothing is kept for no time."""
        return max(self.until - time.time(), 0)


class AnyReader:
    """Whoever is signed in, on a page that is rendered for all of them: each thing that it says of
    them is a slot."""

    is_authenticated = True
    pk = slot("reader-key")
    hue = slot("reader-hue")
    initial = slot("reader-initial")
    unread = slot("reader-unread")
    cases_waiting = slot("reader-cases")

    def __init__(self, reader: Reader, authors: Sequence[int]) -> None:
        self.is_staff = reader.is_staff
        self.silenced = reader.silenced.only(authors)

    def __str__(self) -> str:
        return slot("reader-name")

    @property
    def colours(self) -> list[NamedColour]:
        """The colours to highlight in, with the names that the reader gave them."""
        return [NamedColour(colour, slot(f"colour-{colour}")) for colour in COLOURS]

    def get_absolute_url(self) -> str:
        """The reader's own page."""
        return slot("reader-url")


def shared_page(request: HtmxHttpRequest, key: PageKey, load: Callable[[], Chapter]) -> SharedPage:
    """The page of a chapter for all who see the same of it: visitors, readers, its author. The
    chapter is loaded only where the page has to be rendered."""
    name = page_name(request, key)
    find = partial(caches["pages"].get, name)
    return make_once(name, find, lambda: _make(request, key, load(), name))


def page_name(request: HtmxHttpRequest, key: PageKey) -> str:
    """Its name in the cache: a digest of all that shows on it, and of the files that it asks for.
    Rights are in it, because the author sees other neighbours and moderators another menu; and
    whether there is a block between the reader and the author, which says that they can't
    comment; and whether they follow the story, where only who does can."""
    reader, stamps = request.user, key.stamps
    depends_on = (
        stamps.chapter,
        stamps.stamp,
        stamps.story,
        reader.is_authenticated,
        reader.is_staff,
        key.authors,
        reader.pk in key.authors,
        silenced(reader).only(key.authors),
        key.follows,
        request.build_absolute_uri("/"),
        app_shell().version,
    )
    return f"page:{sha256(repr(depends_on).encode()).hexdigest()}"


def _make(request: HtmxHttpRequest, key: PageKey, chapter: Chapter, name: str) -> SharedPage:
    seconds = _seconds_to_the_next(chapter)
    html = render_to_string("reading/chapter.html", _context(request, key, chapter), request)
    parts = parts_of(html)
    follow = None
    if "follow_story" in parts:
        follow = (
            _follow_button(request, chapter, following=False),
            _follow_button(request, chapter, following=True),
        )
    page = SharedPage(parts, time.time() + seconds, follow, may_say(chapter, request.user))
    caches["pages"].set(name, page, page.seconds)
    return page


def _follow_button(request: HtmxHttpRequest, chapter: Chapter, *, following: bool) -> list[str]:
    """The button at the end of the newest chapter, to be told of the next one: parted at its
    slots."""
    context = {
        "button": FollowButton(chapter.story, following, "tell"),
        "user": request.user,
        "csrf_token": slot("token"),
        "back": slot("path"),
    }
    return parts_of(render_to_string("inbox/_follow.html", context, request))


def _seconds_to_the_next(chapter: Chapter) -> float:
    """Seconds until the next chapter of the story is published, or the story; an hour where that is
    not soon."""
    now, out = timezone.now(), chapter.story.published_at
    planned = Chapter.objects.filter(story=chapter.story_id, published_at__gt=now)
    soonest = planned.order_by("published_at").values_list("published_at", flat=True).first()
    seconds = [(at - now).total_seconds() for at in (soonest, out) if at and at > now]
    return min([LONGEST, *seconds])


def _context(request: HtmxHttpRequest, key: PageKey, chapter: Chapter) -> dict[str, object]:
    reader = request.user
    return {
        **panel_context(chapter),
        **neighbours(reader, chapter),
        **_text_context(chapter),
        **_slots(),
        "user": AnyReader(reader, key.authors) if isinstance(reader, Reader) else AnonymousUser(),
        "is_author": reader.pk in key.authors,
        "follows": key.follows,
        "canonical": request.build_absolute_uri(chapter.get_absolute_url()),
        "form": CommentForm(),
        "about": {"name": "chapter"},
        "words_a_minute": WORDS_A_MINUTE,
        "look": Look(),
    }


def _text_context(chapter: Chapter) -> dict[str, object]:
    """What the page says of the text besides its words, and the author's notes around it."""
    revision = chapter.current_revision
    notes: dict[str, list[AuthorNote]] = {"before": [], "after": []}
    for note in chapter.notes.all():
        note.open = slot(f"open-{note.kind}")
        notes["before" if note.place == "before" else "after"].append(note)
    return {
        "length": len(revision.text),
        "is_long": len(revision.text) > LONG,
        "opening": revision.opening_style,
        "italics": any(has_italics(html) for html, *_ in revision.blocks),
        "notes_before": notes["before"],
        "notes_after": notes["after"],
    }


def _slots() -> dict[str, object]:
    """What is one reader's, or one browser's, on the page."""
    here: dict[str, object] = {}
    for name in PERSONAL:
        here[name] = slot(name)
    here["csrf_token"] = slot("token")
    here["switches"] = {name: slot(f"switch-{name}") for name in SWITCHES}
    here["checked"] = {name: slot(f"checked-{name}") for name in SWITCHES}
    return here


PERSONAL = (
    "here",
    "stamps",
    "talk",
    "text",
    "resume_hidden",
    "resume_block",
    "resume_offset",
    "further_offer",
    "revised",
    "attach_form",
    "attach_button",
    "threads_opened",
    "loose_section",
    "thanks",
    "comments",
    "follow_story",
    "question",
    "covered",
    "begins_at",
    "reading_script",
)
"""Slots that the template names as they are."""
