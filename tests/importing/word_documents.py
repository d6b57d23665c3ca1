"""Pieces of Word documents, and what is read of them, for the tests."""

from reader.importing.files.packages import Package
from reader.importing.word import docx as documents
from reader.importing.word.body import Body
from reader.importing.word.element_readers import READERS
from reader.importing.word.parts import Parts
from reader.text.rendering.block import plain_text
from reader.text.rendering.blocks import render
from tests.importing.file_layouts import W, docx

LINE = "The ferry came in late, with its lamps already lit and a gull asleep."
NAMES = (
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def run(words, props=""):
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(inside, props=""):
    return f"<w:p {NAMES}><w:pPr>{props}</w:pPr>{inside}</w:p>"


def style(key, name="", based="", kind="paragraph", props="", words=""):
    return (
        f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name or key}"/>'
        f'<w:basedOn w:val="{based}"/><w:pPr>{props}</w:pPr><w:rPr>{words}</w:rPr></w:style>'
    )


def styles(*made, usual=""):
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{usual}</w:rPr></w:rPrDefault></w:docDefaults>"
    return f'<w:styles xmlns:w="{W}">{defaults}{"".join(made)}</w:styles>'


def read(*paragraphs, **parts):
    return documents.read_docx(docx("".join(paragraphs), **parts), name="low_water")


def page(*paragraphs, **parts):
    """The HTML that is made of a document, before a manuscript is made of that."""
    return Body(Parts(Package(docx("".join(paragraphs), **parts))), READERS).read().page.tree


def words_of(manuscript):
    return " ".join(plain_text(render(c.source)) for c in manuscript.chapters).split()
