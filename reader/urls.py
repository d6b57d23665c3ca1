"""Every URL there is, and the view that answers it: a room of reader/views/ after the other.

The first pattern that matches is taken. So what has a name of its own stands before what takes
any name.
"""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from reader.admin.entrance import change_password, login
from reader.admin.rights import to_its_page
from reader.views.account import (
    annotation_export,
    annotation_import,
    coming_back,
    data_export,
    deletion,
    devices,
    highlight_preferences,
    pending_submissions,
    profile,
    reader,
    silences,
    tokens,
    welcome,
)
from reader.views.annotations import annotation, container
from reader.views.catalogs import opds1, opds2
from reader.views.catalogs.chapter_feeds import AuthorFeed, LibraryFeed
from reader.views.catalogs.comment_feeds import ChapterCommentFeed, ThreadFeed
from reader.views.catalogs.feed import feed_view
from reader.views.catalogs.opds_urls import urls_of
from reader.views.catalogs.story_feed import StoryFeed
from reader.views.desk import (
    announcements,
    author_notes,
    authors,
    desk,
    editor,
    import_story,
    margins,
    removal,
    split_chapter,
    story_question,
    unread_upload,
    upload,
    upload_publishing,
    waiting,
)
from reader.views.desk import revisions as desk_revisions
from reader.views.desk import story as own_story
from reader.views.inbox import follow, following, inbox, mail_preferences, unsubscribe
from reader.views.library import (
    content_preferences,
    downloads,
    library,
    shelves,
    story,
    story_shelves,
)
from reader.views.margin import (
    comment,
    comment_create,
    comment_list,
    hidden_threads,
    highlight,
    highlight_create,
    highlight_list,
    highlight_revisit,
    highlight_row,
    highlights_count,
    keep_order,
    loose_passages,
    more_comments,
    name_list,
    paragraph,
    passage,
    selection,
    thanks,
    thread_cards,
)
from reader.views.moderation import (
    decision,
    first_stories,
    held_words,
    log,
    person,
    queue,
    report,
    roles,
)
from reader.views.reading import (
    app,
    chapter,
    comparison,
    live,
    look,
    meanwhile,
    offline,
    picture,
    progress,
    revision,
    revision_list,
    settling,
    switches,
    taken_out,
    whole_story,
)
from reader.views.site.robots import robots

STORY = "stories/<slug:slug>/"
CHAPTER = f"{STORY}<int:number>/"
TAKEN_OUT = f"{STORY}out/<int:pk>/"
REVISION = f"{CHAPTER}revisions/<int:revision>/"
ANNOTATIONS = "annotations/stories/<slug:slug>/"
DESK_STORY = "desk/<slug:slug>/"
DESK_CHAPTER = f"{DESK_STORY}<int:pk>/"
ANNOUNCEMENT = f"{DESK_STORY}announcements/<int:pk>/"

library_urls = [
    path("", library.library, name="library"),
    path(STORY, story.story, name="story"),
    path(f"{STORY}chapters/<int:start>/", story.chapter_range, name="chapter_range"),
    path(f"{STORY}download/<str:form>/", downloads.download, name="story_download"),
    path(f"{STORY}shelves/", story_shelves.story_shelves, name="story_shelves"),
    path("content/", content_preferences.content_preferences_page, name="content_preferences"),
    path("shelves/", shelves.shelf_list, name="shelf_list"),
    path("shelves/<str:key>/", shelves.shelf, name="shelf"),
]

inbox_urls = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read/", inbox.read_all, name="inbox_read"),
    path("inbox/mail/", mail_preferences.mail_preferences, name="mail_preferences"),
    path("inbox/mail/stop/<str:token>/", unsubscribe.unsubscribe_by_link, name="unsubscribe"),
    path("inbox/<int:pk>/", inbox.notification, name="notification"),
    path("following/", following.following, name="following"),
    path(f"{STORY}follow/", follow.follow, name="story_follow"),
    path("readers/<str:username>/follow/", follow.follow, name="author_follow"),
    path("passages/<int:passage>/follow/", follow.follow, name="passage_follow"),
    path("comments/<int:comment>/follow/", follow.follow, name="comment_follow"),
]

reading_urls = [
    path(CHAPTER, chapter.chapter, name="chapter"),
    path(f"{STORY}all/", whole_story.whole_story, name="whole_story"),
    path(TAKEN_OUT, taken_out.taken_out_chapter, name="taken_out_chapter"),
    path(f"{TAKEN_OUT}<int:number>/", taken_out.taken_out_revision, name="taken_out_revision"),
    path(f"{CHAPTER}revisions/", revision_list.revision_list, name="revision_list"),
    path(REVISION, revision.revision, name="revision"),
    path(
        f"{CHAPTER}revisions/<int:older>/<int:newer>/",
        comparison.comparison,
        name="revision_comparison",
    ),
    path(f"{CHAPTER}place/", progress.save, name="progress_save"),
    path(f"{CHAPTER}settling/", settling.settling, name="chapter_settling"),
    path(f"{CHAPTER}meanwhile/", meanwhile.meanwhile, name="chapter_meanwhile"),
    path("live/<int:pk>/<str:since>/", live.live, name="live"),
    path(f"{CHAPTER}further/", progress.further, name="progress_further"),
    path(f"{STORY}furthest/", progress.furthest, name="progress_furthest"),
    path("pictures/<str:name>", picture.picture, name="picture"),
    path("look/", look.change_look, name="look"),
    path("reading/", switches.change_switches, name="switches"),
    path("app.webmanifest", app.manifest, name="manifest"),
    path("apple-touch-icon.png", app.touch_icon, name="touch_icon"),
    path("service-worker.js", offline.service_worker, name="service_worker"),
    path("offline/", offline.offline_page, name="offline_page"),
    path("offline/visit/", offline.offline_session, name="offline_session"),
    path("kept/", offline.offline_library, name="offline_library"),
]

