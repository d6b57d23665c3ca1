"""Comments: what readers say, on a passage or on a chapter, in threads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, Max, OuterRef, Q
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils import timezone

from reader.models import visibility
from reader.models.library.chapter import Chapter
from reader.models.library.co_author import CoAuthor
from reader.models.library.story_search import first_words
from reader.models.margin.comment_html import html_of
from reader.models.margin.comment_states import SILENT, CommentStates
from reader.models.margin.mention import Mention
from reader.models.margin.sight import Sight
from reader.models.normalised import normalise
from reader.models.viewer import Viewer
from reader.text.rendering.comments import lines_of, words_of
from reader.text.rendering.mentions import named_in

LONGEST_QUOTE = 500
"""Characters of the words that a comment is on, by which it is searched."""
SHOWN = (
    *("parent", "passage", "chapter", "reader", "answers", "answers__reader", "html"),
    *("created_at", "edited_at", "deleted_at", "thanked", "closed_at", "closed_by"),
    *("pinned_at", "hidden_at", "hidden_by", "hidden_word", "held_at", "held_for"),
    *("answers__deleted_at", "answers__hidden_at", "answers__held_at"),
    *("reader__username", "reader__name", "answers__reader__username", "answers__reader__name"),
)
"""What is shown of a comment, of its reader and of whom it answers: a third of the columns."""


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments, chosen."""

    def on_readable(self, viewer: Viewer) -> CommentQuerySet:
        """What was said on chapters that a viewer may read, in whichever state it is."""
        return self.filter(chapter__in=Chapter.objects.visible_to(viewer))

    def visible_to(self, viewer: Viewer) -> CommentQuerySet:
        """What has a place on chapters that a viewer may read."""
        seen = visibility.words(viewer, CoAuthor.objects.all())
        placed = visibility.comments(seen, Comment.objects.filter(seen))
        return self.on_readable(viewer).filter(placed)

    def seen_by(self, viewer: Viewer) -> CommentQuerySet:
        """What a viewer may read the words of, where they may read the chapter."""
        return self.filter(visibility.words(viewer, CoAuthor.objects.all()))

    def seen_with(self, sight: Sight) -> CommentQuerySet:
        """The same on one story, of which it is known what they see."""
        return self.filter(visibility.words_on_story(*sight.rules))

    def standing(self, sight: Sight) -> CommentQuerySet:
        """What has a place in the threads of one story: also what was deleted or is not shown,
        where a reply hangs on it."""
        seen = visibility.words_on_story(*sight.rules)
        return self.filter(visibility.comments(seen, Comment.objects.filter(seen)))

    def listed_for(self, viewer: Viewer) -> CommentQuerySet:
        """Of these those that stand in a viewer's lists."""
        return self.filter(chapter__in=Chapter.objects.listed_for(viewer))

    def spoken(self) -> CommentQuerySet:
        """Comments that still say something to everybody: neither deleted, nor hidden, nor held."""
        return self.filter(visibility.IN_SIGHT, deleted_at=None)

    def wanted_by(self, viewer: Viewer) -> CommentQuerySet:
        """What is not by somebody whose words the viewer doesn't see, nor in a thread that they
        hid."""
        return self.filter(visibility.wanted(visibility.unseen(viewer)))

    def matching(self, query: str) -> CommentQuerySet:
        """Those with all of these words in what they say, or in the words that they are about."""
        comments = self
        for word in first_words(query).split():
            comments = comments.filter(search_text__contains=normalise(word))
        return comments

    def with_words_now(self) -> CommentQuerySet:
        """With `words_now`: what stands where the passage is, without loading whole texts."""
        start, end = F("passage__start"), F("passage__end")
        words = {"words_now": Substr("passage__revision__text", start + 1, end - start)}
        return self.annotate(**words)

    def with_shut(self, reader: Viewer) -> CommentQuerySet:
        """With `shut`: whether the reader may not read, or not any more, the chapter."""
        readable = Chapter.objects.visible_to(reader)
        shut = {"shut": ~Exists(readable.filter(pk=OuterRef("chapter")))}
        return self.annotate(**shut)

    def on_chapter(self) -> CommentQuerySet:
        """Comments on a chapter as a whole that begin a thread."""
        return self.filter(passage=None, parent=None)

    def pinned(self) -> CommentQuerySet:
        """Those that stand first, because an author wants it so. An index has these few."""
        return self.filter(pinned_at__isnull=False)

    def with_readers(self) -> CommentQuerySet:
        """With who said them, and to whom; and without what no page says of these."""
        return self.select_related("reader", "answers__reader").only(*SHOWN)

    def before(self, comment: Comment) -> CommentQuerySet:
        """Those that come earlier than a comment."""
        at_once = Q(created_at=comment.created_at, pk__lt=comment.pk or 0)
        return self.filter(Q(created_at__lt=comment.created_at) | at_once)

    def after(self, comment: Comment) -> CommentQuerySet:
        """Those that come later than a comment."""
        at_once = Q(created_at=comment.created_at, pk__gt=comment.pk or 0)
        return self.filter(Q(created_at__gt=comment.created_at) | at_once)


