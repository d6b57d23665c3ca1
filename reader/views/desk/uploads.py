"""Bringing stories in: files understood, looked over, and made stories of."""

from __future__ import annotations

import re
from collections.abc import Set

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from reader.importing import ENDINGS, Manuscript, ManuscriptError
from reader.importing.confined import Busy, read_confined, turn
from reader.models import Story, Update, Upload
from reader.models.library.chapter import RevisedMeanwhile
from reader.models.library.upload import MOST
from reader.text.manuscripts import corrections as proofs
from reader.text.word_count import count_words
from reader.views.site.errors import NotHere
from reader.web.rate_limits import too_often

MOST_FILES = 200
SHOWN = 3
"""Paragraphs of a chapter that are shown at once at its beginning, and at its end."""
BRIEF = 2 * SHOWN + 4
"""Paragraphs of a chapter that is shown whole at once."""
NEEDS_A_TITLE = "The story needs a title."
GONE = "It was published or let go meanwhile."
CHANGED_MEANWHILE = (
    "The story has changed since this was worked out, and nothing is published. What the file does "
    "to it now stands below: look at it, then bring the story up to date once more."
)
LOOK_FIRST = (
    "Nothing is published yet. What the file does to this story stands below: look at it, then "
    "bring the story up to date once more."
)


@login_required
def bring(request: HttpRequest) -> HttpResponse:
    """Choose files; each is understood and waits to be looked over."""
    context = {
        "waiting": Upload.objects.filter(reader=request.user).defer("manuscript"),
        "endings": ",".join(ENDINGS),
        "largest": f"{settings.LARGEST_IMPORT / 1_000_000:g} MB",
    }
    if request.method != "POST":
        return render(request, "desk/import_story.html", context)
    if refusal := too_often(request, "file"):
        return render(
            request, "desk/import_story.html", context | {"refused": [refusal]}, status=429
        )
    files = sorted(request.FILES.getlist("files"), key=lambda file: _natural(file.name))
    together = bool(files and request.POST.get("together"))
    if len(context["waiting"]) + (1 if together else len(files)) > MOST:
        refused = [
            f"{MOST} files may wait here at once. Publish some or let them go, then more fit."
        ]
        return render(request, "desk/import_story.html", context | {"refused": refused}, status=422)
    try:
        with turn():
            made, refused = _understood(files)
    except Busy as busy:
        return render(request, "desk/import_story.html", context | {"refused": [busy]}, status=503)
    if not files:
        refused = ["Choose one file or several first."]
    if made and together and not refused:
        names = ", ".join(name for name, _ in made)
        made = [(names, proofs.one_of([manuscript for _, manuscript in made]))]
    elif together and refused:
        made = []  # half a story is none
    kept = [Upload.objects.keep(name, m, by=request.user) for name, m in made]
    if refused:
        context |= {"refused": refused, "kept": kept}
        return render(request, "desk/import_story.html", context, status=422)
    there = kept[0].get_absolute_url() if len(kept) == 1 else reverse("story_import")
    return HttpResponseRedirect(there, status=303)


def _natural(name: str) -> list[object]:
    """A key by which `Chapter 10` comes after `Chapter 9`."""
    return [(not part.isdigit(), int(part) if part.isdigit() else 0, part)
            for part in re.split(r"(\d{1,9})", name.lower())]  # fmt: skip


def _understood(files: list[UploadedFile]) -> tuple[list[tuple[str, Manuscript]], list[str]]:
    """The manuscripts in some files, by name, and what is to be said of the others."""
    made: list[tuple[str, Manuscript]] = []
    refused: list[str] = []
    if len(files) > MOST_FILES:
        return [], [f"{len(files)} files are too many at once: choose {MOST_FILES} at most."]
    for file in files:
        if file.size > settings.LARGEST_IMPORT:
            refused.append(
                f"{file.name} is larger than {settings.LARGEST_IMPORT:,} bytes: save it in parts."
            )
            continue
        try:
            made.append((file.name, read_confined(file.name, file.read())))
        except ManuscriptError as error:
            refused.append(str(error))
    return made, refused


@login_required
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """A manuscript as it was understood, to be corrected and published."""
    waiting = get_object_or_404(Upload.objects.select_related("story"), pk=pk, reader=request.user)
    if request.method != "POST":
        waiting.look_again()
        return _proof(request, waiting, waiting.proof(), whole=_numbers(request.GET))
    made = waiting.proof()
    _take_titles(request, made)
    do = request.POST.get("do", "")
    if do in ("publish", "draft", "update"):
        return _publish(request, waiting, made, do)
    try:
        focus = _correct(made, do)
    except (IndexError, ValueError, KeyError, TypeError) as error:
        raise BadRequest("The manuscript has changed meanwhile. Load the page again.") from error
    waiting.correct(made)
    if request.htmx:
        whole = {_moved(at, do) for at in _numbers(request.POST)} | {focus}
        return _proof(request, waiting, made, focus=focus, whole=whole)
    anchor = "" if focus is None else f"#chapter-{focus}"
    return HttpResponseRedirect(waiting.get_absolute_url() + anchor, status=303)


