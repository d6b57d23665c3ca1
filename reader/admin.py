"""The admin, for whoever keeps the library and whoever moderates it."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html

from reader.models import (
    AuthorNote,
    Chapter,
    Comment,
    Highlight,
    Invitation,
    Passage,
    Reader,
    Revision,
    Story,
    Tag,
)

admin.site.site_header = admin.site.site_title = "Gloss"
admin.site.index_title = "Keeping the library"


@admin.register(Reader)
class ReaderAdmin(UserAdmin):
    list_display = ("username", "name", "email", "is_active", "is_staff", "last_login")
    search_fields = ("username", "name", "email")
    fieldsets = (
        (None, {"fields": ("username", "password", "name", "bio", "email")}),
        ("Rights", {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    filter_horizontal = ("groups",)

    def has_change_permission(self, request: HttpRequest, obj: Reader | None = None) -> bool:
        """A moderator has no power over those who keep the library, or over other moderators."""
        if obj and obj.is_staff and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)

    def get_readonly_fields(self, request: HttpRequest, obj: Reader | None = None) -> tuple:
        """Only who keeps the library hands out rights; a moderator may lock an account."""
        if request.user.is_superuser:
            return ("last_login", "date_joined")
        return ("username", "password", "email", "is_staff", "is_superuser", "groups",
                "last_login", "date_joined")  # fmt: skip


class NoteInline(admin.TabularInline):
    model = AuthorNote
    extra = 0
    fields = ("kind", "place", "position", "source")


class ChapterInline(admin.TabularInline):
    model = Chapter
    extra = 0
    fields = ("number", "title", "words", "published_at")
    readonly_fields = ("words",)
    show_change_link = True
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        return False


@admin.register(Story)
class StoryAdmin(admin.ModelAdmin):
    list_display = ("title", "author", "status", "rating", "published_at", "keepers")
    list_filter = ("status", "rating", "language")
    search_fields = ("title", "summary", "author__username", "byline")
    prepopulated_fields = {"slug": ("title",)}
    autocomplete_fields = ("author", "tags")
    inlines = (ChapterInline, NoteInline)
    date_hierarchy = "published_at"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        kept = Count("shelves__reader", distinct=True)
        return super().get_queryset(request).annotate(keepers=kept)

    @admin.display(description="on the shelves of", ordering="keepers")
    def keepers(self, story: Story) -> int:
        """How many readers keep it; who, and on which shelf, is nobody's business."""
        return story.keepers


@admin.register(Chapter)
class ChapterAdmin(admin.ModelAdmin):
    list_display = ("title", "story", "number", "words", "published_at")
    list_select_related = ("story",)
    search_fields = ("title", "story__title")
    autocomplete_fields = ("story",)
    readonly_fields = ("words",)
    inlines = (NoteInline,)

    def has_delete_permission(self, request: HttpRequest, obj: Chapter | None = None) -> bool:
        """A chapter that readers wrote on is taken out by its author, never deleted."""
        if obj and (obj.passages.exists() or obj.comments.exists()):
            return False
        return super().has_delete_permission(request, obj)


class ReadOnly(admin.ModelAdmin):
    """What nobody changes by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False


@admin.register(Revision)
class RevisionAdmin(ReadOnly):
    list_display = ("chapter", "number", "by", "created_at")
    list_select_related = ("chapter__story", "by")
    search_fields = ("chapter__title", "chapter__story__title")
    fields = ("chapter", "number", "by", "created_at", "source")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("blocks", "text", "places")


@admin.register(Passage)
class PassageAdmin(ReadOnly):
    list_display = ("quoted", "chapter", "loose", "created_at")
    list_filter = ("loose",)
    list_select_related = ("chapter__story",)
    search_fields = ("quote", "chapter__story__title")
    fields = ("chapter", "quote", "loose", "created_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Only what is talked about: others' silent marks are nobody's business."""
        return super().get_queryset(request).filter(comments__isnull=False).distinct()

    @admin.display(description="passage")
    def quoted(self, passage: Passage) -> str:
        return str(passage)


@admin.register(Comment)
class CommentAdmin(ReadOnly):
    list_display = ("said", "reader", "where", "created_at", "state")
    list_filter = (("hidden_at", admin.EmptyFieldListFilter), "created_at")
    list_select_related = ("reader", "chapter__story")
    search_fields = ("source", "reader__username", "chapter__story__title")
    date_hierarchy = "created_at"
    fields = ("reader", "chapter", "passage", "source", "created_at", "edited_at", "hidden_at")
    actions = ("hide", "show")

    @admin.display(description="comment")
    def said(self, comment: Comment) -> str:
        return comment.source[:120] or "(deleted)"

    @admin.display(description="where")
    def where(self, comment: Comment) -> str:
        return format_html('<a href="{}">{}</a>', comment.get_absolute_url(), comment.chapter)

    @admin.display(description="state")
    def state(self, comment: Comment) -> str:
        return comment.silent or "shown"

    @admin.action(description="Hide the chosen comments", permissions=["moderate"])
    def hide(self, request: HttpRequest, comments: QuerySet) -> None:
        for comment in comments:
            comment.hide()
        self.message_user(request, f"{len(comments)} hidden. They can be shown again.")

    @admin.action(description="Show the chosen comments again", permissions=["moderate"])
    def show(self, request: HttpRequest, comments: QuerySet) -> None:
        for comment in comments:
            comment.show()
        self.message_user(request, f"{len(comments)} shown again.")

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return request.user.moderates


@admin.register(Highlight)
class HighlightAdmin(ReadOnly):
    """Highlights that their readers show. Private ones and notes are seen by nobody else."""

    list_display = ("reader", "passage", "colour", "created_at")
    list_select_related = ("reader", "passage")
    search_fields = ("reader__username", "passage__quote")
    fields = ("reader", "passage", "colour", "created_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(public=True, removed_at=None)


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    """Ways in. The link is shown to whoever keeps the library, to be sent to one person."""

    list_display = ("__str__", "link", "used_by", "made_by", "created_at")
    list_select_related = ("used_by", "made_by")
    list_filter = (("used_by", admin.EmptyFieldListFilter),)
    fields = ("to", "link", "used_by", "made_by", "created_at")
    readonly_fields = ("link", "used_by", "made_by", "created_at")

    @admin.display(description="link to send")
    def link(self, invitation: Invitation) -> str:
        if not invitation.pk or invitation.used_by_id:
            return "-"
        return format_html(
            '<a href="{}">Copy the address of this link</a>', invitation.get_absolute_url()
        )

    def save_model(self, request: HttpRequest, obj: Invitation, form: object, change: bool) -> None:
        obj.made_by = obj.made_by or request.user
        super().save_model(request, obj, form, change)


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    search_fields = ("name",)


@admin.register(AuthorNote)
class AuthorNoteAdmin(admin.ModelAdmin):
    list_display = ("kind", "place", "story", "chapter", "source")
    list_filter = ("kind", "place")
    search_fields = ("source",)
    autocomplete_fields = ("story", "chapter")
