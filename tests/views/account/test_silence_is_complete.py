"""Readers speak, mark, thank, mute, block and hide at random. Then nobody meets, on any page, in
any count, inbox, mail or file, a word of whom they silenced; and a block holds for both."""

import io
import re
import zipfile
from base64 import b64encode
from contextlib import suppress
from random import Random

import pytest
from django.db import connection

from reader.actions.apart import Apart
from reader.actions.inbox.notify import notify_readers
from reader.actions.mail.letter import letter_of
from reader.actions.margin.comment import add_comment
from reader.actions.margin.thank import OwnWords, thank
from reader.actions.people.silence import hide_thread, silence, unsilence
from reader.models import (
    Comment,
    Digest,
    HiddenThread,
    Highlight,
    Notification,
    Reader,
    Silence,
    Thanks,
    Token,
)
from reader.models.margin.talk import tell_talk_of_chapters, tell_talk_of_stories
from tests.factories import highlight, make_chapter, make_reader, make_story, say
from tests.silenced import is_heard, unheard_by
from tests.views.selections import url

pytestmark = pytest.mark.django_db
WORDS = ("two goats", "lamp oil", "nobody on it")
LISTS = {"/", "/inbox/", "/words/", "/following/?of=chapters", "/annotations/?page=0"}
HTMX = {"HTTP_HX_REQUEST": "true"}
SEED = 0 if connection.vendor == "sqlite" else 1
"""On each database they do something else."""
ACTS = 30
MANY = 6
"""Comments whose own pages are opened."""
MARGINS = ("/annotations/stories/the-ferry/?page=0", "/annotations/stories/the-ferry/1/?page=0")
CATALOGS = (
    *("/feed/", "/readers/author/feed/", "/opds/new/", "/opds/by/?name=author"),
    *("/opds/search/?query=ferry", "/opds/v2/updated/", "/opds/v2/new/"),
)


class House:
    """An author with a chapter, three readers, and what they do."""

    def __init__(self, seed: int) -> None:
        self.random, self.said = Random(seed), 0
        self.author = make_reader("author")
        self.people = [self.author, *(make_reader(name) for name in ("una", "tam", "kit"))]
        self.chapter = make_chapter(
            story=make_story(author=self.author, title="The Ferry", slug="the-ferry")
        )

    def one(self) -> Reader:
        """Somebody, as their next request finds them."""
        return Reader.objects.get(pk=self.random.choice(self.people).pk)

    def words_of(self, reader: Reader) -> str:
        self.said += 1
        return f"said-{reader.username}-{self.said}, @{self.random.choice(self.people).username}"

    def speak(self) -> None:
        reader, on = self.one(), self.random.choice([*WORDS, ""])
        try:
            say(self.chapter, self.words_of(reader), reader, on=on)
        except Apart:
            assert self.author.pk in unheard_by(reader)

    def answer(self) -> None:
        reader = self.one()
        to = Comment.objects.visible_to(reader).order_by("?").first()
        if to:
            try:
                add_comment(self.words_of(reader), by=reader, chapter=to.chapter, to=to)
            except Apart:
                assert {self.author.pk, to.reader_id} & unheard_by(reader)

    def mark(self) -> None:
        highlight(self.chapter, self.random.choice(WORDS), self.one(), public=True)

    def thank(self) -> None:
        reader = self.one()
        said = list(Comment.objects.visible_to(reader))
        with suppress(Apart, OwnWords):
            thank(reader, self.random.choice([self.chapter, *said]))

    def silence(self) -> None:
        reader, whom = self.random.sample(self.people, 2)
        if self.random.random() < 0.2:
            unsilence(reader, whom)
        else:
            silence(reader, whom, self.random.choice(Silence.Kind.values))

    def hide(self) -> None:
        begun = list(Comment.objects.filter(parent=None))
        if begun:
            thread = self.random.choice(begun)
            hide_thread(self.one(), thread.passage or thread)

    def act(self) -> None:
        acts = [self.speak, self.answer, self.mark, self.thank, self.silence, self.hide]
        (act,) = self.random.choices(acts, [6, 6, 3, 3, 2, 1])
        act()
        if self.random.random() < 0.3:
            notify_readers()


