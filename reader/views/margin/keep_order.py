"""What the author of a story, and moderators, do with a comment in its margins."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from reader.actions.margin import keep_order
from reader.actions.margin.keep_order import NotYours
from reader.actions.moderation import in_the_margin
from reader.actions.refused import Refused
from reader.models import Comment
from reader.models.inbox.follow import thread_of
from reader.models.visibility import keeps_order
from reader.views.margin.comment_answers import form_answer, refusal, updated_thread
from reader.views.margin.comment_lookup import visible_comment
from reader.views.margin.forms import WordForm
from reader.views.site.errors import NotHere
from reader.web.request import SignedInRequest


@login_required
def hide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a comment out of sight, with a word to its writer or without; or bring it back. The
    form says which (`do`), so that sending it twice does it once."""
    found = _comment(request, pk)
    asks_to_show = request.method != "POST" and found.hidden_at
    if asks_to_show or request.POST.get("do") == "show":
        return _show_again(request, found)
    form = WordForm(request.POST if request.method == "POST" else None)
    context = _context(request, found, "hide") | {
        "form": form,
        "label": "Hide this comment? Only its writer, the author and moderators will see it.",
        "button": "Hide",
        "optional": True,
    }
    if request.method != "POST":
        return form_answer(request, context)
    if not form.is_valid():
        return refusal(request, context, 422)
    if not found.hidden_at:
        try:
            in_the_margin.hide(found, request.user, form.cleaned_data["text"])
        except NotYours as error:
            raise PermissionDenied(str(error)) from error
    return updated_thread(request, found, "Comment hidden.")


def _show_again(request: SignedInRequest, found: Comment) -> HttpResponse:
    if request.method != "POST":
        more = {"label": "Show this comment again?", "button": "Show", "do": "show"}
        return form_answer(request, _context(request, found, "hide") | more)
    if found.hidden_at:
        try:
            in_the_margin.show_again(found, request.user)
        except NotYours as error:
            raise PermissionDenied(str(error)) from error
    return updated_thread(request, found, "The comment is visible again.")


@login_required
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have everybody see a comment that was held."""
    found = _comment(request, pk)
    if request.method != "POST":
        more = {"label": "Show this comment to everybody?", "button": "Approve"}
        return form_answer(request, _context(request, found, "approve") | more)
    if found.held_at:
        try:
            in_the_margin.approve(found, request.user)
        except NotYours as error:
            raise PermissionDenied(str(error)) from error
    return updated_thread(request, found, "Comment approved.")


@login_required
def pin(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have a comment stand first, or let it stand where it was said. The form says which."""
    found = _comment(request, pk)
    context = _context(request, found, "pin") | {
        "label": "Pin this comment? It then stands first, for everybody.",
        "button": "Pin",
    }
    if found.pinned_at:
        context |= {"label": "Let this comment stand where it was said?", "button": "Unpin"}
        context["do"] = "unpin"
    if request.method != "POST":
        return form_answer(request, context)
    unpins = request.POST.get("do") == "unpin"
    said = "Comment unpinned." if unpins else "Comment pinned."
    try:
        (keep_order.unpin if unpins else keep_order.pin)(found, request.user)
    except NotYours as error:
        raise PermissionDenied(str(error)) from error
    except Refused as error:
        return refusal(request, context | {"label": str(error)}, 409)
    return updated_thread(request, found, said)


@login_required
def close_thread(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close the thread that a comment begins, if it was deleted since too, to further talk, or open
    it again. The form says which."""
    found = _comment(request, pk, deleted=True)
    thread = thread_of(found)
    if request.method != "POST":
        more = {"label": "Close this thread? It can be read, and nobody can add to it."}
        more["button"] = "Close"
        if thread.closed_at:
            more = {"label": "Let readers add to this thread again?", "button": "Open"}
            more["do"] = "open"
        return form_answer(request, _context(request, found, "close") | more)
    opens = request.POST.get("do") == "open"
    if opens == bool(thread.closed_at):
        try:
            (in_the_margin.open_thread if opens else in_the_margin.close_thread)(
                found, request.user
            )
        except NotYours as error:
            raise PermissionDenied(str(error)) from error
    found = _comment(request, pk, deleted=True)
    said = "Thread opened again." if opens else "Thread closed."
    return updated_thread(request, found, said)


def _comment(request: SignedInRequest, pk: int, *, deleted: bool = False) -> Comment:
    """One in sight, or also one that was `deleted` and has replies. Raises Http404, and
    PermissionDenied."""
    found = visible_comment(request, pk)
    if not keeps_order(request.user, found.chapter.story.author_keys):
        raise PermissionDenied("Only the author of the story and moderators can do this.")
    if found.deleted_at and not deleted:
        raise NotHere("This comment was deleted.")
    return found


def _context(request: SignedInRequest, found: Comment, act: str) -> dict[str, object]:
    """What every form here has."""
    return {
        "chapter": found.chapter,
        "action": request.path,
        "to": found,
        "form_id": f"{act}-{found.pk}",
    }
