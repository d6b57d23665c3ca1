"""When chapters come out: one of them, or all that wait in a story, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format

from reader.actions.library.publish import CameOut, TakenDown, publish_chapter
from reader.actions.library.schedule import make_draft, not_out_before, schedule, to_schedule
from reader.models import Chapter, Draft
from reader.text.local_times import comes_twice, is_skipped, moments_from
from reader.views.desk.desk_chapters import desk_url
from reader.views.desk.own import own_story
from reader.views.desk.schedule_form import ScheduleForm, SeriesForm
from reader.views.desk.story_acts import DOWN
from reader.views.site.errors import NotHere
from reader.views.site.forms import status_of
from reader.web.request import SignedInRequest

TWICE = (
    " Clocks are put back that night, so that they say this time twice. It comes out at the first."
)
OUT = "This chapter is out already."


@login_required
def chapter_schedule(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Say when a chapter comes out; or publish it now, or make it a draft again."""
    story = own_story(request.user, slug)
    chapter = get_object_or_404(to_schedule(story).select_related("story__author"), pk=pk)
    if chapter.is_public:
        raise NotHere(OUT)
    if request.method == "POST" and request.POST.get("do") in ("publish", "draft"):
        return _without_time(request, chapter, request.POST["do"])
    form = ScheduleForm(request.user, request.POST or None, at=chapter.published_at)
    if request.method == "POST" and form.is_valid():
        _store(lambda: schedule(story, {chapter.pk: form.moment}))
        form.keep_zone()
        messages.success(request, _said_of(chapter.pk, form))
        return HttpResponseRedirect(desk_url(story, chapter.number), status=303)
    unsaved = Draft.objects.filter(chapter=chapter).exists()
    context = {"story": story, "chapter": chapter, "form": form, "unsaved": unsaved}
    return render(request, "desk/schedule.html", context, status=status_of(form))


@login_required
def story_schedule(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say when the chapters of a story come out that wait: all at once, or one after the other."""
    story = own_story(request.user, slug)
    waiting = list(to_schedule(story).only("pk", "number", "title", "published_at", "story"))
    drafts = [chapter for chapter in waiting if chapter.published_at is None]
    if story.taken_down_at or not (waiting or story.is_draft and story.chapter_count):
        raise NotHere("No chapter of this story waits to be published.")
    form = SeriesForm(request.user, request.POST or None, at=story.published_at, drafts=drafts)
    form.offer_anew(len(drafts) < len(waiting))
    if request.method == "POST" and form.is_valid():
        chosen = waiting if form.cleaned_data["anew"] or not drafts else drafts
        times = list(moments_from(form.said, form.zone, form.days, len(chosen)))
        by_key = {chapter.pk: at for chapter, at in zip(chosen, times, strict=True)}
        story_at = form.moment if story.is_draft and not chosen else None
        _store(lambda: schedule(story, by_key, story_at=story_at))
        form.keep_zone()
        messages.success(request, _said_of_many(times or [form.moment], chosen, form))
        return HttpResponseRedirect(desk_url(story), status=303)
    context = {"story": story, "form": form, "drafts": drafts, "waiting": waiting}
    return render(request, "desk/schedule_story.html", context, status=status_of(form))


def _store(act: Callable[[], None]) -> None:
    """Do so. Raises BadRequest where moderators took it down, or it is out by now."""
    try:
        act()
    except TakenDown:
        raise BadRequest(DOWN) from None
    except CameOut:
        raise BadRequest(OUT) from None


def _without_time(request: SignedInRequest, chapter: Chapter, act: str) -> HttpResponse:
    """Publish a chapter now, with its story if that is not out; or make it a draft again."""
    story = chapter.story
    if act == "draft":
        make_draft(chapter)
        message = f"{chapter.heading} is a draft again. It does not come out by itself."
    elif story.is_draft:
        raise BadRequest("Publish the story first.")
    else:
        _store(lambda: publish_chapter(chapter))
        message = f"{chapter.heading} is published."
    messages.success(request, message)
    return HttpResponseRedirect(desk_url(story, chapter.number), status=303)


def _said_of(key: int, form: ScheduleForm) -> str:
    """When a chapter comes out, and what one might not expect of that."""
    chapter = Chapter.objects.select_related("story__author").get(pk=key)
    message = f"{chapter.heading} comes out on {said_in(form.zone, form.moment)}."
    if comes_twice(form.said, form.zone):
        message += TWICE
    if chapter.story.waits_since:
        message += " Moderators look at the story before: it does not come out until they have."
    if other := not_out_before(chapter):
        later = "is a draft"
        if other.published_at:
            later = f"comes out later, on {said_in(form.zone, other.published_at)}"
        message += f" Readers will have it before chapter {other.number}, which {later}."
    return message


def _said_of_many(times: Sequence[datetime], chapters: Sequence[Chapter], form: SeriesForm) -> str:
    first, last = said_in(form.zone, times[0]), said_in(form.zone, times[-1])
    if not chapters:
        return f"The story comes out on {first}."
    if len(chapters) == 1:
        return f"{chapters[0].heading} comes out on {first}."
    if times[0] == times[-1]:
        return f"{len(chapters)} chapters come out on {first}."
    message = f"{len(chapters)} chapters come out one by one, from {first} to {last}."
    for turn, chapter in enumerate(chapters):
        if is_skipped(form.said + timedelta(days=form.days * turn), form.zone):
            later = said_in(form.zone, times[turn])
            message += f" Clocks are put forward that night: {chapter.heading} comes at {later}."
    return message


def said_in(zone: ZoneInfo, moment: datetime) -> str:
    """A moment by the clock of a zone."""
    return date_format(timezone.localtime(moment, zone), "j M Y, H:i T")