margin_urls = [
    path(f"{CHAPTER}margin/", thread_cards.thread_cards, name="thread_cards"),
    path(f"{CHAPTER}loose/", loose_passages.loose_passages, name="loose_passages"),
    path(f"{CHAPTER}blocks/<int:index>/", paragraph.paragraph, name="paragraph"),
    path(f"{CHAPTER}selection/", selection.selection, name="selection"),
    path("passages/<int:pk>/", passage.passage, name="passage"),
    path("passages/<int:pk>/comments/", more_comments.passage_comments, name="passage_comments"),
    path("passages/<int:pk>/words/", passage.passage_text, name="passage_text"),
    path(f"{CHAPTER}highlights/", highlight_create.create, name="highlight_create"),
    path("highlights/", highlight_list.highlight_list, name="highlight_list"),
    path("highlights/count/", highlights_count.highlights_count, name="highlights_count"),
    path("highlights/again/", highlight_revisit.revisit, name="highlight_revisit"),
    path("highlights/<int:pk>/", highlight.update, name="highlight_update"),
    path("highlights/<int:pk>/edit/", highlight_row.edit, name="highlight_edit"),
    path("highlights/<int:pk>/remove/", highlight.remove, name="highlight_remove"),
    path("highlights/<int:pk>/put-back/", highlight.restore, name="highlight_restore"),
    path("names/<int:pk>/", name_list.name_list, name="name_list"),
    path(f"{CHAPTER}comments/", comment_create.create, name="comment_create"),
    path("words/", comment_list.comment_list, name="comment_list"),
    path("passages/<int:pk>/hide/", hidden_threads.passage_hide, name="passage_hide"),
    path("comments/<int:pk>/", comment.comment, name="comment"),
    path("comments/<int:pk>/replies/", more_comments.comment_replies, name="comment_replies"),
    path("comments/<int:pk>/reply/", comment.reply, name="comment_reply"),
    path("comments/<int:pk>/edit/", comment.edit, name="comment_edit"),
    path("comments/<int:pk>/delete/", comment.delete, name="comment_delete"),
    path("comments/<int:pk>/hide/", keep_order.hide, name="comment_hide"),
    path("comments/<int:pk>/close/", keep_order.close_thread, name="comment_close"),
    path("comments/<int:pk>/approve/", keep_order.approve, name="comment_approve"),
    path(
        "comments/<int:pk>/hide-thread/",
        hidden_threads.comment_thread_hide,
        name="comment_thread_hide",
    ),
    path("comments/<int:pk>/thanks/", thanks.comment_thanks, name="comment_thanks"),
    path(f"{CHAPTER}thanks/", thanks.chapter_thanks, name="chapter_thanks"),
]

moderation_urls = [
    path("report/<str:kind>/<int:key>/", report.report_thing, name="report"),
    path("decisions/<int:pk>/", decision.decision, name="decision"),
    path("moderation/", queue.queue, name="moderation"),
    path("moderation/cases/<int:pk>/", queue.case, name="case"),
    path("moderation/decisions/<int:pk>/undo/", queue.undo, name="decision_undo"),
    path("moderation/first-stories/", first_stories.first_stories, name="first_stories"),
    path("moderation/stories/<int:pk>/", first_stories.looked_at_story, name="looked_at_story"),
    path("moderation/log/", log.log, name="moderation_log"),
    path("moderation/readers/<str:username>/", person.person, name="moderated_reader"),
    path("moderation/roles/", roles.roles, name="roles"),
    path("moderation/roles/<int:pk>/", roles.change, name="role_change"),
    path("moderation/words/", held_words.held_words, name="held_words"),
    path("moderation/words/<int:pk>/remove/", held_words.remove, name="held_word_remove"),
]

