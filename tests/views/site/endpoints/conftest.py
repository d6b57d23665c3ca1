"""What the tests here share."""

import pytest

from tests.factories import highlight, say
from tests.views.selections import url


@pytest.fixture
def places(chapter, una):
    """Paths of a chapter and of what una wrote on it."""
    mark = highlight(chapter, "two goats", una, note="Kings?")
    comment = say(chapter, "Why?", una, on="a widow")
    return {
        "story": chapter.story.get_absolute_url(),
        "chapter": url(chapter),
        "revision": url(chapter, "revisions/1/"),
        "block": url(chapter, "blocks/0/"),
        "selection": url(chapter, "selection/?revision=1&start=4&end=9"),
        "passage": comment.passage.thread_url,
        "words": comment.passage.get_absolute_url(),
        "comment": comment.get_absolute_url(),
        "reader": "/readers/una/",
        "reply": f"/comments/{comment.pk}/reply/",
        "edit": f"/comments/{comment.pk}/edit/",
        "delete": f"/comments/{comment.pk}/delete/",
        "hide": f"/comments/{comment.pk}/hide/",
        "mark": url(chapter, "highlights/"),
        "say": url(chapter, "comments/"),
        "place": url(chapter, "place/"),
        "change": f"/highlights/{mark.pk}/",
        "remove": f"/highlights/{mark.pk}/remove/",
        "put_back": f"/highlights/{mark.pk}/put-back/",
        "private": mark.passage.thread_url,
        "private_words": mark.passage.get_absolute_url(),
    }
