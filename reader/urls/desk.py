"""The desk, where authors write."""

from django.urls import path

from reader.urls.prefixes import CHAPTER, REVISION
from reader.views.desk import (
    announcements,
    author_notes,
    authors,
    desk,
    editor,
    import_story,
    margins,
    removal,
    revisions,
    schedule,
    split_chapter,
    story,
    story_question,
    typo_notes,
    unread_upload,
    upload,
    upload_publishing,
    waiting,
)

DESK_STORY = "desk/<slug:slug>/"
DESK_CHAPTER = f"{DESK_STORY}<int:pk>/"
ANNOUNCEMENT = f"{DESK_STORY}announcements/<int:pk>/"

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/bring/", import_story.import_story, name="story_import"),
    path("desk/bring/<int:pk>/", upload.upload, name="upload"),
    path(
        "desk/bring/publishing/<str:result>/",
        upload_publishing.publishing,
        name="upload_publishing",
    ),
    path("desk/bring/<int:pk>/let-go/", upload.discard, name="upload_discard"),
    path("desk/bring/unread/<int:pk>/again/", unread_upload.again, name="unread_again"),
    path("desk/bring/unread/<int:pk>/let-go/", unread_upload.discard, name="unread_discard"),
    path("desk/deleted/<int:pk>/put-back/", removal.restore_story, name="story_restore"),
    path("words/waiting/", waiting.waiting, name="waiting"),
    path("accounts/margins/", margins.margin_defaults, name="margin_defaults"),
    path(f"{DESK_STORY}margin/", margins.story_margin, name="story_margin"),
    path(DESK_STORY, story.desk_story, name="desk_story"),
    path(f"{DESK_STORY}about/", story.edit, name="story_edit"),
    path(f"{DESK_STORY}unpublish/", removal.unpublish_story, name="story_unpublish"),
    path(f"{DESK_STORY}schedule/", schedule.story_schedule, name="story_schedule"),
    path(f"{DESK_STORY}delete/", removal.delete_story, name="story_delete"),
    path(f"{DESK_STORY}authors/", authors.story_authors, name="story_authors"),
    path(f"{DESK_STORY}typos/", typo_notes.typo_notes, name="story_typos"),
    path(f"{DESK_STORY}orphan/", authors.orphan_story, name="story_orphan"),
    path("desk/questions/<int:pk>/", story_question.story_question, name="story_question"),
    path(f"{DESK_STORY}announcements/", announcements.announce, name="announcement_list"),
    path(ANNOUNCEMENT, announcements.edit, name="announcement_edit"),
    path(f"{ANNOUNCEMENT}delete/", announcements.delete, name="announcement_delete"),
    path(f"{DESK_CHAPTER}unpublish/", removal.unpublish_chapter, name="chapter_unpublish"),
    path(f"{DESK_CHAPTER}schedule/", schedule.chapter_schedule, name="chapter_schedule"),
    path(f"{DESK_CHAPTER}delete/", removal.delete_chapter, name="chapter_delete"),
    path(f"{CHAPTER}edit/", editor.edit, name="chapter_edit"),
    path(f"{CHAPTER}split/", split_chapter.split_chapter, name="chapter_split"),
    path(f"{CHAPTER}notes/", author_notes.author_notes, name="chapter_notes"),
    path(f"{REVISION}restore/", revisions.restore, name="revision_restore"),
    path(f"{REVISION}withdraw/", revisions.withdraw, name="revision_withdraw"),
]
