"""Long threads: little of them is shown first, and all can be reached, also without script."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.actions.library.chapter_list import ChapterList
from reader.actions.margin.comment import delete_comment
from reader.actions.revising.revise import revise
from reader.models import Highlight, Reader
from reader.models.margin.sight import Sight
from reader.models.margin.thread_states import thread_states
from tests.factories import highlight, make_reader, say, say_many
from tests.views.selections import url

pytestmark = pytest.mark.django_db

FOLDED = re.compile(r'<a class="unfold" href="([^"]+)" hx-get="([^"]+)"')


@pytest.fixture
def client(browser, una):
    return browser(una)


@pytest.fixture
def replies(chapter, una, tam):
    """500 replies to a comment on the chapter."""
    first = say(chapter, "Who?", una)
    return say_many(chapter, 500, tam, parent=first, answers=first)


@pytest.fixture
def on_words(chapter, una, tam):
    """501 comments on the same words."""
    passage = say(chapter, "Who?", una, on="two goats").passage
    return say_many(chapter, 500, tam, passage=passage)


def get(client, address, **extra):
    answer = client.get(address, **extra)
    assert answer.status_code == 200
    return answer.content.decode()


def remarks(html):
    return [int(number) for number in re.findall(r"<p>Remark (\d+)\.</p>", html)]


def folded_links(html):
    return [(unescape(href), unescape(get)) for href, get in FOLDED.findall(html)]


def walk(client, address):
    """The remarks on all pages that one comes to by `Next`."""
    found = []
    while address:
        html = get(client, address)
        found += remarks(html)
        more = re.search(r'<a rel="next"\s+href="([^"#]+)', html)
        address = more and address.partition("?")[0] + unescape(more[1])
    return found


def test_of_many_replies_the_first_and_the_newest_are_shown(client, chapter, replies):
    html = get(client, url(chapter))
    assert remarks(html) == [1, 2, 498, 499, 500]
    assert "Show 495 more\n    replies" in html


def test_folded_replies_follow_by_htmx_until_none_is_left(client, chapter, replies, htmx):
    html = get(client, url(chapter))
    seen = [remarks(html)]
    while links := folded_links(html):
        ((_, more),) = links
        html = get(client, more, **htmx)
        assert "<html" not in html and html.count(" autofocus") == 1
        assert 0 < len(remarks(html)) <= 50
        seen.append(remarks(html))
    first, *rest = seen
    assert first[:2] + sum(rest, []) + first[2:] == list(range(1, 501))


def test_folded_replies_are_all_reached_without_script(client, chapter, replies):
    ((link, _),) = folded_links(get(client, url(chapter)))
    assert walk(client, link) == list(range(1, 501))
    assert len(remarks(get(client, link))) == 50


def test_many_comments_on_the_same_words_are_folded_too(client, on_words, htmx):
    thread = get(client, on_words[0].passage.thread_url, **htmx)
    assert remarks(thread) == [1, 2, 3, 495, 496, 497, 498, 499, 500]
    ((link, more),) = folded_links(thread)
    assert walk(client, link) == list(range(1, 501))
    assert len(remarks(get(client, more, **htmx))) == 50


@pytest.mark.parametrize("where", ["replies", "on_words"])
@pytest.mark.parametrize("number", [1, 250, 490, 500])
def test_a_link_to_a_folded_comment_leads_to_it(client, request, where, number):
    wanted = request.getfixturevalue(where)[number - 1]
    link = client.get(wanted.get_absolute_url()).url
    html = get(client, link)
    assert link.endswith(f"#c{wanted.pk}") and html.count(f'id="c{wanted.pk}"') == 1
    shown = remarks(html)
    assert shown == sorted(set(shown)) and len(shown) <= 11
    hidden = sum(int(count) for count in re.findall(r"Show (\d+) more", html))
    assert hidden + len(shown) == 500


def test_who_replies_to_a_folded_thread_sees_the_reply(client, chapter, replies, htmx):
    html = client.post(f"/comments/{replies[200].pk}/reply/", {"text": "Kings."}, **htmx)
    assert "Kings." in html.content.decode()


def test_who_replies_on_a_later_page_stays_on_it(client, chapter, tam, htmx):
    begun = say_many(chapter, 120, tam)
    html = client.post(f"/comments/{begun[70].pk}/reply/", {"text": "Kings."}, **htmx)
    html = html.content.decode()
    assert "Kings." in html and remarks(html) == list(range(71, 81))


def test_a_folded_place_whose_neighbour_was_deleted_says_so(client, chapter, replies, htmx):
    ((_, more),) = folded_links(get(client, url(chapter)))
    replies[497].delete()
    answer = client.get(more, **htmx)
    assert answer.status_code == 404 and "Reload the page" in answer.content.decode()


@pytest.mark.parametrize("query", ["", "?after=x&before=", "?after=999999&before=1"])
def test_what_is_folded_is_asked_for_by_two_comments_of_the_thread(client, replies, htmx, query):
    path = f"/comments/{replies[0].parent_id}/replies/{query}"
    assert client.get(path, **htmx).status_code == 404


def test_a_chapter_of_5000_comments_is_a_page(browser, chapter, tam):
    begun = say_many(chapter, 50, tam)
    for comment in begun:
        say_many(chapter, 99, tam, parent=comment)
    with CaptureQueriesContext(connection) as queries:
        html = get(browser(), url(chapter))
    assert len(html) < 300_000 and len(remarks(html)) == 10 * 6
    assert len(queries) <= 11


def test_a_thread_on_words_is_as_small_with_500_comments_as_with_20(client, on_words, htmx):
    assert len(get(client, on_words[0].passage.thread_url, **htmx)) < 23_000


def test_threads_in_short_load_one_comment_each(client, chapter, on_words, htmx):
    html = get(client, url(chapter, "margin/"), **htmx)
    assert remarks(html) == [] and "500 more" in html


def test_all_threads_of_a_chapter_come_in_pages(client, chapter, tam):
    words = chapter.text
    for start in range(40):
        say(chapter, f"<{start}>", tam, on=words[start : start + 60])
    seen = []
    for page in ("", "?page=2"):
        html = get(client, url(chapter, f"margin/{page}"))
        seen.append(html.count('<section class="thread"'))
    assert seen == [30, 10]


def test_a_draft_shows_its_threads_to_nobody_else(client, draft, author, browser, htmx):
    first = say(draft, "Who?", author)
    passage = say(draft, "Where?", author, on="two goats").passage
    for path in (f"/comments/{first.pk}/replies/", f"/passages/{passage.pk}/comments/"):
        for extra in ({}, htmx):
            assert client.get(path, **extra).status_code == 404
        get(browser(author), path)


def test_what_was_answered_to_me_can_be_read_when_the_chapter_is_gone(
    client, chapter, una, tam, replies, browser
):
    passage = say(chapter, "Where?", una, on="two goats").passage
    chapter.published_at = None
    chapter.save()
    link = client.get(replies[0].parent.get_absolute_url()).url
    ((more, _),) = folded_links(get(client, link))
    assert walk(client, more) == list(range(1, 501))
    get(client, f"/passages/{passage.pk}/comments/")
    alone = say(chapter, "Nobody answered.", una)
    for other in (browser(), browser(make_reader())):
        assert other.get(more).status_code == 404
        assert other.get(f"/comments/{alone.pk}/replies/").status_code == 404
        assert other.get(f"/passages/{passage.pk}/comments/").status_code == 404


def test_a_link_to_a_comment_on_a_removed_chapter_finds_its_page(client, chapter, una, tam):
    words = chapter.text
    for start in range(40):
        last = say(chapter, "Here.", tam, on=words[start : start + 60])
    ChapterList(chapter.story).take_out(chapter)
    link = client.get(last.get_absolute_url()).url
    assert f'id="c{last.pk}"' in get(client, link)


def test_of_many_who_show_their_highlight_a_few_are_named(client, chapter, una, htmx):
    mine = highlight(chapter, "two goats", una)
    readers = Reader.objects.bulk_create(
        Reader(username=f"r{number}", name=f"Reader {number}") for number in range(100)
    )
    Highlight.objects.bulk_create(
        Highlight(passage=mine.passage, reader=reader, public=True) for reader in readers
    )
    html = get(client, mine.passage.thread_url, **htmx)
    assert html.count(">Reader ") in (11, 12) and re.search(r"and 8[89]\s+others", html)
    assert "Your highlight" in html


def test_threads_on_an_earlier_text_come_in_pages(client, chapter, tam):
    words = chapter.text
    for start in range(60):
        say(chapter, "Here.", tam, on=words[start : start + 60])
    revise(chapter, "Nothing of it is left.", by=None)
    seen = []
    for page in ("", "?page=2"):
        html = get(client, f"{url(chapter)}revisions/1/{page}")
        seen.append(html.count('<li id="t'))
    assert seen == [50, 10]


def test_whatever_changes_a_thread_gives_it_another_state(chapter, tam, una):
    begun = say(chapter, "Why two?", tam)
    reply = say(chapter, "Kings.", una, to=begun)
    states = [thread_states(chapter.pk, 10, Sight(everything=True))]
    changes = (
        lambda: say(chapter, "Queens.", tam, to=begun),
        lambda: reply.edit("Knaves."),
        lambda: reply.hide(),
        lambda: begun.hide(),
        lambda: reply.unhide(),
        lambda: reply.hold("approval"),
        lambda: delete_comment(begun),
        lambda: delete_comment(reply),
    )
    for change in changes:
        change()
        states.append(thread_states(chapter.pk, 10, Sight(everything=True)))
        assert states[-1] not in states[:-1]
    say(chapter, "Elsewhere.", una)
    total, _, now = thread_states(chapter.pk, 10, Sight(everything=True))
    assert total == 2 and now[begun.pk] == states[-1].states[begun.pk]
