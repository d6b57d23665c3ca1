"""Atom (RFC 4287): what Django's generator leaves out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from reader.text.language_tags import language_tag
from reader.text.xml_characters import without_forbidden

NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""When an empty feed was updated: a date that stays, so that nobody loads it again."""


class XMLWriter(SimplerXMLGenerator):
    """Writes XML that is well-formed whatever people wrote."""

    def startElement(self, name: str, attrs: Any) -> None:
        """Begin an element; `attrs` is a mapping, though the standard library's types say less."""
        clean: Any = {}
        for key, value in attrs.items():
            clean[key] = without_forbidden(value)
        super().startElement(name, clean)

    def characters(self, content: str) -> None:
        super().characters(without_forbidden(content))


class AtomFeed(Atom1Feed):
    """Atom with content, languages and authors' URLs.

    Takes besides what Django takes: `spoken`, the language of a feed or an entry, and `content`,
    an entry's HTML.
    """

    def write(self, outfile: Any, encoding: str) -> None:
        handler = XMLWriter(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        handler.startElement("feed", self.root_attributes())
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def root_attributes(self) -> dict[str, str]:
        spoken = self.feed.get("spoken")
        return super().root_attributes() | ({"xml:lang": language_tag(spoken)} if spoken else {})

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NEVER

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": language_tag(item["spoken"])} if item.get("spoken") else {}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        here = self.feed["link"]
        super().add_item_elements(
            handler, item | {"author_link": urljoin(here, item["author_link"] or "")}
        )
        if item.get("content"):
            base = {"type": "html", "xml:base": item["link"]}
            handler.addQuickElement("content", item["content"], base)
