"""The language of a story, as its author says it."""

import re

import pytest

from reader.models import Story

pytestmark = pytest.mark.django_db

FIELDS = {"title": "Slack Water", "status": "complete"}


@pytest.fixture
def story(chapter):
    return chapter.story


@pytest.fixture
def desk(browser, author):
    return browser(author)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Deutsch", "de"), ("german", "de"), ("PT-BR", "pt-br"), ("日本語", "ja"), ("tlh", "tlh")],
)
def test_a_storys_language_is_chosen_by_name_or_by_code(desk, story, typed, code):
    about = f"/desk/{story.slug}/about/"
    page = desk.get(about).text
    assert 'value="English"' in page and '<option value="Deutsch" lang="de"' in page
    assert desk.post(about, FIELDS | {"language": typed}).status_code == 303
    story.refresh_from_db()
    assert story.language == code


def test_a_language_that_nobody_knows_is_told_and_what_a_story_has_stays(desk, story):
    about = f"/desk/{story.slug}/about/"
    refused = desk.post(about, FIELDS | {"language": "Old Elvish"})
    assert refused.status_code == 422
    assert "knows no language of that name" in refused.text and 'value="Old Elvish"' in refused.text
    for code in ("zz-x-y", "pt-PT", "pt-BR"):
        Story.objects.filter(pk=story.pk).update(language=code)
        field = re.search(r'<input[^>]* name="language"[^>]*>', desk.get(about).text)
        shown = re.search(r'value="([^"]*)"', field[0])[1]
        desk.post(about, FIELDS | {"language": shown})
        story.refresh_from_db()
        assert story.language == code
