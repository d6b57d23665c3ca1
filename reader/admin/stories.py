"""Stories with all that is of them: kept, taken out of the library, taken down."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from reader.actions.count_again import count_again
from reader.actions.inbox.chapters import tell_more
from reader.actions.moderation.decide import NotTheirs, Verdict, decide_about
from reader.admin.rights import (
    ANYBODY,
    ReadOnlyAdmin,
    VisibleRowsAdmin,
    chapters_for_members,
    moderates,
)
from reader.admin.takedown import TakedownAdmin
from reader.models import AuthorNote, Chapter, Decision, Notification, Reader, Revision, Story, Tag
from reader.models.library.revision import RevisionQuerySet


def public_notes(rows: QuerySet) -> QuerySet:
    """Notes on what is to be read; of chapters that were taken out only what readers said."""
    shown = chapters_for_members().in_story().order_by()
    return rows.filter(Q(story__in=Story.objects.for_members()) | Q(chapter__in=shown))


NOT_YOURS = "its author has a role here, so an administrator decides about it."


class NoteInline(admin.TabularInline):
    model = AuthorNote
    extra = 0
    fields = ("kind", "place", "position", "source")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return public_notes(super().get_queryset(request))


class ChapterInline(admin.TabularInline):
    model = Chapter
    extra = 0
    fields = ("number", "title", "words", "published_at")
    readonly_fields = ("words", "published_at")
    show_change_link = True
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        if request.user.is_superuser:
            return rows
        return rows.filter(pk__in=chapters_for_members())

    def has_add_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        return False


class StoryForm(forms.ModelForm):
    """A story; its URL is no other's, nor one's that may be put back."""

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if Story.with_deleted.filter(slug=slug).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Another story has this URL. Choose a different one.")
        return slug


@admin.register(Story)
class StoryAdmin(TakedownAdmin):
    form = StoryForm
    list_display = (
        "title",
        "author",
        "status",
        "rating",
        "published_at",
        "shelved_by",
        "deleted_at",
    )
    list_filter = ("status", "rating", "language")
    search_fields = ("title", "summary", "author__username", "byline")
    prepopulated_fields = {"slug": ("title",)}
    autocomplete_fields = ("author", "tags")
    inlines = (ChapterInline, NoteInline)
    date_hierarchy = "published_at"
    ordering = ("-published_at", "-pk")
    actions = ("take_down",)

    def save_model(self, request: HttpRequest, obj: Story, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "audience" in form.changed_data:
            tell_more(obj)
            count_again(Notification.objects.filter(story=obj))

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        kept = Count("shelves__reader", distinct=True)
        return super().get_queryset(request).annotate(shelved_by=kept)

    @admin.display(description="readers who shelved it", ordering="shelved_by")
    def shelved_by(self, story: Story) -> int:
        """How many readers keep it; who, and on which shelf, is nobody's business."""
        counted: Any = story  # by get_queryset
        return counted.shelved_by

    @admin.action(description="Take the selected stories down", permissions=["moderate"])
    def take_down(self, request: HttpRequest, stories: QuerySet) -> None:
        """As at the moderators' desk, where it can be undone, too."""
        count = 0
        for story in stories:
            verdict = Verdict(Decision.Action.HIDE)
            try:
                decide_about(story, verdict, by=cast(Reader, request.user))
            except NotTheirs:
                self.message_user(request, f"{story}: {NOT_YOURS}", messages.WARNING)
            else:
                count += 1
        self.message_user(request, f"Stories taken down: {count}. Their authors are told.")

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return moderates(request)


@admin.register(Chapter)
class ChapterAdmin(TakedownAdmin):
    list_display = ("title", "story", "number", "words", "published_at", "deleted_at")
    list_select_related = ("story",)
    search_fields = ("title", "story__title")
    autocomplete_fields = ("story",)
    readonly_fields = ("words",)
    inlines = (NoteInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: Chapter | None = None) -> list[str]:
        """A chapter stays in its story: where its readers are goes by that."""
        fields = list(super().get_readonly_fields(request, obj))
        return [*fields, "story"] if obj else fields


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    list_display = ("chapter", "number", "by", "created_at")
    list_select_related = ("chapter__story", "by")
    search_fields = ("chapter__title", "chapter__story__title")
    fields = ("chapter", "number", "by", "created_at", "source")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("blocks", "text", "places")

    def public(self, rows: RevisionQuerySet) -> QuerySet:
        shown = chapters_for_members().in_story()
        return rows.visible_to(ANYBODY).filter(chapter__in=shown.order_by())


@admin.register(Tag)
class TagAdmin(VisibleRowsAdmin):
    search_fields = ("name",)

    def public(self, rows: QuerySet) -> QuerySet:
        return rows.filter(stories__in=Story.objects.for_members()).distinct()


@admin.register(AuthorNote)
class AuthorNoteAdmin(VisibleRowsAdmin):
    list_display = ("kind", "place", "story", "chapter", "source")
    list_filter = ("kind", "place")
    search_fields = ("source",)
    autocomplete_fields = ("story", "chapter")

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """One by one: each tells its chapter's page."""
        for note in queryset:
            note.delete()

    def public(self, rows: QuerySet) -> QuerySet:
        return public_notes(rows)