desk_urls = [
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
    path(DESK_STORY, own_story.desk_story, name="desk_story"),
    path(f"{DESK_STORY}about/", own_story.edit, name="story_edit"),
    path(f"{DESK_STORY}unpublish/", removal.unpublish_story, name="story_unpublish"),
    path(f"{DESK_STORY}delete/", removal.delete_story, name="story_delete"),
    path(f"{DESK_STORY}authors/", authors.story_authors, name="story_authors"),
    path(f"{DESK_STORY}orphan/", authors.orphan_story, name="story_orphan"),
    path("desk/questions/<int:pk>/", story_question.story_question, name="story_question"),
    path(f"{DESK_STORY}announcements/", announcements.announce, name="announcement_list"),
    path(ANNOUNCEMENT, announcements.edit, name="announcement_edit"),
    path(f"{ANNOUNCEMENT}delete/", announcements.delete, name="announcement_delete"),
    path(f"{DESK_CHAPTER}unpublish/", removal.unpublish_chapter, name="chapter_unpublish"),
    path(f"{DESK_CHAPTER}delete/", removal.delete_chapter, name="chapter_delete"),
    path(f"{CHAPTER}edit/", editor.edit, name="chapter_edit"),
    path(f"{CHAPTER}split/", split_chapter.split_chapter, name="chapter_split"),
    path(f"{CHAPTER}notes/", author_notes.author_notes, name="chapter_notes"),
    path(f"{REVISION}restore/", desk_revisions.restore, name="revision_restore"),
    path(f"{REVISION}withdraw/", desk_revisions.withdraw, name="revision_withdraw"),
]

account_urls = [
    path("readers/~<int:pk>/", reader.mentioned, name="reader_mentioned"),
    path("readers/<str:username>/", reader.reader, name="reader"),
    path("readers/<str:username>/silence/", silences.reader_silence, name="reader_silence"),
    path("accounts/silences/", silences.silence_list, name="silence_list"),
    path("accounts/profile/", profile.edit, name="profile_edit"),
    path(
        "accounts/highlights/",
        highlight_preferences.highlight_preferences,
        name="highlight_preferences",
    ),
    path("accounts/welcome/", welcome.welcome, name="welcome"),
    path("accounts/everything/", data_export.export, name="data_export"),
    path("accounts/everything/file/", data_export.download, name="data_export_file"),
    path("accounts/devices/", devices.device_list, name="device_list"),
    path("accounts/devices/others/sign-out/", devices.sign_out_others, name="devices_sign_out"),
    path("accounts/devices/<int:pk>/sign-out/", devices.sign_out, name="device_sign_out"),
    path("accounts/tokens/", tokens.token_list, name="token_list"),
    path("accounts/tokens/<int:pk>/revoke/", tokens.revoke, name="token_revoke"),
    path("accounts/unsent/", pending_submissions.pending_submissions, name="pending_submissions"),
    path("accounts/leave/", deletion.delete, name="account_delete"),
    path("accounts/left/", deletion.deleted, name="account_deleted"),
    path("accounts/closed/", coming_back.closed, name="account_closed"),
    path("accounts/closed/delete/", coming_back.delete_now, name="account_delete_now"),
    path(
        "accounts/second-step/webauthn/",
        RedirectView.as_view(pattern_name="mfa_index"),
        name="mfa_list_webauthn",
    ),
    path("accounts/second-step/", include("allauth.mfa.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("highlights/bring/", annotation_import.import_annotations, name="annotation_import"),
    path("highlights/bring/again/", annotation_import.again, name="annotation_import_again"),
    path(
        "highlights/gloss-highlights.<str:ending>",
        annotation_export.export,
        name="annotation_export",
    ),
]

annotation_urls = [
    path("annotations/", container.container, name="annotations"),
    path(ANNOTATIONS, container.container, name="story_annotations"),
    path(f"{ANNOTATIONS}<int:number>/", container.container, name="chapter_annotations"),
    path("annotations/<str:name>", annotation.annotation, name="annotation"),
]

catalog_urls = [
    path("opds/v2/", include(urls_of(opds2))),
    path("opds/", include(urls_of(opds1))),
    path("feed/", feed_view(LibraryFeed()), name="library_feed"),
    path(f"{STORY}feed/", feed_view(StoryFeed()), name="story_feed"),
    path(f"{CHAPTER}comments/feed/", feed_view(ChapterCommentFeed()), name="chapter_comment_feed"),
    path("passages/<int:pk>/feed/", feed_view(ThreadFeed()), name="thread_feed"),
    path("readers/<str:username>/feed/", feed_view(AuthorFeed()), name="author_feed"),
]

admin_urls = [
    # The first two stand before Django's own of the same URLs.
    path("admin/login/", login),
    path("admin/password_change/", admin.site.admin_view(change_password)),
    path("admin/r/<int:content_type_id>/<path:object_id>/", to_its_page, name="admin_object"),
    path("admin/", admin.site.urls),
]

urlpatterns = [
    *library_urls,
    *inbox_urls,
    *reading_urls,
    *margin_urls,
    *moderation_urls,
    *desk_urls,
    *account_urls,
    *annotation_urls,
    *catalog_urls,
    *admin_urls,
    path("robots.txt", robots),
]

handler400 = "reader.views.site.errors.bad_request"
handler403 = "reader.views.site.errors.forbidden"
handler404 = "reader.views.site.errors.not_found"
handler429 = "reader.views.site.errors.too_many"
handler500 = "reader.views.site.errors.server_error"
