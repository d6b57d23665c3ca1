"""Writing: looks and drafts, what a revision does to the margin, and nobody's words overwritten."""

import re
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.actions.revising.revise import revise
from reader.models import Chapter, Comment, Draft, Highlight, Progress
from reader.text.rendering import blocks
from tests.factories import TEXT, highlight, say
from tests.views.selections import url

pytestmark = pytest.mark.django_db
NEW = TEXT.replace("two goats, a widow, and", "two kids, a widow, and").replace(
    "She had written. ", ""
)


@pytest.fixture
def client(browser, author):
    return browser(author)


def fields(chapter, source=NEW, **more):
    return {"revision": chapter.revision.number, "title": chapter.title, "source": source} | more


def test_only_the_author_edits(browser, chapter, una, moderator):
    for reader in (una, moderator):
        for method in ("get", "post"):
            assert getattr(browser(reader), method)(url(chapter, "edit/")).status_code == 404
        assert browser(reader).post(url(chapter, "revisions/1/restore/")).status_code == 404
    assert browser().get(url(chapter, "edit/")).url.startswith("/accounts/login/")
    assert "/edit/" not in browser(una).get(url(chapter)).content.decode()
    assert "/edit/" in browser(chapter.story.author).get(url(chapter)).content.decode()


def test_the_text_comes_into_the_editor_as_it_was_written(client, chapter):
    html = client.get(url(chapter, "edit/")).content.decode()
    assert "with *nobody* on it" in html and "boat &amp; one on the mud" in html


def test_looking_keeps_the_draft_and_publishes_nothing(client, chapter, browser, una):
    html = client.post(url(chapter, "edit/"), fields(chapter, do="look")).content.decode()
    assert "two kids" in html
    assert Chapter.objects.get(pk=chapter.pk).text == chapter.text
    assert "two kids" not in browser(una).get(url(chapter)).content.decode()
    again = client.get(url(chapter, "edit/")).content.decode()
    assert "two kids" in again and "Your draft" in again


def test_to_htmx_the_look_comes_alone(client, chapter, htmx):
    html = client.post(url(chapter, "edit/"), fields(chapter), **htmx).content.decode()
    assert "<html" not in html and "<textarea" not in html and "two kids" in html
    assert Draft.objects.get().source == NEW.strip()


def test_it_says_what_a_revision_does_to_each_passage(client, chapter, una, tam):
    highlight(chapter, "folded around a fish", una, public=True)
    say(chapter, "Kings?", tam, on="two goats, a widow, and a box")
    say(chapter, "Had she?", tam, on="She had written.")
    highlight(chapter, "eleven years", una, note="nobody's business")
    html = client.post(url(chapter, "edit/"), fields(chapter, do="look")).content.decode()
    words = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "1 passage stays." in words
    assert (
        "1 passage stays in place but its text changes: two goats, a widow, and a box two kids"
        in words
    )
    assert "1 passage loses its text" in words and "She had written." in words
    assert "business" not in words
    assert not Highlight.objects.filter(passage__loose=True).exists()
    assert Chapter.objects.get(pk=chapter.pk).revision.number == 1


def test_publishing_makes_the_revision_and_lets_go_of_the_draft(client, chapter, author):
    client.post(url(chapter, "edit/"), fields(chapter, do="look"))
    answer = client.post(url(chapter, "edit/"), fields(chapter, title="High Water", do="publish"))
    assert (answer.status_code, answer.url) == (303, url(chapter))
    chapter = Chapter.objects.get(pk=chapter.pk)
    assert (chapter.title, chapter.revision.number, chapter.revision.by) == (
        "High Water",
        2,
        author,
    )
    assert not Draft.objects.exists()
    assert "High Water" in client.get(url(chapter)).content.decode()


def test_a_chapter_is_no_revised_one_when_it_first_comes_out(client, chapter):
    def byline():
        return client.get(answer.url).content.decode().partition('class="note"')[0]

    new = client.post(f"/desk/{chapter.story.slug}/", {"do": "add"}).url
    answer = client.post(new, {"do": "publish", "title": "", "source": "One.", "revision": 1})
    assert answer.url == f"{url(chapter.story)}2/"
    assert "revised" not in byline()
    client.post(new, {"do": "publish", "title": "", "source": "Two.", "revision": 2})
    assert "revised" in byline()


def test_nobody_overwrites_what_was_saved_meanwhile_without_knowing(client, chapter):
    sent = fields(chapter, do="publish")
    revise(chapter, "Somebody else's text.", by=None)
    answer = client.post(url(chapter, "edit/"), sent)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "two kids" in html and "revisions/1/2/" in html
    assert Chapter.objects.get(pk=chapter.pk).text == "Somebody else's text."
    assert client.post(url(chapter, "edit/"), sent | {"revision": 2}).status_code == 303
    assert "two kids" in Chapter.objects.get(pk=chapter.pk).text


def test_a_draft_begun_on_an_older_text_says_so(client, chapter):
    client.post(url(chapter, "edit/"), fields(chapter, do="look"))
    revise(chapter, "Somebody else's text.", by=None)
    assert "revised after you started" in client.get(url(chapter, "edit/")).content.decode()


