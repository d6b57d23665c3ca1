"""What the catalog says of a story, and of which stories."""

import json

import pytest
from django.contrib.staticfiles import finders

from reader.models import Chapter
from reader.models.library.cover import CLOTHS
from reader.views.catalogs import opds_browsing, opds_story_list
from tests.factories import make_chapter, make_story
from tests.views.catalogs.atom import ATOM, HOSTILE, entries, read, texts
from tests.views.catalogs.opds.feeds import (
    OPEN_ACCESS,
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
