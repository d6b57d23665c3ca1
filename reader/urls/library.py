"""The library, its stories and shelves."""

from django.urls import path

from reader.urls.prefixes import STORY
from reader.views.library import (
    content_preferences,
    downloads,
    library,
    shelves,
    story,
    story_shelves,
)

urlpatterns = [
    path("", library.library, name="library"),
    path(STORY, story.story, name="story"),
    path(f"{STORY}chapters/<int:start>/", story.chapter_range, name="chapter_range"),
    path(f"{STORY}download/<str:form>/", downloads.download, name="story_download"),
    path(f"{STORY}shelves/", story_shelves.story_shelves, name="story_shelves"),
    path("content/", content_preferences.content_preferences_page, name="content_preferences"),
    path("shelves/", shelves.shelf_list, name="shelf_list"),
    path("shelves/<str:key>/", shelves.shelf, name="shelf"),
]
