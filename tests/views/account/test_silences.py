"""Muting, blocking and hiding on the pages, without script: each says what it does, and is undone
where it is listed."""

import re

import pytest

from reader.actions.people.silence import silence
from reader.models import Comment, Reader, Silence
from tests.factories import highlight, make_reader, say
from tests.views.selections import url

pytestmark = pytest.mark.django_db


def page_of(client, path):
    return " ".join(client.get(path).content.decode().split())


def test_from_somebodys_page_to_the_list_and_back(browser, chapter, una, tam):
    say(chapter, "Kings, all of them.", tam)
    client = browser(una)
    theirs = tam.get_absolute_url()
    assert "Kings" in page_of(client, theirs) and f"{theirs}silence/" in page_of(client, theirs)
    asks = page_of(client, f"{theirs}silence/")
    assert "They never find out" in asks and "nor comment on the other’s stories" in asks
    answer = client.post(f"{theirs}silence/", {"kind": "mute"})
    assert answer.status_code == 303 and answer["Location"] == theirs
    page = page_of(client, theirs)
    assert "Kings" not in page and "You muted" in page and "Unmute" in page
    assert "Kings" in page_of(browser(tam), una.get_absolute_url().replace("una", "tam"))
    listed = page_of(client, "/accounts/silences/")
    assert ">tam</bdi>" in listed and "muted" in listed
    back = {"kind": "nothing", "next": "/accounts/silences/"}
    assert client.post(f"{theirs}silence/", back)["Location"] == "/accounts/silences/"
    assert not Silence.objects.exists() and "Kings" in page_of(client, theirs)


def test_a_block_is_said_plainly_to_both(browser, chapter, una, tam, author):
    browser(author).post(f"{una.get_absolute_url()}silence/", {"kind": "block"})
    blocked, blocker = page_of(browser(una), author.get_absolute_url()), browser(author)
    assert "has blocked you" in blocked and chapter.story.title not in blocked
    assert "You blocked" in page_of(blocker, una.get_absolute_url())
    page = page_of(browser(una), url(chapter))
    assert "has blocked you, so you can’t comment" in page and 'id="say-chapter"' not in page
    assert "has blocked you" not in page_of(browser(tam), url(chapter))
    assert 'id="say-chapter"' in page_of(browser(tam), url(chapter))
    answer = browser(una).post(url(chapter, "comments/"), {"text": "But why?"})
    html = answer.content.decode()
    assert answer.status_code == 403 and "has blocked you" in html and "But why?" in html
    assert not Comment.objects.exists()
    assert browser(una).post(url(chapter, "thanks/"), {"thank": "1"}).status_code == 403
    story = chapter.story.get_absolute_url()
    assert browser(una).post(f"{story}follow/", {"following": "yes"}).status_code == 403
    assert browser(una).get(f"{author.get_absolute_url()}follow/").status_code == 403


def test_what_is_asked_wrongly_changes_nothing(browser, una, tam):
    client = browser(una)
    assert client.post(f"{tam.get_absolute_url()}silence/", {"kind": "loud"}).status_code == 400
    assert client.post(f"{una.get_absolute_url()}silence/", {"kind": "mute"}).status_code == 409
    assert client.get("/readers/nobody/silence/").status_code == 404
    assert browser().get("/accounts/silences/").status_code == 302
    assert not Silence.objects.exists()


def test_a_thread_is_hidden_and_shown_again(browser, chapter, una, tam):
    on_words = say(chapter, "Why two?", tam, on="two goats")
    below = say(chapter, "All in all.", tam)
    client = browser(una)
    for path in (f"/passages/{on_words.passage_id}/hide/", f"/comments/{below.pk}/hide-thread/"):
        assert "Hide this thread" in page_of(client, path)
        client.post(path, {"hide": "1"})
        assert "You hid this thread" in page_of(client, path)
    listed = page_of(client, "/accounts/silences/")
    assert "On “two goats”" in listed and "Begun by <bdi>tam</bdi>" in listed
    assert client.post(path, {"hide": "maybe"}).status_code == 400
    for path in re.findall(r'action="(/(?:passages|comments)/[^"]+)"', listed):
        client.post(path, {"hide": "0"})
    assert not Reader.objects.get(pk=una.pk).silenced.anything


