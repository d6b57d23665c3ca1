"""Downloads: a story as a file, made once for everybody who asks for the same."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from reader.exporting import FORMATS
from reader.exporting.stories.story_file import WITH, StoryFile
from reader.models import Reader, Story
from reader.models.audience import Audience
from reader.views.catalogs.basic_auth import ask_for_password, reader_of
from reader.views.site.export import Back, export_answer
from reader.web.request import HtmxHttpRequest
from reader.web.window import is_for_window


@require_safe
def download(request: HtmxHttpRequest, slug: str, form: str) -> HttpResponseBase:
    """The story in one of the formats; as EPUB, `?with=highlights` or `?with=threads` too."""
    request.user = reader_of(request) or request.user  # an app shows a password each time
    visible = Story.objects.visible_to(request.user).select_related("author")
    story = visible.filter(slug=slug).first()
    if story is None:
        return _why_not(request, slug)
    also = request.GET.get("with", "")
    if form not in FORMATS:
        raise Http404
    if also and (form != "epub" or also not in WITH):
        raise BadRequest("Only an EPUB can come with=highlights or with=threads.")
    reader = None
    if also == "highlights":
        if not isinstance(request.user, Reader):
            return redirect_to_login(request.get_full_path())
        reader = request.user
    elif also and isinstance(request.user, Reader) and request.user.silenced.anything:
        reader = request.user  # others share one file
    own = story.is_draft and story.is_by(request.user)
    wanted = StoryFile(story, form, also, reader, own)
    if not wanted.edition.chapters:
        raise Http404
    response: HttpResponseBase | None
    response = get_conditional_response(request, etag=f'"{wanted.key}"')
    if response is None:
        title = f"{story} as {FORMATS[form].name}"
        back = Back(story.get_absolute_url(), str(story))
        response = export_answer(request, wanted, title, back, limit="download")
    if story.audience == Audience.LINK:
        response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _why_not(request: HtmxHttpRequest, slug: str) -> HttpResponseBase:
    """A program is asked for a password where the story is for members. Raises Http404."""
    for_members = Story.objects.published().filter(slug=slug, audience=Audience.MEMBERS)
    if request.user.is_authenticated or is_for_window(request) or not for_members.exists():
        raise Http404
    return ask_for_password(request)
