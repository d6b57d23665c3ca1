"""Who may read is said among a story's details, by its author."""

import pytest

from reader.models import ChosenReader, Story
from tests.factories import make_reader, make_story

pytestmark = pytest.mark.django_db
SENT = {"title": "Slack Water", "language": "en", "status": "complete"}


@pytest.fixture
def story(author):
    return make_story(author=author, title="Slack Water")


@pytest.fixture
def save(browser, author, story):
    def do(**fields):
        return browser(author).post(f"/desk/{story.slug}/about/", SENT | fields)

    return do


def chosen(story):
    return set(story.chosen_readers.values_list("reader__username", flat=True))


def test_an_author_says_who_may_read_and_names_them(save, story, una, tam, author, browser):
    assert save(audience="chosen", chosen_names="@Una, tam\nuna, author").status_code == 303
    story.refresh_from_db()
    assert story.audience == "chosen" and chosen(story) == {"una", "tam"}
    form = browser(author).get(f"/desk/{story.slug}/about/").content.decode()
    assert '<option value="chosen" selected>' in form and ">\nuna, tam</textarea>" in form
    since = ChosenReader.objects.get(reader=una).chosen_at
    save(audience="chosen", chosen_names="una")
    assert chosen(story) == {"una"} and ChosenReader.objects.get().chosen_at == since
    assert browser(tam).get(story.get_absolute_url()).status_code == 404


def test_names_that_are_nobodys_are_refused_with_what_was_typed(save, story, una):
    make_reader("gone", is_active=False)
    answer = save(audience="chosen", chosen_names="una, nobody, gone")
    page = answer.content.decode()
    assert answer.status_code == 422 and "una, nobody, gone" in page
    assert "Nobody here is called “nobody”, “gone”" in page
    assert not chosen(story) and Story.objects.get().audience == "everybody"


def test_what_is_no_audience_is_refused_and_what_is_not_asked_stays(save, story, una):
    assert save(audience="some").status_code == 422
    save(audience="chosen", chosen_names="una")
    save(summary="Wet.")
    story.refresh_from_db()
    assert (story.audience, story.summary, chosen(story)) == ("chosen", "Wet.", {"una"})


def test_a_new_story_is_for_whom_the_house_says(settings, browser, author):
    settings.AUDIENCE = "members"
    browser(author).post("/desk/", {"title": "The Heron’s Debt"})
    assert Story.objects.get().audience == "members"


def test_a_drafts_page_at_the_desk_says_who_sees_it_and_will(browser, author):
    said = {
        "everybody": "only you can see it. </p>",
        "members": "Published, it is for readers with an account.",
        "link": "Published, it is for whoever has its link.",
        "chosen": "only you and the chosen readers can see it. Published, it is for them alone.",
    }
    for audience, words in said.items():
        story = make_story(author=author, draft=True, audience=audience)
        page = browser(author).get(f"/desk/{story.slug}/").content.decode()
        assert words in " ".join(page.split()), audience
