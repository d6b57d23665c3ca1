"""The page of a chapter for one reader: what is the same for all, with what is theirs put in."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import escape

from reader.actions.margin.lay_over import laid_over
from reader.actions.margin.own_mark import OwnMark, own_marks
from reader.actions.margin.shared_text import SharedText, TextSource, has_talk, shared_text
from reader.models import AuthorNote, Chapter, Comment, Reader, Revision
from reader.models.library.chapter import RevisedMeanwhile
from reader.models.margin.sight import sight_of
from reader.models.page_key import PageKey, page_key
from reader.models.viewer import apart
from reader.text.rendering.painting import Mark
from reader.views.margin.chapter_comments import chapter_comments
from reader.views.margin.chapter_thanks import chapter_thanks
from reader.views.margin.first_comments import first_comments
from reader.views.margin.loose_section import loose_section
from reader.views.margin.panel import panel_context
from reader.views.margin.threads import people_first, threads_of
from reader.views.margin.wanted_comment import wanted_comment
from reader.views.reading.link_targets import linked_stretch, opened_passages, passage_to_reattach
from reader.views.reading.position import chapter_further_on, resume_offset, revision_last_read
from reader.views.reading.question import Question, question_of, slots_of
from reader.views.reading.readable_chapter import readable_chapter
from reader.views.reading.shared_page import SharedPage, shared_page
from reader.views.reading.slots import filled
from reader.web.cases_waiting import cases_waiting
from reader.web.collapsed_notes import collapsed_notes
from reader.web.device import device_of
from reader.web.request import HtmxHttpRequest
from reader.web.switches import switches

TURNS = 5
"""How often a page is begun anew because its chapter has changed since."""


def chapter_page(
    request: HtmxHttpRequest, slug: str, number: int, answer: Callable[[ChapterPage], HttpResponse]
) -> HttpResponse:
    """What `answer` makes of the page of a chapter: all of it as of one moment. Raises Http404
    where the chapter is not the reader's to read."""
    for _ in range(TURNS):
        key = page_key(request.user, slug, number)
        if key is None:
            raise Http404
        try:
            return answer(ChapterPage(request, key, slug, number))
        except RevisedMeanwhile:
            continue
    raise RevisedMeanwhile


