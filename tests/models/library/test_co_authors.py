"""Who has the author's hands on a story, and whose names are on its cover."""

import pytest

from reader.actions.inbox.notify import notify_readers
from reader.actions.library.co_authors import (
    CannotInvite,
    accept_invitation,
    end_co_authorship,
    invite_co_author,
)
from reader.actions.people.close_account import close_account
from reader.actions.people.leave import leave
from reader.models import Chapter, Notification, Picture, Revision, Story
from reader.models.page_key import page_key
from tests.factories import highlight, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return make_reader("ada", name="Ada")


@pytest.fixture
def bea():
    return make_reader("bea", name="Bea")


@pytest.fixture
def story(ada):
    return make_story(title="The Ferry", slug="ferry", author=ada, draft=True)


@pytest.fixture
def draft(story):
    return make_chapter(story=story)


def write_with(story, reader):
    invite_co_author(story, reader)
    accept_invitation(story, reader)


def sees(reader, chapter):
    """What a reader may see of a draft, in each of the ways in which it is asked."""
    story = Story.objects.get(pk=chapter.story_id)
    return {
        Story.objects.visible_to(reader).filter(pk=story.pk).exists(),
        Story.objects.by(reader).filter(pk=story.pk).exists(),
        Chapter.objects.visible_to(reader).filter(pk=chapter.pk).exists(),
        Chapter.objects.of_author(reader).filter(pk=chapter.pk).exists(),
        Revision.objects.visible_to(reader).filter(chapter=chapter).exists(),
        Picture.objects.visible_to(reader).filter(story=story).exists(),
        page_key(reader, story.slug, chapter.number) is not None,
        story.is_by(reader),
    }


def test_a_draft_is_theirs_alone_who_write_it(story, draft, ada, bea, una):
    Picture.objects.create(story=story, name="a-1x1.png", data=b"-")
    assert sees(ada, draft) == {True}
    assert sees(bea, draft) == sees(una, draft) == sees(None, draft) == {False}
    invite_co_author(story, bea)
    assert sees(bea, draft) == {False}
    accept_invitation(story, bea)
    assert sees(bea, draft) == {True}
    assert sees(una, draft) == {False}
    end_co_authorship(story, bea, by=story.author)
    assert sees(bea, draft) == {False}


def test_the_cover_names_them_as_they_are_called_now(story, ada, bea, una):
    write_with(story, bea)
    assert Story.objects.get().credit == "Ada and Bea"
    write_with(story, una)
    assert Story.objects.get().credit == "Ada, Bea and una"
    bea.name = "Beatrice"
    bea.save()
    assert Story.objects.get().credit == "Ada, Beatrice and una"
    assert [credit.url for credit in Story.objects.get().credits][1] == bea.get_absolute_url()
    end_co_authorship(story, una, by=una)
    assert Story.objects.get().credit == "Ada and Beatrice"


def test_somebody_is_asked_once_and_not_the_author(story, ada, bea):
    assert invite_co_author(story, bea) == invite_co_author(story, bea)
    with pytest.raises(CannotInvite):
        invite_co_author(story, ada)


def test_who_was_not_asked_cannot_accept(story, bea):
    with pytest.raises(story.co_authors.model.DoesNotExist):
        accept_invitation(story, bea)


def test_a_co_authored_story_is_found_by_either_name(story, bea):
    write_with(story, bea)
    for name in ("Ada", "Bea"):
        assert list(Story.objects.matching(name)) == [story]


def test_all_who_write_it_hear_of_comments_and_nobody_of_their_own(ada, bea, una):
    chapter = make_chapter(story=make_story(author=ada))
    write_with(chapter.story, bea)
    chapter.refresh_from_db()
    say(chapter, "Lovely.", una)
    say(chapter, "Thank you!", bea)
    notify_readers()
    heard = Notification.objects.filter(kind="comment").values_list(
        "reader__username", "comment__source", "kind"
    )
    assert set(heard) == {
        ("ada", "Lovely.", "comment"),
        ("ada", "Thank you!", "comment"),
        ("bea", "Lovely.", "comment"),
    }


def test_the_private_marks_of_one_are_no_business_of_the_other(ada, bea, browser):
    chapter = make_chapter(story=make_story(author=ada))
    write_with(chapter.story, bea)
    highlight(chapter, "two goats", ada)
    url = f"/stories/{chapter.story.slug}/1/edit/"
    sent = {"title": "", "source": "All is new.", "do": "preview"}
    page = browser(bea).post(url, sent).content.decode()
    assert "two goats" not in page.partition("Effect on highlights")[2]


def test_a_co_author_reads_and_writes_as_the_author_does(draft, story, bea, browser):
    client, slug = browser(bea), story.slug
    urls = [
        f"/desk/{slug}/",
        f"/desk/{slug}/about/",
        f"/stories/{slug}/1/",
        f"/stories/{slug}/1/edit/",
    ]
    assert {client.get(url).status_code for url in urls} == {404}
    write_with(story, bea)
    assert {client.get(url).status_code for url in urls} == {200}
    assert client.get("/desk/").content.decode().count(f"/desk/{slug}/") > 0
    client.post(f"/desk/{slug}/", {"do": "publish"})
    assert not Story.objects.get(pk=story.pk).is_draft
    page = browser().get(f"/stories/{slug}/1/").content.decode()
    assert "Ada</bdi></a> and <a" in page


def test_only_the_author_deletes_the_story(draft, story, ada, bea, browser):
    write_with(story, bea)
    assert browser(bea).post(f"/desk/{story.slug}/delete/").status_code == 403
    assert Story.objects.filter(pk=story.pk).exists()


def test_a_story_stays_with_whoever_wrote_it_with_an_author_who_leaves(story, draft, ada, bea):
    write_with(story, bea)
    published = Story.objects.get(pk=story.pk)
    published.published_at = published.created_at
    published.save()
    close_account(ada, comments=True, stories=False)
    assert not Story.objects.get(pk=story.pk).is_draft
    leave(ada, comments=True, stories=False)
    now = Story.objects.get(pk=story.pk)
    assert (now.author, now.is_draft, now.credit) == (bea, False, "Bea")


def test_a_co_author_who_leaves_takes_their_hands_along(story, draft, bea):
    write_with(story, bea)
    leave(bea, comments=True, stories=True)
    assert Story.objects.get(pk=story.pk).credit == "Ada"
