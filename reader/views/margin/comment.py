"""A comment: where it stands, and what its reader and others may do with it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect

from reader.actions.margin.comment import add_comment, delete_comment, edit_comment
from reader.actions.margin.may_comment import refuse_rewording, refuse_unwelcome
from reader.actions.refused import Refused
from reader.models.margin.comment import Comment
from reader.models.margin.comment_html import html_of
from reader.views.margin.comment_answers import form_answer, refusal, updated_thread
from reader.views.margin.comment_lookup import (
    described_comments,
    is_heard,
    own_comment,
    visible_comment,
)
from reader.views.margin.comment_row import comment_row, is_in_list
from reader.views.margin.follow_first import follow_as_asked, instead_of_form, refused_comment
from reader.views.margin.forms import CommentForm
from reader.views.margin.not_now import not_now, said
from reader.views.reading.readable_chapter import hide_if_unreadable
from reader.views.site.errors import NotHere
from reader.views.site.forms import status_of
from reader.web.redirects import next_url
from reader.web.request import HtmxHttpRequest, SignedInRequest
from reader.web.store_once import store_once


def comment(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """To the comment where it stands; one's own also where one may not read the chapter any
    more."""
    own = described_comments().filter(reader=request.user.pk, pk=pk).first()
    found = own or visible_comment(request, pk)
    if own:
        hide_if_unreadable(request.user, found.chapter)
    return HttpResponseRedirect(found.url_in_chapter)


@login_required
def reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """Answer a comment: a form, and what becomes of it."""
    to = visible_comment(request, pk, voice=request.user)
    if to.silent or not is_heard(request, to):
        raise NotHere("This comment was deleted or hidden, so it can’t be replied to.")
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
        try:
            refuse_unwelcome(request.user, to.chapter, to.passage, to.parent or to)
        except Refused as refused:
            return instead_of_form(request, context | {"back": to.url_in_chapter}, str(refused))
        return form_answer(request, context)
    if not form.is_valid():
        return refusal(request, context, 422)
    text = form.cleaned_data["text"]
    html = html_of(text, request.user)  # before anything is locked
    if reason := not_now(request, html):
        form.add_error(None, reason)
        return refusal(request, context, 429)
    try:
        with store_once(request):
            follow_as_asked(request, to.chapter.story)
            answer = add_comment(text, by=request.user, chapter=to.chapter, to=to, html=html)
    except Refused as refused:
        return refused_comment(request, context, refused)
    return updated_thread(request, answer, said(answer, "Reply added."), is_new=True)


@login_required
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change what one said."""
    mine = own_comment(request, pk)
    form = CommentForm(request.POST or None, initial={"text": mine.source})
    context = {
        "chapter": mine.chapter,
        "form": form,
        "form_id": f"edit-{mine.pk}",
        "action": request.path,
        "to": mine,
        "label": "Edit your comment",
        "button": "Save",
        "is_in_list": is_in_list(request),
        "next": next_url(request, ""),
    }
    if request.method != "POST":
        try:
            refuse_rewording(mine)
        except Refused as refused:
            return instead_of_form(request, context, str(refused))
        return form_answer(request, context)
    if not form.is_valid():
        return refusal(request, context, status_of(form))
    if form.cleaned_data["text"] != mine.source:
        try:
            edit_comment(mine, form.cleaned_data["text"])
        except Comment.DoesNotExist:
            raise NotHere("This comment has been deleted meanwhile.") from None
        except Refused as refused:
            return refused_comment(request, context, refused)
    if is_in_list(request):
        return comment_row(request, pk, "Saved.")
    if not request.htmx:
        return HttpResponseRedirect(next_url(request, mine.url_in_chapter), status=303)
    return updated_thread(request, mine, said(mine, "Saved."))


@login_required
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Delete what one said, once one has said so twice."""
    mine = own_comment(request, pk, to_delete=True)
    if request.method != "POST":
        context = {
            "chapter": mine.chapter,
            "action": request.path,
            "to": mine,
            "button": "Delete",
            "form_id": f"delete-{mine.pk}",
            "label": "Delete this comment? This cannot be undone.",
            "is_in_list": is_in_list(request),
            "next": next_url(request, ""),
        }
        return form_answer(request, context)
    delete_comment(mine)
    if is_in_list(request):
        return comment_row(request, pk, "Comment deleted.")
    if not request.htmx:
        back = next_url(request, mine.chapter.get_absolute_url())
        return HttpResponseRedirect(back, status=303)
    return updated_thread(request, mine, "Comment deleted.")
