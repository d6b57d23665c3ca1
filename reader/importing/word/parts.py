"""The parts of a Word file, found as the package says where they are, whatever they are called."""

from __future__ import annotations

import posixpath
import re

from lxml import etree

from reader.importing.files.packages import Package
from reader.importing.files.xml import parse_xml
from reader.text.manuscripts.manuscript import ManuscriptError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
"""Names of the strict form of the format. The usual ones have a year in them."""
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_PACKAGE = ""


class Parts:
    """The main part of a document and those that it is related to.

    Raises ManuscriptError for a package that holds no Word document.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._relations: dict[str, dict[str, etree._Element]] = {}
        self.main = self._find("officeDocument", _PACKAGE) or self._named("word/document.xml")
        document = self.read(self.main) if self.main else None
        if document is None or document.tag != f"{W}document":
            raise ManuscriptError("is not a Word document: save it again as .docx")
        self.document = document

    def related(self, kind: str) -> tuple[str, etree._Element | None]:
        """The name and the root of the part of a kind, such as `styles`; none is None."""
        name = self._find(kind, self.main)
        return name, self.read(name) if name else None

    def target(self, key: str | None, beside: str) -> str:
        """What a relationship of the part `beside` leads to: an address, the name of a part, or
        an empty string."""
        relation = self._related(beside).get(key or "")
        if relation is None:
            return ""
        target = relation.get("Target") or ""
        if relation.get("TargetMode") == "External":
            return target
        return self._named(target, beside)

    def picture(self, name: str) -> bytes | None:
        """The bytes of the picture that a part is, or None."""
        return self._package.picture(name)

    def _find(self, kind: str, beside: str) -> str:
        for relation in self._related(beside).values():
            if (relation.get("Type") or "").endswith(f"/{kind}"):
                return self._named(relation.get("Target") or "", beside)
        return ""

    def _named(self, target: str, beside: str = "") -> str:
        return self._package.find(target.lstrip("/"), "" if target.startswith("/") else beside)

    def _related(self, beside: str) -> dict[str, etree._Element]:
        """The relationships of a part by their ids, or those of the package itself."""
        if beside not in self._relations:
            folder, name = posixpath.split(beside)
            file = self._named(posixpath.join(folder, "_rels", f"{name}.rels"))
            made: dict[str, etree._Element] = {}
            for relation in self.read(file).iterchildren(tag=etree.Element) if file else ():
                made[relation.get("Id") or ""] = relation
            self._relations[beside] = made
        return self._relations[beside]

    def read(self, name: str) -> etree._Element:
        """The root of a part. Raises ManuscriptError for one that is damaged."""
        data = _STRICT.sub(_USUAL, self._package.read(name))
        return parse_xml(data, whole=True)
