"""The question before the text: a rating, or warnings, that whoever opens a chapter wants to be
told of. The page has its text all the same, which is covered until they read on: whatever keeps
pages, or looks for words in them, has it whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, wraps

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import mark_safe
from django.views.decorators.csrf import csrf_exempt

from reader.models import Chapter, Story, Tag
from reader.web.agreed_stories import agreement, cookie_name, has_agreed, keep_agreement
from reader.web.content_preferences import content_preferences, keep_content_preferences
from reader.web.request import HtmxHttpRequest

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Question:
    """What somebody is told of a story before they read it."""

    rating: str
    """As it is called; empty where the rating is nothing to be told of."""
    warnings: Sequence[str]
    agreement: str
    cookie: str
    """What a script writes where once they read on, when there is no network."""

    def html(self, request: HtmxHttpRequest) -> str:
        """The question, for the page of a chapter."""
        return render_to_string("reading/_question.html", {"question": self}, request)


def question_of(
    request: HtmxHttpRequest,
    story: int,
    authors: Sequence[int],
    rating: str,
    warnings: Sequence[str],
) -> Question | None:
    """What to ask whoever opens a chapter of a story, given by its key and its authors'; None
    where there is nothing, where they were asked, and for the authors."""
    if not (rating or warnings) or request.user.pk in authors:
        return None
    preferences = content_preferences(request)
    told_rating = rating if preferences.tells_of_rating(rating) else ""
    told_warnings = preferences.warnings_told(warnings)
    if not (told_rating or told_warnings):
        return None
    known = agreement(story, [told_rating, *told_warnings])
    if has_agreed(request, known):
        return None
    label = Story.Rating(told_rating).label if told_rating else ""
    return Question(label, told_warnings, known, cookie_name(request))


def question_of_story(request: HtmxHttpRequest, story: Story) -> Question | None:
    """The same, of a story that is loaded. A query where its tags are not."""
    warnings = [tag.name for tag in story.tags_in_order if tag.kind == Tag.Kind.WARNING]
    return question_of(request, story.pk, story.author_keys, story.rating, warnings)


def to_the_question(
    request: HtmxHttpRequest, chapter: Chapter, there: str = ""
) -> HttpResponse | None:
    """From a page of its own that quotes a chapter to where one is asked first: the chapter's page,
    or a place on it; None where nothing is asked, and for a part of a page. A chapter that is not
    in its story has no such page."""
    if request.htmx or chapter.number is None or question_of_story(request, chapter.story) is None:
        return None
    return HttpResponseRedirect(there or chapter.get_absolute_url())


def slots_of(request: HtmxHttpRequest, question: Question | None) -> dict[str, str]:
    """What stands in the slots of a page with a text: where it asks something, the text is covered,
    and nothing runs on it that would take it for read."""
    script = _address(
        "js/reading.js" if question is None else "js/question.js", settings.STATIC_URL
    )
    return {
        "question": mark_safe(question.html(request)) if question else "",
        "covered": mark_safe(" data-covered") if question else "",
        "begins_at": "question" if question else "text",
        "reading_script": script,
    }


@lru_cache
def _address(name: str, under: str) -> str:
    """Where a file lies: asked for with every page, and the same until Gloss starts anew."""
    return static(name)


def asks_first(view: View) -> View:
    """A page with the text of a story: what its question is answered with is sent to the page
    itself, so that one is at the same words afterwards.

    A page that everybody gets holds no token; a form that a browser says is of another site changes
    nothing.
    """

    @csrf_exempt
    @wraps(view)
    def page(request: HtmxHttpRequest, slug: str, **named: object) -> HttpResponseBase:
        if request.method == "POST":
            return _read_on(request, slug)
        return view(request, slug, **named)

    return page


def _read_on(request: HtmxHttpRequest, slug: str) -> HttpResponseBase:
    """Remember that they read on; back to where they were. Raises Http404."""
    visible = Story.objects.visible_to(request.user).prefetch_related("tags")
    story = get_object_or_404(visible, slug=slug)
    response = HttpResponseRedirect(request.get_full_path(), status=303)
    question = question_of_story(request, story)
    if question is None or request.headers.get("Sec-Fetch-Site") == "cross-site":
        return response
    if "no_more" in request.POST:
        preferences = content_preferences(request)
        preferences.ask_no_more()
        keep_content_preferences(request, response, preferences)
    keep_agreement(request, response, question.agreement)
    return response
