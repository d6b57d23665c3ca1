"""What an author does with the earlier texts of a chapter: restore one, or withdraw it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from reader.actions.revising.revise import revise
from reader.models import Draft
from reader.models.library.revision import PresentRevision
from reader.views.desk.own import own_chapter
from reader.web.request import SignedInRequest

DRAFT_IN_THE_WAY = (
    "There is a draft of this chapter in the editor, which this text would replace. "
    "Publish the draft or discard it first."
)
PRESENT_TEXT = (
    "This is the text that everybody reads now. Publish another one first, then you can "
    "withdraw this one."
)


@require_POST
@login_required
def restore(request: SignedInRequest, slug: str, number: int, revision: int) -> HttpResponse:
    """Make an earlier text the present one again, as a new revision. One that readers cannot see
    goes into the editor first: a button beside it is too small to publish it."""
    chapter = own_chapter(request.user, slug, number)
    old = get_object_or_404(chapter.revisions, number=revision)
    shown = chapter.revisions.published().filter(pk=old.pk, withdrawn_at=None)
    if not chapter.is_public or shown.exists():
        revise(chapter, old.source, by=request.user)
        return HttpResponseRedirect(chapter.get_absolute_url(), status=303)
    if Draft.objects.filter(chapter=chapter).exists():
        raise BadRequest(DRAFT_IN_THE_WAY)
    Draft.objects.create(
        chapter=chapter, revision=chapter.current_revision, title=chapter.title, source=old.source
    )
    messages.info(request, "The text is in the editor. Readers will see it once you publish it.")
    return HttpResponseRedirect(reverse("chapter_edit", args=[slug, number]), status=303)


@require_POST
@login_required
def withdraw(request: SignedInRequest, slug: str, number: int, revision: int) -> HttpResponse:
    """Take an earlier text out of the public history, or put it back."""
    chapter = own_chapter(request.user, slug, number)
    old = get_object_or_404(chapter.revisions.select_related("chapter"), number=revision)
    if request.POST.get("do") == "put back":
        old.put_back()
        messages.success(request, "This text is in the public history again.")
    else:
        try:
            old.withdraw()
        except PresentRevision:
            raise BadRequest(PRESENT_TEXT) from None
        messages.success(
            request,
            "Only you can see this text now. Readers keep what they wrote on it. "
            "You can show it again.",
        )
    return HttpResponseRedirect(reverse("revision_list", args=[slug, number]), status=303)
