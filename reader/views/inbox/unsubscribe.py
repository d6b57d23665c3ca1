"""Unsubscribing from e-mail by the link in it: without signing in, at one press (RFC 8058)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from reader.actions.mail.unsubscribe import subscription_of, unsubscribe
from reader.views.inbox.mail_preferences import LABELS


@csrf_exempt  # programs that read mail send no token; whoever has the link may do it
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A page that asks, because programs open links to look what they are; POST stops the mail."""
    subscription = subscription_of(token)
    if subscription is None:
        raise Http404
    done = request.method == "POST"
    if done:
        unsubscribe(subscription)
    kind = subscription.kind
    context = {
        "done": done,
        "what": LABELS.get(kind, kind.label.capitalize()) if kind else "",
        "stop_all": subscription._replace(kind=None).token,
    }
    return render(request, "inbox/unsubscribe.html", context)
