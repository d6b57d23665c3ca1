"""Atom feeds: valid whatever people write, and only what anybody may see."""

import re
from datetime import timedelta
from io import StringIO

import hypothesis
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml.html import fragment_fromstring

from reader.actions.margin.comment import delete_comment
from reader.actions.revising.revise import revise
from reader.models import Chapter, Passage, Story
from reader.text.xml_characters import without_forbidden
from reader.views.catalogs.atom_feed import XMLWriter
from reader.views.catalogs.chapter_feeds import OPENING_WORDS
from reader.views.catalogs.feed import MOST_ENTRIES
from reader.views.catalogs.story_feed import MOST_WHOLE_CHAPTERS
from tests.factories import highlight, make_chapter, make_reader, make_story, say
from tests.views.catalogs.atom import ATOM, entries, links, read, texts
from tests.views.selections import url

pytestmark = pytest.mark.django_db
HOSTILE = "\x0b\x01\ufffe ]]> <b>&amp; \"'</b> \U0001f986 \u202e &#0; <!--"


def story_feed(story):
    return f"{story.get_absolute_url()}feed/"


def margin_feed(chapter):
    return url(chapter, "comments/feed/")


def thread_feed(passage):
    return f"{passage.thread_url}feed/"


@pytest.fixture
def said(chapter, una, tam):
    """A comment on words, an answer, and a comment on the whole."""
    first = say(chapter, "Why *goats*?", una, on="two goats")
    say(chapter, "Why not?", tam, to=first)
    say(chapter, "On the whole, yes.", tam)
    return first


@pytest.fixture
def paths(chapter, said):
    chapter.story.tags.create(name="rivers")
    return ["/feed/", "/feed/?tag=rivers", story_feed(chapter.story), margin_feed(chapter),
            thread_feed(said.passage), "/readers/author/feed/"]  # fmt: skip


def test_every_feed_is_valid_and_says_where_it_is(browser, paths):
    for path in paths:
        root = read(browser().get(path))
        assert entries(root), path
        assert links(root, "self") == [f"http://testserver{path}"]
        for address in links(root, "alternate") + [links(e, "alternate")[0] for e in entries(root)]:
            assert browser().get(address).status_code in (200, 302), address


def test_a_feed_of_nothing_is_valid_and_does_not_change(browser, author):
    story = make_story(author=author)
    for path in ("/feed/", story_feed(story), "/readers/author/feed/"):
        first, second = browser().get(path), browser().get(path)
        assert not entries(read(first)) and first.content == second.content


def test_whatever_people_write_a_feed_is_well_formed(browser, una):
    story = make_story(title=HOSTILE, summary=HOSTILE, byline=HOSTILE[:90], language="\x02?")
    story.tags.create(name=HOSTILE)
    chapter = make_chapter(f"Words.\n\n{HOSTILE}", story=story, title=HOSTILE)
    chapter.notes.create(source=HOSTILE)
    una.name = HOSTILE[:60]
    una.save()
    passage = say(chapter, HOSTILE, una, on="Words").passage
    for path in ("/feed/", story_feed(story), margin_feed(chapter), thread_feed(passage)):
        (entry,) = entries(read(browser().get(path)))
        assert "\U0001f986" in "".join(entry.itertext())
    (entry,) = entries(read(browser().get("/feed/")))
    assert texts(entry, "title")[0].startswith(" ]]> <b>&amp; \"'</b> \U0001f986")


@hypothesis.settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_through_xml_but_what_xml_forbids(text):
    out = StringIO()
    writer = XMLWriter(out, "utf-8")
    writer.startDocument()
    writer.addQuickElement("t", text, {"a": text})
    root = etree.fromstring(out.getvalue().encode())
    kept = without_forbidden(text)
    assert (root.text or "") == re.sub("\r\n?", "\n", kept)
    assert set(text) - set(kept) <= {*map(chr, range(32)), "\ufffe", "\uffff"}


def test_a_storys_feed_has_whole_chapters_with_notes_apart(browser, chapter):
    chapter.notes.create(kind="warning", source="Deep *water*.")
    chapter.notes.create(kind="note", place="after", source="More soon.")
    (entry,) = entries(read(browser().get(story_feed(chapter.story))))
    content = entry.find(f"{ATOM}content")
    html = content.text
    assert content.get("type") == "html"
    assert content.get("{http://www.w3.org/XML/1998/namespace}base").endswith(url(chapter))
    for _, start, end, _ in chapter.revision.blocks:
        assert chapter.text[start:end].split(" ")[0] in html
    assert html.index("<aside><p><strong>Warning</strong></p>") < html.index("The ferry came")
    assert html.index("lamp oil") < html.index("<strong>Afterword</strong>")


