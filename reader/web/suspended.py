"""Readers who are suspended: what they may still send, and what they are told of everything else.

Whatever is not named here is refused: what is new, and others would see, is closed to them until
somebody says otherwise. What a program sends with a token, and a mark that is to be shown, are
refused where they are stored (`refuse_suspended`)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reader.models import Reader
from reader.models.people.suspension import Suspended, suspension_of
from reader.views.site.errors import say_plainly, sent

READING = {"GET", "HEAD", "OPTIONS", "TRACE"}
ALLOWED = {
    # of their account
    "account_logout", "account_login", "account_email", "account_change_password",
    "account_set_password", "account_reset_password", "account_reset_password_from_key",
    "account_confirm_email", "account_reauthenticate", "account_delete", "account_delete_now",
    "account_closed", "device_sign_out", "devices_sign_out", "token_list", "token_revoke",
    "data_export", "annotation_import", "annotation_import_again", "pending_submissions",
    # reading, and what nobody else sees
    "look", "switches", "progress_save", "progress_furthest", "offline_session", "welcome",
    "highlights_count", "highlight_preferences", "highlight_create", "highlight_update",
    "highlight_edit", "highlight_remove", "highlight_restore", "shelf_list", "shelf",
    "story_shelves", "story_follow", "author_follow", "passage_follow", "comment_follow",
    "inbox_read", "mail_preferences", "unsubscribe", "reader_silence", "silence_list",
    "passage_hide", "comment_thread_hide", "content_preferences",
    "story_import", "story_question", "upload_discard", "unread_again", "unread_discard",
    # the question before a text, which they answer at its own address
    "chapter", "whole_story", "revision", "revision_comparison", "taken_out_revision",
    # less of theirs before others
    "comment_delete", "typo_delete", "announcement_delete", "story_unpublish", "story_delete",
    "chapter_unpublish", "chapter_delete", "story_orphan", "revision_withdraw",
    # what a program sends, of which the same is refused where it is stored
    "annotations", "story_annotations", "chapter_annotations", "annotation",
    # writing, which the editor keeps as a draft; and answering a decision
    "chapter_edit", "decision",
}  # fmt: skip


class SuspensionMiddleware:
    """Refuses what suspended readers send, unless it is named above, with what they typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        if request.method in READING or not isinstance(request.user, Reader):
            return None
        where = request.resolver_match
        name = where.url_name or "" if where else ""
        if name in ALLOWED or name.startswith("mfa_") or not request.user.is_suspended:
            return None
        return refusal(request, suspension_of(request.user))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What is refused only where it would be stored."""
        return refusal(request, str(exception)) if isinstance(exception, Suspended) else None


def refusal(request: HttpRequest, sentence: str) -> HttpResponse:
    """Why not, and until when; on a page with what was typed, so that it can be kept."""
    if getattr(request, "htmx", False):
        return say_plainly(request, sentence, 403)
    context = {"sentence": sentence, "rows": [row for row in sent(request) if row[2] and row[1]]}
    return render(request, "account/suspended.html", context, status=403)
