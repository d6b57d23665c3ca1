"""Following by one press: of a story, an author and a thread, from where one is."""

import re

import pytest

from reader.models import Follow
from reader.models.inbox.follow import follows, thread_of
from tests.factories import make_reader, make_story, say

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def urls(chapter, una):
    """Where one follows each kind of thing, and what that is."""
    on_words = thread_of(say(chapter, "Goats!", una, on="two goats"))
    begun = say(chapter, "Oh.", una)
    return {
        f"/stories/{chapter.story.slug}/follow/": chapter.story,
        f"/readers/{chapter.story.author.username}/follow/": chapter.story.author,
        f"/passages/{on_words.pk}/follow/": on_words,
        f"/comments/{begun.pk}/follow/": begun,
    }


def test_one_press_follows_and_another_stops_with_and_without_script(browser, chapter, una, tam):
    client = browser(tam)
    for url, what in urls(chapter, una).items():
        assert b"Follow<span" in client.get(url, headers=HTMX).content
        answer = client.post(url, {"following": "yes"}, headers=HTMX).content.decode()
        assert 'value="no"' in answer and "Following<span" in answer
        assert follows(tam, what)
        answer = client.post(url, {"following": "no", "next": "/inbox/"})
        assert (answer.status_code, answer["Location"]) == (303, "/inbox/")
        assert not follows(tam, what)
        assert client.post(url, {"following": "no"})["Location"] == what.get_absolute_url()
        assert (
            "https"
            not in client.post(url, {"following": "no", "next": "https://x.org/"})["Location"]
        )


def test_the_pages_have_the_button_as_it_is_for_each_reader(browser, chapter, una, tam):
    story = chapter.story
    thread = thread_of(say(chapter, "Goats!", una, on="two goats"))
    pages = [story.get_absolute_url(), story.author.get_absolute_url(), thread.thread_url]
    pages.append(chapter.get_absolute_url())  # the newest one ends with it
    for what in (story, story.author):
        Follow.objects.say(una, what, True)
    for page in pages:
        following = [b"Stop following" in browser(who).get(page).content for who in (una, tam)]
        assert following == [True, False], page
        assert b"/follow/" in browser(tam).get(page).content
        assert b"/follow/" in browser().get(page).content
    for page in pages[:2] + pages[3:]:
        assert b"/follow/" not in browser(story.author).get(page).content


def test_a_thread_on_a_chapter_tells_in_place_whether_one_follows_it(browser, chapter, una, tam):
    begun = say(chapter, "Oh.", una)
    say(chapter, "Ah.", una, to=begun)
    page = browser(tam).get(chapter.get_absolute_url()).content.decode()
    (link,) = re.findall(r'hx-get="(/comments/[0-9]+/follow/[^"]*)"', page)
    assert link.startswith(f"/comments/{begun.pk}/follow/")
    own = browser(una).get(chapter.get_absolute_url()).content.decode()
    assert 'Following<span class="sr"> this thread' in own and "Follow<span" in page
    for who, words in ((tam, "Follow<"), (una, "Following<")):
        assert words in browser(who).get(link, headers=HTMX).content.decode()
    assert (
        "/follow/"
        not in browser()
        .get(chapter.get_absolute_url())
        .content.decode()
        .partition('id="comments"')[2]
    )


def test_a_visitor_signs_in_and_has_followed(browser, chapter, una, tam):
    for url, what in urls(chapter, una).items():
        client = browser()
        assert client.get(url).status_code == 200
        door = client.post(
            url,
            {"following": "yes", "visitor": "yes"},
            headers={"Referer": f"http://testserver{url}"},
        )
        assert door["Location"].startswith("/accounts/login/?next=")
        assert not follows(tam, what)
        said = {"login": "tam", "password": "a long password"}
        back = client.post(door["Location"], said)
        assert follows(tam, what), url
        assert client.get(back["Location"]).status_code == 200
        Follow.objects.all().delete()


def test_what_one_may_not_see_is_not_there_and_what_makes_no_sense_is_refused(
    browser, chapter, una, tam
):
    story = chapter.story
    every = urls(chapter, una)
    client, author = browser(tam), browser(story.author)
    for url, what in every.items():
        assert client.post(url, {"following": "perhaps"}).status_code == 400
        assert client.post(url).status_code == 400
        assert client.put(url).status_code == 405
        own = what in (story, story.author)
        assert author.post(url, {"following": "yes"}).status_code == (400 if own else 303)
        assert author.get(url).status_code == 200
    reply = say(chapter, "Ah.", una, to=list(every.values())[3])
    assert client.post(f"/comments/{reply.pk}/follow/", {"following": "yes"}).status_code == 404
    story.unpublish()
    gone = make_reader(is_active=False)
    for url in [*every, f"/readers/{gone.username}/follow/", "/stories/none/follow/"]:
        status = client.post(url, {"following": "yes"}).status_code
        assert status == (303 if url.startswith("/readers/author/") else 404), url
    assert browser(tam).get(f"/stories/{make_story(draft=True).slug}/follow/").status_code == 404
