"""The demo library shows everything on first sight, and is loaded once."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count
from django.test import override_settings
from django.utils import timezone

from reader.actions.margin.sample_passage import sample_passage
from reader.models import (
    Case,
    Chapter,
    Comment,
    Highlight,
    Notification,
    Passage,
    PopularHighlight,
    Progress,
    Reader,
    Story,
    TypoNote,
)
from reader.models.inbox.follow import kind_of
from reader.models.margin.waiting import waiting_for

pytestmark = pytest.mark.django_db
Kind = Notification.Kind


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo library, loaded once for all the tests below."""
    with django_db_blocker.unblock(), override_settings(DEMO=True), transaction.atomic():
        call_command("load_demo")
        yield
        transaction.set_rollback(True)


def test_only_a_demo_instance_has_demo_accounts(settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("load_demo")
    assert not Reader.objects.exists()


@pytest.mark.parametrize("username", ["author", "reader", "moderator"])
def test_the_demo_accounts_can_sign_in(demo, client, username):
    assert client.login(username=username, password="gloss")


def test_loading_again_changes_nothing_that_people_wrote(demo, client):
    Comment.objects.update(source="Changed.")
    call_command("load_demo")
    assert Story.objects.count() == 5
    assert not Comment.objects.exclude(source="Changed.").exists()


def test_readers_suggest_corrections(demo):
    author, reader = (Reader.objects.get(username=name) for name in ("author", "reader"))
    assert TypoNote.objects.sent_to(author).open().count() == 2
    assert reader.typo_notes.open().count() == 1
    assert reader.notifications.filter(kind=Kind.TYPO).exists()


def test_there_is_a_one_shot_a_serial_and_a_finished_story(demo):
    stories = {story.chapter_count: story for story in Story.objects.all()}
    assert 1 in stories
    assert stories[max(stories)].status == "in progress" and max(stories) >= 6
    assert any(story.status == "complete" and 1 < count < 6 for count, story in stories.items())


def test_the_next_chapter_of_the_serial_comes_out_some_days_from_now(demo):
    (later,) = Chapter.objects.filter(published_at__gt=timezone.now())
    assert later.story.status == "in progress" and later.number == later.story.chapter_count + 1
    assert timedelta(days=3) < later.published_at - timezone.now() < timedelta(days=6)


def test_one_story_is_for_members_and_one_goes_by_its_link(demo, client):
    members, link = "The Players at Breakfast", "What the Mule Saw"
    front = client.get("/").content.decode()
    assert members not in front and link not in front
    assert client.get("/stories/the-players-at-breakfast/").status_code == 302
    assert link in client.get("/stories/what-the-mule-saw/1/").content.decode()
    client.login(username="reader", password="gloss")
    front = client.get("/").content.decode()
    assert members in front and "For members" in front and link not in front
    client.logout()


def test_who_spoke_in_a_story_has_a_place_in_it(demo):
    """So an author is told of readers, and not of comments by nobody."""
    guests = Reader.objects.exclude(username__in=("author", "reader", "moderator"))
    spoke = set(Comment.objects.filter(reader__in=guests).values_list("reader", "chapter__story"))
    marked = Highlight.objects.filter(reader__in=guests)
    spoke |= set(marked.values_list("reader", "passage__chapter__story"))
    places = Progress.objects.filter(reader__in=guests)
    assert spoke and spoke == set(places.values_list("reader", "story"))


def test_every_kind_of_block_and_note_is_there(demo):
    kinds = {kind for chapter in Chapter.objects.all() for *_, kind in chapter.revision.blocks}
    assert {"paragraph", "break", "quote", "verse", "footnotes"} <= kinds
    notes = {note.kind for story in Story.objects.all() for note in story.notes.all()}
    notes |= {note.kind for chapter in Chapter.objects.all() for note in chapter.notes.all()}
    assert notes == {"note", "disclaimer", "warning", "dedication"}


def test_readers_talk_on_the_words_and_on_each_others(demo):
    assert Highlight.objects.values("reader").distinct().count() >= 4
    assert Highlight.objects.exclude(note="").filter(public=False).exists()
    assert set(Highlight.objects.values_list("colour", flat=True)) == {
        "yellow", "green", "blue", "pink",
    }  # fmt: skip
    assert Comment.objects.exclude(parent=None).count() >= 20
    assert Passage.objects.annotate(marks=Count("highlights")).filter(marks__gt=1).exists()
    passages = list(Passage.objects.order_by("chapter", "start"))
    assert any(
        a.chapter_id == b.chapter_id and b.start < a.end and (a.start, a.end) != (b.start, b.end)
        for a, b in zip(passages, passages[1:], strict=False)
    )


def test_what_is_marked_is_in_the_text(demo):
    passages = Passage.objects.select_related("chapter__revision")
    assert len(passages) > 20
    changed = []
    for passage in passages:
        if passage.chapter.text[passage.start : passage.end] != passage.quote:
            changed.append(passage)
    (revised,) = changed  # the author thought better of some words since
    assert not revised.loose and revised.comments.filter(reader__username="reader").exists()


def test_the_reader_is_in_the_middle_of_one_story_and_means_to_read_another(demo):
    reader = Reader.objects.get(username="reader")
    counts = {shelf.kind: shelf.stories.count() for shelf in reader.shelves.all()}
    assert counts == {"reading": 1, "later": 1}


def test_the_inbox_shows_each_kind_of_news_in_the_order_of_time(demo):
    reader = Reader.objects.get(username="reader")
    told = list(reader.notifications.visible_to(reader))
    kinds = {row.kind for row in told}
    of_others = {
        Kind.COMMENT,
        Kind.STORY,
        Kind.DECISION,
        Kind.WAITING,
        Kind.CORRECTIONS,
    }  # for authors, and for who was decided on
    assert kinds == set(Kind) - of_others
    assert reader.unread == 5 and all(row.read_at is None for row in told[:5])
    assert {Kind.THANKS, Kind.MENTION, Kind.ANNOUNCEMENT} <= {row.kind for row in told[:5]}
    named = next(row.comment for row in told if row.kind == Kind.MENTION)
    assert 'class="spoiler"' in named.html
    assert {kind_of(follow.what) for follow in reader.follows.all()} == {"author", "passage"}


def test_some_reports_wait_for_the_moderator(demo):
    waiting = [(case.kind, case.reporters) for case in Case.objects.waiting()]
    assert waiting == [("comment", 3), ("chapter", 1)]


def test_nobody_spoke_of_what_was_not_there_yet(demo):
    for chapter in Chapter.objects.select_related("story"):
        assert not chapter.comments.filter(created_at__lt=chapter.published_at).exists()
        assert chapter.published_at >= chapter.story.published_at
    for reply in Comment.objects.exclude(answers=None).select_related("answers"):
        assert reply.created_at > reply.answers.created_at


def test_many_have_marked_some_lines_of_each_story_and_somebody_speaks_of_the_first(demo):
    popular = PopularHighlight.objects.present()
    assert popular.values("chapter__story").distinct().count() == 3
    sample = sample_passage()
    assert sample.readers >= 20 and sample.words.startswith("I have been dead")


def test_one_story_asks_before_it_is_read(demo, client):
    path = "/stories/in-the-matter-of-the-goose/1/"
    assert b"An ill-tempered goose" in client.get(path).content
    client.post(path)
    assert b"An ill-tempered goose" not in client.get(path).content


def test_one_line_is_talked_about_much_and_colours_have_names(demo):
    talk = Passage.objects.annotate(said=Count("comments")).order_by("-said")
    assert talk[0].said >= 25
    assert Reader.objects.get(username="reader").named("yellow").name == "Lovely"


def test_the_author_keeps_order_in_their_margins(demo):
    author = Reader.objects.get(username="author")
    assert waiting_for(author).count() == 1
    assert Comment.objects.pinned().count() == 1
    assert Comment.objects.filter(hidden_by="author").exclude(hidden_word="").count() == 1
