"""The catalog over HTTP: asked again, asked oddly, asked for what is not there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.actions.revising.revise import revise
from reader.models import Chapter, Shelf
from tests.factories import make_chapter, make_reader, make_story
from tests.views.catalogs.atom import entries, texts
from tests.views.catalogs.opds.feeds import VERSIONS, feed1

pytestmark = pytest.mark.django_db


LISTS = ["new/", "updated/", "complete/", "search/?query=o"]


@pytest.mark.parametrize("version", VERSIONS)
def test_nothing_is_sent_again_before_something_changed(browser, stories, version):
    for path in ("", *LISTS, "authors/", "tags/tag/"):
        answer = browser().get(version + path)
        again = browser().get(version + path, HTTP_IF_NONE_MATCH=answer["ETag"])
        assert again.status_code == 304 and "public" in again["Cache-Control"]
    before = browser().get(f"{version}new/")["ETag"]
    revise(stories["Winter"].chapters.get(), "All is new.", by=None)
    assert browser().get(f"{version}new/", HTTP_IF_NONE_MATCH=before).status_code == 200


def test_a_revised_story_is_updated_so_that_apps_offer_it_again(browser, stories):
    def changed():
        (entry,) = entries(feed1(browser(), "/opds/search/?query=winter"))
        return texts(entry, "updated")[0]

    before = changed()
    chapter = stories["Winter"].chapters.get()
    draft = make_chapter(story=stories["Winter"])
    Chapter.objects.filter(pk=draft.pk).update(published_at=None)
    assert changed() == before
    revise(chapter, "All is new.", by=None)
    assert changed() > before


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("odd", ["", "0", "-1", "99", "x", "9" * 40, "²", "%FF"])
def test_odd_questions_get_a_feed(browser, stories, version, odd):
    for path in (f"new/?page={odd}", f"search/?query={odd}", f"tags/tag/?page={odd}"):
        assert browser().get(version + path).status_code == 200, path


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_not_there(browser, una, stories, version):
    for path in ("nope/", "tags/nope/", "tags/tag/999/", "tags/fandom/1/9/", "by/", "by/?name=x",
                 f"tags/tag/{10**30}/", "stories/nope/"):  # fmt: skip
        assert browser(una).get(version + path).status_code == 404, path
    assert browser(una).get(f"{version}shelves/nope/").status_code == 404
    for path in ("", "new/", "shelves/"):
        assert browser(una).post(version + path).status_code == 405


@pytest.mark.parametrize("version", VERSIONS)
def test_the_number_of_queries_does_not_grow(browser, una, author, stories, version):
    tag = stories["Winter"].tags.get()
    shelf = Shelf.objects.named(una, "Sea")
    shelf.put(stories["Winter"])
    paths = ["", *LISTS, "tags/tag/", f"tags/tag/{tag.pk}/", "authors/", "by/?name=Oona",
             "shelves/", f"shelves/{shelf.key}/"]  # fmt: skip

    def count():
        counts = []
        for path in paths:
            with CaptureQueriesContext(connection) as queries:
                assert browser(una).get(version + path).status_code == 200
            counts.append(len(queries))
        return counts

    few = count()
    for i in range(12):
        story = make_story(author=make_reader(), title=f"Solo {i}", byline="Oona")
        story.tags.add(tag)
        story.tags.create(name=f"tag {i}")
        make_chapter(story=story)
        shelf.put(story)
        Shelf.objects.named(una, f"Shelf {i}")
    assert count() == few
