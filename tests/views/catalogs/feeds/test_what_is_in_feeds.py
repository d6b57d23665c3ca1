"""Only what anybody may see is in a feed, and it is told when it changed."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reader.actions.margin.comment import delete_comment
from reader.actions.revising.revise import revise
from reader.models import Chapter, Passage, Story
from reader.views.catalogs.feed import MOST_ENTRIES
from reader.views.catalogs.story_feed import MOST_WHOLE_CHAPTERS
from tests.factories import highlight, make_chapter, make_reader, make_story, say
from tests.views.catalogs.atom import ATOM, entries, read, texts
from tests.views.catalogs.feeds.paths import margin_feed, story_feed, thread_feed
from tests.views.selections import url

pytestmark = pytest.mark.django_db


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


def test_feeds_are_the_same_for_all_visitors_and_may_be_kept(browser, paths, una):
    for path in paths:
        answer, own = browser().get(path), browser(una).get(path)
        assert answer.content == own.content
        assert "public" in answer["Cache-Control"] and "private" in own["Cache-Control"]
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
