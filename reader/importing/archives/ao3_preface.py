"""What stands before a work of Archive of Our Own: title, tags, summary, notes."""

from __future__ import annotations

import re
from collections import Counter

from lxml.html import HtmlElement

from reader.importing.archives.ao3_elements import HOST, significant_elements
from reader.importing.archives.details import read_detail
from reader.importing.archives.elements import (
    as_note,
    first_at,
    has_class,
    markdown_of,
    outside,
    words_of,
)
from reader.text.manuscripts.title_page import TitlePage

_NOT_IN_A_PREFACE = ".//blockquote | .//*[@id='chapters'] | .//div[contains(@class, 'userstuff')]"
_WORK = re.compile(r"/works/(\d+)(?=[/?#]|$)")


def read_preface(tree: HtmlElement, page: TitlePage) -> None:
    """Title, author, tags, summary and notes from what stands before an AO3 work, by its labels."""
    top = first_at(tree, "//*[@id='preface']")
    saved = first_at(tree, "//*[@id='workskin']") if top is None else None
    if saved is not None:
        top = first_at(saved, "./*[contains(@class, 'preface')]")
    top = tree if top is None else top
    page.title = (
        page.title
        or words_of(first_at(top, ".//h1"))
        or words_of(first_at(top, f".//h2[{has_class('title')}]"))
    )
    byline = words_of(first_at(top, f".//*[{has_class('byline')}]"))
    page.author = page.author or re.sub(r"^by\s+", "", byline)
    rows = tree.xpath("//dl[contains(@class, 'meta')]//dt") if saved is not None else top.iter("dt")
    for term in rows:
        value = term.getnext()
        if value is not None and value.tag == "dd":
            read_detail(page, words_of(term), value)
    page.leave_out(outside(top, *top.xpath(_NOT_IN_A_PREFACE)))
    label = ""
    for element in significant_elements(top):
        if element.tag == "blockquote":
            if label == "summary":
                page.summary = markdown_of(element)
            elif label == "notes":
                page.notes += as_note(element)
            label = ""
        else:
            label = words_of(element).lower().rstrip(":")
    posted = first_at(top, ".//a[contains(@href, '/works/')]/@href")
    if posted and saved is None:
        page.source = posted
        return
    linked = _work_linked_most(tree)
    if linked:
        page.source = f"{HOST}/works/{linked}"


def _work_linked_most(tree: HtmlElement) -> str:
    """The number of the work to which most links on a page lead."""
    works: Counter[str] = Counter()
    for link in tree.iter("a"):
        work = _WORK.search(link.get("href") or "")
        if work:
            works[work[1]] += 1
    return works.most_common(1)[0][0] if works else ""