@pytest.fixture
def house(settings):
    settings.RATE_LIMITS = {}
    house = House(SEED)
    for _ in range(ACTS):
        house.act()
    notify_readers()
    assert Silence.objects.exists() and Comment.objects.exists()
    return house


def test_nobody_meets_whom_they_silenced(house, browser):
    """In one house, as it takes a while to make: what only reads comes first."""
    every_count_is_of_what_one_hears(house, browser)
    a_block_is_as_good_for_both(house)
    nothing_that_goes_out_tells_of_whom_one_silenced(house, browser)
    no_mail_tells_of_whom_one_silenced(house)
    no_page_tells_of_whom_one_silenced(house, browser)


def no_page_tells_of_whom_one_silenced(house, browser):
    passages = {comment.passage_id for comment in Comment.objects.all()} - {None}
    for viewer in (None, *house.people):
        client = browser(viewer)
        for path, headers in pages(house.chapter, passages, viewer):
            answer = client.get(path, **headers)
            assert answer.status_code in (200, 302, 303, 404), path
            keeps = viewer == house.author and path not in LISTS
            hears_nobody_silenced(viewer, text_of(answer), path, keeps=keeps)


def nothing_that_goes_out_tells_of_whom_one_silenced(house, browser):
    passages = {comment.passage_id for comment in Comment.objects.all()} - {None}
    for viewer in (None, *house.people):
        secret = Token.objects.hand_out(viewer, "a program")[1] if viewer else ""
        for path in files(house.chapter, passages):
            asked = browser()
            if path.startswith("/annotations/"):
                headers = {"Authorization": f"Bearer {secret}"} if viewer else {}
            elif secret and "download" not in path:
                headers = basic(viewer.username, secret)
            else:
                asked, headers = browser(viewer), {}
            answer = asked.get(path, headers=headers)
            assert answer.status_code in (200, 404), path
            text = text_of(answer)
            keeps = viewer == house.author and path.startswith("/annotations/")
            hears_nobody_silenced(viewer, text, path, keeps=keeps)
            is_shared = "public" in answer.get("Cache-Control", "")
            assert not (viewer and is_shared), path
            if path in CATALOGS:
                unwanted = house.author.pk in unheard_by(viewer)
                assert (house.chapter.story.title in text) != unwanted, (viewer, path)


def files(chapter, passages):
    """What is made for programs, and to be kept."""
    story = chapter.story.get_absolute_url()
    yield from CATALOGS
    yield from (f"{story}feed/", url(chapter, "comments/feed/"), *MARGINS)
    yield from (f"/passages/{key}/feed/" for key in sorted(passages))
    yield from (f"/annotations/c{comment.pk}" for comment in Comment.objects.order_by("-pk")[:MANY])
    yield from (f"{story}download/{kind}" for kind in ("text/", "epub/?with=threads"))


def basic(name, secret):
    return {"Authorization": f"Basic {b64encode(f'{name}:{secret}'.encode()).decode()}"}


def pages(chapter, passages, viewer):
    """Whatever says what others said, with and without script."""
    story = chapter.story.get_absolute_url()
    yield url(chapter), {}
    yield url(chapter, "?comments=1"), {}
    yield url(chapter, "margin/"), HTMX
    yield url(chapter, "margin/"), {}
    yield url(chapter, "meanwhile/?seconds=9999"), HTMX
    yield url(chapter, "thanks/"), {}
    yield f"/live/{chapter.pk}/1.1.1/?seconds=9999&revision=1", HTMX
    for index in (0, 4):
        yield url(chapter, f"blocks/{index}/"), HTMX
    for key in sorted(passages):
        yield f"/passages/{key}/", HTMX
        yield f"/passages/{key}/comments/", {}
        yield url(chapter, f"?thread={key}"), {}
    for comment in Comment.objects.order_by("-pk")[:MANY]:
        yield f"/comments/{comment.pk}/replies/", {}
        yield f"/comments/{comment.pk}/thanks/", {}
    yield from ((path, {}) for path in ("/", story, f"{story}all/", "/annotations/?page=0"))
    for name in ("author", "una", "tam", "kit"):
        yield f"/readers/{name}/", {}
    yield f"{story}download/epub/?with=threads", {}
    yield url(chapter, "revisions/1/"), {}
    if viewer:
        yield from ((path, {}) for path in ("/inbox/", "/words/", "/following/?of=chapters"))


