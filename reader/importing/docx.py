"""Word's DOCX, by way of mammoth, which makes HTML of what is meant and not of how it was set."""

from __future__ import annotations

import io
import re

import mammoth
from django.conf import settings

from reader.importing import html
from reader.importing.packages import Package
from reader.importing.pictures import Album
from reader.importing.prose import parse
from reader.text.manuscripts import Manuscript, ManuscriptError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KNOWN = re.compile(r"title|subtitle|heading|quote|intense quote|emphasis|strong", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Heading 1'] => h2:fresh
p[style-name='Heading 2'] => h3:fresh
p[style-name='Heading 3'] => h4:fresh
p[style-name='Heading 4'] => h5:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
r[style-name='Emphasis'] => em
r[style-name='Strong'] => strong
u => u
strike => s
"""


def read(data: bytes, *, name: str) -> Manuscript:
    """The manuscript in a DOCX file, called `name` where it gives itself no title.

    Tracked changes are read as accepted; comments are left out, with a doubt.
    Raises `ManuscriptError` for what is broken, locked, too large, or no text.
    """
    package = Package(data)
    if "word/document.xml" not in package.names:
        raise ManuscriptError("is no Word document: save it anew as .docx")
    parts = {part: package.read(part) for part in package.names if part.endswith((".xml", ".rels"))}
    if any(b"<!DOCTYPE" in part or b"<!ENTITY" in part for part in parts.values()):
        raise ManuscriptError("declares entities, as no story has to")
    pictures: list[bytes] = []

    def picture(image: mammoth.documents.Image) -> dict[str, str]:
        with image.open() as file:
            pictures.append(file.read(settings.LARGEST_PICTURE + 1))
        return {"src": f"picture:{len(pictures) - 1}"}

    def find(source: str) -> bytes | None:
        number = source.removeprefix("picture:")
        return pictures[int(number)] if number.isdecimal() else None

    try:
        made = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES + _of_its_own(package),
            ignore_empty_paragraphs=False,
            convert_image=mammoth.images.img_element(picture),
        )
    except Exception as error:  # whatever a damaged file makes of a library is not its user's
        raise ManuscriptError("is damaged: open it in Word and save it anew") from error
    if not made.value.strip():
        raise ManuscriptError("has no text in it")
    tree = parse(f"<body>{made.value}</body>")
    manuscript = html.read_tree(tree, name=name, album=Album(find))
    document = parts["word/document.xml"]
    if b"<w:ins " in document or b"<w:del " in document:
        manuscript.doubts.append("Tracked changes were taken as accepted.")
    if "word/comments.xml" in package.names:
        manuscript.doubts.append("The comments in the document were left out.")
    return manuscript


def _of_its_own(package: Package) -> str:
    """Mammoth's style map for the document's own styles that set words in italics or in bold;
    by itself mammoth knows only what stands at the words."""
    if "word/styles.xml" not in package.names:
        return ""
    made = []
    for style in package.xml("word/styles.xml").iter(f"{_W}style"):
        name = next((n.get(f"{_W}val") or "" for n in style.iter(f"{_W}name")), "")
        kind, props = style.get(f"{_W}type"), style.find(f"{_W}rPr")
        if props is None or not name or _KNOWN.match(name) or re.search(r"[\\'\n]", name):
            continue
        tags = [
            tag for mark, tag in (("i", "em"), ("b", "strong"))
            if (e := props.find(_W + mark)) is not None and e.get(f"{_W}val") not in _OFF
        ]  # fmt: skip
        if kind == "character" and tags:
            made.append(f"r[style-name='{name}'] => {' > '.join(tags)}")
        elif kind == "paragraph" and "em" in tags:
            made.append(f"p[style-name='{name}'] => p:fresh > em:fresh")
    return "\n".join(made)
