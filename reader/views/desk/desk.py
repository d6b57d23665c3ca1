"""The author's desk: one's own stories, their chapters in order, and what is said around them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from reader.actions.library.chapter_list import WouldPublish
from reader.actions.library.erasing import KEPT_FOR, may_be_put_back
from reader.models import Chapter, Contents, Story
from reader.models.library.chapter import RevisedMeanwhile
from reader.text.rendering.splitting import CannotHalve
from reader.views.desk.own import own_chapter, own_story
from reader.views.site.forms import NewStoryForm, NotesFormSet, StoryForm, status_of

ON_A_PAGE = 50
CANNOT_HALVE = (
    "The chapter can’t be cut there: a footnote or a link in one part is explained in the other, "
    "or the place is inside of a list or a quotation. Choose another paragraph, or move the words "
    "by hand: what readers wrote on them goes along."
)

REVISED_MEANWHILE = "The chapter was revised meanwhile. Choose the paragraph once more."


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """One's own stories, and a new one."""
    form = NewStoryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        story = Story.objects.begin(form.cleaned_data["title"], author=request.user)
        return HttpResponseRedirect(reverse("chapter_edit", args=[story.slug, 1]), status=303)
    stories = Story.objects.filter(author=request.user).select_related("author")
    deleted = may_be_put_back(Story.with_deleted.filter(author=request.user))
    context = {
        "page": Paginator(stories.order_by("-pk"), ON_A_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "deleted": deleted.order_by("-deleted_at"),
        "days": KEPT_FOR.days,
    }
    return render(request, "desk/desk.html", context, status=422 if form.errors else 200)


@login_required
def desk_story(request: HttpRequest, slug: str) -> HttpResponse:
    """A story's chapters in order, and what can be done with each."""
    story = own_story(request.user, slug)
    contents = Contents(story)
    if request.method != "POST":
        context = {"story": story, "contents": contents, "days": KEPT_FOR.days}
        return render(request, "desk/story.html", context)
    act = ACTS.get(request.POST.get("do", ""))
    if act is None:
        raise BadRequest("Choose what to do with the story or one of its chapters.")
    where = act(request, story, contents) or reverse("desk_story", args=[slug])
    return HttpResponseRedirect(where, status=303)


def _chosen(request: HttpRequest, chapters: list[Chapter]) -> Chapter:
    """The one of these chapters that a button stands beside."""
    wanted = request.POST.get("chapter", "")
    for chapter in chapters:
        if str(chapter.pk) == wanted:
            return chapter
    raise BadRequest("The story’s chapters have changed meanwhile. Load the page again.")


def _add(request: HttpRequest, story: Story, contents: Contents) -> str:
    chapter = story.add_chapter("", "", draft=True)
    return reverse("chapter_edit", args=[story.slug, chapter.number])


def _move(step: int) -> object:
    def act(request: HttpRequest, story: Story, contents: Contents) -> None:
        chapter = _chosen(request, contents.chapters)
        keys = [c.pk for c in contents.chapters]
        at = keys.index(chapter.pk)
        keys.insert(max(at + step, 0), keys.pop(at))
        contents.order(keys)

    return act


def _merge(request: HttpRequest, story: Story, contents: Contents) -> None:
    chapter = _chosen(request, contents.chapters)
    try:
        contents.merge(chapter, by=request.user)
    except WouldPublish:
        raise BadRequest(
            "One of these two chapters is published and the other is a draft. Joined, either the "
            "draft would be there for everybody to read, or readers would lose what they can "
            "read now. Publish the draft first, or make the other a draft too."
        ) from None
    except IndexError:
        raise BadRequest("No chapter follows this one.") from None
    messages.success(
        request,
        f"{chapter.heading} and the next are one chapter now, with all that is in their margins.",
    )


def _take_out(request: HttpRequest, story: Story, contents: Contents) -> None:
    chapter = _chosen(request, contents.chapters)
    contents.take_out(chapter)
    messages.success(request, f"{chapter.heading} is out of the story. You can put it back below.")


def _put_back(request: HttpRequest, story: Story, contents: Contents) -> None:
    chapter = _chosen(request, contents.taken_out)
    contents.put_back(chapter)
    messages.success(request, f"{chapter.heading} is back, as the last chapter.")


def _undelete(request: HttpRequest, story: Story, contents: Contents) -> None:
    chapter = _chosen(request, contents.deleted)
    contents.put_back(chapter)
    where = "where it was" if chapter.number else "among those that you took out"
    messages.success(request, f"{chapter.heading} is back, {where}.")


def _publish(request: HttpRequest, story: Story, contents: Contents) -> None:
    drafts = story.publish()
    kept = {0: "", 1: " One chapter stays a draft: publish it where it stands."}
    more = f" {drafts} chapters stay drafts: publish each where it stands."
    messages.success(request, f"The story is published.{kept.get(drafts, more)}")


def _publish_chapter(request: HttpRequest, story: Story, contents: Contents) -> None:
    chapter = _chosen(request, contents.chapters)
    if story.is_draft or not chapter.words:
        raise BadRequest("Publish the story first, and write something in the chapter.")
    chapter.publish()
    messages.success(request, f"{chapter.heading} is published.")


ACTS = {
    "add": _add,
    "up": _move(-1),
    "down": _move(1),
    "merge": _merge,
    "take out": _take_out,
    "put back": _put_back,
    "undelete": _undelete,
    "publish": _publish,
    "publish chapter": _publish_chapter,
}


@login_required
def about(request: HttpRequest, slug: str) -> HttpResponse:
    """Title, summary, language, tags: what stands on the story's own page."""
    story = own_story(request.user, slug)
    form = StoryForm(request.POST or None, instance=story)
    if request.method == "POST" and form.is_valid():
        form.save()
        return HttpResponseRedirect(reverse("desk_story", args=[story.slug]), status=303)
    return render(
        request, "desk/story_details.html", {"story": story, "form": form}, status=status_of(form)
    )


@login_required
def notes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The author's notes before and after a chapter."""
    chapter = own_chapter(request.user, slug, number)
    in_order = chapter.notes.order_by("-place", "position", "pk")  # before comes before after
    formset = NotesFormSet(request.POST or None, instance=chapter, queryset=in_order)
    if request.method == "POST" and formset.is_valid():
        formset.save()
        return HttpResponseRedirect(chapter.get_absolute_url(), status=303)
    context = {"story": chapter.story, "chapter": chapter, "formset": formset}
    status = 422 if formset.is_bound else 200
    if any(form.stale for form in formset):
        status = 409
    return render(request, "desk/author_notes.html", context, status=status)


@login_required
def split(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Cut a chapter in two before one of its paragraphs."""
    chapter = own_chapter(request.user, slug, number)
    context = {"story": chapter.story, "chapter": chapter, "title": request.POST.get("title", "")}
    if request.method != "POST":
        return render(request, "desk/split_chapter.html", context)
    block = request.POST.get("block", "")
    if request.POST.get("revision") != str(chapter.revision.number):
        context["error"] = REVISED_MEANWHILE
        return render(request, "desk/split_chapter.html", context, status=409)
    try:
        if not block.isdecimal() or len(block) > 6:
            raise CannotHalve
        title = context["title"].strip()[:200]
        new = Contents(chapter.story).split(chapter, int(block), title, by=request.user)
    except RevisedMeanwhile:
        context["chapter"] = own_chapter(request.user, slug, number)
        context["error"] = REVISED_MEANWHILE
        return render(request, "desk/split_chapter.html", context, status=409)
    except CannotHalve:
        context["error"] = CANNOT_HALVE if block else "Choose the paragraph with which it begins."
        return render(request, "desk/split_chapter.html", context, status=422)
    messages.success(
        request, f"Chapter {new.number} is new. What readers wrote went along with the words."
    )
    return HttpResponseRedirect(reverse("desk_story", args=[slug]), status=303)
