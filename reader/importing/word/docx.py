"""Word's DOCX (ECMA-376): what is said in it, in the order in which Word shows it."""

from __future__ import annotations

from lxml import etree

from reader.importing.files.album import Album
from reader.importing.files.packages import Package
from reader.importing.html import html
from reader.importing.html.parsing import parse
from reader.importing.refusals import NO_TEXT
from reader.importing.word.body import Body
from reader.importing.word.element_readers import READERS
from reader.importing.word.parts import Parts, W
from reader.importing.word_processors.formatting import is_empty
from reader.text.manuscripts.manuscript import Manuscript, ManuscriptError


def read_docx(data: bytes, *, name: str) -> Manuscript:
    """The manuscript in a DOCX file, called `name` where it gives itself no title.

    Tracked changes are read as accepted; comments and hidden text are left out, with a doubt.
    Raises `ManuscriptError` for what is broken, locked, too large, or no text.
    """
    parts = Parts(Package(data))
    body = Body(parts, READERS).read()
    tree = body.page.tree
    if is_empty(tree):
        raise ManuscriptError(NO_TEXT)
    page = parse(etree.tostring(tree, encoding="unicode", method="html"))
    manuscript = html.read_html_tree(page, name=name, album=Album(parts.picture))
    manuscript.left_out += body.left_out
    manuscript.doubts += _doubts(body)
    if next(parts.document.iter(f"{W}ins", f"{W}del", f"{W}moveFrom"), None) is not None:
        manuscript.doubts.append("Tracked changes were treated as accepted.")
    if parts.related("comments")[0]:
        manuscript.doubts.append("The comments in the document were left out.")
    return manuscript


def _doubts(body: Body) -> list[str]:
    """What was found in a document that can't be read."""
    made: list[str] = []
    signs = body.unread.get("sign")
    if signs:
        made.append(f"Symbols that Gloss doesn’t know are shown as “\ufffd”: {signs}.")
    if body.unread.get("document"):
        made.append("A document embedded in this one was left out: paste its text into this one.")
    return made
