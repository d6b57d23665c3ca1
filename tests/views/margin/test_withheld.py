"""What is hidden or held: gone for everybody but its writer and those who keep order there."""

import re

import pytest

from reader.actions.inbox.notify import notify_readers
from reader.actions.margin import keep_order
from reader.actions.margin.comment import delete_comment
from reader.actions.margin.keep_order import NotYours
from reader.models import Comment, Notification
from tests.factories import highlight, make_chapter, make_reader, say
from tests.views.selections import url

pytestmark = pytest.mark.django_db

WORDS = "Xylophones of scorn"


@pytest.fixture
def somebody():
    return make_reader("somebody")


@pytest.fixture
def hidden(chapter, tam):
    """Two comments of tam's, on words and on the chapter: hidden by the author, and held."""
    on_words = say(chapter, f"{WORDS} on words.", tam, on="two goats")
    on_chapter = say(chapter, f"{WORDS} below.", tam)
    on_words.hide("author", "Please be kinder.")
    on_chapter.hold("approval")
    return on_words, on_chapter


def places(chapter, comments):
    """Wherever a comment may be read."""
    on_words, on_chapter = comments
    story = chapter.story
    return [
        url(chapter), url(chapter, f"?thread={on_words.passage_id}"),
        url(chapter, f"?comment={on_chapter.pk}"), url(chapter, "?comments=1"),
        url(chapter, "margin/"), url(chapter, "blocks/4/"), url(chapter, "revisions/1/"),
        url(chapter, "comments/feed/"), f"/passages/{on_words.passage_id}/feed/",
        f"/passages/{on_words.passage_id}/", f"/passages/{on_words.passage_id}/comments/",
        f"/comments/{on_chapter.pk}/replies/", f"/comments/{on_chapter.pk}/reply/",
        f"/comments/{on_chapter.pk}/thanks/", f"/comments/{on_chapter.pk}/follow/",
        f"/annotations{url(chapter)}", f"/annotations/c{on_words.pk}",
        f"/annotations/c{on_chapter.pk}", "/annotations/", "/readers/tam/", "/inbox/", "/",
        "/desk/", f"/stories/{story.slug}/", f"/stories/{story.slug}/all/", "/library/",
    ]  # fmt: skip


def read(client, path, **headers):
    answer = client.get(path, follow=True, **headers)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode()


def test_what_is_hidden_or_held_is_gone_for_everybody_else(
    browser, chapter, hidden, somebody, htmx
):
    say(chapter, "All is well.", somebody)
    for reader in (None, somebody):
        client = browser(reader)
        for path in places(chapter, hidden):
            for headers in ({}, htmx):
                html = read(client, path, **headers)
                assert WORDS not in html and "Please be kinder" not in html, path
                assert f"c{hidden[0].pk}" not in re.findall(r'id="(c\d+)"', html), path
                assert f"c{hidden[1].pk}" not in re.findall(r'id="(c\d+)"', html), path
        page = read(client, url(chapter))
        assert "Tam" not in page.replace("said Tam", "") and "isn’t shown" not in page
        assert "data-passages" not in page and "1 comment on" not in page
        assert "All is well." in page


def test_the_writer_is_told_honestly_and_reads_their_words(browser, chapter, hidden, tam, htmx):
    client = browser(tam)
    page = read(client, url(chapter))
    assert f"{WORDS} below." in page and "Waiting until somebody has looked" in page
    assert "1 comment on this paragraph" in page
    thread = read(client, hidden[0].passage.thread_url, **htmx)
    assert f"{WORDS} on words." in thread and "Hidden by the author of the story." in thread
    assert "Please be kinder." in thread
    assert f"/comments/{hidden[0].pk}/hide/" not in thread and "Reply<span" not in thread
    cards = read(client, url(chapter, "margin/"), **htmx)
    assert f"{WORDS} on words." in cards
    own = read(client, "/words/")
    assert "Hidden by the author" in own and "Please be kinder." in own and "Waiting until" in own
    assert client.post(f"/comments/{hidden[0].pk}/delete/").status_code == 303
    assert not Comment.objects.filter(pk=hidden[0].pk).exists()


def test_who_keeps_order_sees_it_where_it_stands_with_buttons(
    browser, chapter, hidden, author, moderator, htmx
):
    for reader in (author, moderator):
        client = browser(reader)
        page = read(client, url(chapter))
        assert f"{WORDS} below." in page and f"/comments/{hidden[1].pk}/approve/" in page
        assert "1 comment on this paragraph" in page
        thread = read(client, hidden[0].passage.thread_url, **htmx)
        assert f"{WORDS} on words." in thread and "Show again" in thread
        assert f"{WORDS} on words." in read(client, url(chapter, "margin/"), **htmx)


def test_an_author_of_another_story_keeps_no_order_here(browser, chapter, hidden, somebody):
    make_chapter(author=somebody)
    client = browser(somebody)
    assert WORDS not in read(client, url(chapter))
    for act in ("hide", "approve"):
        assert client.post(f"/comments/{hidden[1].pk}/{act}/").status_code == 404
    other = say(chapter, "Fine words.", make_reader())
    for act in ("hide", "approve"):
        assert client.post(f"/comments/{other.pk}/{act}/").status_code == 403
    assert not Comment.objects.get(pk=other.pk).hidden_at


