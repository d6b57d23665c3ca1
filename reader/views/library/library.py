"""The library: what one is reading, and what there is to read."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from reader.actions.library.count_what_came_out import count_what_came_out
from reader.actions.margin.sample_passage import sample_passage
from reader.actions.people.continuing import tell_new_chapters, to_continue
from reader.models.known_first import KnownFirst
from reader.models.library.left_out import count_left_out
from reader.models.margin.talk import tell_overheard, tell_talk_of_stories
from reader.views.library.filter_choices import filter_choices
from reader.views.library.story_filter import StoryFilter
from reader.views.library.things_to_leave_out import things_to_leave_out
from reader.web.content_preferences import content_preferences
from reader.web.request import HtmxHttpRequest

STORIES_ON_A_PAGE = 24
TO_CONTINUE = 4
"""Stories that one is reading, shown before the others."""


def library(request: HtmxHttpRequest) -> HttpResponse:
    """The stories that the query string asks for; before them, where one stopped reading."""
    count_what_came_out()
    story_filter = StoryFilter.from_query(request.GET)
    preferences = content_preferences(request)
    stories = story_filter.wanted(request.user, preferences)
    stories = stories.select_related("author").prefetch_related("tags")
    in_order = stories if story_filter.sort == "title" else KnownFirst(stories)
    page = Paginator(in_order, STORIES_ON_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    tell_new_chapters(shown, request.user)
    tell_talk_of_stories(shown, request.user)
    tell_overheard(shown, request.user)
    keep = f"{story_filter.query_string}&" if story_filter.query_string else ""
    context = {"story_filter": story_filter, "page": page, "keep": keep}
    context["leave_out"] = things_to_leave_out(story_filter.to_leave_out(), preferences)
    if not story_filter.show:
        asked = story_filter.stories(request.user)
        context["left_out"] = count_left_out(asked, preferences, request.user)
    if request.htmx and not request.htmx.history_restore_request:
        answer = render(request, "library/library.html#found", context)
        answer["HX-Push-Url"] = _url(story_filter.query_string)
    else:
        context |= filter_choices(request.user, preferences)
        query = f"{keep}page={page.number}" if page.number > 1 else story_filter.query_string
        context["canonical"] = request.build_absolute_uri(_url(query))
        if not story_filter.is_narrowed and page.number == 1:
            context["is_front"] = True
            context["reading"] = to_continue(request.user, TO_CONTINUE)
            if not request.user.is_authenticated:
                context["sample"] = sample_passage()
        answer = render(request, "library/library.html", context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _url(query_string: str) -> str:
    return reverse("library") + (f"?{query_string}" if query_string else "")
