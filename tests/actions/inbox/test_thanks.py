"""Thanks reach whoever wrote what they are for: in one row a thing, while they have not read it."""

import pytest

from reader.actions.inbox.notify import notify_readers, something_to_tell
from reader.actions.library.co_authors import accept_invitation, invite_co_author
from reader.actions.margin.comment import delete_comment
from reader.actions.margin.thank import OwnWords, take_back, thank
from reader.actions.people.leave import leave
from reader.actions.people.silence import silence
from reader.models import Chapter, Silence, Thanks
from tests.factories import make_chapter, make_reader, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def chapter():
    return make_chapter()


@pytest.fixture
def comment(chapter, una):
    return say(chapter, "Goats!", una, on="two goats")


@pytest.fixture
def inbox(browser):
    def inbox(reader):
        notify_readers()
        return " ".join(browser(reader).get("/inbox/").content.decode().split())

    return inbox


def readers(*names):
    return [make_reader(name.lower(), name=name) for name in names]


def told(reader):
    """Who thanked a reader, in each row of theirs."""
    notify_readers()
    rows = reader.notifications.visible().filter(kind="thanks").order_by("pk")
    given = [Thanks.objects.given().filter(told__notification=row) for row in rows]
    return [sorted(str(thanks.reader) for thanks in of_row) for of_row in given]


def test_one_row_grows_while_it_is_unread(inbox, comment, una):
    yusuf, pim, bea, cai = readers("Yusuf", "Pim", "Bea", "Cai")
    thank(yusuf, comment)
    assert "<b><bdi>Yusuf</bdi></b> thanked you for what you said on" in inbox(una)
    thank(pim, comment)
    html = inbox(una)
    assert "<b><bdi>Pim</bdi></b> and <b><bdi>Yusuf</bdi></b> thanked you" in html
    assert "1 new" in html
    thank(bea, comment)
    thank(cai, comment)
    assert "<b><bdi>Bea</bdi></b> and 2 others thanked you" in inbox(una)
    una.notifications.all().read(una)
    thank(make_reader("dan"), comment)
    assert [len(names) for names in told(una)] == [4, 1]


def test_an_author_is_thanked_for_a_chapter(inbox, browser, chapter, una):
    thank(una, chapter)
    author = chapter.story.author
    assert 'thanked you for <q dir="auto">Low Water</q>' in inbox(author)
    row = author.notifications.get()
    assert browser(author).get(row.get_absolute_url()).url == chapter.get_absolute_url()


def test_all_who_write_a_story_are_thanked_for_its_chapters(inbox, chapter, una):
    author, bea, deaf = chapter.story.author, *readers("Bea", "Cai")
    for reader in (bea, deaf):
        invite_co_author(chapter.story, reader)
        accept_invitation(chapter.story, reader)
    silence(deaf, una, Silence.Kind.MUTE)
    for thankful in (una, make_reader("dan")):
        thank(thankful, Chapter.objects.get(pk=chapter.pk))
    assert told(author) == told(bea) == [["dan", "una"]]
    assert told(deaf) == [["dan"]]
    take_back(una, Chapter.objects.get(pk=chapter.pk))
    assert "dan</bdi></b> thanked you" in inbox(bea) and "una" not in inbox(bea)


def test_what_is_taken_back_vanishes(inbox, comment, una):
    yusuf, pim = readers("Yusuf", "Pim")
    thank(yusuf, comment)
    take_back(yusuf, comment)
    notify_readers()
    assert not something_to_tell()
    assert not una.notifications.exists()
    thank(yusuf, comment)
    thank(pim, comment)
    notify_readers()
    take_back(pim, comment)
    assert "Pim" not in inbox(una)
    take_back(yusuf, comment)
    una.refresh_from_db()
    assert una.unread == 0
    assert "Nothing here yet" in inbox(una)
    thank(yusuf, comment)
    una.refresh_from_db()
    assert una.unread == 1


def test_the_same_thanks_are_told_once_however_often_one_presses(comment, una):
    (yusuf,) = readers("Yusuf")
    thank(yusuf, comment)
    thank(yusuf, comment)
    assert told(una) == [["Yusuf"]]
    una.notifications.all().read(una)
    take_back(yusuf, comment)
    thank(yusuf, comment)
    assert told(una) == [["Yusuf"]]
    una.refresh_from_db()
    assert una.unread == 0
    comment.refresh_from_db()
    assert comment.thanked == 1


def test_nobody_thanks_themselves(chapter, comment, una):
    for reader, own in ((una, comment), (chapter.story.author, chapter)):
        with pytest.raises(OwnWords):
            thank(reader, own)
    assert told(una) == told(chapter.story.author) == []


def test_thanks_go_with_who_gave_them_and_with_what_they_were_for(comment, una):
    yusuf, pim = readers("Yusuf", "Pim")
    thank(yusuf, comment)
    thank(pim, comment)
    notify_readers()
    leave(yusuf, comments=True, stories=True)
    comment.refresh_from_db()
    assert comment.thanked == 1
    assert told(una) == [["Pim"]]
    delete_comment(comment)
    assert told(una) == []


def test_below_a_chapter_nobody_sees_thanks_of_who_left(chapter, una):
    (yusuf,) = readers("Yusuf")
    below = say(chapter, "What an end!", una)
    thank(yusuf, below)
    notify_readers()
    stamps = thread_stamps(below)
    leave(yusuf, comments=True, stories=True)
    assert all(now != then for now, then in zip(thread_stamps(below), stamps, strict=True))
    una.refresh_from_db()
    assert una.unread == 0


def thread_stamps(comment):
    comment.refresh_from_db()
    comment.chapter.refresh_from_db()
    return comment.thanks_stamp, comment.chapter.comments_stamp