def test_one_line_stands_where_replies_hang_on_it(browser, chapter, tam, una, somebody, htmx):
    begun = say(chapter, f"{WORDS}.", tam)
    reply = say(chapter, "Hush.", una, to=begun)
    second = say(chapter, f"{WORDS} again.", tam, to=begun)
    say(chapter, "Do stop.", una, to=second)
    begun.hide()
    second.hide()
    page = read(browser(somebody), url(chapter))
    assert page.count("This comment isn’t shown.") == 2 and "Hush." in page and "Do stop." in page
    assert WORDS not in page and "/readers/tam/" not in page
    reply.hide()
    delete_comment(Comment.objects.get(source="Do stop."))
    page = read(browser(somebody), url(chapter))
    assert "isn’t shown" not in page and "No comments yet." in page


def test_a_deleted_place_goes_with_the_last_reply_that_is_in_sight(browser, chapter, tam, una):
    begun = say(chapter, "Sorry.", tam)
    reply = say(chapter, "What?", una, to=begun)
    delete_comment(begun)
    assert "Deleted by its writer." in read(browser(), url(chapter))
    reply.hide()
    assert "Deleted by its writer." not in read(browser(), url(chapter))
    assert "What?" in read(browser(una), url(chapter))


def test_the_author_hides_with_a_word_and_shows_again(browser, chapter, tam, author, htmx):
    said = say(chapter, f"{WORDS}.", tam)
    client = browser(author)
    form = client.get(f"/comments/{said.pk}/hide/", **htmx).content.decode()
    assert "A word to its writer" in form
    client.post(f"/comments/{said.pk}/hide/", {"text": "Not here, please."})
    said.refresh_from_db()
    assert said.hidden_by == "author" and said.hidden_word == "Not here, please."
    notify_readers()
    inbox = " ".join(read(browser(tam), "/inbox/").split())
    assert "The author hid what you said" in inbox and "Not here, please." in inbox
    client.post(f"/comments/{said.pk}/hide/", {"text": "Sent twice."})
    said.refresh_from_db()
    assert said.hidden_at and said.hidden_word == "Not here, please."
    assert 'name="do" value="show"' in client.get(f"/comments/{said.pk}/hide/").content.decode()
    for _ in range(2):
        client.post(f"/comments/{said.pk}/hide/", {"do": "show"})
        assert not Comment.objects.get(pk=said.pk).hidden_at
    notify_readers()
    assert "What you said is shown again" in " ".join(read(browser(tam), "/inbox/").split())
    assert f"{WORDS}." in read(browser(), url(chapter))


def test_what_a_moderator_hid_only_a_moderator_shows_again(
    browser, chapter, tam, author, moderator
):
    said = say(chapter, f"{WORDS}.", tam)
    keep_order.hide(said, moderator)
    show = {"do": "show"}
    assert browser(author).post(f"/comments/{said.pk}/hide/", show).status_code == 403
    with pytest.raises(NotYours):
        keep_order.show_again(said, author)
    assert Comment.objects.get(pk=said.pk).hidden_by == "moderator"
    browser(moderator).post(f"/comments/{said.pk}/hide/", show)
    assert not Comment.objects.get(pk=said.pk).hidden_at


def test_nobody_hides_or_approves_their_own_words(browser, chapter, author):
    said = say(chapter, "My own.", author)
    said.hold("words")
    for act in ("hide", "approve"):
        assert browser(author).post(f"/comments/{said.pk}/{act}/").status_code == 403
    said.refresh_from_db()
    assert said.held_at and not said.hidden_at


def test_others_are_told_of_what_was_held_once_it_is_approved(browser, chapter, tam, una, author):
    begun = say(chapter, "Why two?", una)
    answer = say(chapter, "Kings.", tam, to=begun)
    Comment.objects.filter(pk=answer.pk).update(held_at=answer.created_at, held_for="approval")
    notify_readers()
    assert not Notification.objects.filter(comment=answer).exists()
    assert "Kings." not in read(browser(una), url(chapter))
    browser(author).post(f"/comments/{answer.pk}/approve/")
    notify_readers()
    told = dict(Notification.objects.filter(comment=answer).values_list("reader", "kind"))
    assert told == {una.pk: "answer", author.pk: "comment", tam.pk: "moderated"}
    assert "What you said was approved" in " ".join(read(browser(tam), "/inbox/").split())
    assert "Kings." in read(browser(una), url(chapter))


def test_an_open_page_shows_and_forgets_what_is_decided(browser, chapter, tam, una, htmx):
    said = say(chapter, f"{WORDS}.", tam)
    said.hold("reports")
    chapter.refresh_from_db()
    ask = f"/live/{chapter.pk}/{chapter.stamps.of_page}/?seconds=60&shown={said.pk}"
    said.approve()
    assert f"{WORDS}." in read(browser(una), ask.replace(f"&shown={said.pk}", ""), **htmx)
    chapter.refresh_from_db()
    said.hide()
    answer = read(browser(una), ask, **htmx)
    assert WORDS not in answer and f'data-gone="{said.pk}"' in answer
    assert WORDS in read(browser(tam), ask, **htmx)


def test_a_highlight_on_the_same_words_shows_no_hidden_thread(browser, chapter, tam, una, htmx):
    said = say(chapter, f"{WORDS}.", tam, on="two goats")
    highlight(chapter, "two goats", una)
    said.hide()
    thread = read(browser(una), said.passage.thread_url, **htmx)
    assert WORDS not in thread and "Your highlight" in thread
    card = read(browser(una), url(chapter, "margin/"), **htmx)
    assert WORDS not in card and "more" not in card