def text_of(answer):
    if answer.status_code == 404:
        return ""
    whole = answer.getvalue()
    if whole.startswith(b"PK"):
        book = zipfile.ZipFile(io.BytesIO(whole))
        return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    return whole.decode()


def hears_nobody_silenced(viewer, text, path, *, keeps=False):
    """Who `keeps` order in a margin hears there whoever blocked them, too."""
    keys = unheard_by(viewer, keeps=keeps)
    unheard = {reader.username for reader in Reader.objects.filter(pk__in=keys)}
    assert not set(re.findall(r"said-(\w+)-\d+", text)) & unheard, (viewer, path)
    named = set(map(int, re.findall(r"readers/~(\d+)/", text)))
    assert not named & unheard_by(viewer), (viewer, path)
    if path.endswith("thanks/") or "passages" in path:
        who = re.findall(r'class="shown-by">(.*?)</p>', text, re.DOTALL)
        for name in unheard:
            assert f"/readers/{name}/" not in "".join(who), (viewer, path)


def every_count_is_of_what_one_hears(house, browser):
    spoken = list(Comment.objects.spoken())
    for viewer in Reader.objects.all():
        heard = [comment for comment in spoken if is_heard(comment, viewer, in_margin=False)]
        in_margin = [comment for comment in spoken if is_heard(comment, viewer)]
        story, chapter = house.chapter.story, house.chapter
        tell_talk_of_stories([story], viewer)
        tell_talk_of_chapters([chapter], viewer)
        assert story.talk == chapter.talk == len(heard)
        page = text_of(browser(viewer).get(url(chapter)))
        links = re.findall(r'<a class="block-link[^>]*>(\d*)</a>', page)
        on_words = [comment for comment in in_margin if comment.passage_id]
        assert sum(int(count or 0) for count in links) == len(on_words)
        assert ("data-talk" in page.partition("<article")[0]) == bool(on_words)
        shown = Highlight.objects.visible_to(viewer).exclude(reader=viewer)
        assert not set(shown.values_list("reader", flat=True)) & unheard_by(viewer)
        unread = Notification.objects.visible_to(viewer).unread()
        assert viewer.unread == unread.count()
        for row in unread.filter(kind__in=Notification.SAID):
            assert is_heard(row.comment, viewer, in_margin=False)


def no_mail_tells_of_whom_one_silenced(house):
    for viewer in house.people:
        viewer.emailaddress_set.create(email=f"{viewer}@example.org", verified=True, primary=True)
        digest = Digest.objects.create(reader=viewer, message_id=f"<{viewer}@example.org>")
        viewer.notifications.update(digest=digest)
        viewer.mail_preferences.all().delete()
        letter = letter_of(digest)
        if letter:
            hears_nobody_silenced(viewer, letter.body, "mail")


def a_block_is_as_good_for_both(house):
    for block in Silence.objects.blocks():
        one, other = (Reader.objects.get(pk=key) for key in (block.reader_id, block.whom_id))
        for reader, whom in ((one, other), (other, one)):
            assert whom.pk in reader.silenced.apart and whom.pk in reader.unheard
            assert not Comment.objects.visible_to(reader).seen_by(reader).filter(reader=whom)
    for reader in Reader.objects.all():
        assert reader.unheard == unheard_by(reader)
        hidden = HiddenThread.objects.filter(reader=reader)
        both = reader.silenced.passages | reader.silenced.comments
        assert len(both) == hidden.count() or hidden.count() > len(both)  # keys of two kinds
    assert Thanks.objects.exists()