def test_a_footnote_in_a_feed_has_its_number_and_leads_to_the_note_and_back(browser):
    story = make_story()
    said = "A sentence with a footnote[^x] in it.\n\n[^x]: The note."
    one, other = (make_chapter(said, story=story, title=title) for title in ("One", "Two"))
    other.notes.create(kind="note", source=said)
    whole = entries(read(browser().get(story_feed(story))))
    ids = []
    for entry in whole:
        html = fragment_fromstring(entry.find(f"{ATOM}content").text, create_parent=True)
        for mark in html.xpath("//a[@class='footnote-ref']"):
            (note,) = html.xpath("//*[@id=$id]", id=mark.get("href")[1:])
            assert mark.text == "1" and "The note." in note.text_content()
            (back,) = note.xpath(".//a[@role='doc-backlink']")
            assert back.get("href") == "#" + mark.get("id") and back.text == "1"
        ids += html.xpath("//@id")
    assert len(ids) == 6 and len(set(ids)) == 6


def test_links_and_pictures_in_a_feed_lead_where_they_lead_on_the_page(browser):
    story = make_story()
    make_chapter(
        "![Quay](/pictures/a-1x1.png) [on](/stories/x/2/) [out](https://a.org/)", story=story
    )
    (entry,) = entries(read(browser().get(story_feed(story))))
    html = entry.find(f"{ATOM}content").text
    for address in ('src="/pictures/a-1x1.png"', 'href="/stories/x/2/"', 'href="https://a.org/"'):
        assert address in html


def test_the_librarys_feed_says_how_a_chapter_begins_and_not_all_of_it(browser):
    story = make_story(summary="A *river* & a crate.", rating="teen")
    story.tags.create(name="goats")
    chapter = make_chapter("word " * 500, story=story)
    (entry,) = entries(read(browser().get("/feed/")))
    (summary,) = texts(entry, "summary")
    assert "A *river* &amp; a crate." in summary and summary.count("word") == OPENING_WORDS
    assert entry.find(f"{ATOM}content") is None
    assert texts(entry, "title") == [f"{story}: Low Water"]
    assert [c.get("term") for c in entry.findall(f"{ATOM}category")] == ["Teen and up", "goats"]
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert texts(entry, "published") == [chapter.published_at.isoformat()]


def test_the_name_on_the_cover_is_the_author(browser, author):
    make_chapter(story=make_story(author=author, byline="Oona"))
    (entry,) = entries(read(browser().get("/feed/")))
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Oona"
    assert entry.findtext(f"{ATOM}author/{ATOM}uri") == "http://testserver/readers/author/"


def test_a_draft_has_no_feed_not_even_for_its_author(browser, author, draft):
    comment = say(draft, "Hm.", author, on="two goats")
    draft.story.tags.create(name="secret")
    for path in (story_feed(draft.story), margin_feed(draft), thread_feed(comment.passage),
                 "/feed/?tag=secret"):  # fmt: skip
        for client in (browser(), browser(author)):
            assert client.get(path).status_code == 404, path
    for path in ("/feed/", "/readers/author/feed/"):
        assert draft.story.title not in browser(author).get(path).content.decode()


def test_what_is_not_published_yet_or_taken_out_is_in_no_feed(browser, author, chapter):
    story = chapter.story
    later, none, out = (make_chapter(f"Chapter of {n}.", story=story, title=n)
                        for n in ("Later", "Draft", "Out"))  # fmt: skip
    Chapter.objects.filter(pk=later.pk).update(published_at=timezone.now() + timedelta(hours=1))
    Chapter.objects.filter(pk=none.pk).update(published_at=None)
    Chapter.objects.filter(pk=out.pk).update(number=None)
    make_chapter("", story=story, title="Nothing written yet")
    for path in ("/feed/", story_feed(story), "/readers/author/feed/"):
        assert len(entries(read(browser(author).get(path)))) == 1


def test_hidden_and_deleted_words_are_in_no_feed(browser, chapter, said, una):
    path, thread = margin_feed(chapter), thread_feed(said.passage)
    assert len(entries(read(browser().get(path)))) == 3
    said.hide()
    for feed in (path, thread):
        assert "goats*" not in browser().get(feed).content.decode()
        assert "Why <em>" not in browser().get(feed).content.decode()
    said.unhide()
    delete_comment(said)
    assert "goats</em>" not in browser().get(path).content.decode()
    assert len(entries(read(browser().get(path)))) == 2


def test_a_private_mark_has_no_feed(browser, chapter, una):
    passage = highlight(chapter, "two goats", una).passage
    for client in (browser(), browser(una)):
        assert client.get(thread_feed(passage)).status_code == 404


def test_an_entry_keeps_its_name_and_its_date_says_when_the_text_changed(browser, chapter, said):
    def state(host="testserver"):
        (entry,) = entries(read(browser().get(story_feed(chapter.story), HTTP_HOST=host)))
        return texts(entry, "id")[0], texts(entry, "published")[0], texts(entry, "updated")[0]

    name, published, updated = state()
    assert published == updated
    Story.objects.update(title="Another title")
    assert state() == state("other.example") == (name, published, updated)
    revise(chapter, "All is new.", by=None)
    renamed, still, later = state()
    assert (renamed, still) == (name, published) and later > updated
    feed = read(browser().get(story_feed(chapter.story)))
    assert texts(feed, "updated") == [later]


