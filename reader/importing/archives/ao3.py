"""Archive of Our Own: a work's download, as HTML and as the EPUB that Calibre makes of it, and a
saved page of a work or of one chapter.

Ids and the words of labels are stable; Calibre, which makes its EPUBs, renames the classes.
"""

from __future__ import annotations

from lxml.html import HtmlElement

from reader.importing.archives.ao3_chapters import add_afterword, chapters_in, without_numbers
from reader.importing.archives.ao3_preface import read_preface
from reader.importing.archives.elements import (
    first_at,
    leave_out_around,
    outside,
)
from reader.importing.chapters.marked_chapters import from_marked_chapters
from reader.importing.html.element_readers import new_prose
from reader.text.manuscripts.manuscript import Manuscript
from reader.text.manuscripts.title_page import TitlePage


def read_ao3_page(tree: HtmlElement) -> Manuscript | None:
    """A download of a work, or a saved page of one."""
    chapters = first_at(tree, "//*[@id='chapters']")
    if chapters is None or (
        first_at(tree, "//*[@id='preface']") is None
        and first_at(tree, "//*[@id='workskin']") is None
    ):
        return None
    page = TitlePage()
    read_preface(tree, page)
    _leave_out_site(tree, page)
    end = first_at(tree, "//*[@id='afterword']")
    if end is None:
        end = first_at(tree, "//*[@id='endnotes'] | //*[@id='work_endnotes']")
    parts = chapters_in(chapters, lambda es: new_prose().read(es), page)
    manuscript = from_marked_chapters(page, without_numbers(parts, page))
    add_afterword(manuscript, end)
    return manuscript


def _leave_out_site(tree: HtmlElement, page: TitlePage) -> None:
    """Leave out what the site shows around a work on a saved page, readers' comments too."""
    work = first_at(tree, "//*[@id='workskin']")
    if work is None:
        return
    details = tree.xpath("//dl[contains(@class, 'meta')]")
    leave_out_around(page, tree, work, *details)
    for part in work.xpath(".//*[contains(@class, 'afterword')]"):
        quotes = part.xpath(".//blockquote")
        page.leave_out(outside(part, *quotes))
