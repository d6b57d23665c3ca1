"""What readers say: on words, on a chapter, to each other."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh, reswap, retarget

from reader.models import Chapter, Comment, Margin, Passage
from reader.models.library.chapter import WordsAreGone
from reader.models.margin.comment import CommentQuerySet, html_of
from reader.views.margin.margin import changed, located, place_of, thread_html
from reader.views.reading.chapter import chapter_for, render_comments
from reader.views.reading.taken_out import is_closed
from reader.views.site.errors import NotHere
from reader.views.site.forms import CommentForm, status_of
from reader.views.site.once import once
from reader.web.rate_limits import too_often

GONE = (
    "The author has revised the chapter, and these words are gone. What you wrote is still here: "
    "load the page again to see the new text, or say it on the chapter as a whole."
)


@require_POST
@login_required
def say(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Comment on a passage, on a selection, or, with neither, on the chapter."""
    chapter = chapter_for(request, slug, number)
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
        return refused(request, context, 422)
    if refusal := too_often(request, "comment"):
        form.add_error(None, refusal)
        return refused(request, context, 429)
    text = form.cleaned_data["text"]
    html_of(text)  # before anything is locked
    try:
        place = located(request.POST, chapter) if about["name"] == "new" else None
        with once(request):
            passage = _passage(request, chapter, place)
            comment = Comment.objects.say(text, by=request.user, chapter=chapter, passage=passage)
    except WordsAreGone:
        form.add_error(None, GONE)
        return refused(request, context, 409)
    return said(request, comment, "Your comment is in the margin." if passage else "Thank you.")


def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """To the comment where it stands; one's own also where it can't be read any more on what."""
    own = _described().filter(reader=request.user.pk, pk=pk).first()
    found = own or _visible(request, pk)
    if own and is_closed(request.user, found.chapter):
        return HttpResponseRedirect(f"{found.chapter.get_absolute_url()}#c{found.pk}")
    return HttpResponseRedirect(found.url_in_chapter)


@login_required
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a comment: a form, and what becomes of it."""
    to = _visible(request, pk)
    if to.silent:
        raise NotHere("There is nothing to answer: it was deleted or hidden.")
    form = CommentForm(request.POST or None)
    context = {
        "chapter": to.chapter,
        "form": form,
        "form_id": f"reply-{to.pk}",
        "action": request.path,
        "to": to,
        "label": f"Reply to {to.reader}",
        "button": "Reply",
    }
    if request.method != "POST":
        return asked(request, context)
    if not form.is_valid():
        return refused(request, context, 422)
    if refusal := too_often(request, "comment"):
        form.add_error(None, refusal)
        return refused(request, context, 429)
    text = form.cleaned_data["text"]
    html_of(text)  # before anything is locked
    with once(request):
        answer = Comment.objects.say(text, by=request.user, chapter=to.chapter, to=to)
    return said(request, answer, "Your reply is there.")


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what one said."""
    mine = _mine(request, pk)
    form = CommentForm(request.POST or None, initial={"text": mine.source})
    context = {
        "chapter": mine.chapter,
        "form": form,
        "form_id": f"edit-{mine.pk}",
        "action": request.path,
        "to": mine,
        "label": "Edit your comment",
        "button": "Save",
    }
    if request.method != "POST":
        return asked(request, context)
    if not form.is_valid():
        return refused(request, context, status_of(form))
    if form.cleaned_data["text"] != mine.source:
        mine.edit(form.cleaned_data["text"])
    return said(request, mine, "Saved.")


