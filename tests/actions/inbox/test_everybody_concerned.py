"""Whatever people do, in whatever order: everybody whom it concerns is told, once, and nobody else.

The rules are said here once more, in the words of whoever reads an inbox, from what was done.
"""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from reader.actions.inbox.notify import notify_readers, something_to_tell
from reader.actions.library.chapter_list import ChapterList
from reader.actions.margin.comment import delete_comment
from reader.actions.margin.highlight import remove_highlight
from reader.actions.margin.thank import OwnWords, take_back, thank
from reader.actions.people.leave import leave
from reader.actions.revising.revise import revise
from reader.models import Comment, Highlight, Notification, Reader, Thanks
from reader.models.margin.comment import CommentQuerySet
from tests.examples import examples
from tests.factories import TEXT, highlight, make_chapter, make_reader, make_story, say

WORDS = ("two goats", "a widow", "lamp oil")
WITHOUT = TEXT.replace(
    "They crossed at noon with two goats, a widow, and a box of lamp oil.", "Ah."
)
READERS = 4
who = st.integers(0, READERS)
"""The author is number 0."""
ACTS = st.one_of(
    st.tuples(st.just("say"), who, st.sampled_from(("", *WORDS))),
    st.tuples(st.just("answer"), who, st.integers(0, 9)),
    st.tuples(st.just("delete"), who, st.integers(0, 9)),
    st.tuples(st.just("hide"), who, st.integers(0, 9)),
    st.tuples(st.just("thank"), who, st.integers(-1, 9)),
    st.tuples(st.just("take back"), who, st.integers(-1, 9)),
    st.tuples(st.just("mark"), who, st.sampled_from(WORDS)),
    st.tuples(st.just("unmark"), who, st.sampled_from(WORDS)),
    st.tuples(st.just("revise"), who, st.booleans()),
    st.tuples(st.just("read"), who, st.none()),
    st.tuples(st.just("leave"), st.integers(1, READERS), st.none()),
    st.tuples(st.just("publish"), who, st.booleans()),
    st.tuples(st.just("tell"), who, st.none()),
)


class World:
    """A story, those who read it, and what they do."""

    def __init__(self) -> None:
        self.author = make_reader()
        self.people = [self.author, *(make_reader() for _ in range(READERS))]
        self.chapter = make_chapter(story=make_story(author=self.author))
        self.due: set[tuple[int, int]] = set()
        """Who has to have heard of which comment, by their keys."""
        notify_readers()

    def do(self, what: str, number: int, about: object) -> None:
        reader = self.people[number]
        reader.refresh_from_db()
        self.chapter.refresh_from_db()
        if reader.is_active and (reader == self.author or self.chapter.is_published):
            getattr(self, what.replace(" ", "_"))(reader, about)

    def comment(self, number: int) -> Comment | None:
        comments = list(Comment.objects.spoken().order_by("pk"))
        return comments[number % len(comments)] if comments else None

    def say(self, reader: Reader, words: str) -> None:
        if words in self.chapter.text:
            say(self.chapter, "Hm.", reader, on=words)

    def answer(self, reader: Reader, number: int) -> None:
        if to := self.comment(number):
            say(self.chapter, "Yes.", reader, to=to)

    def delete(self, reader: Reader, number: int) -> None:
        said = self.comment(number)
        if said and said.reader == reader:
            delete_comment(said)

    def hide(self, reader: Reader, number: int) -> None:
        comments = list(Comment.objects.filter(deleted_at=None).order_by("pk"))
        if comments:
            one = comments[number % len(comments)]
            (one.unhide if one.hidden_at else one.hide)()

    def thank(self, reader: Reader, number: int) -> None:
        what = self.chapter if number < 0 else self.comment(number)
        if what:
            try:
                thank(reader, what)
            except OwnWords:
                assert reader in (self.author, getattr(what, "reader", None))

    def take_back(self, reader: Reader, number: int) -> None:
        what = self.chapter if number < 0 else self.comment(number)
        if what:
            take_back(reader, what)

    def mark(self, reader: Reader, words: str) -> None:
        if words in self.chapter.text:
            highlight(self.chapter, words, reader)

    def unmark(self, reader: Reader, words: str) -> None:
        for mark in reader.highlights.filter(passage__quote=words, removed_at=None):
            remove_highlight(mark)

    def revise(self, reader: Reader, back: bool) -> None:
        revise(self.chapter, TEXT if back else WITHOUT, by=self.author)

    def read(self, reader: Reader, _: object) -> None:
        reader.notifications.read(reader)

    def leave(self, reader: Reader, _: object) -> None:
        leave(reader, comments=True, stories=True)

    def publish(self, reader: Reader, out: bool) -> None:
        if not out:
            ChapterList(self.chapter.story).unpublish(self.chapter)
        elif not self.chapter.is_published:
            self.chapter.published_at = self.chapter.created_at
            self.chapter.save(update_fields=["published_at"])

    def tell(self, reader: Reader, _: object) -> None:
        self.tell_all()

    def tell_all(self) -> None:
        """The worker comes by."""
        self.chapter.refresh_from_db()
        for comment in Comment.objects.spoken().filter(told_at=None):
            readers = concerned_by(comment, self.author, Comment.objects.spoken())
            if not self.chapter.is_published:
                readers &= {self.author.pk}
            for reader in Reader.objects.filter(pk__in=readers, is_active=True):
                self.due.add((reader.pk, comment.pk))
        notify_readers()


