"""Markup of OpenDocument texts, and what is read of it."""

# ruff: noqa: E501 (lines of markup are as long as they are)

from reader.importing.files.packages import Package
from reader.importing.opendocument import odt as texts
from reader.importing.opendocument.body import Body
from reader.importing.opendocument.element_readers import READERS
from reader.importing.opendocument.names import OFFICE
from tests.importing.file_layouts import odt

LINE = "The ferry came in late, with its lamps already lit and a gull asleep."


def p(inside, style=""):
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def style(name, parent="", family="paragraph", words="", props="", more=""):
    return (
        f'<style:style style:name="{name}" style:parent-style-name="{parent}" style:family="{family}" '
        f"{more}><style:text-properties {words}/><style:paragraph-properties {props}/></style:style>"
    )


def read(*paragraphs, styles=""):
    return texts.read_odt(odt("".join(paragraphs), styles), name="low_water")


def page(*paragraphs, styles=""):
    """The HTML that is made of a text, before a manuscript is made of that."""
    package = Package(odt("".join(paragraphs), styles))
    content = package.xml("content.xml")
    return Body(package, content, READERS).read(next(content.iter(f"{OFFICE}text"))).page.tree


def listed(*items, more=""):
    return f'<text:list text:style-name="L" {more}>{"".join(items)}</text:list>'


def item(inside, more=""):
    return f"<text:list-item {more}><text:p>{inside}</text:p></text:list-item>"
