"""Lists, feeds, catalogs, search, counts: a story stands in those of whom it is listed for."""

import re

import pytest

from reader.models import ChosenReader, Tag
from tests.factories import make_chapter, make_reader, make_story, say
from tests.views.audience.conftest import AUDIENCES, VIEWERS, is_listed

pytestmark = pytest.mark.django_db
PAGES = (
    "/",
    "/?q=zephyr",
    "/?tag=kites",
    "/?sort=new",
    "/readers/author/",
    "/readers/critic/",
    "/annotations/?page=0",
)
FOR_ALL = (
    *("/feed/", "/feed/?tag=kites", "/readers/author/feed/"),
    *(f"/{at}{rest}" for at in ("opds/", "opds/v2/") for rest in ("new/", "updated/", "complete/")),
    *(f"/{at}search/?query=zephyr" for at in ("opds/", "opds/v2/")),
    *(f"/{at}by/?name=author" for at in ("opds/", "opds/v2/")),
)
"""What is the same whoever asks: as visitors see it."""


@pytest.fixture
def stories(story_for):
    critic = make_reader("critic")
    made = {}
    for audience in AUDIENCES:
        for state in ("published", "draft"):
            story = story_for(audience, state, status="complete", language="eo")
            story.tag(["kites"])
            say(story.chapters.get(), f"Remarked {audience} {state}.", critic)
            made[audience, state] = story
    return made


def names_it(page, story):
    """Whether a page, or a file, names a story, or says what somebody said on it."""
    said = f"{story.audience} {'draft' if story.is_draft else 'published'}"
    return any(f"{word} {said}" in page for word in ("Zephyr", "Overheard", "Remarked"))


def test_each_list_has_what_is_listed_for_whoever_looks(stories, viewer):
    for name in VIEWERS:
        for path in PAGES:
            answer = viewer(name).get(path)
            assert answer.status_code == 200, path
            page = answer.content.decode()
            for (audience, state), story in stories.items():
                expected = is_listed(name, audience, state)
                if path == "/readers/critic/" and state == "draft":
                    continue  # a comment on a draft is its author's affair: tested elsewhere
                assert names_it(page, story) == expected, (name, path, audience, state)


def test_feeds_and_catalogs_have_what_is_everybodys(stories, viewer):
    for name in VIEWERS:
        for path in FOR_ALL:
            answer = viewer(name).get(path)
            assert answer.status_code == 200, path
            for (audience, state), story in stories.items():
                expected = audience == "everybody" and state == "published"
                assert names_it(answer.content.decode(), story) == expected, (path, audience, state)


def test_a_catalog_has_no_entry_of_another(stories, viewer):
    for (audience, state), story in stories.items():
        expected = 200 if audience == "everybody" and state == "published" else 404
        for at in ("opds", "opds/v2"):
            assert viewer("author").get(f"/{at}/stories/{story.slug}/").status_code == expected


def test_tags_languages_and_authors_are_counted_of_what_is_listed(story_for, viewer):
    story_for("link", language="eo").tag(["kites"])
    story_for("members").tag(["kites"])
    story_for("everybody").tag(["kites", "gulls"])
    key = Tag.objects.get(name="kites").pk
    for name, stories in (("visitor", 1), ("reader", 2), ("author", 3)):
        page = viewer(name).get("/?tag=kites").content.decode()
        assert page.count('<li class="card">') == stories
        assert ("Esperanto" in viewer(name).get("/").content.decode()) == (name == "author")
    tags = viewer("reader").get("/opds/v2/tags/tag/").json()["navigation"]
    counts = {each["title"]: each["properties"]["numberOfItems"] for each in tags}
    assert counts == {"kites": 1, "gulls": 1}
    assert len(viewer("reader").get(f"/opds/v2/tags/tag/{key}/").json()["publications"]) == 1


def test_nobody_is_offered_as_a_name_for_what_is_not_listed(browser, chapter, story_for, una):
    hidden = make_reader("hermit")
    story = make_story(author=hidden, audience="link")
    say(make_chapter(story=story), "Here.", hidden)
    path = f"/names/{chapter.pk}/?begins=herm"
    assert "hermit" not in browser(una).get(path).content.decode()
    story.audience = "everybody"
    story.save()
    assert "hermit" in browser(una).get(path).content.decode()


def test_the_words_that_a_visitor_is_shown_are_from_a_listed_story(story_for, viewer):
    for audience in ("members", "link", "chosen"):
        story_for(audience)
    assert "Overheard" not in viewer("visitor").get("/").content.decode()
    story_for("everybody")
    assert "Overheard everybody" in viewer("visitor").get("/").content.decode()


def test_a_card_counts_what_is_said_there_for_whoever_may_read_it(story_for, viewer):
    story_for("members")
    card = viewer("reader").get("/").content.decode()
    assert "For members" in card and "Overheard members" in card
    assert ">1<" in re.sub(r"\s", "", card)


def test_who_shelved_it_finds_it_on_their_own_shelf(story_for, viewer, people):
    for audience in AUDIENCES:
        story = story_for(audience)
        for name in ("reader", "chosen reader"):
            viewer(name).post(f"{story.get_absolute_url()}shelves/", {"put": "later"})
    for name in ("reader", "chosen reader"):
        shelf = viewer(name).get("/shelves/later/").content.decode()
        for audience in AUDIENCES:
            expected = audience != "chosen" or name == "chosen reader"
            assert (f"Zephyr {audience}" in shelf) == expected
    ChosenReader.objects.all().delete()
    shelf = viewer("chosen reader").get("/shelves/later/").content.decode()
    assert "Zephyr chosen" not in shelf and "Zephyr link" in shelf


def test_the_languages_to_leave_out_are_those_of_lists(author, browser):
    make_chapter(story=make_story(author=author, language="cy", audience="link"))
    make_chapter(story=make_story(author=author, language="eo"))
    make_chapter(story=make_story(author=author, language="fr"))
    page = browser().get("/content/").content.decode()
    assert "Esperanto" in page and "Cymraeg" not in page
