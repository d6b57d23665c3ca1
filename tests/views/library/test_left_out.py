"""What somebody leaves out is in no list and no search of theirs, which say so; nobody else's
change, nor do their shelves and their own stories."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.actions.library.co_authors import accept_invitation, invite_co_author
from reader.models import Progress, Shelf, Shelving
from tests.factories import make_chapter, make_reader, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories(author):
    """A story for each thing that one can leave out, and one that has none of them."""
    made = {}
    for title, fields in {
        "Plain": {},
        "Rated": {"rating": "explicit"},
        "Tagged": {},
        "Warned": {},
        "Foreign": {"language": "pt-br"},
        "By another": {"author": make_reader("mira", name="Mira")},
        "By a byline": {"byline": "Nobody"},
    }.items():
        said = {"author": author, "title": title} | fields
        made[title] = make_chapter(story=make_story(**said)).story
    made["Tagged"].tag(["Slow Burn"])
    made["Warned"].tag(["Spiders"], "warning")
    return made


def shown(client, path="/"):
    """The titles of the stories on a page, and how many it says are left out."""
    html = client.get(path).content.decode()
    titles = re.findall(r'<h2 id="story-\d+">\s*<a [^>]*>([^<]+)</a>', html)
    said = re.search(r"(\d+) stor(?:y|ies) left out", html)
    return set(titles), int(said[1]) if said else 0


def leave_out(client, *things, do="leave_out"):
    for thing in things:
        answer = client.post("/content/", {do: thing, "next": "/?q=x"})
        assert answer.status_code == 303 and answer.url == "/?q=x"


CASES = {
    "Rated": "rating:explicit",
    "Tagged": "tag:SLOW burn",
    "Warned": "tag:spiders",
    "Foreign": "language:pt",
    "By a byline": "byline:Nobody",
}


def test_each_thing_is_left_out_by_one_press_and_left_in_by_another(browser, stories, una):
    mira = stories["By another"].author.pk
    for client in (browser(), browser(una)):
        for title, thing in [*CASES.items(), ("By another", f"author:{mira}")]:
            leave_out(client, thing)
            for path in ("/", "/?sort=title"):
                assert shown(client, path) == (stories.keys() - {title}, 1)
            assert shown(client, "/?show=all") == (set(stories), 0)
            leave_out(client, thing, do="take_back")
        assert shown(client) == (set(stories), 0)


def test_search_and_the_pages_of_tags_and_authors_leave_it_out_too(browser, stories, una):
    client = browser(una)
    leave_out(client, *CASES.values())
    assert shown(client) == ({"Plain", "By another"}, 5)
    assert shown(client, "/?q=warned") == (set(), 1)
    assert shown(client, "/?q=warned&show=all") == ({"Warned"}, 0)
    assert shown(client, "/?tag=slow burn") == (set(), 1)
    assert shown(client, "/?rating=explicit") == (set(), 1)
    assert shown(client, "/readers/author/") == ({"Plain"}, 5)
    assert shown(client, "/readers/author/?show=all")[1] == 0
    assert shown(browser()) == (set(stories), 0)


def test_shelves_and_own_stories_stay_as_they_are(browser, stories, una, author):
    Shelving.objects.create(shelf=Shelf.objects.named(una, "Mine"), story=stories["Rated"])
    client = browser(una)
    leave_out(client, *CASES.values())
    shelf = Shelf.objects.get(reader=una, kind="own")
    assert shown(client, shelf.get_absolute_url())[0] == {"Rated"}
    own = browser(author)
    leave_out(own, *CASES.values(), f"author:{author.pk}")
    assert shown(own) == (set(stories), 0)


def test_nothing_is_offered_to_go_on_in_that_is_left_out(browser, stories, una):
    chapter = stories["Tagged"].chapters.get()
    Progress.objects.keep(una, chapter, 5)
    client = browser(una)
    assert b"Where you were" in client.get("/").content
    leave_out(client, "tag:slow burn")
    assert b"Where you were" not in client.get("/").content


def test_one_leaves_things_out_where_one_meets_them(browser, stories, una):
    mira = stories["By another"].author
    for client in (browser(), browser(una)):
        story = client.get(stories["Rated"].get_absolute_url()).content.decode()
        assert 'name="leave_out" value="rating:explicit"' in story
        assert 'name="leave_out" value="language:en"' in story
        page = client.get(mira.get_absolute_url()).content.decode()
        assert f'name="leave_out" value="author:{mira.pk}"' in page
        page = client.get("/?tag=slow+burn").content.decode()
        assert 'name="leave_out" value="tag:slow burn"' in page
        leave_out(client, f"author:{mira.pk}")
        page = client.get(mira.get_absolute_url()).content.decode()
        assert f'name="take_back" value="author:{mira.pk}"' in page


def test_authors_are_not_asked_whether_to_leave_themselves_out(browser, stories, author):
    client = browser(author)
    for path in (stories["Plain"].get_absolute_url(), author.get_absolute_url()):
        assert b'name="leave_out"' not in client.get(path).content


def test_all_of_it_is_chosen_on_one_page(browser, stories, una):
    sent = {
        "rating_general": "show", "rating_teen": "show", "rating_mature": "ask",
        "rating_explicit": "leave out", "ask_warnings": "some", "warnings": "Spiders\n Snakes ",
        "tags": "slow burn, angst", "languages": ["pt-br"],
    }  # fmt: skip
    for client in (browser(), browser(una)):
        leave_out(client, "byline:Nobody")
        answer = client.post("/content/", sent)
        assert answer.status_code == 303
        assert shown(client) == ({"Plain", "Warned", "By another"}, 4)
        html = client.get("/content/").content.decode()
        assert "slow burn\nangst" in html and "Spiders\nSnakes" in html and "Nobody" in html
    una.refresh_from_db()
    assert una.content == {
        "rating": ["explicit"],
        "tag": ["slow burn", "angst"],
        "byline": ["Nobody"],
        "language": ["pt-br"],
        "told": ["mature"],
        "warnings": ["Spiders", "Snakes"],
    }


def test_what_cannot_be_kept_comes_back_as_it_was_typed(browser, stories, una):
    sent = {f"rating_{name}": "show" for name in ("general", "teen", "mature", "explicit")}
    sent |= {"ask_warnings": "any", "warnings": ""}
    long = "x" * 101
    for client in (browser(), browser(una)):
        answer = client.post("/content/", sent | {"tags": long})
        assert answer.status_code == 422 and long in answer.content.decode()
    many = "\n".join(f"a tag of some length: number {n}" for n in range(140))
    answer = browser().post("/content/", sent | {"tags": many})
    assert answer.status_code == 422 and b"more than a browser can keep" in answer.content
    assert browser(una).post("/content/", sent | {"tags": many}).status_code == 303


@pytest.mark.parametrize("thing", ["", "tag", "tag:", "rating:odd", "author:7", "author:x", "a:b"])
def test_what_is_nothing_cannot_be_left_out(browser, una, thing):
    for client in (browser(), browser(una)):
        assert client.post("/content/", {"leave_out": thing}).status_code == 400


def test_it_costs_one_query_and_nothing_to_those_who_leave_nothing_out(browser, stories, una):
    client = browser(una)

    def queries(path="/?sort=title"):
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        return len(asked)

    before = queries()
    leave_out(client, "tag:slow burn", "rating:explicit", "language:pt")
    queries()  # says what was done
    assert queries() == before + 1


def test_a_visitors_wishes_come_along_once_and_never_to_somebody_elses_account(
    browser, stories, una, tam
):
    tam.content = {"language": ["pt"]}
    tam.save()
    client = browser()
    leave_out(client, "tag:slow burn")
    for reader, wishes in ((una, {"tag": ["slow burn"]}), (tam, {"language": ["pt"]})):
        sent = {"login": reader.username, "password": "a long password"}
        assert client.post("/accounts/login/", sent).status_code == 302
        reader.refresh_from_db()
        assert reader.content == wishes
        client.post("/accounts/logout/")


def test_a_key_that_no_account_can_have_changes_nothing(browser, una, stories):
    huge = "9" * 20
    client = browser(una)
    assert client.post("/content/", {"leave_out": f"author:{huge}"}).status_code < 500
    assert client.get("/").status_code == client.get("/content/").status_code == 200
    visitor = browser(None)
    visitor.cookies["content"] = '{"author":["' + huge + '"]}'
    assert visitor.get("/").status_code == visitor.get("/content/").status_code == 200


def test_who_writes_a_story_with_others_is_an_author_of_it(browser, stories, una, tam):
    story = stories["Rated"]
    invite_co_author(story, tam)
    accept_invitation(story, tam)
    co_author, reader = browser(tam), browser(una)
    leave_out(co_author, "rating:explicit")
    assert "Rated" in shown(co_author)[0], "it is their own"
    leave_out(reader, f"author:{tam.pk}")
    assert shown(reader) == (stories.keys() - {"Rated"}, 1)