def talk_of(client, story):
    """How much is said on a story and on its one chapter, as its page tells."""
    answer = client.get(story.get_absolute_url())
    (chapter,) = answer.context["contents"].chapters
    return {answer.context["story"].talk, chapter.talk}


def test_lists_and_counts_leave_out_what_is_silenced(browser, chapter, author, una, tam):
    say(chapter, "Kings.", tam, on="two goats")
    say(chapter, "No kings.", make_reader("kit"))
    client, story = browser(una), chapter.story
    assert talk_of(client, story) == {2}
    client.post(f"{tam.get_absolute_url()}silence/", {"kind": "mute"})
    assert talk_of(client, story) == {1} and talk_of(browser(tam), story) == {2}
    assert "Kings." not in page_of(client, "/") and "Kings." in page_of(browser(tam), "/")
    client.post(f"{author.get_absolute_url()}silence/", {"kind": "mute"})
    assert story.title not in page_of(client, "/") and story.title in page_of(browser(), "/")
    assert client.get(story.get_absolute_url()).status_code == 200  # by its address it is there


def test_thanks_of_the_silenced_are_not_counted(browser, chapter, una, tam):
    said = say(chapter, "Kings.", make_reader("kit"), on="two goats")
    for path in (f"/comments/{said.pk}/thanks/", url(chapter, "thanks/")):
        browser(tam).post(path, {"thank": "1"})
        assert ">tam</bdi>" in page_of(browser(una), path)
    browser(una).post(f"{tam.get_absolute_url()}silence/", {"kind": "block"})
    for path in (f"/comments/{said.pk}/thanks/", url(chapter, "thanks/")):
        assert "Nobody has thanked" in page_of(browser(una), path)
    assert "thanked" not in page_of(browser(una), url(chapter)).partition('id="thanks"')[2][:900]
    assert "tam" in page_of(browser(make_reader("lou")), url(chapter))


def test_shown_highlights_of_the_silenced_are_not_seen(browser, chapter, una, tam):
    mark = highlight(chapter, "two goats", tam, public=True)
    client = browser(una)
    assert client.get(f"/passages/{mark.passage_id}/").status_code == 200
    client.post(f"{tam.get_absolute_url()}silence/", {"kind": "mute"})
    assert client.get(f"/passages/{mark.passage_id}/").status_code == 404
    assert f"h{mark.pk}" not in client.get("/annotations/?page=0").content.decode()


def test_a_block_takes_nothing_out_of_the_authors_hands(browser, chapter, una, tam, author):
    loose, on_words = say(chapter, "Cruel words.", una), say(chapter, "Wrong.", una, on="two goats")
    silence(una, author, Silence.Kind.BLOCK)
    client = browser(author)
    assert "Cruel words." in page_of(client, url(chapter))
    assert "Wrong." in page_of(client, on_words.passage.thread_url)
    assert "Cruel words." in page_of(client, url(chapter, "?comments=1"))
    for said in (loose, on_words):
        assert client.post(f"/comments/{said.pk}/hide/", {"text": ""}).status_code == 303
    assert not Comment.objects.spoken().exists()
    silence(una, tam, Silence.Kind.BLOCK)
    assert "Cruel words." not in page_of(browser(tam), url(chapter))


def test_an_author_does_not_see_whom_they_muted_in_their_own_margin(browser, chapter, una, author):
    say(chapter, "Cruel words.", una)
    silence(author, una, Silence.Kind.MUTE)
    assert "Cruel words." not in page_of(browser(author), url(chapter))


def test_who_was_blocked_takes_words_back_and_changes_none(browser, chapter, una, author, htmx):
    said = say(chapter, "Nice.", una)
    silence(author, una, Silence.Kind.BLOCK)
    client, path = browser(una), f"/comments/{said.pk}/edit/"
    for headers, status in ((htmx, 409), ({}, 403)):
        answer = client.post(path, {"text": "You are a fool."}, **headers)
        page = answer.content.decode()
        assert answer.status_code == status
        assert "has blocked you" in page and "You are a fool." in page, "what was typed is kept"
    assert Comment.objects.get().source == "Nice."
    client.post(f"/comments/{said.pk}/delete/")
    assert not Comment.objects.exists()
