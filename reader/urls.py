"""Every place there is, and the view that stands there."""

from django.contrib import admin
from django.urls import include, path

from reader.views import (
    account,
    chapter,
    comment,
    desk,
    downloads,
    editing,
    highlight,
    library,
    margin,
    picture,
    place,
    revisions,
    story,
    taken_out,
    uploads,
)
from reader.views.health import healthz
from reader.views.look import change_look

CHAPTER = "stories/<slug:slug>/<int:number>/"

urlpatterns = [
    path("", library.library, name="library"),
    path("stories/<slug:slug>/", story.story, name="story"),
    path("stories/<slug:slug>/download/<str:form>/", downloads.download, name="download"),
    path(CHAPTER, chapter.chapter, name="chapter"),
    path("stories/<slug:slug>/out/<int:pk>/", taken_out.taken_out, name="taken_out"),
    path(
        "stories/<slug:slug>/out/<int:pk>/<int:number>/",
        taken_out.revision,
        name="taken_out_revision",
    ),
    path(f"{CHAPTER}edit/", editing.edit, name="edit"),
    path(f"{CHAPTER}split/", desk.split, name="split"),
    path(f"{CHAPTER}notes/", desk.notes, name="notes"),
    path(f"{CHAPTER}revisions/", revisions.revisions, name="revisions"),
    path(f"{CHAPTER}revisions/<int:revision>/", revisions.as_it_was, name="revision"),
    path(f"{CHAPTER}revisions/<int:revision>/restore/", revisions.restore, name="restore"),
    path(f"{CHAPTER}revisions/<int:older>/<int:newer>/", revisions.comparison, name="comparison"),
    path(f"{CHAPTER}place/", place.keep_place, name="keep_place"),
    path(f"{CHAPTER}blocks/<int:index>/", margin.block, name="block"),
    path(f"{CHAPTER}selection/", margin.selection, name="selection"),
    path(f"{CHAPTER}highlights/", highlight.mark, name="mark"),
    path(f"{CHAPTER}comments/", comment.say, name="say"),
    path("passages/<int:pk>/", margin.passage, name="passage"),
    path("passages/<int:pk>/words/", margin.words, name="words"),
    path("highlights/", highlight.highlights, name="highlights"),
    path("highlights/<int:pk>/", highlight.change, name="highlight"),
    path("highlights/<int:pk>/remove/", highlight.remove, name="remove_highlight"),
    path("highlights/<int:pk>/put-back/", highlight.put_back, name="put_back_highlight"),
    path("comments/<int:pk>/", comment.comment, name="comment"),
    path("comments/<int:pk>/reply/", comment.reply, name="reply"),
    path("comments/<int:pk>/edit/", comment.edit, name="edit_comment"),
    path("comments/<int:pk>/delete/", comment.delete, name="delete_comment"),
    path("comments/<int:pk>/hide/", comment.hide, name="hide_comment"),
    path("pictures/<str:name>", picture.picture, name="picture"),
    path("readers/<str:username>/", account.reader, name="reader"),
    path("desk/", desk.desk, name="desk"),
    path("desk/bring/", uploads.bring, name="bring"),
    path("desk/bring/<int:pk>/", uploads.upload, name="upload"),
    path("desk/bring/<int:pk>/let-go/", uploads.let_go, name="let_go"),
    path("desk/<slug:slug>/", desk.desk_story, name="desk_story"),
    path("desk/<slug:slug>/about/", desk.about, name="desk_about"),
    path("accounts/profile/", account.profile, name="profile"),
    path("accounts/", include("allauth.account.urls")),
    path("look/", change_look, name="look"),
    path("admin/", admin.site.urls),
    path("healthz", healthz),
]

handler400 = "reader.views.errors.bad_request"
handler403 = "reader.views.errors.forbidden"
handler404 = "reader.views.errors.not_found"
handler500 = "reader.views.errors.server_error"
