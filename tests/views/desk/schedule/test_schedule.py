"""An author says when a chapter comes out, moves it, and takes that back."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from reader.actions.library.add_chapters import add_chapter
from reader.actions.library.first_stories import let_out
from reader.actions.library.publish import save_revision
from reader.models import Chapter, CoAuthor, Draft, Revision, Story
from reader.text.local_times import is_skipped
from tests.factories import highlight, make_reader, make_story

pytestmark = pytest.mark.django_db
WORDS = "The bell rang under water."
BERLIN = "Europe/Berlin"


@pytest.fixture
def story(chapter):
    return chapter.story


@pytest.fixture
def later(story):
    return add_chapter(story, "High Water", WORDS, draft=True)


@pytest.fixture
def client(browser, author):
    return browser(author)


def path_of(what):
    if isinstance(what, Chapter):
        return f"/desk/{what.story.slug}/{what.pk}/schedule/"
    return f"/desk/{what.slug}/schedule/"


def send(client, what, day, time="18:00", zone="UTC", **more):
    sent = {"day": str(day), "time": time, "zone_name": zone} | more
    answer = client.post(path_of(what), sent)
    what.refresh_from_db()
    return answer


def in_days(days):
    return timezone.now().date() + timedelta(days=days)


def desk(client, story):
    return " ".join(client.get(f"/desk/{story.slug}/").text.split())


def test_it_is_set_in_the_authors_own_zone_which_is_kept(client, later, author):
    day = datetime(timezone.now().year + 1, 7, 1).date()
    send(client, later, day, "18:30", BERLIN)
    assert later.published_at == datetime(day.year, 7, 1, 16, 30, tzinfo=UTC)
    author.refresh_from_db()
    assert author.time_zone == BERLIN
    assert f"Comes out on 1 Jul {day.year}, 18:30 CEST" in desk(client, later.story)
    page = client.get(path_of(later)).text
    assert 'value="18:30"' in page and f'value="{BERLIN}" selected' in page


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        (in_days(-1), "18:00", "That time has passed."),
        (in_days(0), "00:00", "That time has passed."),
        (in_days(-9999), "18:00", "That time has passed."),
        (in_days(800), "18:00", "more than two years"),
        ("9999-12-31", "23:59", "more than two years"),
        ("0001-01-01", "00:00", "That time has passed."),
        ("soon", "18:00", "Choose a day."),
        (in_days(2), "", "Say a time"),
    ],
)
def test_what_cannot_be_is_refused_and_stays_typed(client, later, day, time, said):
    answer = send(client, later, day, time, BERLIN)
    assert answer.status_code == 422 and said in answer.text
    assert f'value="{day}"' in answer.text and (not time or f'value="{time}"' in answer.text)
    assert f'value="{BERLIN}" selected' in answer.text and later.published_at is None


def sunday(month):
    """The last Sunday of a month to come, on which clocks in Europe are put on or back."""
    now = timezone.now()
    year = now.year if now.month < month else now.year + 1
    last = datetime(year, month, 31).date()
    return last - timedelta(days=(last.weekday() + 1) % 7)


def test_a_time_that_clocks_skip_is_refused_and_of_two_the_first_is_meant(client, later):
    answer = send(client, later, sunday(3), "02:30", BERLIN)
    assert answer.status_code == 422 and "clocks are put forward" in answer.text
    answer = send(client, later, sunday(10), "02:30", BERLIN)
    assert (later.published_at.hour, later.published_at.minute) == (0, 30)
    assert "comes out at the first" in client.get(answer.url).text.lower().replace("it ", "")


def test_it_is_moved_published_at_once_and_put_back(client, browser, later):
    send(client, later, in_days(3))
    send(client, later, in_days(5))
    assert later.published_at.date() == in_days(5)
    assert browser().get(later.get_absolute_url()).status_code == 404
    client.post(path_of(later), {"do": "draft"})
    later.refresh_from_db()
    assert later.published_at is None and "Schedule<span" in desk(client, later.story)
    send(client, later, in_days(3))
    client.post(path_of(later), {"do": "publish"})
    later.refresh_from_db()
    assert later.is_public and client.get(path_of(later)).status_code == 404
    assert client.post(path_of(later), {"do": "draft"}).status_code == 404
    later.refresh_from_db()
    assert later.is_public


def test_the_row_publishes_it_at_once(client, later):
    send(client, later, in_days(3))
    assert "Publish<span" in desk(client, later.story)
    client.post(f"/desk/{later.story.slug}/", {"do": "publish chapter", "chapter": later.pk})
    later.refresh_from_db()
    assert later.is_public


def test_one_that_comes_before_an_earlier_one_is_allowed_and_said(client, later):
    last = add_chapter(later.story, "Ebb", WORDS, draft=True)
    answer = send(client, last, in_days(3))
    assert "before chapter 2, which is a draft" in client.get(answer.url).text
    assert "before chapter 2" in desk(client, later.story)
    answer = send(client, later, in_days(2))
    assert "before chapter" not in client.get(answer.url).text
    answer = send(client, later, in_days(9))
    assert "before chapter 2" in desk(client, later.story)


def test_its_text_is_edited_until_it_comes_out_and_nobody_reads_what_it_was(
    browser, client, clock, later, una
):
    send(client, later, in_days(3))
    edit = f"{later.get_absolute_url()}edit/"
    page = client.get(edit).text
    assert "Comes out on" in page and ">Publish</button>" not in page
    typed = {"revision": "1", "title": "High Water", "source": "The bell was silent."}
    client.post(edit, typed | {"do": "keep"})
    later.refresh_from_db()
    assert later.text == "The bell was silent." and not later.is_published
    client.post(edit, typed | {"revision": "2", "source": "Half a thought", "do": "look"})
    clock(days=4)
    reader = browser(una)
    page = reader.get(later.get_absolute_url()).text
    assert "The bell was silent." in page and "Half a thought" not in page
    assert reader.get(f"{later.get_absolute_url()}revisions/1/").status_code == 404
    assert reader.get(f"{later.get_absolute_url()}revisions/2/").status_code == 200
    assert Draft.objects.get(chapter=later).source == "Half a thought"


def test_what_was_to_be_saved_is_not_published_where_it_came_out_meanwhile(client, clock, later):
    send(client, later, in_days(3))
    clock(days=4)
    sent = {"revision": "1", "title": "", "source": "Half a thought", "do": "keep"}
    answer = client.post(f"{later.get_absolute_url()}edit/", sent)
    assert answer.status_code == 409 and "Half a thought" in answer.text
    assert "came out while you were writing" in answer.text and ">Publish</button>" in answer.text
    assert Revision.objects.filter(chapter=later).count() == 1


def test_a_passage_of_its_author_tells_nothing_of_an_earlier_text(client, later, author):
    send(client, later, in_days(3))
    mark = highlight(later, "under water", author, public=True)
    save_revision(later, "", "The bell rang over water.", on=later.revision, by=author)
    mark.passage.refresh_from_db()
    assert "under" not in mark.passage.quote


def test_the_editor_saves_before_it_asks_for_the_time(client, later):
    edit = f"{later.get_absolute_url()}edit/"
    sent = {"revision": "1", "title": "Flood", "source": "More.", "do": "schedule"}
    answer = client.post(edit, sent)
    assert answer.url == path_of(later)
    later.refresh_from_db()
    assert (later.title, later.text, later.published_at) == ("Flood", "More.", None)
    Draft.objects.create(chapter=later, revision=later.revision, source="Other")
    assert "that is not saved" in client.get(answer.url).text


def test_a_time_that_clocks_skip_in_a_series_is_told(client, story):
    for number in range(2):
        add_chapter(story, f"Part {number}", WORDS, draft=True)
    days = (datetime.combine(in_days(2 + n), time(2, 30)) for n in range(370))
    skipped = next(said for said in days if is_skipped(said, ZoneInfo(BERLIN)))
    before = skipped.date() - timedelta(days=1)
    answer = send(client, story, before, "02:30", BERLIN, every="1")
    told = f"Part 1 comes at {skipped.day} {skipped:%b %Y}, 03:30 CEST."
    assert told in client.get(answer.url).text


def test_all_drafts_come_out_one_a_week_by_the_same_clock(client, story):
    for number in range(30):
        add_chapter(story, f"Part {number}", WORDS, draft=True)
    answer = send(client, story, in_days(1), "18:00", BERLIN, every="7")
    assert "30 chapters come out one by one" in client.get(answer.url).text
    times = list(story.chapters.filter(number__gt=1).values_list("published_at", flat=True))
    local = [timezone.localtime(at, ZoneInfo(BERLIN)) for at in times]
    assert {at.hour for at in local} == {18} and len({at.utcoffset() for at in local}) == 2
    days = [at.date() for at in local]
    assert days == [in_days(1) + timedelta(days=7 * turn) for turn in range(30)]


def test_drafts_alone_get_a_time_unless_all_are_to(client, story, later):
    send(client, later, in_days(9))
    draft = add_chapter(story, "Ebb", WORDS, draft=True)
    send(client, story, in_days(2), every="1")
    found = dict(story.chapters.values_list("number", "published_at"))
    assert (found[2].date(), found[3].date()) == (in_days(9), in_days(2))
    send(client, story, in_days(4), every="1", anew="on")
    found = dict(story.chapters.values_list("number", "published_at"))
    assert (found[2].date(), found[3].date()) == (in_days(4), in_days(5))
    assert draft.pk


def test_a_story_comes_out_with_the_first_chapter_that_has_a_time(client, author):
    story = make_story(author=author, draft=True)
    one, two = (add_chapter(story, name, WORDS, draft=True) for name in ("One", "Two"))
    send(client, one, in_days(5))
    send(client, two, in_days(3))
    story.refresh_from_db()
    assert story.published_at == two.published_at and story.is_draft
    send(client, two, in_days(9))
    story.refresh_from_db()
    assert story.published_at == one.published_at
    assert "This story is not out yet" in desk(client, story)
    client.post(path_of(one), {"do": "draft"})
    story.refresh_from_db()
    assert story.published_at == two.published_at
    client.post(path_of(two), {"do": "draft"})
    story.refresh_from_db()
    assert story.published_at is None


def test_a_scheduled_story_is_published_at_once_with_its_first_chapter(client, author):
    story = make_story(author=author, draft=True)
    one, two = (add_chapter(story, name, WORDS, draft=True) for name in ("One", "Two"))
    send(client, story, in_days(3), every="7")
    client.post(f"/desk/{story.slug}/", {"do": "publish"})
    one.refresh_from_db()
    two.refresh_from_db()
    assert one.is_public and two.published_at.date() == in_days(10)


@pytest.mark.parametrize("act", ["unpublish", "delete"])
def test_what_is_taken_back_does_not_come_out(client, clock, author, act):
    story = make_story(author=author, draft=True)
    one = add_chapter(story, "One", WORDS, draft=True)
    send(client, story, in_days(3))
    client.post(f"/desk/{story.slug}/{act}/")
    clock(days=4)
    if act == "delete":
        client.post(f"/desk/deleted/{story.pk}/put-back/")
    story.refresh_from_db()
    one.refresh_from_db()
    assert story.published_at is None and one.published_at is None


@pytest.mark.parametrize(("out", "back"), [("take out", "put back"), ("delete", "undelete")])
def test_a_removed_chapter_comes_back_as_a_draft(client, clock, later, out, back):
    send(client, later, in_days(3))
    where, sent = f"/desk/{later.story.slug}/", {"chapter": later.pk}
    if out == "delete":
        client.post(f"{where}{later.pk}/delete/")
    else:
        client.post(where, sent | {"do": out})
    clock(days=4)
    client.post(where, sent | {"do": back})
    later.refresh_from_db()
    assert later.number == 2 and later.published_at is None


def test_a_co_author_sets_and_sees_the_same(browser, client, later, tam):
    CoAuthor.objects.create(story=later.story, reader=tam, accepted_at=timezone.now())
    send(browser(tam), later, in_days(3), zone=BERLIN)
    assert "Comes out on" in desk(client, later.story) and "CET" in desk(browser(tam), later.story)


def test_nobody_else_sets_it(browser, later, una, moderator):
    for reader in (una, moderator):
        assert send(browser(reader), later, in_days(3)).status_code == 404
        assert send(browser(reader), later.story, in_days(3)).status_code == 404
    assert browser().post(path_of(later)).url.startswith("/accounts/login/")
    assert Chapter.objects.get(pk=later.pk).published_at is None


def test_a_suspended_author_sets_nothing_and_still_takes_it_back(browser, client, later, author):
    send(client, later, in_days(3))
    author.suspended_until = timezone.now() + timedelta(days=1)
    author.save()
    assert send(client, later, in_days(2)).status_code == 403
    assert later.published_at.date() == in_days(3)
    assert "Back to a draft" in desk(client, later.story)
    client.post(f"/desk/{later.story.slug}/{later.pk}/unpublish/")
    later.refresh_from_db()
    assert later.published_at is None


def test_what_was_taken_down_gets_no_time(client, later):
    Chapter.objects.filter(pk=later.pk).update(taken_down_at=timezone.now())
    assert send(client, later, in_days(3)).status_code == 404
    Story.objects.filter(pk=later.story_id).update(published_at=None, taken_down_at=timezone.now())
    assert send(client, later.story, in_days(3)).status_code == 404


class TestFirstStory:
    @pytest.fixture(autouse=True)
    def wait(self, settings):
        settings.FIRST_STORIES_WAIT = True

    @pytest.fixture
    def story(self):
        story = make_story(author=make_reader("new"), draft=True)
        add_chapter(story, "One", WORDS, draft=True)
        return story

    def test_it_waits_and_comes_at_its_time_once_it_is_let_out(self, browser, clock, story):
        client = browser(story.author)
        send(client, story, in_days(3))
        assert story.waits_since and story.published_at is None
        let_out(story)
        story.refresh_from_db()
        assert story.published_at.date() == in_days(3) and not story.waits_since
        assert browser().get(story.get_absolute_url()).status_code == 404
        clock(days=4)
        assert browser().get(story.get_absolute_url()).status_code == 200

    def test_its_time_opens_no_way_around_the_moderators(self, browser, clock, story):
        client = browser(story.author)
        send(client, story, in_days(3))
        clock(days=4)
        assert browser().get(story.get_absolute_url()).status_code == 404
        other = make_story(author=story.author, draft=True)
        add_chapter(other, "One", WORDS, draft=True)
        client.post(f"/desk/{other.slug}/", {"do": "publish"})
        other.refresh_from_db()
        assert other.waits_since
        client.post(f"/desk/{story.slug}/", {"do": "take back"})
        assert story.chapters.get().published_at is None
        client.post(f"/desk/{story.slug}/", {"do": "publish"})
        story.refresh_from_db()
        assert story.waits_since and story.published_at is None

    def test_let_out_after_its_time_it_comes_at_once(self, browser, clock, story):
        send(browser(story.author), story, in_days(3))
        clock(days=4)
        let_out(story)
        assert browser().get(story.get_absolute_url()).status_code == 200
