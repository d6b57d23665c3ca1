"""The inbox: what is unread and what was read, each leading to the very words."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reader.actions.inbox.notify import notify_readers
from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.publish import publish_chapter
from reader.actions.library.split_chapter import split_chapter
from reader.actions.revising.revise import revise
from reader.models.inbox import notification as models
from reader.models.people.shelf import Shelf
from reader.views.inbox import inbox
from tests.factories import highlight, make_chapter, make_reader, say

pytestmark = pytest.mark.django_db
INBOX = "/inbox/"


@pytest.fixture
def chapter():
    return make_chapter()


@pytest.fixture
def una(client):
    una = make_reader("una")
    client.force_login(una)
    return una


def answer_una(chapter, una, text="In the sea."):
    """Somebody answers what Una says on some words; gives the answer."""
    answer = say(chapter, text, make_reader(), to=say(chapter, "Where?", una, on="two goats"))
    notify_readers()
    return answer


def page(client, query=""):
    return client.get(INBOX + query).content.decode()


def read_all(client):
    """Press *Mark all as read* on the page as it is now."""
    newest = re.search('name="newest" value="([0-9]+)"', page(client))
    client.post(reverse("inbox_read"), {"newest": newest[1]})


def test_an_answer_is_in_the_inbox_and_leads_to_the_words(client, chapter, una):
    answer = answer_una(chapter, una)
    told = una.notifications.get()
    html = page(client)
    assert "answered you" in html
    assert "two goats" in html
    assert "In the sea." in html
    assert "1 new" in html
    opened = client.get(told.get_absolute_url())
    assert opened.url == answer.url_in_chapter
    assert " new</h2>" not in page(client)


def test_a_chapter_that_was_read_to_its_end_is_no_news(client, chapter, una):
    Shelf(reader=una, kind=Shelf.Kind.READING).put(chapter.story)
    new = make_chapter(story=chapter.story)
    make_chapter(story=chapter.story)
    notify_readers()
    place = f"{new.get_absolute_url()}place/"
    for finished, unread in ((0, 2), (1, 1)):
        client.post(place, {"offset": 9, "revision": 1, "finished": finished})
        una.refresh_from_db()
        assert una.unread == una.notifications.unread().count() == unread


def test_the_bar_says_how_many_on_every_page_even_a_kept_one(client, chapter, una):
    client.get(chapter.get_absolute_url())
    answer_una(chapter, una)
    for url in (chapter.get_absolute_url(), reverse("library"), INBOX):
        html = client.get(url).content.decode()
        assert 'data-unread="1"' in html and ">Inbox, 1 unread</span>" in html, url
        assert re.search('inbox-link"[^>]*aria-label', html) is None, url
    read_all(client)
    for url in (chapter.get_absolute_url(), reverse("library"), INBOX):
        assert 'data-unread="0"' in client.get(url).content.decode(), url


def test_others_see_nothing_of_it(client, chapter, una):
    answer_una(chapter, una)
    told = una.notifications.get()
    client.force_login(make_reader())
    assert "In the sea." not in page(client)
    assert client.get(told.get_absolute_url()).status_code == 404
    client.post(reverse("inbox_read"), {"newest": told.pk})
    told.refresh_from_db()
    assert told.read_at is None
    client.logout()
    assert client.get(INBOX).status_code == 302


def test_what_was_hidden_or_unpublished_since_is_not_shown(client, chapter, una):
    answer = answer_una(chapter, una)
    answer.hide()
    assert "In the sea." not in page(client)
    una.refresh_from_db()
    assert una.unread == 0
    answer.unhide()
    assert "In the sea." in page(client)
    chapter.story.unpublish()
    assert "In the sea." not in page(client)


def test_the_bar_counts_what_the_inbox_shows_when_something_comes(client, chapter, una):
    answer_una(chapter, una).hide()
    gone = make_chapter()
    answer_una(gone, una)
    ChapterList(gone.story).delete(gone)
    draft = make_chapter()
    answer_una(draft, una)
    draft.story.unpublish()
    answer_una(chapter, una, "Here.")
    una.refresh_from_db()
    assert una.unread == 1
    assert "1 new" in page(client)
    una.refresh_from_db()
    assert una.unread == 1


def test_a_chapter_that_was_taken_out_is_not_said_to_be_here(client, chapter, una):
    Shelf(reader=una, kind=Shelf.Kind.READING).put(chapter.story)
    new = make_chapter(story=chapter.story)
    notify_readers()
    assert "Chapter 2 is here" in page(client)
    ChapterList(chapter.story).take_out(new)
    html = page(client)
    assert "is here" not in html and "Nothing here yet" in html
    say(new, "In the sea.", make_reader(), to=say(new, "Where?", una))
    notify_readers()
    assert "answered you" in page(client)


def test_what_went_to_another_chapter_with_its_words_is_told_of_there(client, chapter, una):
    other = make_chapter("Nothing yet.", story=chapter.story)
    answer_una(chapter, una)
    goats = chapter.text[chapter.text.index("They crossed") :]
    revise(other, goats, by=None)
    revise(chapter, "The end.", by=None)
    other.refresh_from_db()
    told = una.notifications.get()
    assert client.get(told.get_absolute_url()).url.startswith(other.get_absolute_url())
    ChapterList(chapter.story).delete(chapter)
    assert "In the sea." in page(client)
    ChapterList(chapter.story).unpublish(other)
    assert "In the sea." not in page(client)


def test_words_that_went_to_a_chapter_which_is_a_draft_now_are_not_shown(client, chapter, una):
    highlight(chapter, "They crossed at noon with two goats", una)
    author = chapter.story.author
    revise(chapter, chapter.text.replace("two goats", "two horses"), by=author)
    notify_readers()
    chapter.refresh_from_db()
    second = split_chapter(chapter, 2, "Crossing", by=author)
    assert "two horses" in second.text and "They now read" in page(client)
    ChapterList(chapter.story).unpublish(second)
    assert "They now read" not in page(client)
    ChapterList(chapter.story).unpublish(chapter)
    publish_chapter(second)
    assert "They now read" in page(client)
    ChapterList(chapter.story).delete(second)
    assert "They now read" not in page(client)


def test_what_came_after_the_page_was_made_stays_unread(client, chapter, una):
    answer_una(chapter, una)
    shown = re.search('name="newest" value="([0-9]+)"', page(client))[1]
    answer_una(chapter, una, "Later.")
    client.post(reverse("inbox_read"), {"newest": shown})
    assert [told.comment.source for told in una.notifications.unread()] == ["Later."]
    assert "1 new" in page(client)
    for odd in ("", "x", "-1"):
        client.post(reverse("inbox_read"), {"newest": odd})
    assert "1 new" in page(client)


def test_looking_writes_nothing(client, chapter, una):
    for _ in range(2):
        page(client)
        with CaptureQueriesContext(connection) as queries:
            page(client)
        assert [query["sql"] for query in queries if "UPDATE" in query["sql"]] == []
        answer_una(chapter, una)


def test_it_comes_in_pages_by_key_with_as_many_queries_for_many(
    client, chapter, una, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(inbox, "ROWS_ON_A_PAGE", 2)
    for number in range(5):
        answer_una(chapter, una, f"Answer {number}.")
    with django_assert_max_num_queries(10):
        html = page(client)
    oldest = una.notifications.order_by("-pk")[1].pk
    assert "Answer 4." in html
    assert "Answer 2." not in html
    assert f'href="?unread={oldest}"' in html
    assert "Answer 2." in page(client, f"?unread={oldest}")
    read_all(client)
    assert f'href="?read={oldest}"' in page(client)
    assert "Answer 1." in page(client, f"?read={oldest}")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="How PostgreSQL does it, it decides.")
def test_the_newest_unread_ones_are_found_without_sorting_all(chapter, una):
    for number in range(9):
        answer_una(chapter, una, f"Answer {number}.")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    own = una.notifications.unread()
    plan = own.values_list("pk", flat=True)[:50].explain()
    assert "unread_notifications" in plan and "TEMP B-TREE" not in plan
    visible = own.visible_to(una)
    for count in (1, 3, 9, 12):
        assert visible.newest_first(count, own) == list(visible[:count])
    gone = [f"Answer {number}." for number in range(4, 9)]
    chapter.comments.filter(source__in=gone).update(deleted_at=timezone.now())
    assert [told.comment.source for told in visible.newest_first(2, own)] == [
        "Answer 3.",
        "Answer 2.",
    ]


@pytest.mark.parametrize("key", ["x", "-1", "0", "9" * 30])
def test_a_strange_key_shows_the_newest(client, chapter, una, key):
    answer_una(chapter, una)
    assert "In the sea." in page(client, f"?unread={key}")


def test_what_a_revision_did_is_one_row_that_leads_to_the_words(client, chapter, una):
    for words in ("They crossed at noon with two goats", "a widow, and a box of lamp"):
        highlight(chapter, words, una)
    author = chapter.story.author
    revise(chapter, chapter.text.replace("two goats, a widow", "two horses, a widower"), by=author)
    notify_readers()
    html = " ".join(page(client).split())
    assert "1 new" in html
    assert "Words that you marked in Low Water were rewritten" in html
    assert "two goats</q> and 1 more" in html
    assert "They now read: <q>They crossed at noon with two" in html
    told = una.notifications.get()
    opened = client.get(told.get_absolute_url(), follow=True)
    assert opened.redirect_chain[-1][0] == told.passage.url_in_chapter
    revise(chapter, "Nothing is left.", by=author)
    notify_readers()
    html = " ".join(page(client).split())
    assert "are gone: <q" in html and "What you wrote on them is kept." in html
    opened = client.get(una.notifications.first().get_absolute_url(), follow=True)
    assert opened.redirect_chain[-1][0].endswith("#loose")
    assert "two goats" in opened.content.decode()


def test_who_speaks_in_one_thread_on_a_day_is_one_row_read_at_once(client, chapter, una):
    first = say(chapter, "Where?", una, on="two goats")
    bea, cai, dan = (make_reader(name) for name in ("bea", "cai", "dan"))
    for number, by in enumerate((bea, cai, dan, cai)):
        say(chapter, f"In place {number}.", by, on="two goats")
    elsewhere = say(chapter, "And here?", una, on="a widow")
    say(chapter, "Here.", dan, on="a widow")
    notify_readers()
    html = " ".join(page(client).split())
    assert html.count('class="inbox-row"') == 2
    assert '<b><bdi>cai</bdi></b> and two others also commented on <q dir="auto">two goats' in html
    assert "In place 3." in html and "In place 2." not in html
    newest = una.notifications.filter(comment__passage=first.passage_id).first()
    client.get(newest.get_absolute_url())
    left = una.notifications.unread()
    assert {row.comment.passage_id for row in left} == {elsewhere.passage_id}
    una.refresh_from_db()
    assert una.unread == 1


def test_chapters_that_came_on_one_day_are_one_row_that_leads_to_the_first(client, chapter, una):
    Shelf(reader=una, kind=Shelf.Kind.READING).put(chapter.story)
    notify_readers()
    una.notifications.all().delete()
    chapters = [make_chapter(story=chapter.story) for _ in range(5)]
    notify_readers()
    html = " ".join(page(client).split())
    first = una.notifications.get(chapter=chapters[0])
    assert html.count('class="inbox-row"') == 1 and "Chapters 2 to 6 are here" in html
    assert f'class="inbox-row" href="{first.get_absolute_url()}"' in html
    una.notifications.get(chapter=chapters[2]).delete()
    assert "4 new chapters, from 2 to 6 are here" in " ".join(page(client).split())
    una.notifications.filter(chapter__in=chapters[3:]).delete()
    assert "Chapters 2 and 3 are here" in " ".join(page(client).split())
    assert client.get(first.get_absolute_url()).url == chapters[0].get_absolute_url()
    una.refresh_from_db()
    assert una.unread == 0


def test_days_come_in_their_order_each_once(client, chapter, una):
    for _ in range(4):
        answer_una(chapter, una)
    una.notifications.all().read(una)
    now = timezone.now()
    for days, row in zip((1, 3, 1, 2), una.notifications.all(), strict=True):
        una.notifications.filter(pk=row.pk).update(at=now - timedelta(days=days))
    found = re.findall(r'class="inbox-day">([^<]+)<', page(client))
    assert found[0] == "Yesterday" and len(found) == 3


def test_what_was_told_late_stands_where_it_happened(client, chapter, una, monkeypatch):
    monkeypatch.setattr(inbox, "ROWS_ON_A_PAGE", 2)
    now, hours = timezone.now(), (3, 1, 5, 3, 2)
    for number in hours:
        answer = answer_una(chapter, una, f"{number} hours ago.")
        told = una.notifications.filter(comment=answer)
        told.update(at=now - timedelta(hours=number))
    newest = una.notifications.order_by("-pk").first().pk
    assert f'name="newest" value="{newest}"' in page(client)
    for kind in ("unread", "read"):
        query, seen = "", []
        while query is not None:
            html = page(client, query)
            section = html.partition('class="inbox-day"')[0 if kind == "unread" else 2]
            seen += re.findall(r"(\d) hours ago\.", section)
            older = re.search(rf'href="(\?{kind}=\d+)"', html)
            query = older[1] if older else None
        assert seen == ["1", "2", "3", "3", "5"]
        una.notifications.all().read(una)


def test_a_row_that_is_gone_when_what_is_older_is_asked_for_shows_the_newest(client, chapter, una):
    answer_una(chapter, una)
    key = una.notifications.get().pk
    assert "In the sea." not in page(client, f"?unread={key}")
    assert "In the sea." in page(client, f"?unread={key + 1}")


def test_more_than_anybody_counts_are_not_counted_anew(client, chapter, una, monkeypatch):
    monkeypatch.setattr(models, "MOST_COUNTED", 2)
    for _ in range(3):
        answer_una(chapter, una)
    assert "3 new" in page(client)
    una.notifications.first().comment.hide()
    assert "2 new" in page(client)
