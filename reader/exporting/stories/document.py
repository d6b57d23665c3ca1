"""The file of XHTML that an edition becomes, a book or one page: where links and pictures lead."""

from __future__ import annotations

from abc import ABC, abstractmethod
from base64 import b64encode
from collections.abc import Callable, Iterable
from html import escape
from typing import ClassVar

from reader.exporting.stories.edition import Edition
from reader.exporting.stories.links import chapter_in, web_url
from reader.exporting.stories.xhtml.blocks import no_link, xhtml
from reader.models import Chapter, Picture
from reader.text.language_tags import language_tag
from reader.text.xml_characters import without_forbidden


def escaped(text: str) -> str:
    """Some words as XHTML, on one line."""
    return escape(" ".join(without_forbidden(text).split()), quote=True)


class Document(ABC):
    """An edition in one of the two forms of XHTML."""

    epub: ClassVar[bool]

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.chapter_urls: dict[int | None, str] = {}
        for position, chapter in enumerate(edition.chapters, 1):
            self.chapter_urls[chapter.number] = self.chapter_url(chapter, position)

    @abstractmethod
    def chapter_url(self, chapter: Chapter, position: int) -> str:
        """Where in the file the chapter at a position, from 1, is."""

    @abstractmethod
    def picture_url(self, picture: Picture) -> str:
        """Where a picture of the story's own is."""

    @property
    def title(self) -> str:
        return escaped(self.edition.story.title) or "Untitled"

    @property
    def language(self) -> str:
        """The attributes that say in which language the story is, and in which direction."""
        story = self.edition.story
        tag = language_tag(story.language)
        return f'lang="{tag}" xml:lang="{tag}" dir="{story.direction}"'

    def heading(self, chapter: Chapter) -> str:
        """A chapter's title; one that is all of its story is called as the story is."""
        title = escaped(chapter.title)
        if not title and len(self.edition.chapters) == 1:
            title = escaped(self.edition.story.title)
        return title or f"Chapter {chapter.number}"

    def semantics(self, meaning: str) -> str:
        """The attribute by which a book says what an element is; nothing on a web page."""
        return f' epub:type="{meaning}"' if self.epub else ""

    def xhtml(
        self, blocks: Iterable[str], prefix: str, endnote: Callable[[str], str] = no_link
    ) -> str:
        """Blocks of the story as they stand in this file; see `xhtml`."""
        return xhtml(
            blocks,
            prefix=prefix,
            epub=self.epub,
            link=self._link,
            picture=self._picture,
            endnote=endnote,
        )

    def _link(self, href: str) -> str:
        """Where a link leads from this file: to another chapter in it, or outside, or nowhere."""
        number = chapter_in(href)
        return self.chapter_urls.get(number, "") if number else web_url(href)

    def _picture(self, source: str) -> str:
        picture = self.edition.pictures.get(source)
        return self.picture_url(picture) if picture else ""


class Book(Document):
    """An EPUB: a file for each chapter, pictures beside them."""

    epub = True

    def chapter_url(self, chapter: Chapter, position: int) -> str:
        return f"chapter-{position:04}.xhtml"

    def picture_url(self, picture: Picture) -> str:
        return f"pictures/{picture.name}"


class WebPage(Document):
    """One page of HTML that asks nothing of anywhere: pictures stand in it."""

    epub = False

    def chapter_url(self, chapter: Chapter, position: int) -> str:
        return f"#c{chapter.number}-title"

    def picture_url(self, picture: Picture) -> str:
        return f"data:{picture.content_type};base64,{b64encode(picture.read()).decode()}"
