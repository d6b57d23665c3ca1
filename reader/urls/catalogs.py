"""Catalogs for reading programs, and feeds."""

from django.urls import include, path

from reader.urls.prefixes import CHAPTER, STORY
from reader.views.catalogs import opds1, opds2
from reader.views.catalogs.chapter_feeds import AuthorFeed, LibraryFeed
from reader.views.catalogs.comment_feeds import ChapterCommentFeed, ThreadFeed
from reader.views.catalogs.feed import feed_view
from reader.views.catalogs.opds_urls import urls_of
from reader.views.catalogs.story_feed import StoryFeed

urlpatterns = [
    path("opds/v2/", include(urls_of(opds2))),
    path("opds/", include(urls_of(opds1))),
    path("feed/", feed_view(LibraryFeed), name="library_feed"),
    path(f"{STORY}feed/", feed_view(StoryFeed), name="story_feed"),
    path(f"{CHAPTER}comments/feed/", feed_view(ChapterCommentFeed), name="chapter_comment_feed"),
    path("passages/<int:pk>/feed/", feed_view(ThreadFeed), name="thread_feed"),
    path("readers/<str:username>/feed/", feed_view(AuthorFeed), name="author_feed"),
]
