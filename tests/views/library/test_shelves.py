"""Shelves: a reader's own business, with and without script."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.models import Shelf, Shelving, Story
from reader.models.people.shelf import MOST
from tests.factories import make_chapter, make_reader, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(chapter):
    return chapter.story


def shelve(client, story, headers=None, **sent):
    return client.post(f"{story.get_absolute_url()}shelves/", sent, **headers or {})


def standing(reader, story):
    there = Shelf.objects.of(reader).filter(stories=story)
    return sorted(str(shelf) for shelf in there)


def test_a_story_stands_on_one_of_the_three_and_on_any_number_of_ones_own(browser, una, story):
    client = browser(una)
    for sent in ({"put": "later"}, {"put": "reading"}, {"name": "Sea"}, {"name": " To  re-read "}):
        answer = shelve(client, story, **sent)
        assert (answer.status_code, answer.url) == (303, f"{story.get_absolute_url()}#shelve")
    assert standing(una, story) == ["Reading", "Sea", "To re-read"]
    shelve(client, story, put="finished")
    shelve(client, story, take_off=Shelf.objects.get(name="Sea").key)
    assert standing(una, story) == ["Finished", "To re-read"]
    shelve(client, story, take_off="finished")
    shelve(client, story, take_off="reading")
    assert standing(una, story) == ["To re-read"]


def test_putting_twice_is_putting_once(browser, una, story):
    for _ in range(2):
        shelve(browser(una), story, put="later")
        shelve(browser(una), story, name="Sea")
        shelve(browser(una), story, name="SEA")
    assert Shelving.objects.count() == Shelf.objects.count() == 2


def test_the_story_page_says_where_it_stands(browser, una, tam, story):
    shelve(browser(una), story, put="later")
    shelve(browser(una), story, name="Sea")
    path = story.get_absolute_url()
    html = " ".join(browser(una).get(path).content.decode().split())
    assert 'name="take_off" value="later" aria-pressed="true"' in html
    assert 'name="put" value="reading" aria-pressed="false"' in html
    assert "Sea" in html
    other = browser(tam).get(path).content.decode()
    assert 'aria-pressed="true"' not in other and "Sea" not in other
    assert 'name="put"' not in browser().get(path).content.decode()


def test_looking_stores_nothing(browser, una, story):
    for path in (story.get_absolute_url(), "/shelves/", "/shelves/later/"):
        assert browser(una).get(path).status_code == 200
    shelve(browser(una), story, take_off="later")
    assert not Shelf.objects.exists()


def test_a_shelf_on_which_nothing_was_put_is_empty(browser, una, story):
    for key in Shelf.STANDING:
        html = browser(una).get(f"/shelves/{key}/").content.decode()
        assert story.title not in html and "This shelf is empty." in html


def test_to_htmx_the_fragment_comes_back_and_says_what_happened(browser, una, story, htmx):
    answer = shelve(browser(una), story, headers=htmx, put="later")
    html = answer.content.decode()
    assert answer.status_code == 200 and html.lstrip().startswith('<div class="shelve" id="shelve"')
    assert "Added to “For later”." in html and 'id="status" hx-swap-oob' in html
    assert "<html" not in html
    html = shelve(browser(una), story, headers=htmx, take_off="later").content.decode()
    assert "Removed from “For later”." in html and 'aria-pressed="true"' not in html


@pytest.mark.parametrize("name", ["", "   "])
def test_a_shelf_without_a_name_is_refused_with_the_form(browser, una, story, htmx, name):
    for headers in (htmx, {}):
        answer = shelve(browser(una), story, headers=headers, name=name)
        assert answer.status_code == 422
        assert "Give the new shelf a name first." in answer.content.decode()
    answer = browser(una).post("/shelves/", {"name": name})
    assert answer.status_code == 422 and not Shelf.objects.exists()


def test_there_is_an_end_to_shelves_and_what_was_typed_comes_back(browser, una, story):
    Shelf.objects.bulk_create(Shelf(reader=una, name=f"Shelf {i}") for i in range(MOST))
    answer = shelve(browser(una), story, name="One too many")
    assert answer.status_code == 422
    assert 'value="One too many"' in answer.content.decode()
    assert Shelf.objects.count() == MOST


def test_a_long_name_is_cut(browser, una, story):
    shelve(browser(una), story, name="x" * 500)
    assert len(Shelf.objects.get().name) == 60


def test_my_shelves_show_what_stands_there_the_latest_first(browser, una, story):
    second = make_chapter(story=make_story(title="Winter")).story
    for one in (story, second):
        shelve(browser(una), one, put="reading")
    html = browser(una).get("/shelves/").content.decode()
    assert html.index("Winter") < html.index(f'href="{story.get_absolute_url()}"')
    assert 'Reading <span class="count">2</span>' in html
    assert 'For later <span class="count">0</span>' in html
    assert "Winter" not in browser(una).get("/shelves/finished/").content.decode()


def test_an_own_shelf_is_made_renamed_and_taken_down(browser, una, story):
    client = browser(una)
    made = client.post("/shelves/", {"name": "Sea"})
    shelf = Shelf.objects.get()
    assert (made.status_code, made.url) == (303, shelf.get_absolute_url())
    shelf.put(story)
    assert story.title in client.get(made.url).content.decode()
    assert client.post(made.url, {"name": "Salt"}).status_code == 303
    assert "Salt" in client.get(made.url).content.decode()
    Shelf.objects.create(reader=una, name="Sugar")
    for name in ("", "SUGAR"):
        refused = client.post(made.url, {"name": name})
        assert refused.status_code == 422
        assert "Choose a name that none of your other shelves has." in refused.content.decode()
    down = client.post(made.url, {"do": "take down"})
    assert (down.status_code, down.url) == (303, "/shelves/")
    assert client.get(made.url).status_code == 404
    assert Story.objects.filter(pk=story.pk).exists()


def test_the_three_stay(browser, una, story):
    shelve(browser(una), story, put="later")
    for sent in ({"do": "take down"}, {"name": "Never"}):
        assert browser(una).post("/shelves/later/", sent).status_code == 400
    assert Shelf.objects.get().kind == "later"


def test_anothers_shelf_is_not_there(browser, una, tam, moderator, story):
    shelf = Shelf.objects.named(una, "Secret")
    for client in (browser(tam), browser(moderator)):
        assert client.get(shelf.get_absolute_url()).status_code == 404
        assert client.post(shelf.get_absolute_url(), {"do": "take down"}).status_code == 404
        for verb in ("put", "take_off"):
            assert shelve(client, story, **{verb: shelf.key}).status_code == 404
        assert "Secret" not in client.get("/shelves/").content.decode()
    assert Shelf.objects.get() == shelf and not Shelving.objects.exists()


def test_nobody_signed_in_is_asked_to_sign_in(browser, story):
    for answer in (
        browser().get("/shelves/"),
        browser().get("/shelves/later/"),
        browser().post("/shelves/", {"name": "x"}),
        shelve(browser(), story, put="later"),
    ):
        assert answer.url.startswith("/accounts/login/")
    assert not Shelf.objects.exists()


def test_a_draft_is_not_there_to_be_kept_but_by_its_author(browser, una, author, draft):
    assert shelve(browser(una), draft.story, put="later").status_code == 404
    assert shelve(browser(author), draft.story, put="later").status_code == 303


def test_a_story_that_became_a_draft_again_is_not_shown_and_not_counted(browser, una, story):
    shelve(browser(una), story, put="later")
    Story.objects.update(published_at=None)
    html = browser(una).get("/shelves/later/").content.decode()
    assert story.title not in html and 'For later <span class="count">0</span>' in html


@pytest.mark.parametrize("key", ["nope", "own", "0", "99", "9" * 40, "-1", "²", "LATER", "%00"])
def test_odd_names_of_shelves_are_not_there(browser, una, story, key):
    for answer in (browser(una).get(f"/shelves/{key}/"), shelve(browser(una), story, put=key)):
        assert answer.status_code in (400, 404)
    assert not Shelf.objects.exists()


def test_a_shelf_is_never_changed_by_a_link_or_from_elsewhere(browser, una, story):
    assert browser(una).get(f"{story.get_absolute_url()}shelves/").status_code == 405
    client = browser(enforce_csrf_checks=True)
    client.force_login(una)
    assert shelve(client, story, put="later").status_code == 403
    assert client.post("/shelves/", {"name": "x"}).status_code == 403
    assert not Shelf.objects.exists()


def test_the_number_of_queries_does_not_grow(browser, una, story):
    client = browser(una)
    shelf = Shelf.objects.named(una, "Sea")
    paths = ["/shelves/", shelf.get_absolute_url(), story.get_absolute_url()]

    def count():
        counts = []
        for path in paths:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            counts.append(len(queries))
        return counts

    for one in (story, make_chapter(story=make_story()).story):
        shelf.put(one)
        shelve(client, one, put="reading")
    few = count()
    for i in range(12):
        one = make_chapter(story=make_story()).story
        one.tags.create(name=f"tag {i}")
        shelf.put(one)
        shelve(client, one, put="reading")
        Shelf.objects.named(una, f"Shelf {i}")
    assert count() == few


def test_shelves_go_with_their_reader_and_leave_the_stories(una, story):
    Shelf.objects.named(una, "Sea").put(story)
    make_reader()
    una.delete()
    assert not Shelf.objects.exists() and Story.objects.filter(pk=story.pk).exists()


def test_the_admin_counts_who_keeps_a_story_and_names_nobody(browser, una, tam, story):
    for reader in (una, tam):
        Shelf.objects.named(reader, "Guilty pleasures").put(story)
        Shelf.objects.find(reader, "later").put(story)
    client = browser(make_reader("keeper", is_staff=True, is_superuser=True))
    html = client.get("/admin/reader/story/").content.decode()
    assert '<td class="field-shelved_by">2</td>' in html and "Guilty" not in html
    assert client.get("/admin/reader/shelf/").status_code == 404
