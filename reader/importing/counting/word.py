"""What a DOCX says: the runs of its document, of its footnotes and of its endnotes.

ECMA-376, part 1: 17 (WordprocessingML), 22.1 (mathematics); part 3: 10 (what stands for others).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from reader.importing.counting.file_text import FileText, text_in
from reader.importing.files.packages import Package
from reader.importing.files.xml import local_name

_PARTS = ("/officeDocument", "/footnotes", "/endnotes")
_LINES = frozenset("br cr tab ptab noBreakHyphen tc txbxContent footnote endnote".split())
_ENDS = _LINES | {"p", "oMath"}
_NOT_SAID = frozenset(
    "del moveFrom rt instrText delText delInstrText Fallback sdtPr docPartObj docPr".split()
)


def docx_text(data: bytes) -> FileText:
    """What the document says; besides, its headers, its footers and readings above words."""
    package = Package(data)
    body: list[str] = []
    whole: list[str] = []
    beside: list[str] = []
    main = _main(package)
    for name in package.names:
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        stem = name.rpartition("/")[2].removesuffix(".xml").rstrip("0123456789")
        if name == main or stem in ("footnotes", "endnotes"):
            root = package.xml(name)
            body.append(_text(root, _NOT_SAID))
            whole.append(_text(root, frozenset()))
            beside.append("\n".join(_descriptions(root)))
        elif stem in ("header", "footer"):
            beside.append(_text(package.xml(name), frozenset()))
    return FileText("\n\n".join(body), "\n".join(whole), "\n".join(beside))


def _descriptions(root: etree._Element) -> Iterator[str]:
    """What is said of pictures."""
    for element in root.iter():
        words = element.get("descr") or element.get("title")
        if words:
            yield words


def _main(package: Package) -> str:
    """The name of the main document, as the package says it."""
    if "_rels/.rels" in package.names:
        for relation in package.xml("_rels/.rels"):
            if (relation.get("Type") or "").endswith("/officeDocument"):
                return (relation.get("Target") or "").lstrip("/")
    return "word/document.xml"


def _text(root: etree._Element, passed_over: frozenset[str]) -> str:
    return text_in(
        root,
        passes_over=lambda element: local_name(element) in passed_over or _is_a_separator(element),
        parts_before=lambda element: local_name(element) in _LINES,
        parts_after=lambda element: local_name(element) in _ENDS and not _goes_on(element),
        holds_text=lambda element: local_name(element) == "t",
    )


def _goes_on(element: etree._Element) -> bool:
    """Whether a paragraph goes on in the next, because a tracked change took its end away."""
    return local_name(element) == "p" and element.find("{*}pPr/{*}rPr/{*}del") is not None


def _is_a_separator(element: etree._Element) -> bool:
    """Whether this is no footnote but the line above them, or what says that they go on."""
    if local_name(element) not in ("footnote", "endnote"):
        return False
    for key, value in element.items():
        if str(key).endswith("}type"):
            return "eparator" in value or "Notice" in value
    return False
