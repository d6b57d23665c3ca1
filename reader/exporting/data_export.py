"""Everything that a reader ever made here, in one archive, in formats that others read too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.db.models import Prefetch, Q, QuerySet

from reader.exporting.annotations import markdown as highlights_markdown
from reader.exporting.annotations import readwise
from reader.exporting.annotations.web_annotation import collection
from reader.exporting.stories import markdown
from reader.exporting.stories.edition import Edition
from reader.models import Annotations, Chapter, Draft, Picture, Reader, Revision, Story, Upload

IN_MEMORY = 2_000_000
"""Bytes of an archive that are kept in memory; a larger one is written to a file."""

README = """What {name} made on {base}

about-me.json         your profile, how your pages look, where you are in each story, what you
                      have read, your shelves, and the names of your tokens
highlights.md         your highlights, notes and comments, to read
highlights.csv        the same in the columns that Readwise imports
highlights.jsonld     the same with every detail, as Web Annotations: Gloss brings it back
stories/              your stories in Markdown, and below each its earlier revisions
pictures/             the pictures in them and in the files that you brought, by their names
drafts/               what you have written and not yet published
uploads.json          files that you brought and have not yet made stories of
"""


def archive_of(reader: Reader, base: str) -> IO[bytes]:
    """A ZIP file, at its beginning. Addresses in it are absolute with `base`, `https://host/`.

    One story's texts are in memory at a time.
    """
    file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
    mine = Annotations.of(reader)
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        _write(archive, "README.txt", [README.format(name=reader, base=base)])
        _write(archive, "about-me.json", [_json(_about(reader))])
        _write(archive, "highlights.md", highlights_markdown.pieces(mine.in_reading_order(), base))
        _write(archive, "highlights.csv", readwise.rows(mine.in_reading_order(), base))
        _write(
            archive,
            "highlights.jsonld",
            collection(
                mine.in_reading_order(),
                base,
                url=f"{base}highlights/gloss-highlights.jsonld",
                label=f"What {reader} marked and said",
                total=mine.extent.total,
            ),
        )
        for story in Story.objects.filter(author=reader).select_related("author"):
            with archive.open(f"stories/{story.slug}.md", "w") as whole:
                whole.write(markdown.write(Edition(story, reader)))
            for name, source in _earlier(story):
                _write(archive, f"stories/{story.slug}/{name}", [source])
        own = Chapter.objects.of_author(reader)
        drafts = Draft.objects.filter(chapter__in=own).select_related("chapter__story")
        for draft in drafts.iterator(20):
            name = f"drafts/{draft.chapter.story.slug}-{_called(draft.chapter)}.md"
            _write(archive, name, [f"# {draft.title}\n\n" if draft.title else "", draft.source])
        for name in _pictures(reader).order_by().values_list("name", flat=True).distinct():
            picture = _pictures(reader).filter(name=name)[0]
            archive.writestr(f"pictures/{name}", bytes(picture.data), ZIP_STORED)
        _write(archive, "uploads.json", _uploads(reader))
    file.seek(0)
    return file


def _write(archive: ZipFile, name: str, pieces: Iterable[str]) -> None:
    with archive.open(name, "w", force_zip64=True) as file:
        for piece in pieces:
            file.write(piece.encode())


def _json(made: Any) -> str:
    return json.dumps(made, ensure_ascii=False, indent=2, default=datetime.isoformat) + "\n"


def _about(reader: Reader) -> dict[str, Any]:
    """The profile, places, readings and tokens, with addresses for what they are about."""
    places = reader.progress.select_related("chapter__story", "revision").defer(*_heavy())
    readings = reader.readings.select_related("chapter__story", "revision").defer(*_heavy())
    return {
        "username": reader.username,
        "name": reader.name,
        "bio": reader.bio,
        "email": reader.email,
        "look": reader.look or {},
        "joined": reader.date_joined,
        "places": [
            {
                "chapter": place.chapter.get_absolute_url(),
                "story": place.chapter.story.title,
                "revision": place.revision.number,
                "offset": place.offset,
                "finished": place.finished,
                "at": place.updated_at,
            }
            for place in places.iterator(500)
        ],
        "readings": [
            {
                "chapter": reading.chapter.get_absolute_url(),
                "story": reading.chapter.story.title,
                "revision": reading.revision.number,
                "at": reading.read_at,
            }
            for reading in readings.order_by("read_at").iterator(500)
        ],
        "shelves": [
            {
                "shelf": str(shelf),
                "stories": [
                    {"story": story.title, "address": story.get_absolute_url()}
                    for story in shelf.stories.all()
                ],
            }
            for shelf in reader.shelves.order_by("pk").prefetch_related(
                Prefetch("stories", Story.objects.visible_to(reader))
            )
        ],
        "tokens": [
            {"name": token.name, "made": token.created_at, "used": token.used_at}
            for token in reader.tokens.all()
        ],
    }


def _heavy(*names: str) -> list[str]:
    """What of a revision is left in the database: all that is large, or these fields."""
    return [f"revision__{name}" for name in names or ("text", "source", "blocks", "places")]


def _pictures(reader: Reader) -> QuerySet[Picture]:
    """Those of a reader's own stories and uploads."""
    own = Q(story__author=reader, story__deleted_at=None)
    return Picture.objects.filter(own | Q(upload__reader=reader))


def _earlier(story: Story) -> Iterator[tuple[str, str]]:
    """Every revision but the present one of each chapter, also of those that were taken out."""
    revisions = Revision.objects.filter(chapter__in=story.chapters.all()).select_related("chapter")
    for revision in revisions.defer("text", "blocks", "places").order_by("pk").iterator(1):
        chapter = revision.chapter
        if revision.pk != chapter.revision_id or chapter.number is None:
            yield f"{_called(chapter)}-revision-{revision.number}.md", revision.source


def _called(chapter: Any) -> str:
    return f"chapter-{chapter.number}" if chapter.number else f"taken-out-{chapter.pk}"


def _uploads(reader: Reader) -> Iterator[str]:
    yield "["
    between = "\n"
    for upload in Upload.objects.filter(reader=reader).order_by("pk").iterator(1):
        made = {"name": upload.name, "at": upload.created_at, "manuscript": upload.manuscript}
        yield f"{between}{_json(made)}"
        between = ",\n"
    yield "]\n"
