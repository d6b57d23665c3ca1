"""Whoever wrote a comment is told that a moderator hid it, or shows it again."""

import pytest

from reader.actions.inbox.notify import notify_readers, something_to_tell
from reader.actions.margin.comment import delete_comment
from tests.factories import make_chapter, make_reader, say

pytestmark = pytest.mark.django_db
INBOX = "/inbox/"


@pytest.fixture
def comment(una):
    comment = say(make_chapter(), "Goats!", una, on="two goats")
    say(comment.chapter, "Yes.", make_reader(), to=comment)
    notify_readers()
    una.notifications.all().delete()
    return comment


def page(browser, reader):
    notify_readers()
    return browser(reader).get(INBOX).content.decode()


def test_the_writer_hears_that_it_was_hidden_and_that_it_is_shown_again(browser, comment, una):
    comment.hide()
    html = page(browser, una)
    assert "A moderator hid" in html and "two goats" in html and "1 new" in html
    row = una.notifications.get()
    assert browser(una).get(row.get_absolute_url()).url == comment.url_in_chapter
    comment.unhide()
    html = page(browser, una)
    assert "shown again" in html and "A moderator hid" not in html and "1 new" in html
    assert not something_to_tell()


def test_what_was_undone_before_anybody_heard_of_it_is_no_news(comment, una):
    comment.hide()
    comment.unhide()
    notify_readers()
    assert not una.notifications.exists()


def test_nobody_else_hears_of_it(browser, comment):
    for reader in (comment.chapter.story.author, comment.replies.get().reader):
        reader.notifications.all().delete()
        comment.hide()
        assert "Nothing here yet" in page(browser, reader)
        comment.unhide()


def test_what_its_writer_deleted_is_not_told_of(browser, comment, una):
    comment.hide()
    notify_readers()
    delete_comment(comment)
    assert "moderator" not in page(browser, una)