@require_POST
@login_required
def let_go(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw an upload away."""
    waiting = get_object_or_404(Upload, pk=pk, reader=request.user)
    waiting.delete()
    messages.success(request, f"{waiting.name} is let go. Nothing of it was published.")
    return HttpResponseRedirect(reverse("story_import"), status=303)


def _publish(request: HttpRequest, waiting: Upload, made: Manuscript, do: str) -> HttpResponse:
    """Make a story of it, or bring one up to date: as the proof said, or the proof anew."""
    if do == "update":
        return _bring_up_to_date(request, waiting, made)
    waiting.correct(made)
    if not made.title.strip():
        return _proof(request, waiting, made, error=NEEDS_A_TITLE, status=422)
    try:
        return _to(request, waiting.become(draft=do == "draft"))
    except Upload.DoesNotExist:
        raise NotHere(GONE) from None


def _bring_up_to_date(request: HttpRequest, waiting: Upload, made: Manuscript) -> HttpResponse:
    """Do what the proof said; where that is not what would happen now, say so, and show it."""
    if not made.title.strip():
        waiting.correct(made)
        return _proof(request, waiting, made, error=NEEDS_A_TITLE, status=422)
    update = Update(_target(request), made)
    error = CHANGED_MEANWHILE if waiting.is_behind(update.story) else LOOK_FIRST
    if waiting.shows(update):
        try:
            waiting.correct(made)
            story = waiting.become(update=update)
        except Upload.DoesNotExist:
            raise NotHere(GONE) from None
        except RevisedMeanwhile:
            error = CHANGED_MEANWHILE
        else:
            messages.success(request, f"{story} is up to date. Its margins stay.")
            return _to(request, story)
    waiting.story = _target(request)
    waiting.correct(made)
    return _proof(request, waiting, made, error=error, status=409)


def _to(request: HttpRequest, story: Story) -> HttpResponse:
    if request.htmx:
        return HttpResponseClientRedirect(story.get_absolute_url())
    return HttpResponseRedirect(story.get_absolute_url(), status=303)


def _target(request: HttpRequest) -> Story:
    """The story of one's own that is to be brought up to date."""
    wanted = request.POST.get("story", "")
    own = Story.objects.filter(author=request.user.pk).select_related("author")
    if not wanted.isdecimal() or len(wanted) > 17:
        raise BadRequest("Choose the story that it is a newer state of.")
    return get_object_or_404(own, pk=wanted)


def _take_titles(request: HttpRequest, made: Manuscript) -> None:
    made.title = request.POST.get("title", made.title)[:200]
    made.author = request.POST.get("byline", made.author)[:100]
    for at, chapter in enumerate(made.chapters):
        chapter.title = request.POST.get(f"title-{at}", chapter.title)[:200]


def _correct(made: Manuscript, do: str) -> int | None:
    """Do what a button says: `cut 2 5`, `join 2`, `note 2 5`, `text 2 0`, `disclaimer 2 0`.

    Gives the chapter to look at next.
    """
    if do == "keep":
        return None
    what, *numbers = do.split(" ")
    at, *rest = (int(number) for number in numbers)
    if min([at, *rest]) < 0:
        raise IndexError(do)
    if what == "cut":
        proofs.cut(made, at, *rest)
    elif what == "join":
        proofs.join(made, at)
    elif what == "note":
        proofs.to_note(made, at, *rest)
    elif what == "text":
        proofs.to_text(made, at, *rest)
    elif what in ("call-note", "call-disclaimer", "call-warning", "call-dedication"):
        made.chapters[at].notes[rest[0]].kind = what.removeprefix("call-")
    else:
        raise KeyError(what)
    return at + {"cut": 1, "join": -1}.get(what, 0)


def _numbers(asked: QueryDict) -> set[int]:
    """The chapters of which an address or a form says that all is shown."""
    return {int(at) for at in asked.getlist("all") if at.isdecimal() and len(at) < 6}


def _moved(at: int, do: str) -> int:
    """Where a chapter stands after `do` was done."""
    what, *numbers = do.split(" ")
    step = {"cut": 1, "join": -1}.get(what, 0)
    return at + step if numbers and at >= int(numbers[0]) + (what == "cut") else at


def _looks(parts: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Numbered paragraphs as they will stand."""
    return [(part, proofs.look_of(words)) for part, words in parts]


def _proof(
    request: HttpRequest,
    waiting: Upload,
    made: Manuscript,
    *,
    focus: int | None = None,
    whole: Set[int | None] = frozenset(),
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    chapters = []
    for at, chapter in enumerate(made.chapters):
        parts = list(enumerate(proofs.parts_of(chapter)))
        all_of_it = at in whole or len(parts) <= BRIEF
        chapters.append(
            {
                "chapter": chapter,
                "words": count_words(chapter.source),
                "whole": at in whole,
                "first": _looks(parts if all_of_it else parts[:SHOWN]),
                "hidden": 0 if all_of_it else len(parts) - 2 * SHOWN,
                "last": _looks([] if all_of_it else parts[-SHOWN:]),
            }
        )
    context = {
        "upload": waiting,
        "made": made,
        "chapters": chapters,
        "doubts": made.doubts + waiting.said(),
        "error": error,
        "focus": focus,
        "stories": Story.objects.filter(author=request.user).order_by("-pk"),
        "kinds": ("note", "disclaimer", "warning", "dedication"),
    }
    return render(request, "desk/import_preview.html", context, status=status)
