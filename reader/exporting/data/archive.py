"""The archive of a reader's data: one ZIP file, its parts in formats that others read too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.db.models import Q, QuerySet
from django.utils import timezone

from reader.actions.annotations.annotation_list import AnnotationList
from reader.exporting.annotations.markdown import as_markdown
from reader.exporting.annotations.readwise import as_csv
from reader.exporting.annotations.web_annotation import as_collection
from reader.exporting.data.about_reader import about
from reader.exporting.exportable import Exportable
from reader.exporting.stories.edition import Edition
from reader.exporting.stories.markdown import as_markdown as story_as_markdown
from reader.models import Chapter, Draft, Export, Picture, Reader, Revision, Story, Upload

README = """What {name} made on {base}

about-me.json         your profile, how your pages look, what you hear of by email, where you
                      are in each story, what you have read and thanked for, your shelves, and
                      the names of your tokens
highlights.md         your highlights, notes and comments, to read
highlights.csv        the same in the columns that Readwise imports
highlights.jsonld     the same with every detail, as Web Annotations: Gloss can import it again
stories/              your stories in Markdown, and below each its earlier revisions
pictures/             the pictures in them and in the files that you uploaded, by their names
drafts/               what you have written and not yet published
uploads.json          files that you uploaded and have not yet published as stories
"""


class Archive(Exportable):
    """A ZIP file of everything that a reader made here. URLs in it are absolute with `base`,
    `https://host/`."""

    kind = Export.Kind.ARCHIVE
    reader: Reader
    media_type = "application/zip"

    def __init__(self, reader: Reader, base: str) -> None:
        self.reader, self.options = reader, {"base": base}

    @classmethod
    def of(cls, export: Export) -> Archive | None:
        return cls(export.reader, **export.options) if export.reader else None

    @property
    def key(self) -> str:
        """Names whose it is, not in which state: everything that they made would tell that."""
        return f"archive-{self.reader.pk}"

    @property
    def is_quick(self) -> bool:
        return False

    @property
    def names(self) -> tuple[str, str]:
        name = f"gloss-{self.reader.username}-{timezone.now():%Y-%m-%d}.zip"
        return f"gloss-{timezone.now():%Y-%m-%d}.zip", name

    def write(self, file: IO[bytes]) -> None:
        """One story's texts are in memory at a time."""
        reader, base = self.reader, self.options["base"]
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            _add(archive, "README.txt", [README.format(name=reader, base=base)])
            _add(archive, "about-me.json", [_as_json(about(reader))])
            _add_annotations(archive, reader, base)
            for story in Story.objects.by(reader).select_related("author"):
                _add_story(archive, story, reader)
            _add_drafts(archive, reader)
            _add_pictures(archive, reader)
            _add(archive, "uploads.json", _uploads(reader))


def _add(archive: ZipFile, name: str, pieces: Iterable[str]) -> None:
    with archive.open(name, "w", force_zip64=True) as file:
        for piece in pieces:
            file.write(piece.encode())


def _as_json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, default=datetime.isoformat) + "\n"


def _add_annotations(archive: ZipFile, reader: Reader, base: str) -> None:
    mine = AnnotationList.of(reader)
    collection = as_collection(
        mine.in_reading_order(),
        base,
        url=f"{base}highlights/gloss-highlights.jsonld",
        label=f"Highlights and comments by {reader}",
        total=mine.extent.total,
    )
    _add(archive, "highlights.md", as_markdown(mine.in_reading_order(), base, reader.colour_names))
    _add(archive, "highlights.csv", as_csv(mine.in_reading_order(), base))
    _add(archive, "highlights.jsonld", collection)


def _add_story(archive: ZipFile, story: Story, reader: Reader) -> None:
    """The story as it is, and every other revision of its chapters, also of those taken out."""
    with archive.open(f"stories/{story.slug}.md", "w") as file:
        file.write(story_as_markdown(Edition(story, reader)))
    revisions = Revision.objects.filter(chapter__in=story.chapters.all()).select_related("chapter")
    for revision in revisions.defer("text", "blocks", "places").order_by("pk").iterator(1):
        chapter = revision.chapter
        if revision.pk != chapter.revision_id or chapter.number is None:
            name = f"{_name_of(chapter)}-revision-{revision.number}.md"
            _add(archive, f"stories/{story.slug}/{name}", [revision.source])


def _add_drafts(archive: ZipFile, reader: Reader) -> None:
    chapters = Chapter.objects.of_author(reader)
    drafts = Draft.objects.filter(chapter__in=chapters).select_related("chapter__story")
    for draft in drafts.iterator(20):
        name = f"drafts/{draft.chapter.story.slug}-{_name_of(draft.chapter)}.md"
        heading = f"# {draft.title}\n\n" if draft.title else ""
        _add(archive, name, [heading, draft.source])


def _add_pictures(archive: ZipFile, reader: Reader) -> None:
    """Each picture once, not compressed any further."""
    pictures = _pictures_of(reader)
    for name in pictures.order_by().values_list("name", flat=True).distinct():
        picture = pictures.filter(name=name)[0]
        archive.writestr(f"pictures/{name}", picture.read(), ZIP_STORED)


def _pictures_of(reader: Reader) -> QuerySet[Picture]:
    """The pictures of a reader's own stories and uploads."""
    own = Q(story__in=Story.objects.by(reader))
    return Picture.objects.filter(own | Q(upload__reader=reader))


def _name_of(chapter: Any) -> str:
    return f"chapter-{chapter.number}" if chapter.number else f"taken-out-{chapter.pk}"


def _uploads(reader: Reader) -> Iterator[str]:
    """A JSON list, one upload in memory at a time."""
    yield "["
    between = "\n"
    for upload in Upload.objects.filter(reader=reader).order_by("pk").iterator(1):
        row = {"name": upload.name, "at": upload.created_at, "manuscript": upload.manuscript}
        yield f"{between}{_as_json(row)}"
        between = ",\n"
    yield "]\n"
