"""Catalogues: what an e-reader app needs to browse, to search and to download."""

import json
from base64 import b64encode
from datetime import timedelta
from urllib.parse import urlencode, urlparse

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree

from reader.actions.revising.revise import revise
from reader.models import Chapter, Reader, Shelf, Story
from reader.models.library.cover import CLOTHS
from reader.views.catalogs import opds_browsing, opds_story_list
from tests.factories import make_chapter, make_reader, make_story
from tests.views.catalogs.atom import ATOM, entries, read, texts
from tests.views.catalogs.test_feeds import HOSTILE

pytestmark = pytest.mark.django_db
NAVIGATION = "application/atom+xml;profile=opds-catalog;kind=navigation"
ACQUISITION = "application/atom+xml;profile=opds-catalog;kind=acquisition"
OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
FOLLOWED = ("subsection", "http://opds-spec.org/sort/new")
"""Relations that KOReader follows from an entry; it passes over others."""
VERSIONS = ["/opds/", "/opds/v2/"]
LISTS = ["new/", "updated/", "complete/", "search/?query=o"]


@pytest.fixture
def stories(author):
    """Three stories by two names, with a tag of each kind."""
    tide = make_story(author=author, title="The Tide", summary="Wet & <wild>.", rating="teen",
                      series="Rivers", status="complete")  # fmt: skip
    for kind in ("fandom", "relationship", "character", "warning", "tag"):
        tide.tags.create(name=f"Some {kind}", kind=kind)
    winter = make_story(author=author, title="Winter", byline="Oona", language="fr")
    winter.tags.add(tide.tags.get(kind="tag"))
    other = make_story(author=author, title="Other", status="complete")
    for story in (tide, winter, other):
        make_chapter(story=story)
    return {story.title: story for story in (tide, winter, other)}


