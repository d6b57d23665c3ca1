"""The editor: a chapter's text, a preview of it, and what it does to the margin."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import get_random_string

from reader.actions.library.publish import CameOut, publish_revision, save_revision
from reader.actions.revising.revision_preview import RevisionPreview
from reader.models import Chapter, Draft, Revision
from reader.models.library.chapter import RevisedMeanwhile
from reader.models.people.suspension import suspension_of
from reader.text.whole_numbers import whole_number
from reader.views.desk.forms import ChapterForm
from reader.views.desk.own import own_chapter
from reader.views.site.forms import status_of
from reader.web.request import SignedInRequest

MEANWHILE = (
    "Another revision was saved while you were writing. Your text is still here, and nothing is "
    "published. Compare the two, then publish again to replace it with yours."
)

CAME_OUT = (
    "The chapter came out while you were writing. Your text is still here, and readers have the "
    "one that you saved before. Publish to give them this one."
)
STORE = {"publish": publish_revision, "keep": save_revision, "schedule": save_revision}
"""How the text is stored, by what the button says."""


@login_required
def edit(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Write on: preview it and save the draft, discard the draft, or publish; save, where it comes
    out later."""
    chapter = own_chapter(request.user, slug, number, "draft")
    draft = _draft(chapter)
    begun, revision = _begun(chapter, draft)
    if request.method != "POST":
        return _editor(request, chapter, begun, revision)
    if request.POST.get("do") == "discard":
        Draft.objects.filter(chapter=chapter).delete()
        return HttpResponseRedirect(request.path, status=303)
    form = ChapterForm(_sent(request, draft), initial=begun.initial)
    begun_on = _revision(chapter, request.POST.get("revision", ""))
    if not form.is_valid():
        return _editor(request, chapter, form, begun_on, status=status_of(form))
    title, source = form.cleaned_data["title"], form.cleaned_data["source"]
    if request.POST.get("do") not in STORE:
        Draft.objects.keep(
            chapter,
            before=draft,
            revision=begun_on,
            title=title,
            source=source,
            window=_window(request),
        )
        form.initial = {"title": title, "source": source}  # what is stored from now on
        return _editor(request, chapter, form, begun_on, preview=source)
    if refused := suspension_of(request.user):
        form.add_error(None, refused)
        return _editor(request, chapter, form, begun_on, status=403)
    try:
        STORE[request.POST["do"]](chapter, title, source, on=begun_on, by=request.user)
    except RevisedMeanwhile:
        form.add_error(None, MEANWHILE)
        return _editor(
            request, chapter, form, chapter.current_revision, begun_on=begun_on, status=409
        )
    except CameOut:
        form.add_error(None, CAME_OUT)
        chapter = own_chapter(request.user, slug, number, "draft")
        return _editor(request, chapter, form, begun_on, status=409)
    url = chapter.get_absolute_url()
    if request.POST["do"] == "schedule":
        url = reverse("chapter_schedule", args=[slug, chapter.pk])
    return HttpResponseRedirect(url, status=303)


def _draft(chapter: Chapter) -> Draft | None:
    """The chapter's draft, if there is one; the revision it began from is mostly the chapter's."""
    draft: Draft | None = getattr(chapter, "draft", None)
    if draft and draft.revision_id == chapter.revision_id:
        draft.revision = chapter.current_revision
    return draft


def _window(request: SignedInRequest) -> str:
    """What the author's editor calls itself, from when it was opened."""
    return request.POST.get("window", "")[:12] or get_random_string(12)


def _sent(request: SignedInRequest, draft: Draft | None) -> QueryDict:
    """The form. Where this very window kept the draft last, nobody can have come in between: what
    it wrote since then is newer, also where it never saw the answer."""
    sent = request.POST.copy()
    if draft and draft.window and draft.window == sent.get("window"):
        sent.pop("version", None)
    return sent


def _begun(chapter: Chapter, draft: Draft | None) -> tuple[ChapterForm, Revision]:
    """The form as the author left it, and the revision that it was begun on."""
    if draft:
        form = ChapterForm(initial={"title": draft.title, "source": draft.source})
        form.kept = draft.saved_at
        return form, draft.revision
    initial = {"title": chapter.title, "source": chapter.current_revision.source}
    return ChapterForm(initial=initial), chapter.current_revision


def _revision(chapter: Chapter, number: str) -> Revision:
    """The revision that a form says it was begun on; the present one where it does not say."""
    known = whole_number(number)
    if known is None or known == chapter.current_revision.number:
        return chapter.current_revision
    return chapter.revisions.filter(number=known).first() or chapter.current_revision


def _words_to_find(request: SignedInRequest, chapter: Chapter) -> tuple[str, int] | None:
    """Words of the present text that a link asks to be shown, `?words=start-end`, and after how
    many thousandths of it they begin."""
    parts = [whole_number(part) for part in request.GET.get("words", "").split("-")]
    if len(parts) != 2 or None in parts:
        return None
    start, end = cast(list[int], parts)
    words = chapter.text[start:end]
    return (words, 1000 * start // len(chapter.text)) if words else None


def _editor(
    request: SignedInRequest,
    chapter: Chapter,
    form: ChapterForm,
    revision: Revision,
    *,
    begun_on: Revision | None = None,
    preview: str = "",
    status: int = 200,
) -> HttpResponse:
    """The editor; to htmx, which asks while the author writes, the `preview` of a text alone."""
    begun_on = begun_on or revision
    effect = RevisionPreview.of(chapter, preview, by=request.user) if preview else None
    context = {
        "chapter": chapter,
        "story": chapter.story,
        "form": form,
        "revision": revision,
        "behind": begun_on if begun_on.pk != chapter.revision_id else None,
        "effect": effect,
        "find": _words_to_find(request, chapter),
        "blocks": effect.revision.blocks if effect is not None else [],
        "revisions_url": reverse("revision_list", args=[chapter.story.slug, chapter.number]),
        # While one writes on, a version that is behind stays so: to go over what was kept elsewhere
        # takes a press of a button, on a page that has shown it.
        "window": _window(request),
        "version": request.POST.get("version") if form.stale and request.htmx else form.version,
    }
    template = "desk/edit_chapter.html#preview" if request.htmx else "desk/edit_chapter.html"
    return render(request, template, context, status=status)
