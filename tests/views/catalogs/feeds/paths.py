"""Where the feeds are, and text that is hard to write as XML."""

from tests.views.selections import url


def story_feed(story):
    return f"{story.get_absolute_url()}feed/"


def margin_feed(chapter):
    return url(chapter, "comments/feed/")


def thread_feed(passage):
    return f"{passage.thread_url}feed/"