class Comment(CommentStates):
    """One thing that one reader said. `chapter` is always there, `passage` where it is on words."""

    URN_KIND: ClassVar = "reader.comment"

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="comments")
    passage = models.ForeignKey(
        "Passage", models.PROTECT, null=True, blank=True, related_name="comments"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies", db_index=False
    )
    answers = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="comments")
    canonical = models.CharField(max_length=2000, blank=True, editable=False)
    via = models.TextField(blank=True, editable=False)
    source = models.TextField("comment (Markdown)")
    html = models.TextField(editable=False)
    search_text = models.TextField(blank=True, default="", editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    told_at = models.DateTimeField(
        null=True, editable=False, help_text="When those whom it concerns were notified."
    )
    thanked = models.PositiveIntegerField(
        default=0, editable=False, help_text="How many readers thanked for it."
    )
    thanks_stamp = models.PositiveBigIntegerField(
        default=0,
        editable=False,
        help_text="On one that begins a thread: another one after every thanks in it.",
    )

    objects = CommentQuerySet.as_manager()

    rendered = ""  # its source as HTML, where that was made before anything was locked

    # What queries add, where they are asked to (`with_words_now`, `with_shut`), and lists say.
    words_now = words_before = words_after = taken_out = ""
    withheld = shut = is_closed = False
    closed_around = ""
    muted: bool | None = None  # whether who answers it muted its passage, where that was asked for
    own_thanks = False
    """Whether the reader who looks thanked for it (`load_own_thanks`)."""

    # What a folded thread says of it (`folding`): its place among those beside it, how many are
    # left out before it, after which.
    place = folded = 0
    folded_after: int | None = None
    shown_replies: Sequence[Comment] = ()

    # What others answered (`load_answers`), and began after it (`with_said_after`).
    newest_answers: Sequence[Comment] = ()
    answer_count = said_after = 0

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["chapter", "passage", "parent", "created_at"]),
            models.Index(
                fields=["parent", "id", "edited_at", "hidden_at", "held_at", "deleted_at"],
                name="replies_to_a_comment",
            ),
            models.Index(
                fields=["chapter", "deleted_at", "hidden_at", "held_at", "id"],
                name="comments_by_chapter",
            ),
            models.Index(
                fields=["chapter", "passage", "parent"], condition=SILENT, name="silent_comments"
            ),
            models.Index(
                fields=["chapter", "passage"],
                condition=visibility.IN_SIGHT & Q(deleted_at=None, passage__isnull=False),
                name="comments_on_words",
            ),
            models.Index(
                fields=["chapter", "passage"],
                condition=Q(pinned_at__isnull=False),
                name="pinned_comments",
            ),
            models.Index(fields=["id"], condition=Q(told_at=None), name="comments_to_tell"),
            models.Index(
                fields=["id"], condition=Q(moderated_at__isnull=False), name="decisions_to_tell"
            ),
            models.Index(fields=["reader", "-created_at", "-id"], name="comments_by_reader"),
            models.Index(
                fields=["id"],
                condition=Q(held_at__isnull=False, asked_at=None),
                name="comments_to_ask_about",
            ),
        ]
        permissions = [("moderate_comment", "Can hide comments and show them again")]

    def __str__(self) -> str:
        return f"{self.reader}: {self.source[:60]}"

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        says, is_new = update_fields is None or "source" in update_fields, self._state.adding
        named = named_in(self.html)
        if says:
            self.html = self.rendered or html_of(self.source, self.reader)
            self.rendered = ""
            self.search_text = self.searched_by()
            named += named_in(self.html)
        if says and update_fields is not None:
            update_fields = {*update_fields, "html", "search_text"}
        super().save(*args, update_fields=update_fields, **kwargs)
        if says and named:
            Mention.objects.keep(self.pk, by=self.reader_id, html=self.html, is_new=is_new)

    def searched_by(self) -> str:
        """What it is searched by: what was said, and the words that it was said on, as they begin.
        In its own row, so that a search among thousands reads nothing else."""
        if not self.source:
            return ""
        quote = self.passage.quote[:LONGEST_QUOTE] if self.passage else ""
        return normalise(f"{self.source}\n{quote}")

    def get_absolute_url(self) -> str:
        """A link that leads to the comment where it stands."""
        return reverse("comment", args=[self.pk])

    @property
    def url_in_chapter(self) -> str:
        """The chapter with the comment in sight."""
        thread = ""
        if self.passage:
            thread = f"thread={self.passage_id}&"
        return f"{self.chapter.get_absolute_url()}?{thread}comment={self.pk}#c{self.pk}"

    @property
    def begun_by(self) -> int:
        """The key of the comment that begins its thread, which may be itself."""
        return self.parent_id or self.pk

    @property
    def plain(self) -> str:
        """What was said, as plain text on one line, spoilers covered: for excerpts, and wherever
        nobody asked to read it."""
        return words_of(self.html)

    @property
    def lines(self) -> str:
        """The same in its lines and paragraphs: for mails, and for other people's programs."""
        return lines_of(self.html)

    def touch(self) -> None:
        """Say that what everybody sees of it has changed, in the text or under the chapter."""
        if self.passage:
            self.passage.touch()
        else:
            self.chapter.touch_comments()

    def edit(self, source: str, rendered: str = "") -> None:
        """Change what was said, and say that it was changed; whatever else was done with it since
        it was read stays. Raises DoesNotExist where it has been deleted."""
        self.rendered = rendered or html_of(source, self.reader)
        with transaction.atomic():
            self.touch()
            Comment.objects.only("pk").get(pk=self.pk, deleted_at=None)
            self.source, self.edited_at = source, timezone.now()
            self.save(update_fields=["source", "edited_at"])
            self._be_the_latest_edit()

    def _be_the_latest_edit(self) -> None:
        """Date the edit later than any before it beside the comment, whatever the clocks of several
        machines say: what is kept of a thread is known by its latest edit. The chapter is held."""
        beside = Comment.objects.filter(chapter=self.chapter_id, passage=self.passage_id)
        latest = beside.exclude(pk=self.pk).aggregate(at=Max("edited_at"))["at"]
        if latest and self.edited_at and latest >= self.edited_at:
            self.edited_at = latest + timedelta(microseconds=1)
            Comment.objects.filter(pk=self.pk).update(edited_at=self.edited_at)

    def _decided(self, at: datetime, *fields: str) -> None:
        self.moderated_at = at
        with transaction.atomic():
            self.touch()
            self.save(update_fields=[*fields, "moderated_at"])
