"""Writing a comment: on a passage, on what is selected, or on the chapter as a whole."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from reader.actions.margin.comment import add_comment
from reader.actions.margin.locate import WordsAreGone
from reader.actions.margin.passage_at import passage_at
from reader.actions.refused import Refused
from reader.models import Chapter, Passage
from reader.models.inbox.follow import with_muted
from reader.models.margin.comment_html import html_of
from reader.text.whole_numbers import whole_number
from reader.views.margin.comment_answers import refusal, updated_thread
from reader.views.margin.follow_first import follow_as_asked, refused_comment
from reader.views.margin.forms import CommentForm
from reader.views.margin.not_now import not_now, said
from reader.views.margin.stretches import selected_stretch
from reader.views.reading.readable_chapter import readable_chapter
from reader.views.site.errors import NotHere
from reader.web.request import SignedInRequest
from reader.web.store_once import store_once

GONE = (
    "The author has revised the chapter, and these words are gone. Your comment is still here: "
    "reload the page to see the new text, or comment on the chapter as a whole."
)


@require_POST
@login_required
def create(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Comment on a passage, on a selection, or, with neither, on the chapter."""
    chapter = readable_chapter(request.user, slug, number)
    form = CommentForm(request.POST)
    about = _about(request)
    context = {
        "chapter": chapter,
        "form": form,
        "form_id": f"say-{about['name']}",
        "action": request.path,
        "about": about,
    }
    if not form.is_valid():
        return refusal(request, context, 422)
    text = form.cleaned_data["text"]
    html = html_of(text, request.user)  # before anything is locked
    if reason := not_now(request, html):
        form.add_error(None, reason)
        return refusal(request, context, 429)
    try:
        stretch = selected_stretch(request.POST, chapter) if about["name"] == "new" else None
        with store_once(request):
            follow_as_asked(request, chapter.story)
            passage = _passage(request, chapter, stretch)
            comment = add_comment(
                text, by=request.user, chapter=chapter, passage=passage, html=html
            )
    except WordsAreGone:
        form.add_error(None, GONE)
        return refusal(request, context, 409)
    except Refused as refused:
        return refused_comment(request, context, refused)
    return updated_thread(request, comment, said(comment, "Comment added."), is_new=True)


def _about(request: HttpRequest) -> dict[str, object]:
    """What a form that was sent is about, to be shown with it again."""
    posted = request.POST
    if posted.get("passage"):
        return {"passage": {"pk": posted["passage"]}, "name": posted["passage"]}
    if "start" not in posted:
        return {"name": "chapter"}
    return {
        "revision": posted.get("revision", ""),
        "start": posted["start"],
        "end": posted.get("end", ""),
        "words": posted.get("quote", ""),
        "name": "new",
    }


def _passage(
    request: SignedInRequest, chapter: Chapter, stretch: tuple[int, int] | None
) -> Passage | None:
    """What the comment is about: a passage that is there, or a `stretch`. Raises Http404 and
    WordsAreGone."""
    wanted = request.POST.get("passage", "")
    if not wanted:
        return passage_at(chapter, *stretch, voice=request.user) if stretch else None
    pk = whole_number(wanted)
    if pk is None:
        raise Http404
    visible = with_muted(Passage.objects.visible_to(request.user), request.user)
    passage = get_object_or_404(visible, pk=pk, chapter=chapter)
    if passage.origin_id:
        return passage
    if passage.loose:
        raise NotHere("These words are not in any chapter here, so they can’t be commented on.")
    if passage.revision_id != chapter.revision_id:
        raise WordsAreGone
    return passage_at(chapter, passage.start, passage.end, voice=request.user)