def path_of(address):
    parts = urlparse(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def find(element, **wanted):
    return [
        link for link in element.findall(f"{ATOM}link")
        if all(link.get(name) == value for name, value in wanted.items())
    ]  # fmt: skip


def feed1(client, path):
    """An OPDS 1.2 feed, by the specification's MUSTs and SHOULDs."""
    answer = client.get(path)
    root = read(answer)
    kind = answer["Content-Type"].removesuffix(";charset=utf-8")
    assert kind in (NAVIGATION, ACQUISITION)
    assert find(root, rel="self", type=kind, href=f"http://testserver{path}")
    (start,) = find(root, rel="start", type=NAVIGATION)
    assert path_of(start.get("href")) == "/opds/"
    assert find(root, rel="search", type="application/opensearchdescription+xml")
    for entry in entries(root):
        got = [x for x in find(entry) if x.get("rel").startswith("http://opds-spec.org/acq")]
        if kind == NAVIGATION:
            (link,) = find(entry)
            assert link.get("type") in (NAVIGATION, ACQUISITION) and not got
            assert link.get("rel") in FOLLOWED
        else:
            publication1(entry, got)
    return root


def publication1(entry, got):
    (link,) = got
    assert (link.get("rel"), link.get("type")) == (OPEN_ACCESS, "application/epub+zip")
    assert len(find(entry, type="text/html", rel="alternate")) == 1
    for rel in ("http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail"):
        assert len(find(entry, rel=rel, type="image/png")) == 1
    assert entry.findtext("{http://purl.org/dc/terms/}language")
    assert entry.findtext("{http://purl.org/dc/terms/}issued")


def feed2(client, path):
    """An OPDS 2.0 feed, by its JSON schemas."""
    answer = client.get(path)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/opds+json"
    feed = json.loads(answer.content)
    assert feed["metadata"]["title"]
    links = {link["rel"]: link for link in feed["links"]}
    assert links["self"]["href"] == f"http://testserver{path}"
    assert links["search"]["templated"] and "{?query}" in links["search"]["href"]
    assert "navigation" in feed or "publications" in feed
    for link in feed.get("navigation", []):
        assert link["title"] and link["href"] and link["rel"]
        assert link["type"] == "application/opds+json"
    for publication in feed.get("publications", []):
        publication2(publication)
    return feed


def publication2(publication):
    metadata = publication["metadata"]
    assert metadata["@type"] == "http://schema.org/Book"
    assert metadata["title"] and metadata["identifier"].startswith("urn:uuid:")
    rels = {link["rel"]: link["type"] for link in publication["links"]}
    assert rels["self"] == "application/opds-publication+json"
    assert rels[OPEN_ACCESS] == "application/epub+zip"
    assert publication["images"][0]["type"] in ("image/jpeg", "image/png", "image/gif")


def titles(client, version, path):
    """The titles in a list, of either version."""
    if version == "/opds/":
        return [texts(entry, "title")[0] for entry in entries(feed1(client, version + path))]
    feed = feed2(client, version + path)
    found = [place["title"] for place in feed.get("navigation", [])]
    return found + [p["metadata"]["title"] for p in feed.get("publications", [])]


def everywhere(client, version):
    """Every page of a catalogue that links lead to from its root, by path."""
    waiting, seen = [version], {}
    while waiting:
        path = waiting.pop()
        if path in seen or "/shelves/" in path:
            continue
        if version == "/opds/":
            seen[path] = feed1(client, path)
            links = [
                x.get("href") for e in (seen[path], *entries(seen[path])) for x in find(e)
                if x.get("type") in (NAVIGATION, ACQUISITION)
            ]  # fmt: skip
        else:
            seen[path] = feed = feed2(client, path)
            links = [link["href"] for link in feed["links"] if not link.get("templated")]
            links += [link["href"] for link in feed.get("navigation", [])]
        waiting += [path_of(link) for link in links]
    return seen


@pytest.mark.parametrize("version", VERSIONS)
def test_an_app_gets_everywhere_from_the_root(browser, stories, version):
    seen = everywhere(browser(), version)
    for place in ("new/", "updated/", "complete/", "authors/", "by/?name=Oona", "tags/fandom/"):
        assert version + place in seen
    assert len([path for path in seen if "/tags/tag/" in path]) == 2


@pytest.mark.parametrize("version", VERSIONS)
def test_lists_are_what_they_say(browser, stories, version):
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


def test_a_publication_says_all_there_is_to_know(browser, stories):
    (entry,) = entries(feed1(browser(), "/opds/search/?query=tide"))
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "author"
    assert texts(entry, "summary") == ["Wet & <wild>."]
    assert "<p>Wet &amp; &lt;wild&gt;.</p>" in texts(entry, "content")[0]
    assert "Complete · 1 chapter · 64 words · Teen and up" in texts(entry, "content")[0]
    assert {c.get("term") for c in entry.findall(f"{ATOM}category")} == {
        f"Some {kind}" for kind in ("fandom", "relationship", "character", "warning", "tag")
    }
    (link,) = find(entry, rel=OPEN_ACCESS)
    epub = f"http://testserver{stories['The Tide'].get_absolute_url()}download/epub/"
    assert link.get("href") == epub
    (publication,) = feed2(browser(), "/opds/v2/search/?query=tide")["publications"]
    metadata = publication["metadata"]
    assert metadata["author"][0]["name"] == "author" and metadata["language"] == "en"
    assert metadata["belongsTo"] == {"series": "Rivers"}
    assert metadata["identifier"] == texts(entry, "id")[0]
    assert len(metadata["subject"]) == 5
    assert epub in {link["href"] for link in publication["links"]}
    for address in (find(entry, rel="http://opds-spec.org/image")[0].get("href"),
                    publication["images"][0]["href"]):  # fmt: skip
        answer = browser().get(path_of(address))
        image = b"".join(answer.streaming_content)
        assert image.startswith(b"\x89PNG") and answer["Content-Type"] == "image/png"
        size = (int.from_bytes(image[16:20]), int.from_bytes(image[20:24]))
        assert size == (publication["images"][0]["width"], publication["images"][0]["height"])


def test_every_cloth_has_a_cover():
    for cloth in range(CLOTHS):
        assert finders.find(f"covers/{cloth}.png")


def test_a_publication_has_a_document_of_its_own(browser, stories):
    (entry,) = entries(feed1(browser(), "/opds/search/?query=tide"))
    kind = "application/atom+xml;type=entry;profile=opds-catalog"
    (link,) = find(entry, rel="alternate", type=kind)
    answer = browser().get(path_of(link.get("href")))
    assert answer["Content-Type"].startswith(kind)
    alone = read(answer)
    assert texts(alone, "id") == texts(entry, "id")
    assert find(alone, rel="self")[0].get("href") == link.get("href")
    (publication,) = feed2(browser(), "/opds/v2/search/?query=tide")["publications"]
    own = next(link for link in publication["links"] if link["rel"] == "self")
    answer = browser().get(path_of(own["href"]))
    assert answer["Content-Type"] == "application/opds-publication+json"
    assert json.loads(answer.content) == publication


@pytest.mark.parametrize("version", VERSIONS)
def test_only_what_anybody_may_read_is_in_a_catalogue(browser, author, stories, version, draft):
    hidden = make_story(author=author, title="Hidden", byline="Nobody", draft=True)
    hidden.tags.create(name="Secret", kind="fandom")
    make_chapter(story=hidden)
    empty = make_story(author=author, title="Empty")
    Chapter.objects.filter(pk=make_chapter(story=empty).pk).update(published_at=None)
    withdrawn = make_story(author=author, title="Withdrawn")
    make_chapter(story=withdrawn)
    withdrawn.unpublish()
    for client in (browser(), browser(author)):
        text = "".join(client.get(path).content.decode() for path in everywhere(client, version))
        for words in ("Hidden", "Nobody", "Secret", "Empty", "Withdrawn", draft.story.title):
            assert words not in text, words
        for path in (f"stories/{hidden.slug}/", "by/?name=Nobody",
                     f"tags/fandom/{hidden.tags.get().pk}/"):  # fmt: skip
            assert client.get(version + path).status_code == 404
        assert titles(client, version, "search/?query=secret") == []


@pytest.mark.parametrize("version", VERSIONS)
def test_lists_come_in_pages(browser, author, version, monkeypatch):
    monkeypatch.setattr(opds_story_list, "STORIES_ON_A_PAGE", 4)
    monkeypatch.setattr(opds_browsing, "LINKS_ON_A_PAGE", 3)
    for i in range(10):
        story = make_story(author=author, title=f"Tale {i}", byline=f"Name {i}")
        story.tags.create(name=f"tag {i}")
        make_chapter(story=story)
    for path, total in (("new/", 10), ("search/?query=tale", 10), ("authors/", 10),
                        ("tags/tag/", 10)):  # fmt: skip
        seen, number, at = [], 1, version + path
        while at:
            if version == "/opds/":
                feed = feed1(browser(), at)
                seen += [texts(entry, "title")[0] for entry in entries(feed)]
                assert feed.findtext(f"{OPENSEARCH}totalResults") == str(total)
                following = [x.get("href") for x in find(feed, rel="next")]
                assert bool(find(feed, rel="previous")) == (number > 1)
                assert find(feed, rel="first") and find(feed, rel="last")
            else:
                feed = feed2(browser(), at)
                key = "publications" if "publications" in feed else "navigation"
                seen += [p.get("title") or p["metadata"]["title"] for p in feed[key]]
                assert feed["metadata"]["numberOfItems"] == total
                assert feed["metadata"]["currentPage"] == number
                rels = {link["rel"]: link["href"] for link in feed["links"]}
                following = [rels["next"]] if "next" in rels else []
                assert ("previous" in rels) == (number > 1)
            at, number = following and path_of(following[0]), number + 1
        assert len(seen) == len(set(seen)) == total


@pytest.mark.parametrize("version", VERSIONS)
def test_whatever_people_write_a_catalogue_is_readable(browser, author, version):
    story = make_story(author=author, title=HOSTILE, summary=HOSTILE, byline=HOSTILE[:90],
                       language="<>", series=HOSTILE)  # fmt: skip
    story.tags.create(name=HOSTILE)
    make_chapter(story=story)
    assert len(everywhere(browser(), version)) >= 8


def basic(name, password):
    return {"HTTP_AUTHORIZATION": f"Basic {b64encode(f'{name}:{password}'.encode()).decode()}"}


@pytest.mark.parametrize("version", VERSIONS)
def test_my_shelves_are_there_for_me_alone(browser, una, tam, stories, version):
    una.email = "una@example.org"
    una.save()
    Shelf.objects.named(una, "Sea").put(stories["Winter"])
    Shelf.objects.find(una, "later").put(stories["The Tide"])
    for path in ("shelves/", "shelves/later/", f"shelves/{Shelf.objects.get(name='Sea').pk}/"):
        refused = browser().get(version + path)
        assert refused.status_code == 401
        assert refused["WWW-Authenticate"].startswith("Basic realm=")
        assert refused["Content-Type"] == "application/opds-authentication+json"
        about = json.loads(refused.content)
        assert about["id"] and about["authentication"][0]["type"].endswith("/auth/basic")
    with_password = browser(**basic("una", "a long password"))
    for client in (browser(una), with_password, browser(**basic(una.email, "a long password"))):
        assert titles(client, version, "shelves/") == ["Reading", "For later", "Finished", "Sea"]
        assert titles(client, version, "shelves/later/") == ["The Tide"]
        assert titles(client, version, "shelves/reading/") == []
        answer = client.get(f"{version}shelves/")
        assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
    sea = Shelf.objects.get(name="Sea")
    assert titles(with_password, version, f"shelves/{sea.key}/") == ["Winter"]
    assert browser(tam).get(f"{version}shelves/{sea.key}/").status_code == 404
    assert "sessionid" not in with_password.cookies


@pytest.mark.parametrize(
    "said",
    [
        basic("una", "wrong"),
        basic("una", ""),
        basic("nobody", "a long password"),
        basic("una\0", "a long password"),
        {"HTTP_AUTHORIZATION": "Basic ???"},
        {"HTTP_AUTHORIZATION": "Basic /w=="},
        {"HTTP_AUTHORIZATION": "Bearer x"},
    ],
)
def test_whoever_says_something_wrong_is_asked_again(browser, una, said):
    assert browser(**said).get("/opds/shelves/").status_code == 401


def test_a_locked_account_has_no_shelves(browser):
    make_reader("gone", is_active=False)
    assert browser(**basic("gone", "a long password")).get("/opds/shelves/").status_code == 401


def test_guessing_passwords_ends_as_it_does_at_the_door(browser, una):
    for _ in range(6):
        browser(**basic("una", "wrong")).get("/opds/shelves/")
    assert browser(**basic("una", "a long password")).get("/opds/shelves/").status_code == 401
    assert Reader.objects.get(pk=una.pk).is_active


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
