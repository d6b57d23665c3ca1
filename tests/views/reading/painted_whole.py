"""A chapter's text as one viewer has to see it, made from the rows in one go: who sees what is
said here anew, and nothing comes from a cache."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from html import escape
from typing import NamedTuple

from django.utils.html import format_html

from reader.models import Chapter, Comment, Highlight, Passage, PopularHighlight, Reader
from reader.text.rendering.painting import Mark, paint_all
from tests.silenced import is_heard, unheard_by

ARTICLE = re.compile(r'<article id="text"[^>]*>(.*?)</article>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")
MARK = re.compile(r"<mark [^>]*>")
SETS = re.compile(r'(data-passages|class)="([^"]*)"')


class _Voice(NamedTuple):
    """A passage with the reasons why a viewer sees it."""

    passage: Passage
    classes: list[str]
    shown_by: frozenset[int]
    comments: int
    colour: str


def painted_whole(chapter: Chapter, viewer: Reader | None) -> list[str]:
    """What stands between the tags of the article: of each block its link and its element."""
    revision = chapter.revision
    voices = _voices(chapter, viewer)
    marks = []
    for voice in voices:
        place = voice.passage.start, voice.passage.end, voice.passage.pk
        heard = _heard(voice, viewer)
        marks.append(Mark(*place, " ".join(voice.classes), voice.shown_by, voice.colour, heard))
    popular = list(PopularHighlight.objects.filter(chapter=chapter.pk, revision=revision.pk))
    for one in popular:
        heard = f"marked by {one.readers} readers or more"
        marks.append(Mark(one.start, one.end, 0, "many", said=heard))
    marks.sort(key=lambda mark: mark[:3])
    blocks = []
    for html, start, end, _ in revision.blocks:
        blocks.append((html, revision.text[start:end], start))
    painted = []
    for index, html in enumerate(paint_all(blocks, marks)):
        _, start, _, kind = revision.blocks[index]
        here = [voice for voice in voices if revision.block_at(voice.passage.start) == index]
        many = [one.readers for one in popular if revision.block_at(one.start) == index]
        link = "" if kind == "break" else _link(index, here, max(many, default=0))
        painted.append(link + _named(html, index, start, kind))
    return painted


def article_of(page: str) -> str:
    """What stands between the tags of a page's article."""
    found = ARTICLE.search(page)
    assert found, "there is no text on the page"
    return found[1]


def compared(html: str) -> str:
    """HTML as far as browsers and readers tell it apart: the order of classes and of passages in
    a mark, and white space in and between tags, say nothing."""
    html = MARK.sub(_sorted, html)
    html = TAG.sub(lambda tag: re.sub(r"\s+", " ", tag[0]).replace(" >", ">"), html)
    return re.sub(r">\s*\n\s*<", "><", html).strip()


def _sorted(mark: re.Match[str]) -> str:
    return SETS.sub(lambda found: f'{found[1]}="{" ".join(sorted(found[2].split()))}"', mark[0])


def may_read(viewer: Reader | None, comment: Comment) -> bool:
    """Whether somebody reads the words of a comment that was not deleted."""
    if comment.hidden_at is None and comment.held_at is None:
        return True
    keeps = viewer and (viewer.moderates or comment.chapter.story.is_by(viewer))
    return bool(keeps or (viewer and viewer.pk == comment.reader_id))


def _voices(chapter: Chapter, viewer: Reader | None) -> list[_Voice]:
    """The passages of the present text that a viewer sees."""
    voices = []
    standing = Passage.objects.filter(
        chapter=chapter.pk, revision=chapter.revision_id, loose=False
    ).order_by("start", "end", "pk")
    highlights, said = defaultdict(list), Counter()
    marks = Highlight.objects.filter(passage__in=standing, removed_at=None).order_by("pk")
    for highlight in marks.exclude(reader__in=unheard_by(viewer)):
        highlights[highlight.passage_id].append(highlight)
    for comment in Comment.objects.filter(passage__in=standing, deleted_at=None):
        if may_read(viewer, comment) and is_heard(comment, viewer):
            said[comment.passage_id] += 1
    for passage in standing:
        classes, shown_by, colour = [], set(), ""
        for highlight in highlights[passage.pk]:
            if viewer and highlight.reader_id == viewer.pk:
                classes.append("mine")
                colour = highlight.colour
            elif highlight.public:
                classes.append("shown")
            if highlight.public:
                shown_by.add(highlight.reader_id)
        if said[passage.pk]:
            classes.append("talk")
        if classes:
            shows = frozenset(shown_by)
            voices.append(_Voice(passage, classes, shows, said[passage.pk], colour))
    return voices


def _heard(voice: _Voice, viewer: Reader | None) -> str:
    """What one hears of a mark: whose it is, its colour, and how much is said on it."""
    heard = []
    others = voice.shown_by - {viewer.pk if viewer else 0}
    if voice.colour:
        heard.append(f"your {voice.colour} highlight")
    if others:
        heard.append(f"highlighted by {_count(len(others), 'reader')}")
    if voice.comments:
        heard.append(_count(voice.comments, "comment"))
    return ", ".join(heard)


def _link(index: int, here: list[_Voice], many: int) -> str:
    """The link beside a block, on which the passages begin that are `here`."""
    comments = mine = 0
    shown_by: frozenset[int] = frozenset()
    for voice in here:
        comments += voice.comments
        mine += "mine" in voice.classes
        shown_by |= voice.shown_by
    label = "Highlight or comment on this paragraph"
    if comments:
        label = f"{_count(comments, 'comment')} on this paragraph"
    if mine:
        label += f", {_count(mine, 'highlight')} of yours"
    if shown_by:
        label += f", highlighted by {_count(len(shown_by), 'reader')}"
    if many:
        label += f", marked by {many} readers or more"
    names = "block-link"
    if comments:
        names += " talk"
    if mine:
        names += " mine"
    return format_html(
        '<a class="{}" id="w{index}" href="blocks/{index}/" hx-get="blocks/{index}/" '
        'hx-target="#margin" aria-label="{}">{}</a>',
        names, label, comments or "", index=index,
    )  # fmt: skip


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _named(html: str, index: int, start: int, kind: str) -> str:
    """A painted block with its name and its place. From where a mark begins one gets to its
    thread."""

    def led(mark: re.Match[str]) -> str:
        where = f' aria-details="w{index}"' if "aria-description" in mark[0] else ""
        return f"{mark[0][:-1]}{where}>"

    html = MARK.sub(led, html)
    more = ' tabindex="0"' if kind in ("table", "preformatted") else ""
    tag = re.match(r"<\w+", html)[0]
    return f'{tag} id="b{index}" data-start="{escape(str(start))}"{more}{html[len(tag) :]}'
