"""What an archive shows instead of a story: a door to log in at, a question whether one is of age,
a page that is not there, a list of stories. None of these is imported in silence."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml.html import HtmlElement

from reader.text.manuscripts.manuscript import Manuscript, ManuscriptError

_MOST_PROSE, _MOST_WORDS = 200, 1200
"""Words in the paragraphs, and in all, of a page that may be no story for what it says. A story
may say all this too, in more."""
_MOST_OF_A_CHAPTER = 150
_LINK = re.compile(r"(?<!\\)\[((?:\\.|[^\[\]\\\n]){0,300})\]\(\S")
_LINKS = 20
"""Links that make a list, if most of the words are in them."""


class Kind(NamedTuple):
    """A kind of page: what is said of the file, what it says, and what its title says."""

    sentence: str
    says: re.Pattern[str]
    title: re.Pattern[str]


def _kind(sentence: str, says: str, title: str) -> Kind:
    return Kind(sentence, re.compile(says, re.IGNORECASE), re.compile(title, re.IGNORECASE))


_STORY = r"(?:work|story|fic|fiction|chapter|post|entry|page)"
_LOGIN = _kind(
    "is a login page, not a story: log in on the site, open the story and save that page",
    rf"only (?:available|visible) to (?:registered|logged[- ]in) (?:users|members)"
    rf"|log ?in to (?:see|read|view|access) th(?:is|e) {_STORY}"
    rf"|(?:must|need to) (?:be (?:logged|signed) in|log ?in|sign in|register) (?:\w+ )?to "
    rf"(?:see|read|view|access|continue)"
    r"|please (?:log ?in|sign in) to (?:see|read|view|access|continue)"
    r"|not authori[sz]ed to (?:access|view|see)"
    r"|don['’]t have permission to access the page",
    r"(?:new session|log ?in|sign ?in)\b",
)
_ADULT = _kind(
    "is a page that asks about adult content, not a story: continue to the story and save that "
    "page",
    r"could have adult content|willing to see such content|age consent required"
    r"|only (?:be )?(?:appropriate|suitable) for adults|adult content (?:notice|warning)"
    r"|you must be (?:at least |over )?18|are you (?:at least |over )18",
    r"(?:adult|mature) content|age (?:check|verification|consent)",
)
_MISSING = _kind(
    "is a “not found” page, not a story: look for the story’s current URL on the site",
    rf"couldn['’]t find the {_STORY} you were looking for|error 404\b|404 not found"
    rf"|the page you were looking for (?:doesn['’]t|does not) exist"
    rf"|(?:story|chapter|page) not found\b|unable to locate story|this {_STORY} has been deleted"
    r"|story does not have any chapters|fanfiction\.net message type",
    r"(?:error )?404\b|(?:page |story )?not found",
)
_BUSY = _kind(
    "is a page that a site shows while it is busy or checks your browser, not a story: open the "
    "story again and save it once its text is there",
    r"checking (?:if the site connection is secure|your browser before)"
    r"|verify(?:ing)? you are (?:a )?human|enable javascript and cookies to continue"
    r"|^\W*retry later\W*$|shields are up"
    r"|50[234] (?:bad gateway|service (?:temporarily )?unavailable|gateway time-?out)",
    r"just a moment|attention required|50[234] ",
)
_KINDS = (_LOGIN, _ADULT, _MISSING, _BUSY)
_LIST = "is a list of stories, not a story: open each one and save its own page"
_LISTED = (
    "//li[contains(concat(' ', @class, ' '), ' blurb ')] | //*[contains(@class, 'z-list')]"
    " | //*[contains(@class, 'fiction-list-item')] | //*[contains(@class, 'listbox')]"
)


def refuse_non_story(tree: HtmlElement) -> None:
    """Raise ManuscriptError for a page that is no archive's story, and one of these kinds."""
    body = tree.find("body")
    text = _plain(body) if body is not None else ""
    words = len(text.split())
    title = " ".join((tree.findtext(".//title") or "").split())
    asks = tree.xpath("//input[@type='password']")
    prose = sum(len(_plain(paragraph).split()) for paragraph in tree.iter("p"))
    for kind in _KINDS:
        titled = kind.title.match(title) and (kind is not _LOGIN or asks)
        if prose <= _MOST_PROSE and words <= _MOST_WORDS and (titled or kind.says.search(text)):
            raise ManuscriptError(kind.sentence)
    if tree.xpath(_LISTED):
        raise ManuscriptError(_LIST)


def warn_of_non_stories(manuscript: Manuscript) -> None:
    """Say, before all else, which chapters of a manuscript may be such pages, in whatever format
    they came, and whether it is mostly links."""
    for number, chapter in enumerate(manuscript.chapters, 1):
        telling = _telling_words(chapter.source)
        if telling:
            manuscript.losses.append(f"Chapter {number} may not be a story: it says “{telling}”.")
    text = "\n".join(chapter.source for chapter in manuscript.chapters)
    links = _LINK.findall(text)
    linked = len(" ".join(links).split())
    if len(links) >= _LINKS and 2 * linked > len(text.split()):
        manuscript.losses.append(
            f"Most of this is a list of {len(links)} links: it may not be a story."
        )


def _telling_words(text: str) -> str:
    """The words of a short chapter that only such a page says."""
    if len(text) >= 20 * _MOST_OF_A_CHAPTER or len(text.split()) > _MOST_OF_A_CHAPTER:
        return ""
    for kind in _KINDS:
        found = kind.says.search(text)
        if found:
            return found[0]
    return ""


def _plain(element: HtmlElement) -> str:
    """The words of an element but for its scripts and styles."""
    pieces = element.xpath(".//text()[not(ancestor::script or ancestor::style)]")
    return " ".join(" ".join(pieces).split())
