"""A story that is to go, and what is told of it."""

from datetime import timedelta

from reader.models import (
    Chapter,
    Story,
)
from tests.factories import make_reader

TEXT = "XTEXTX crossed at noon with two goats, a widow, and a box of lamp oil."


SHOWN = ("XTITLEX", "XSUMMARYX", "XTEXTX", "XCHAPTERX")


def places(story):
    """Every address under which something of a story may be told."""
    chapter = story.chapters.first() or Chapter.with_deleted.filter(story=story).first()
    own, number = story.get_absolute_url(), "1"
    paths = ["/", "/?q=XTITLEX", "/?tag=goats", "/feed/", "/feed/?tag=goats", "/opds/",
             "/opds/new/", "/opds/updated/", "/opds/search/?query=XTITLEX", "/opds/authors/",
             "/opds/v2/new/", "/readers/author/", "/readers/author/feed/", "/annotations/",
             "/annotations/?page=0", f"/annotations/stories/{story.slug}/", "/desk/", "/shelves/",
             own, f"{own}all/", f"{own}feed/", f"{own}out/{chapter.pk}/",
             f"{own}out/{chapter.pk}/1/"]  # fmt: skip
    paths += [f"{own}download/{form}/" for form in ("epub", "html", "markdown", "txt")]
    paths += [f"{own}{number}/{rest}" for rest in (
        "", "margin/", "text/", "blocks/0/", "revisions/", "revisions/1/", "comments/feed/",
        "edit/", "notes/", "split/")]  # fmt: skip
    return paths


def told(client, story):
    """Where a reader is told something of a story's own."""
    found = []
    for path in places(story):
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        body = body.replace(b'value="XTITLEX"', b"").replace(b"XTITLEX\xe2\x80\x9d", b"")
        asked = "XTITLEX" in path
        words = [word for word in SHOWN if not (asked and word == "XTITLEX")]
        if any(word.encode() in body for word in words):
            found.append(path)
    return found


def desk(story):
    return f"/desk/{story.slug}/"


def later(days):
    """As if so much time had passed since something was deleted."""
    for rows in (Story.with_deleted, Chapter.with_deleted):
        for row in rows.exclude(deleted_at=None):
            rows.filter(pk=row.pk).update(deleted_at=row.deleted_at - timedelta(days=days))


def everybody(browser, una, tam, moderator):
    root = make_reader(is_staff=True, is_superuser=True)
    return [browser(reader) for reader in (None, una, tam, moderator, root)]