@login_required
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete what one said, once one has said so twice."""
    mine = _mine(request, pk)
    if request.method != "POST":
        return asked(
            request,
            {
                "chapter": mine.chapter,
                "action": request.path,
                "to": mine,
                "button": "Delete",
                "form_id": f"delete-{mine.pk}",
                "label": "Delete this comment? This cannot be undone.",
            },
        )
    mine.retract()
    return said(request, mine, "Your comment is deleted.", gone=True)


@login_required
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    """For moderators: take a comment out of sight, or bring it back."""
    found = _visible(request, pk)
    if not request.user.moderates:
        raise PermissionDenied("Only moderators hide comments.")
    if request.method != "POST":
        label = (
            "Show this comment again?" if found.hidden_at else "Hide this comment from everybody?"
        )
        return asked(
            request,
            {
                "chapter": found.chapter,
                "action": request.path,
                "to": found,
                "label": label,
                "form_id": f"hide-{found.pk}",
                "button": "Show" if found.hidden_at else "Hide",
            },
        )
    if found.hidden_at:
        found.show()
    else:
        found.hide()
    return said(request, found, "It is hidden." if found.hidden_at else "It is back.")


def asked(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    """A form to fill in, in place for htmx, else on a page of its own."""
    template = "margin/_comment_form.html" if request.htmx else "margin/comment_form.html"
    return render(request, template, context)


def refused(request: HttpRequest, context: dict[str, object], status: int) -> HttpResponse:
    """The same form with what was typed, and what is wrong with it."""
    response = render(
        request,
        "margin/_comment_form.html" if request.htmx else "margin/comment_form.html",
        context,
        status=status,
    )
    if request.htmx:
        response = reswap(retarget(response, f"#{context['form_id']}"), "outerHTML")
    return response


def said(
    request: HttpRequest, comment: Comment, message: str, *, gone: bool = False
) -> HttpResponse:
    """The thread as it is now, and what else changes on the page."""
    chapter, passage = comment.chapter, comment.passage
    if not request.htmx:
        if gone:
            return HttpResponseRedirect(chapter.get_absolute_url(), status=303)
        return HttpResponseRedirect(comment.url_in_chapter, status=303)
    if chapter.number is None:
        return HttpResponseClientRefresh()
    chapter = chapter_for(request, chapter.story.slug, chapter.number)
    if passage is None:
        html, target = render_comments(request, Margin(chapter, request.user)), "#comments"
    else:
        html = thread_html(request, chapter, passage)
        asked = request.POST.get("passage", "")  # another one, if that was brought from elsewhere
        target = "#tnew" if "start" in request.POST else f"#t{asked or passage.pk}"
    response = HttpResponse(
        html + changed(request, chapter, place_of(passage) if passage else None, message)
    )
    return reswap(retarget(response, target), "outerHTML")


def _about(request: HttpRequest) -> dict[str, object]:
    """What a form that was sent is about, to be shown with it again."""
    posted = request.POST
    if posted.get("passage"):
        return {"passage": {"pk": posted["passage"]}, "name": posted["passage"]}
    if "start" in posted:
        place = {name: posted.get(name, "") for name in ("revision", "start", "end")}
        return place | {"words": posted.get("quote", ""), "name": "new"}
    return {"name": "chapter"}


def _passage(
    request: HttpRequest, chapter: Chapter, place: tuple[int, int] | None
) -> Passage | None:
    """What the comment is about: a passage that is there, or a `place`. Raises Http404 and
    WordsAreGone."""
    wanted = request.POST.get("passage", "")
    if wanted:
        if not wanted.isdecimal() or len(wanted) > 17:
            raise Http404
        passage = get_object_or_404(
            Passage.objects.visible_to(request.user), pk=wanted, chapter=chapter
        )
        if passage.origin_id:
            return passage
        if passage.loose:
            raise NotHere("These words are in no chapter here yet, so nobody can comment on them.")
        if passage.revision_id != chapter.revision_id:
            raise WordsAreGone
        return Passage.objects.at(chapter, passage.start, passage.end)
    return Passage.objects.at(chapter, *place) if place else None


def _described() -> CommentQuerySet:
    return Comment.objects.select_related(
        "reader", "chapter__story__author", "chapter__revision", "passage__revision",
        "passage__chapter__story",
    )  # fmt: skip


def _visible(request: HttpRequest, pk: int) -> Comment:
    return get_object_or_404(_described().visible_to(request.user), pk=pk)


def _mine(request: HttpRequest, pk: int) -> Comment:
    """One's own, also on a chapter that one may not read any more: it is to be corrected and
    deleted as long as it is there."""
    found = _described().filter(reader=request.user.pk, pk=pk).first()
    if found is None or found.silent:
        raise NotHere("There is no such comment of yours.")
    if is_closed(request.user, found.chapter) and found.passage:
        found.passage.chapter = found.chapter
    return found
