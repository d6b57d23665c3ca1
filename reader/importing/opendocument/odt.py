"""OpenDocument text (`.odt`): what is said in it, in the order in which it is shown."""

from __future__ import annotations

from lxml import etree

from reader.importing.files.album import Album
from reader.importing.files.packages import Package
from reader.importing.files.xml import parse_xml
from reader.importing.html import html
from reader.importing.html.parsing import parse
from reader.importing.opendocument.body import Body
from reader.importing.opendocument.element_readers import READERS
from reader.importing.opendocument.names import OFFICE, TEXT
from reader.importing.refusals import LOCKED, NO_TEXT
from reader.text.manuscripts.manuscript import Manuscript, ManuscriptError


def read_odt(data: bytes, *, name: str) -> Manuscript:
    """The manuscript in an ODT file, called `name` where it gives itself no title.

    Tracked changes are read as accepted; comments and hidden text are left out, with a doubt.
    Raises `ManuscriptError` for what is broken, locked, too large, or no text.
    """
    package = Package(data)
    if b"encryption-data" in (
        package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in package.names else b""
    ):
        raise ManuscriptError(LOCKED)
    if "content.xml" not in package.names:
        raise ManuscriptError("is not an OpenDocument text: save it again as .odt")
    content, mended = _content(package.read("content.xml"))
    text = next(content.iter(f"{OFFICE}text"), None)
    if text is None:
        raise ManuscriptError(NO_TEXT)
    body = Body(package, content, READERS).read(text)
    page = parse(etree.tostring(body.page.tree, encoding="unicode", method="html"))
    manuscript = html.read_html_tree(
        page, name=name, album=Album(lambda source: package.picture(package.find(source)))
    )
    manuscript.left_out += body.left_out
    if mended:
        manuscript.doubts.append("The file is damaged: check whether any of its text is missing.")
    if next(content.iter(f"{TEXT}changed-region"), None) is not None:
        manuscript.doubts.append("Tracked changes were treated as accepted.")
    if next(content.iter("{*}annotation"), None) is not None:
        manuscript.doubts.append("The comments in the document were left out.")
    return manuscript


def _content(data: bytes) -> tuple[etree._Element, bool]:
    """The root of the content, and whether it had to be mended."""
    try:
        return parse_xml(data, whole=True), False
    except ManuscriptError:
        return parse_xml(data), True
