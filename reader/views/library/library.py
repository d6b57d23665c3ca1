"""The library: what one is reading, and what there is to read."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from reader.actions.people.continuing import tell_new_chapters, to_continue
from reader.views.library.story_filter import Catalogue, choices

ON_A_PAGE = 24
TO_CONTINUE = 4


def library(request: HttpRequest) -> HttpResponse:
    """Stories, those asked for in the address; before them, where one stopped reading."""
    asked = Catalogue.asked(request.GET)
    stories = asked.stories(request.user).select_related("author").prefetch_related("tags")
    page = Paginator(stories, ON_A_PAGE).get_page(request.GET.get("page"))
    tell_new_chapters(page.object_list, request.user)
    context = {
        "asked": asked,
        "page": page,
        "keep": f"{asked.address}&" if asked.address else "",
    }
    if request.htmx and not request.htmx.history_restore_request:
        answer = render(request, "library/library.html#found", context)
        answer["HX-Push-Url"] = reverse("library") + (asked.address and f"?{asked.address}")
    else:
        context |= choices(request.user)
        here = f"{context['keep']}page={page.number}" if page.number > 1 else asked.address
        path = reverse("library") + (here and f"?{here}")
        context["canonical"] = request.build_absolute_uri(path)
        if not asked.narrowed and page.number == 1:
            context["reading"] = to_continue(request.user, TO_CONTINUE)
        answer = render(request, "library/library.html", context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer
