"""FanFiction.net: a saved page of one chapter, of any of its eras."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from reader.importing.archives.details import read_detail
from reader.importing.archives.elements import first_at, leave_out_around, words_of
from reader.importing.chapters.marked_chapters import MarkedChapter, from_marked_chapters
from reader.importing.html.element_readers import new_prose
from reader.text.manuscripts.label_values import read_language
from reader.text.manuscripts.manuscript import Manuscript
from reader.text.manuscripts.title_page import TitlePage

_ADDRESS = re.compile(r"fanfiction\.net/s/(\d+)(?:/(\d+))?")
_TITLES = re.compile(r"(?P<title>.+?)(?: Chapter \d+(?:: (?P<name>.+?))?)?,? an? ")
_STORIES = "https://www.fanfiction.net/s"
_NUMBERED = re.compile(r"(?:chapter\s+)?\d+\s*[.:]\s*(?=\S)", re.IGNORECASE)


def read_fanfiction_net_page(tree: HtmlElement) -> Manuscript | None:
    """A saved page of one chapter."""
    text = first_at(tree, "//*[@id='storytext']")
    if text is None:
        return None
    page = TitlePage()
    leave_out_around(page, tree, text)
    profile = first_at(tree, "//*[@id='profile_top']")
    if profile is not None:
        page.title = words_of(first_at(profile, ".//b"))
        page.author = words_of(first_at(profile, ".//a[contains(@href, '/u/')]"))
        page.summary = words_of(first_at(profile, "./div[contains(@class, 'xcontrast_txt')]"))
        details = words_of(first_at(profile, ".//span[contains(@class, 'xgray')]"))
        _read_details(details, page)
    story_title, chapter_title = _titles(tree)
    page.title = page.title or story_title
    chosen = first_at(tree, "//select[@id='chap_select']/option[@selected]")
    title = _NUMBERED.sub("", words_of(chosen)) or chapter_title
    address = first_at(tree, "//link[@rel='canonical']/@href") or ""
    story = _ADDRESS.search(address)
    key = ""
    if story:
        page.source = f"{_STORIES}/{story[1]}/1/"
        key = f"{_STORIES}/{story[1]}/{story[2] or 1}/"
    return from_marked_chapters(page, [MarkedChapter(title, new_prose().read([text]).found, key)])


def _read_details(details: str, page: TitlePage) -> None:
    """Read `Rated: Fiction T - English - Humor - Chapters: 3`; the language has no label."""
    for part in details.split(" - "):
        label, colon, value = part.partition(":")
        if colon:
            read_detail(page, label, value.strip())
        elif " " not in part.strip():
            page.language = page.language or read_language(part)


def _titles(tree: HtmlElement) -> tuple[str, str]:
    """The story's title and the chapter's, by the title of the page."""
    found = _TITLES.match(" ".join((tree.findtext(".//title") or "").split()))
    return (found["title"], found["name"] or "") if found else ("", "")