def concerned_by(comment: Comment, author: Reader, said: CommentQuerySet) -> set[int]:
    """Who wrote what it answers, who had spoken in the thread, the author; not its writer."""
    beside = said.filter(pk__lt=comment.pk)
    if comment.passage_id:
        beside = beside.filter(passage=comment.passage_id)
    elif comment.parent_id:
        beside = beside.filter(parent=comment.parent_id)
    else:
        beside = beside.none()
    concerned = {author.pk, *beside.values_list("reader", flat=True)}
    for answered in (comment.answers, comment.parent):
        if answered:
            concerned.add(answered.reader_id)
    return concerned - {comment.reader_id}


def check(world: World) -> None:
    """Nothing is left to tell; each was told of what concerns them, once; nobody who left was, and
    none of their rows says what its reader may not read."""
    world.tell_all()
    assert not something_to_tell()
    told = Counter()
    for row in Notification.objects.filter(kind__in=Notification.SAID):
        told[row.reader_id, row.comment_id] += 1
        assert row.reader_id in concerned_by(row.comment, world.author, Comment.objects.all())
    assert set(told.values()) <= {1}
    here = set(Reader.objects.filter(is_active=True).values_list("pk", flat=True))
    there = set(Comment.objects.values_list("pk", flat=True))
    for reader, comment in world.due:
        assert told[reader, comment] or reader not in here or comment not in there
    for person in world.people:
        person.refresh_from_db()
        rows = person.notifications.visible_to(person)
        if not person.is_active:
            assert not person.notifications.exists()
        if not world.chapter.is_published and person != world.author:
            assert not rows.exists()
        for row in rows:
            assert row.comment is None or row.comment.deleted_at is None
            assert row.kind == "moderated" or row.comment is None or not row.comment.hidden_at
            if row.kind == "moderated":
                assert row.comment.reader == person
    check_thanks(world)
    check_marks(world)


def check_thanks(world: World) -> None:
    """Each that was given, and is told of, is in one row of whom it is for; no row is without."""
    for thanks in Thanks.objects.given():
        author = thanks.comment.reader if thanks.comment else world.author
        assert thanks.told_at
        assert thanks.reader != author
        if author.is_active:
            told = thanks.told.values_list("notification__reader", flat=True)
            assert list(told) in ([], [author.pk])
    visible = Notification.objects.visible().filter(kind="thanks")
    for row in visible:
        assert row.told_thanks.filter(thanks__taken_back_at=None).exists()
    unread = visible.unread().values_list("reader", "comment", "chapter")
    assert max(Counter(unread).values(), default=1) == 1


def check_marks(world: World) -> None:
    """Of a revision is told who marked or began a thread on words of the chapter, not its author;
    one row is unread at most; and whose words are gone was told so, unless they were back."""
    rows = Notification.objects.filter(kind="revised")
    for row in rows:
        assert row.reader != world.author and row.marks
    assert max(Counter(rows.unread().values_list("reader", flat=True)).values(), default=1) == 1
    gone = Highlight.objects.filter(passage__loose=True, removed_at=None, reader__is_active=True)
    for mark in gone.exclude(reader=world.author):
        own = rows.filter(reader=mark.reader).order_by("-pk")
        fates = [
            row.marks[str(mark.passage_id)] for row in own if str(mark.passage_id) in row.marks
        ]
        assert fates and fates[0] == "gone"


class TestAnyActs(TestCase):
    @settings(
        max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    @given(acts=st.lists(ACTS, max_size=14))
    def test_everybody_concerned_hears_once_and_nobody_else(self, acts):
        world = World()
        for act in acts:
            world.do(*act)
        check(world)
