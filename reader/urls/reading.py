"""Reading: chapters, their revisions, how pages look, and what stays offline."""

from django.urls import path

from reader.urls.prefixes import CHAPTER, REVISION, STORY
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

TAKEN_OUT = f"{STORY}out/<int:pk>/"

urlpatterns = [
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