class ChapterPage:
    """The page that one request asks for. The chapter itself is loaded only where it is needed."""

    def __init__(self, request: HtmxHttpRequest, key: PageKey, slug: str, number: int) -> None:
        self.request, self.key, self.slug, self.number = request, key, slug, number
        self.reader = request.user

    @cached_property
    def chapter(self) -> Chapter:
        """Raises Http404, and RevisedMeanwhile where it is another than the key says."""
        chapter = readable_chapter(self.reader, self.slug, self.number)
        if chapter.stamp != self.key.stamps.stamp:
            raise RevisedMeanwhile
        return chapter

    @cached_property
    def shared(self) -> SharedPage:
        """What is around the text, with slots."""
        return shared_page(self.request, self.key, lambda: self.chapter)

    @property
    def may_say(self) -> dict[str, object]:
        """What the reader may say below the chapter."""
        return self.shared.may_say

    @cached_property
    def text(self) -> SharedText:
        """The text as everybody sees it."""
        return shared_text(TextSource(self.key.stamps, self.key.revision, self._revision))

    def _revision(self) -> Revision:
        return self.chapter.current_revision

    @property
    def account(self) -> Reader | None:
        """The reader who is signed in; None for a visitor."""
        return self.reader if isinstance(self.reader, Reader) else None

    @cached_property
    def own(self) -> list[OwnMark]:
        """The reader's own highlights here, and where something is said that most don't see."""
        if not isinstance(self.reader, Reader):
            return []
        sight = sight_of(self.reader, self.key.authors)
        return own_marks(sight, self.key.stamps.chapter, self.key.revision)

    @cached_property
    def question(self) -> Question | None:
        """What to ask before the text."""
        key = self.key
        return question_of(self.request, key.story, key.authors, key.rating, key.warnings)

    @cached_property
    def wanted(self) -> Comment | None:
        """The comment that a link into the page leads to."""
        return wanted_comment(self.request, self.chapter) if self.request.GET else None

    def html(self) -> str:
        """The page in the default look."""
        values = self._of_browser() | self._of_reader() | self._of_place() | self._of_link()
        values |= slots_of(self.request, self.question)
        values["comments"] = self._comments()
        values["loose_section"] = loose_section(self)
        values["thanks"] = chapter_thanks(self)
        if self.shared.follow:
            may_follow = not apart(self.reader, *self.key.authors)
            button = filled(self.shared.follow[self.key.follows], values)
            values["follow_story"] = button if may_follow else ""
        return filled(self.shared.parts, values)

    def _comments(self) -> str:
        if self.wanted or "comments" in self.request.GET:
            return chapter_comments(self.request, self.chapter, self.wanted)
        return first_comments(self)

    def _of_browser(self) -> dict[str, str]:
        """What this browser switched on, and the notes that it keeps collapsed."""
        path = self.request.get_full_path()
        values = {
            "path": escape(path),
            "here": quote(path),
            "stamps": self.key.stamps.of_page,
        }
        for name, state in switches(self.request).items():
            values[f"switch-{name}"] = state
            values[f"checked-{name}"] = " checked" if state == "on" else ""
        collapsed = collapsed_notes(self.request)
        for kind in AuthorNote.Kind.values:
            values[f"open-{kind}"] = "" if kind in collapsed else " open"
        return values

    def _of_reader(self) -> dict[str, str]:
        """Who they are, and this visit's token for their forms."""
        reader = self.reader
        if not isinstance(reader, Reader):
            return {}
        names = {f"colour-{colour}": escape(colour.name) for colour in reader.colours}
        return names | {
            "token": get_token(self.request),
            "reader-key": str(reader.pk),
            "reader-name": escape(str(reader)),
            "reader-initial": escape(reader.initial),
            "reader-unread": str(reader.unread),
            "reader-cases": str(cases_waiting(reader)),
            "reader-hue": str(reader.hue),
            "reader-url": escape(reader.get_absolute_url()),
        }

    def _of_place(self) -> dict[str, str]:
        """Where they stopped, how far they came elsewhere, and what has changed since."""
        resume = resume_offset(self.key, self.text.length)
        return {
            "resume_hidden": "" if resume else " hidden",
            "resume_block": str(self.text.block_at(resume)),
            "resume_offset": f' data-resume="{resume}"' if resume else "",
            "further_offer": self._further_offer(),
            "revised": self._revised(),
        }

    def _further_offer(self) -> str:
        wanted = chapter_further_on(self.key, self.number, device_of(self.request))
        if wanted is None:
            return ""
        readable = Chapter.objects.visible_to(self.reader).in_story().filter(pk=wanted)
        further = readable.only("number").first()
        return self._rendered("reading/_further.html", further=further) if further else ""

    def _revised(self) -> str:
        last_read = revision_last_read(self.key, self.reader)
        if last_read is None:
            return ""
        return self._rendered("reading/_revised.html", last_read=last_read)

    def _of_link(self) -> dict[str, str]:
        """The text with their own marks, and what the link into the page asks to be shown."""
        values = {"threads_opened": "", "attach_form": "", "attach_button": ""}
        also = []
        if self.request.GET:
            linked = linked_stretch(self.request, self.chapter)
            also = [Mark(*linked, 0, "linked")] if linked else []
            threads = self._opened(linked)
            if threads:
                opened = {"threads": threads, "about": threads[0]}
                values["threads_opened"] = self._rendered("margin/_panel.html", **opened)
            passage = passage_to_reattach(self.request, self.chapter)
            if passage:
                for name in ("attach_form", "attach_button"):
                    values[name] = self._rendered(f"margin/_{name}.html", reattaching=passage)
        blocks = laid_over(self.text, range(len(self.text.blocks)), self.account, self.own, also)
        talks = has_talk(blocks) or values["threads_opened"]
        values["talk"] = " data-talk" if talks else ""
        values["text"] = "\n".join(blocks)
        return values

    def _opened(self, linked: tuple[int, int] | None) -> list:
        passages = opened_passages(self.request, self.chapter, linked)
        threads = threads_of(self.reader, self.chapter, passages, self.wanted)
        return people_first(threads, open_all=self.wanted is not None)

    def _rendered(self, template: str, **more: object) -> str:
        context = panel_context(self.chapter, self.reader) | more
        return render_to_string(template, context, self.request)