def test_an_edited_comment_is_updated(browser, chapter, said):
    said.edit("Why goats, of all things?")
    newest = {texts(e, "title")[0]: texts(e, "updated")[0]
              for e in entries(read(browser().get(thread_feed(said.passage))))}  # fmt: skip
    assert newest["una on “two goats”"] == said.edited_at.isoformat()


def test_nothing_is_sent_again_before_something_changed(browser, paths, chapter, tam):
    for path in paths:
        answer = browser().get(path, HTTP_ACCEPT_ENCODING="br")
        for header, value in (
            ("HTTP_IF_NONE_MATCH", answer["ETag"]),
            ("HTTP_IF_MODIFIED_SINCE", answer["Last-Modified"]),
        ):
            again = browser().get(path, **{header: value})
            assert again.status_code == 304 and not again.content, (path, header)
    path = margin_feed(chapter)
    before = browser().get(path)["ETag"]
    say(chapter, "One more.", tam)
    assert browser().get(path, HTTP_IF_NONE_MATCH=before).status_code == 200


def test_feeds_are_the_same_for_everybody_and_may_be_kept(browser, paths, una):
    for path in paths:
        answer = browser(una).get(path)
        assert answer.content == browser().get(path).content
        assert "public" in answer["Cache-Control"] and "Cookie" not in answer.get("Vary", "")
        assert "Set-Cookie" not in answer.headers


def test_a_long_import_leaves_room_for_others_and_feeds_end(browser, author, monkeypatch):
    short = make_chapter("Short.", story=make_story(author=author, title="Short"))
    long = make_story(author=author, title="Long")
    for i in range(MOST_WHOLE_CHAPTERS + 5):
        make_chapter(f"Text number {i}. " * 10, story=long, title=f"Part {i}")
    for path in ("/feed/", "/readers/author/feed/"):
        titles = [texts(entry, "title")[0] for entry in entries(read(browser().get(path)))]
        assert titles == ["Long: Part 24", "Long: Part 23", "Long: Part 22", "Short: Low Water"]
    whole = entries(read(browser().get(story_feed(long))))
    assert len(whole) == MOST_WHOLE_CHAPTERS
    assert all(entry.find(f"{ATOM}content") is not None for entry in whole)
    monkeypatch.setattr("reader.views.catalogs.story_feed.MOST_CHARACTERS", 500)
    some = entries(read(browser().get(story_feed(long))))
    kept = [entry.find(f"{ATOM}content") is not None for entry in some]
    assert kept[0] and not kept[-1] and kept == sorted(kept, reverse=True)
    assert short.title in browser().get(story_feed(short.story)).content.decode()


def test_comments_end_too(browser, chapter, una):
    for i in range(MOST_ENTRIES + 3):
        say(chapter, f"Thought {i}.", una)
    feed = entries(read(browser().get(margin_feed(chapter))))
    assert len(feed) == MOST_ENTRIES and "Thought 52." in feed[0].findtext(f"{ATOM}content")


def test_pages_name_their_feeds(browser, chapter, said):
    chapter.story.tags.create(name="a & b")
    pages = ["/", "/?tag=a+%26+b", chapter.story.get_absolute_url(), url(chapter),
             said.passage.thread_url, "/readers/author/"]  # fmt: skip
    for path in pages:
        html = browser().get(path).content.decode()
        found = re.findall(r'type="application/atom\+xml" title="[^"]*"\s+href="([^"]+)"', html)
        assert found, path
        for address in found:
            read(browser().get(address.replace("&amp;", "&")))


@pytest.mark.parametrize(
    "path",
    ["/feed/?tag=nobody", "/stories/nope/feed/", "/stories/nope/1/comments/feed/",
     "/passages/99/feed/", f"/passages/{10**30}/feed/", "/readers/nobody/feed/"],
)  # fmt: skip
def test_what_is_not_there_has_no_feed(browser, path):
    assert browser().get(path).status_code == 404


def test_feeds_are_only_read(browser, paths):
    for path in paths:
        assert browser().post(path).status_code == 405
        assert browser().head(path).status_code == 200


def queries_of(client, path):
    with CaptureQueriesContext(connection) as queries:
        read(client.get(path))
    return len(queries)


def test_the_number_of_queries_does_not_grow(browser, paths, chapter, said):
    few = [queries_of(browser(), path) for path in paths]
    for i in range(12):
        one = make_chapter(story=chapter.story)
        one.notes.create(source="Late.")
        other = make_chapter(story=make_story(author=chapter.story.author))
        other.story.tags.add(*chapter.story.tags.all())
        say(chapter, f"{i}", make_reader(), on="two goats")
        say(chapter, f"{i}", make_reader())
    assert Passage.objects.count() == 1
    assert [queries_of(browser(), path) for path in paths] == few
