"""Thanks for a chapter or a comment: who gave them; one press gives them or takes them back."""

from __future__ import annotations

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from reader.actions.apart import Apart
from reader.actions.margin.thank import OwnWords, take_back, thank, whom_to_thank
from reader.models import Chapter, Comment, Reader, Thanks
from reader.models.inbox.thanks import Thanked, leave_out_silenced
from reader.models.viewer import apart
from reader.views.margin.chapter_thanks import ChapterThanks
from reader.views.margin.comment_lookup import is_heard, visible_comment
from reader.views.reading.readable_chapter import readable_chapter
from reader.views.site.errors import NotHere, say_plainly
from reader.web.rate_limits import too_often
from reader.web.request import HtmxHttpRequest

MOST_NAMED = 200


def chapter_thanks(request: HtmxHttpRequest, slug: str, number: int) -> HttpResponse:
    """Who thanked for a chapter; posted, that one does."""
    chapter = readable_chapter(request.user, slug, number)
    if request.method == "POST":
        return _press(request, chapter, f"{chapter.get_absolute_url()}#thanks")
    return _who(request, chapter, chapter)


def comment_thanks(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Who thanked for a comment; posted, that one does."""
    comment = visible_comment(request, pk)
    if comment.silent or not is_heard(request, comment):
        raise NotHere("This comment was deleted or hidden.")
    if request.method == "POST":
        return _press(request, comment, comment.url_in_chapter)
    return _who(request, comment, comment.chapter)


def _press(request: HtmxHttpRequest, what: Thanked, url: str) -> HttpResponse:
    """`thank` is 1 to thank and 0 to take it back: pressed twice it is what it was."""
    wanted = request.POST.get("thank")
    if not isinstance(request.user, Reader):
        return redirect(f"{reverse('account_login')}?next={request.path}")
    if wanted not in ("0", "1"):
        raise BadRequest("“thank” must be 1 to thank, or 0 to take it back.")
    if reason := too_often(request, "highlight"):
        return say_plainly(request, reason, 429)
    try:
        (thank if wanted == "1" else take_back)(request.user, what)
    except Apart as refused:
        return say_plainly(request, str(refused), 403)
    except OwnWords:
        raise PermissionDenied("These are your own words: others can thank you for them.") from None
    if not request.htmx:
        return HttpResponseRedirect(url, status=303)
    own = wanted == "1"
    if isinstance(what, Chapter):
        return HttpResponse(ChapterThanks.of(what, request.user).html(request.user, own=own))
    what.refresh_from_db(fields=["thanked"])
    what.own_thanks = own
    leave_out_silenced({what.pk: what}, request.user)
    context = {"comment": what, "reader": request.user}
    return render(request, "margin/_comment_thanks.html", context)


def _who(request: HtmxHttpRequest, what: Thanked, chapter: Chapter) -> HttpResponse:
    given = Thanks.objects.on(what, request.user)
    who = [thanks.reader for thanks in given[:MOST_NAMED]]
    is_comment = isinstance(what, Comment)
    writers = whom_to_thank(what)
    may_thank = isinstance(request.user, Reader) and request.user.pk not in writers
    may_thank = may_thank and not apart(request.user, *writers)
    context = {
        "chapter": chapter,
        "comment": what if is_comment else None,
        "credit": str(what.reader) if isinstance(what, Comment) else chapter.story.credit,
        "who": who,
        "more": given.count() - len(who),
        "may_thank": may_thank,
        "own": given.filter(reader=request.user.pk).exists(),
    }
    template = "margin/_who_thanked.html" if request.htmx else "margin/who_thanked.html"
    return render(request, template, context)
