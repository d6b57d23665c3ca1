"""The number at the bell is what the inbox shows, whatever goes out of sight and comes back."""

import pytest

from reader.actions.inbox.notify import notify_readers
from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.publish import publish_chapter, publish_story
from reader.actions.library.schedule import make_draft
from reader.actions.library.take_down import put_back, take_down
from reader.actions.margin import keep_order
from reader.actions.moderation.appeal import reverse
from reader.actions.moderation.decide import Verdict, decide_about
from reader.actions.people.close_account import close_account, open_again
from reader.models import Chapter, Notification, Reader, Story
from tests.factories import make_reader, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(chapter, una, tam):
    """One in which Una was told of an answer."""
    begun = say(chapter, "Why goats?", una)
    say(chapter, "Why not?", tam, to=begun)
    notify_readers()
    return Story.objects.get()


def chapter_of(story):
    return Chapter.with_deleted.select_related("story").get(story=story)


def contents(story):
    return ChapterList(story)


def answer_of(tam):
    return tam.comments.select_related("chapter__story").get()


def decided(thing, moderator):
    return decide_about(thing, Verdict("hide"), by=moderator)


def by_hand(act, *more):
    """What an author does at the desk."""
    return lambda w: w["browser"](w["author"]).post(f"/desk/{w['story'].slug}/{act}/", *more)


def of_details(audience):
    def save(w):
        client, path = w["browser"](w["author"]), f"/desk/{w['story'].slug}/about/"
        form = client.get(path).context["form"]
        data = {name: value for name, value in form.initial.items() if value is not None}
        assert client.post(path, data | {"audience": audience}).status_code == 303

    return save


ACTS = {
    "a story taken down": (
        lambda w: take_down(w["story"], "No."),
        lambda w: put_back(w["story"]),
    ),
    "a chapter taken down": (
        lambda w: take_down(chapter_of(w["story"]), "No."),
        lambda w: put_back(chapter_of(w["story"])),
    ),
    "a story made a draft": (by_hand("unpublish"), lambda w: publish_story(w["story"])),
    "a chapter made a draft": (
        lambda w: make_draft(chapter_of(w["story"])),
        lambda w: publish_chapter(chapter_of(w["story"])),
    ),
    "a story deleted": (
        by_hand("delete"),
        lambda w: w["browser"](w["author"]).post(f"/desk/deleted/{w['story'].pk}/put-back/"),
    ),
    "a chapter deleted": (
        lambda w: contents(w["story"]).delete(chapter_of(w["story"])),
        lambda w: contents(w["story"]).put_back(chapter_of(w["story"])),
    ),
    "a story for chosen readers": (of_details("chosen"), of_details("everybody")),
    "a comment hidden": (
        lambda w: keep_order.hide(answer_of(w["tam"]), w["author"]),
        lambda w: keep_order.show_again(answer_of(w["tam"]), w["author"]),
    ),
    "all that somebody said": (
        lambda w: w.update(undo=decided(w["tam"], w["moderator"])),
        lambda w: reverse(w["undo"], by=w["moderator"]),
    ),
    "a writer who left": (
        lambda w: close_account(w["tam"], comments=False, stories=True),
        lambda w: open_again(w["tam"]),
    ),
    "an author who left": (
        lambda w: close_account(w["author"], comments=True, stories=False),
        lambda w: open_again(w["author"]),
    ),
}


@pytest.mark.parametrize("what", ACTS)
def test_the_bell_says_what_the_inbox_shows(what, story, una, tam, author, moderator, browser):
    names = ("story", "una", "tam", "author", "moderator", "browser")
    world = dict(zip(names, (story, una, tam, author, moderator, browser), strict=True))
    for act, told in zip(ACTS[what], (0, 1), strict=True):
        act(world)
        story.refresh_from_db(from_queryset=Story.with_deleted)
        assert Notification.objects.visible_to(una).unread().count() == told, "or nothing is tried"
        assert Reader.objects.get(pk=una.pk).unread == told


def test_one_comment_costs_those_alone_who_were_told_of_it(story, una, tam, moderator):
    ann = make_reader("ann")
    begun = say(Chapter.objects.get(), "I keep goats.", ann)
    say(begun.chapter, "How many?", una, to=begun)
    notify_readers()
    Reader.objects.filter(pk=ann.pk).update(unread=99)  # wrong, and left so by what is not hers
    keep_order.hide(answer_of(tam), moderator)
    assert Reader.objects.get(pk=una.pk).unread == 0
    assert Reader.objects.get(pk=ann.pk).unread == 99
