"""The lists of the catalog, and searching: what an e-reader app needs to browse."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone
from lxml import etree

from reader.models import Reader, Story
from tests.factories import make_chapter
from tests.views.catalogs.atom import entries, texts
from tests.views.catalogs.opds.feeds import (
    ACQUISITION,
    OPENSEARCH,
    VERSIONS,
    everywhere,
    feed1,
    feed2,
    find,
    path_of,
    titles,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("version", VERSIONS)
def test_an_app_gets_everywhere_from_the_root(browser, stories, version):
    seen = everywhere(browser(), version)
    for place in ("new/", "updated/", "complete/", "authors/", "by/?name=Oona", "tags/fandom/"):
        assert version + place in seen
    assert len([path for path in seen if "/tags/tag/" in path]) == 2


@pytest.mark.parametrize("version", VERSIONS)
def test_lists_are_what_they_say(browser, stories, version):
    Reader.objects.update(date_joined=timezone.now() - timedelta(days=9))  # nobody is new
    Story.objects.filter(title="Winter").update(published_at=timezone.now() - timedelta(days=9))
    make_chapter(story=stories["Winter"])

    def here(path):
        return titles(browser(), version, path)

    assert here("new/") == ["Other", "The Tide", "Winter"]
    assert here("updated/") == ["Winter", "Other", "The Tide"]
    assert here("complete/") == ["Other", "The Tide"]
    assert here("authors/") == ["Oona", "author"]
    assert here("by/?name=Oona") == ["Winter"]
    assert here("tags/fandom/") == ["Some fandom"]
    tag = stories["Winter"].tags.get()
    assert here(f"tags/tag/{tag.pk}/") == ["Winter", "The Tide"]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tide", ["The Tide"]),
        ("WILD wet", ["The Tide"]),
        ("oona", ["Winter"]),
        ("some tag winter", ["Winter"]),
        ("%", []),
        ("", ["Other", "Winter", "The Tide"]),
    ],
)
def test_one_finds_by_searching(browser, stories, version, query, found):
    assert titles(browser(), version, f"search/?{urlencode({'query': query})}") == found


def test_apps_are_told_how_to_search(browser, stories):
    (link,) = find(feed1(browser(), "/opds/"), rel="search")
    answer = browser().get(path_of(link.get("href")))
    assert answer["Content-Type"].startswith("application/opensearchdescription+xml")
    root = etree.fromstring(answer.content)
    assert root.tag == f"{OPENSEARCH}OpenSearchDescription"
    assert root.findtext(f"{OPENSEARCH}ShortName") and root.findtext(f"{OPENSEARCH}Description")
    (where,) = root.findall(f"{OPENSEARCH}Url")
    assert where.get("type") == ACQUISITION
    path = path_of(where.get("template").replace("{searchTerms}", "tide"))
    assert [texts(e, "title") for e in entries(feed1(browser(), path))] == [["The Tide"]]
    links = {link["rel"]: link for link in feed2(browser(), "/opds/v2/")["links"]}
    path = path_of(links["search"]["href"].replace("{?query}", "?query=tide"))
    assert titles(browser(), "/opds/v2/", path.removeprefix("/opds/v2/")) == ["The Tide"]