def test_a_draft_is_discarded(client, chapter):
    assert "Discard" not in client.get(url(chapter, "edit/")).content.decode()
    looked_at = client.post(url(chapter, "edit/"), fields(chapter, do="look"))
    for answer in (looked_at, client.get(url(chapter, "edit/"))):
        assert "Discard draft" in answer.content.decode()
    client.post(url(chapter, "edit/"), fields(chapter, do="discard"))
    assert not Draft.objects.exists()
    assert "two kids" not in client.get(url(chapter, "edit/")).content.decode()


@pytest.mark.parametrize("wrong", [{"source": ""}, {"source": "  \n"}, {"title": "x" * 201}])
def test_what_is_refused_comes_back_as_it_was_typed(client, chapter, wrong):
    sent = fields(chapter, do="publish") | wrong
    answer = client.post(url(chapter, "edit/"), sent)
    assert answer.status_code == 422
    assert sent["title"] in answer.content.decode()
    assert Chapter.objects.get(pk=chapter.pk).revision.number == 1


def test_a_chapter_has_a_longest_length(client, chapter, settings):
    settings.LONGEST_CHAPTER = 100
    answer = client.post(url(chapter, "edit/"), fields(chapter, do="publish"))
    assert answer.status_code == 422 and "100 characters" in answer.content.decode()


def test_revisions_are_listed_compared_and_restored(client, browser, chapter, una):
    mark = highlight(chapter, "She had written.", una)
    client.post(url(chapter, "edit/"), fields(chapter, do="publish"))
    listed = browser(una).get(url(chapter, "revisions/")).content.decode()
    assert re.findall(r'<li value="(\d)">', listed) == ["2", "1"]
    assert listed.count(" by author,") == 2 and "restore" not in listed
    compared = browser(una).get(url(chapter, "revisions/1/2/")).content.decode()
    assert re.search(r"<del>\s*goats</del\s*><ins>\s*kids</ins\s*>", compared)
    assert "unchanged paragraph" in compared
    mark.passage.refresh_from_db()
    assert mark.passage.loose
    assert client.post(url(chapter, "revisions/1/restore/")).status_code == 303
    mark.passage.refresh_from_db()
    assert not mark.passage.loose
    assert Chapter.objects.get(pk=chapter.pk).revision.number == 3


def test_words_that_are_gone_stand_under_the_chapter_for_who_may_see_them(
    client, browser, chapter, una, tam
):
    highlight(chapter, "She had written.", una, note="why?")
    say(chapter, "Had she?", tam, on="folded around a fish")
    client.post(url(chapter, "edit/"), fields(chapter, "All is new.", do="publish"))
    mine, others = (browser(reader).get(url(chapter)).content.decode() for reader in (una, tam))
    for html, private in ((mine, True), (others, False)):
        loose = html[html.index('id="loose"') :]
        assert "folded around a fish" in loose
        assert ("She had written." in loose) is private
        assert "revisions/1/" in loose
    comment = Comment.objects.get()
    assert "Had she?" in browser(una).get(comment.passage.thread_url).content.decode()
    link = browser(una).get(comment.passage.get_absolute_url()).url
    assert link.endswith("#loose")


def test_what_is_not_there_cannot_be_compared_or_restored(client, chapter):
    for rest in ("revisions/1/9/", "revisions/9/1/"):
        assert client.get(url(chapter, rest)).status_code == 404
    assert client.post(url(chapter, "revisions/9/restore/")).status_code == 404
    assert client.get(url(chapter, "revisions/1/restore/")).status_code == 405


def test_who_read_an_earlier_text_is_told_and_shown_what_changed(browser, chapter, una, tam):
    Progress.objects.keep(una, chapter, len(chapter.text), finished=True)
    revise(chapter, NEW, by=None)
    html = browser(una).get(url(chapter)).content.decode()
    assert "Revised since you read it" in html and url(chapter, "revisions/1/2/") in html
    assert "Revised since" not in browser(tam).get(url(chapter)).content.decode()
    browser(una).post(url(chapter, "place/"), {"revision": 2, "offset": 9, "finished": "1"})
    assert "Revised since" not in browser(una).get(url(chapter)).content.decode()


def test_keeping_the_draft_takes_few_queries_and_renders_once(client, chapter, htmx, una):
    """The session and the author among them, whatever becomes of the passages."""
    for words in ("two goats", "folded around a fish", "eleven years", "with nobody on it"):
        highlight(chapter, words, una, public=True)
        say(chapter, "Hm.", una, on=words)
    for text in (TEXT.replace("eleven years", "a year"), TEXT.replace("as it had", "as it has")):
        revise(chapter, text, by=None)  # so that one is loose, and all were made in another text
    texts = [
        f"{TEXT}\n\nMore.",
        TEXT.replace("two goats", "two kids").replace("a fish", "an eel"),
        TEXT.replace("She had written. She held up the answer, which had arrived folded", "It was"),
        f"{TEXT}\n\nFor eleven years.",
    ]
    taken = []
    with patch.object(blocks, "render", wraps=blocks.render) as render:
        for source in texts:
            with CaptureQueriesContext(connection) as captured:
                client.post(url(chapter, "edit/"), fields(chapter, source), **htmx)
            taken.append(len(captured))
    assert Draft.objects.get().source == texts[-1]
    assert render.call_count == len(texts)
    assert max(taken) <= 8, taken
    with CaptureQueriesContext(connection) as captured:  # an earlier text, to the word
        client.post(url(chapter, "edit/"), fields(chapter, TEXT), **htmx)
    assert len(captured) <= 9
