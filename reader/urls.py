"""Every place there is, and the view that stands there."""

from django.contrib import admin
from django.urls import include, path

from reader.admin.entrance import change_password, login
from reader.admin.rights import to_its_page
from reader.views.account import account, tokens
from reader.views.account import data_export as take_along
from reader.views.account.pending_submissions import unsent_words
from reader.views.annotations import protocol as annotations
from reader.views.catalogs import feeds, opds, opds1, opds2
from reader.views.desk import desk, editing, uploads
from reader.views.desk import removing as taking_away
from reader.views.library import downloads, library, shelves, story
from reader.views.margin import comment, highlight, highlights, margin
from reader.views.reading import chapter, offline, picture, place, revisions, switches, taken_out
from reader.views.reading import whole_story as whole
from reader.views.reading.look import change_look
from reader.views.site.robots import robots

CHAPTER = "stories/<slug:slug>/<int:number>/"

urlpatterns = [
    path("", library.library, name="library"),
    path("stories/<slug:slug>/", story.story, name="story"),
    path("stories/<slug:slug>/download/<str:form>/", downloads.download, name="story_download"),
    path(CHAPTER, chapter.chapter, name="chapter"),
    path("stories/<slug:slug>/out/<int:pk>/", taken_out.taken_out, name="taken_out_chapter"),
    path(
        "stories/<slug:slug>/out/<int:pk>/<int:number>/",
        taken_out.revision,
        name="taken_out_revision",
    ),
    path(f"{CHAPTER}edit/", editing.edit, name="chapter_edit"),
    path(f"{CHAPTER}split/", desk.split, name="chapter_split"),
    path(f"{CHAPTER}notes/", desk.notes, name="chapter_notes"),
    path(f"{CHAPTER}revisions/", revisions.revisions, name="revision_list"),
    path(f"{CHAPTER}revisions/<int:revision>/", revisions.as_it_was, name="revision"),
    path(f"{CHAPTER}revisions/<int:revision>/restore/", revisions.restore, name="revision_restore"),
    path(
        f"{CHAPTER}revisions/<int:revision>/withdraw/",
        revisions.withdraw,
        name="revision_withdraw",
    ),
    path(
        f"{CHAPTER}revisions/<int:older>/<int:newer>/",
        revisions.comparison,
        name="revision_comparison",
    ),
    path(f"{CHAPTER}place/", place.keep_place, name="progress_save"),
    path(f"{CHAPTER}further/", place.further, name="progress_further"),
    path("stories/<slug:slug>/furthest/", place.furthest, name="progress_furthest"),
    path("stories/<slug:slug>/all/", whole.whole, name="whole_story"),
    path(f"{CHAPTER}text/", whole.part, name="chapter_text"),
    path(f"{CHAPTER}margin/", margin.slips, name="thread_cards"),
    path(f"{CHAPTER}blocks/<int:index>/", margin.block, name="paragraph"),
    path(f"{CHAPTER}selection/", margin.selection, name="selection"),
    path(f"{CHAPTER}highlights/", highlight.mark, name="highlight_create"),
    path(f"{CHAPTER}comments/", comment.say, name="comment_create"),
    path("passages/<int:pk>/", margin.passage, name="passage"),
    path("passages/<int:pk>/words/", margin.words, name="passage_text"),
    path("highlights/bring/", take_along.bring, name="annotation_import"),
    path(
        "highlights/gloss-highlights.<str:ending>", take_along.take_along, name="annotation_export"
    ),
    path("highlights/", highlights.highlights, name="highlight_list"),
    path("highlights/again/", highlights.again, name="highlight_revisit"),
    path("highlights/<int:pk>/edit/", highlights.edit, name="highlight_edit"),
    path("highlights/<int:pk>/", highlight.change, name="highlight_update"),
    path("highlights/<int:pk>/remove/", highlight.remove, name="highlight_remove"),
    path("highlights/<int:pk>/put-back/", highlight.put_back, name="highlight_restore"),
    path("comments/<int:pk>/", comment.comment, name="comment"),
    path("comments/<int:pk>/reply/", comment.reply, name="comment_reply"),
    path("comments/<int:pk>/edit/", comment.edit, name="comment_edit"),
    path("comments/<int:pk>/delete/", comment.delete, name="comment_delete"),
    path("comments/<int:pk>/hide/", comment.hide, name="comment_hide"),
    path("annotations/", annotations.container, name="annotations"),
    path("annotations/stories/<slug:slug>/", annotations.container, name="story_annotations"),
    path(
        "annotations/stories/<slug:slug>/<int:number>/",
        annotations.container,
        name="chapter_annotations",
    ),
    path("annotations/<str:name>", annotations.annotation, name="annotation"),
    path("opds/v2/", include(opds.places_in(opds2))),
    path("opds/", include(opds.places_in(opds1))),
    path("feed/", feeds.LibraryFeed(), name="library_feed"),
    path("stories/<slug:slug>/feed/", feeds.StoryFeed(), name="story_feed"),
    path(f"{CHAPTER}comments/feed/", feeds.MarginFeed(), name="chapter_comment_feed"),
    path("passages/<int:pk>/feed/", feeds.ThreadFeed(), name="thread_feed"),
    path("readers/<str:username>/feed/", feeds.AuthorFeed(), name="author_feed"),
    path("stories/<slug:slug>/shelves/", shelves.shelve, name="story_shelves"),
    path("shelves/", shelves.shelves, name="shelf_list"),
    path("shelves/<str:key>/", shelves.shelf, name="shelf"),
    path("pictures/<str:name>", picture.picture, name="picture"),
    path("readers/<str:username>/", account.reader, name="reader"),
    path("desk/", desk.desk, name="desk"),
    path("desk/bring/", uploads.bring, name="story_import"),
    path("desk/bring/<int:pk>/", uploads.upload, name="upload"),
    path("desk/bring/<int:pk>/let-go/", uploads.let_go, name="upload_discard"),
    path("desk/deleted/<int:pk>/put-back/", taking_away.put_back_story, name="story_restore"),
    path("desk/<slug:slug>/", desk.desk_story, name="desk_story"),
    path("desk/<slug:slug>/about/", desk.about, name="story_edit"),
    path("desk/<slug:slug>/unpublish/", taking_away.unpublish_story, name="story_unpublish"),
    path("desk/<slug:slug>/delete/", taking_away.delete_story, name="story_delete"),
    path(
        "desk/<slug:slug>/<int:pk>/unpublish/",
        taking_away.unpublish_chapter,
        name="chapter_unpublish",
    ),
    path("desk/<slug:slug>/<int:pk>/delete/", taking_away.delete_chapter, name="chapter_delete"),
    path("accounts/profile/", account.profile, name="profile_edit"),
    path("accounts/everything/", take_along.everything, name="data_export"),
    path("accounts/tokens/", tokens.tokens, name="token_list"),
    path("accounts/tokens/<int:pk>/revoke/", tokens.revoke, name="token_revoke"),
    path("accounts/unsent/", unsent_words, name="pending_submissions"),
    path("accounts/leave/", account.leave, name="account_delete"),
    path("accounts/left/", account.left, name="account_deleted"),
    path("accounts/", include("allauth.account.urls")),
    path("look/", change_look, name="look"),
    path("reading/", switches.switches, name="switches"),
    # These three stand before Django's own of the same URLs.
    path("admin/login/", login),
    path("admin/password_change/", admin.site.admin_view(change_password)),
    path("admin/r/<int:content_type_id>/<path:object_id>/", to_its_page, name="admin_object"),
    path("admin/", admin.site.urls),
    path("app.webmanifest", offline.manifest, name="manifest"),
    path("apple-touch-icon.png", offline.touch_icon, name="touch_icon"),
    path("service-worker.js", offline.worker, name="service_worker"),
    path("offline/", offline.offline, name="offline_page"),
    path("offline/visit/", offline.visit, name="offline_session"),
    path("kept/", offline.kept, name="offline_library"),
    path("robots.txt", robots),
]

handler400 = "reader.views.site.errors.bad_request"
handler403 = "reader.views.site.errors.forbidden"
handler404 = "reader.views.site.errors.not_found"
handler429 = "reader.views.site.errors.too_many"
handler500 = "reader.views.site.errors.server_error"
