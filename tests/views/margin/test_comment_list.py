"""My words: all that a reader said, searched, with what was answered, and changed in its place."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reader.actions.library.chapter_list import ChapterList
from reader.actions.margin.comment import delete_comment
from reader.actions.revising.revise import revise
from reader.models import Comment, Draft, PendingSubmission
from tests.factories import make_chapter, make_reader, make_story, say, say_many

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(browser, una):
    return browser(una)


@pytest.fixture
def said(chapter, una, tam):
    """Five comments of Una's in two stories, a day apart: the first one is the oldest. Tam answered
    the first and spoke after the second."""
    other = make_chapter("Тихая вода у причала.", story=make_story(title="Salt", slug="salt"))
    said = [
        say(chapter, "Why *eleven*?", una, on="eleven years"),
        say(chapter, "Goats!", una, on="two goats"),
        say(chapter, "A fine “chapter”, naïve even.", una),
        say(other, "Вода!", una, on="Тихая вода"),
    ]
    said.append(say(chapter, "And I.", una, to=say(chapter, "I saw one.", tam, on="lamp oil")))
    for days, comment in enumerate(said):
        made = timezone.now() - timedelta(days=40 - days)
        Comment.objects.filter(pk=comment.pk).update(created_at=made)
    say(chapter, "Because of the tide.", tam, to=said[0])
    say(chapter, "Goats indeed.", tam, on="two goats")
    return said


NEWEST_FIRST = ["And I.", "Вода!", "A fine “chapter”, naïve even.", "Goats!", "Why *eleven*?"]


def rows(client, query=""):
    answer = client.get(f"/words/{query}")
    assert answer.status_code == 200
    return answer.context["rows"]


def sources(client, query=""):
    return [row.source for row in rows(client, query)]


def html_of(client, query=""):
    return client.get(f"/words/{query}").content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", NEWEST_FIRST),
        ("?answered=nonsense&story=&q=+", NEWEST_FIRST),
        ("?q=GOATS", ["Goats!"]),
        ("?q=ВОДА+тихая", ["Вода!"]),
        ("?q=naive", ["A fine “chapter”, naïve even."]),
        ('?q="chapter"', ["A fine “chapter”, naïve even."]),
        ("?q=eleven+years", ["Why *eleven*?"]),
        ("?q=goats+eleven", []),
        ("?q=%25", []),
        ("?answered=yes", ["Goats!", "Why *eleven*?"]),
        ("?answered=no", ["And I.", "Вода!", "A fine “chapter”, naïve even."]),
        ("?story=salt", ["Вода!"]),
        ("?story=salt&answered=yes", []),
        ("?story=nowhere", []),
    ],
)
def test_they_are_searched_and_filtered(client, said, query, expected):
    assert sources(client, query) == expected


def test_each_has_its_words_its_place_and_its_answers(client, said, chapter, tam):
    html = html_of(client, f"?story={chapter.story.slug}")
    assert f'href="/comments/{said[0].pk}/"' in html and "eleven years" in html
    assert "Because of the tide." in html and f'href="{tam.get_absolute_url()}"' in html
    assert "1 comment" not in html.replace("\n", " ").partition("Goats!")[0]
    by_source = {row.source: row for row in rows(client)}
    assert [a.source for a in by_source["Why *eleven*?"].newest_answers] == ["Because of the tide."]
    assert by_source["Goats!"].said_after == 1 and by_source["And I."].said_after == 0


def test_of_many_answers_the_newest_are_shown_and_the_rest_counted(client, said, chapter, tam, una):
    for n in range(4):
        say(chapter, f"Answer {n}.", tam, to=said[0])
    say(chapter, "My own.", una, to=said[0])
    row = rows(client, "?q=eleven+years&answered=yes")[0]
    assert [answer.source for answer in row.newest_answers] == ["Answer 2.", "Answer 3."]
    assert row.answer_count == 5 and "All 5 answers" in html_of(client)


def test_an_answer_that_says_nothing_any_more_or_is_ones_own_is_none(client, said, chapter, una):
    hidden, gone = (
        Comment.objects.filter(answers=said[0]).get(),
        say(chapter, "Gone.", make_reader(), to=said[3]),
    )
    hidden.hide()
    Comment.objects.filter(pk=gone.pk).update(deleted_at=timezone.now(), source="", html="")
    say(chapter, "Talking to myself.", una, to=said[2])
    assert sources(client, "?answered=yes") == ["Goats!"]
    assert "Because of the tide." not in html_of(client)


def test_a_reply_that_was_brought_answers_what_it_stands_below(client, said, chapter, tam):
    say(chapter, "Brought.", tam, to=said[2])
    Comment.objects.filter(source="Brought.").update(answers=None)
    assert "A fine “chapter”, naïve even." in sources(client, "?answered=yes")
    assert "Brought." in html_of(client)


def test_what_became_of_the_words_is_said(client, said, chapter):
    source = chapter.revision.source.replace("eleven years", "eleven long years")
    revise(chapter, source.replace("two goats, ", ""), by=None)
    html = " ".join(html_of(client).split())
    assert "It now reads: <q" in html and "eleven long years</q>" in html
    assert "has removed this text" in html and f"{chapter.get_absolute_url()}revisions/1/" in html


def test_hidden_held_and_deleted_ones_say_so(client, said, chapter, tam):
    said[2].hold("approval")
    assert "Waiting until somebody has looked" in html_of(client)
    said[1].hide()
    delete_comment(said[0])
    html = html_of(client)
    assert "Hidden by a moderator" in html and "Goats!" in html
    assert "You deleted this comment" in html and "Because of the tide." in html
    for row in said[:2]:
        assert f"/comments/{row.pk}/edit/" not in html
    assert "Goats!" not in sources(client, "?answered=no")


@pytest.mark.parametrize("how", ["unpublished", "taken out", "deleted", "story deleted"])
def test_what_was_said_on_a_chapter_that_is_shut_is_there(client, said, chapter, htmx, how):
    other = said[3].chapter
    revise(other, "Nobody reads this secret.", by=None)
    if how == "unpublished":
        other.published_at = None
        other.save()
    elif how == "taken out":
        ChapterList(other.story).take_out(other)
    elif how == "deleted":
        ChapterList(other.story).delete(other)
    else:
        other.story.delete_for_now()
    html = html_of(client, "?story=salt")
    assert "Вода!" in html and "removed by the author" in html and "secret" not in html
    sent = {"text": "Water!", "version": ""}
    among = htmx | {"HTTP_HX_TARGET": f"said-{said[3].pk}"}
    row = client.post(f"/comments/{said[3].pk}/edit/", sent, **among)
    assert row.status_code == 200 and "Water!" in row.content.decode()
    assert client.get(f"/comments/{said[3].pk}/", follow=True).status_code == 200


def test_of_a_chapter_that_is_shut_it_shows_what_its_thread_shows(client, said, chapter, tam):
    goats = said[1]
    chapter.published_at = None
    chapter.save()
    say(chapter, "Goats it is.", tam, to=goats)
    thread = f"/comments/{goats.pk}/replies/"
    shown = {True: [], False: []}
    for is_said in (True, False):
        if not is_said:
            delete_comment(goats)
        shown[is_said].append(b"Goats it is." in client.get(thread).content)
        html = html_of(client)
        shown[is_said] += ["Goats it is." in html, "1\n      comment of others after yours" in html]
    assert shown == {True: [True, True, False], False: [False] * 3}


def test_on_a_chapter_that_is_shut_nothing_is_told_of_what_others_began(client, said, chapter, tam):
    widow = say(chapter, "A widow?", said[0].reader, on="a widow")
    say(chapter, "Between us.", tam, on="a widow")
    after = f'/comments/{widow.pk}/">1\n      comment of others after yours'
    assert after in html_of(client) and "A widow?" in sources(client, "?answered=yes")
    chapter.published_at = None
    chapter.save()
    assert after not in html_of(client) and "A widow?" in sources(client, "?answered=no")


def test_nobody_else_comes_to_them(browser, tam, said):
    html = html_of(browser(tam))
    assert "Why <em>eleven" not in html and "And I." in html  # it answers Tam
    assert browser().get("/words/").url.startswith("/accounts/login/")


def test_it_is_paged_by_key_and_paging_keeps_what_was_asked(client, said, htmx, monkeypatch):
    monkeypatch.setattr("reader.views.margin.comment_list.COMMENTS_ON_A_PAGE", 2)
    seen, query = [], "?q=a"
    while query:
        answer = client.get(f"/words/{query}")
        seen += [row.source for row in answer.context["rows"]]
        older = answer.context["older"]
        if older:
            assert f"?q=a&amp;before={older}" in answer.content.decode()
        query = f"?q=a&before={older}" if older else ""
    assert seen == sources(client, "?q=a")[:2] + seen[2:] and len(seen) == len(set(seen)) == 4
    older = client.get("/words/").context["older"]
    delete_comment(said[4])
    delete_comment(said[3])
    assert sources(client, f"?before={older}") == NEWEST_FIRST[2:4]
    for odd in ("x", "-", "1-", "-1", "9" * 30, f"{'9' * 18}-1", "1-" + "9" * 19, "²-1"):
        assert client.get(f"/words/?before={odd}").status_code == 200
    part = client.get("/words/?q=&answered=no", **htmx)
    assert b"<html" not in part.content and b'id="said"' in part.content
    assert part["HX-Push-Url"] == "/words/?answered=no"


def test_those_of_the_same_moment_are_each_on_one_page(client, chapter, una, monkeypatch):
    say_many(chapter, 5, una)
    Comment.objects.update(created_at=timezone.now())
    monkeypatch.setattr("reader.views.margin.comment_list.COMMENTS_ON_A_PAGE", 2)
    seen, older = [], ""
    for _ in range(3):
        answer = client.get(f"/words/?before={older}")
        seen += [row.source for row in answer.context["rows"]]
        older = answer.context["older"]
    assert seen == [f"Remark {n}." for n in (5, 4, 3, 2, 1)] and not older


def test_one_is_changed_and_deleted_in_its_place(client, said, htmx):
    pk = said[1].pk
    form = client.get(
        f"/comments/{pk}/edit/", **htmx, HTTP_HX_TARGET=f"said-{pk}-form"
    ).content.decode()
    assert f'hx-target="#said-{pk}"' in form
    among = htmx | {"HTTP_HX_TARGET": f"said-{pk}"}
    refused = client.post(f"/comments/{pk}/edit/", {"text": " "}, **among)
    assert refused.status_code == 422 and refused["HX-Retarget"] == f"#edit-{pk}"
    assert f'hx-target="#said-{pk}"' in refused.content.decode()
    row = client.post(f"/comments/{pk}/edit/", {"text": "Kids!"}, **among).content.decode()
    assert "<html" not in row and "Kids!" in row and "edited" in row and "Saved." in row
    row = client.post(f"/comments/{pk}/delete/", **among).content.decode()
    assert "Deleted." in row and not Comment.objects.filter(pk=pk).exists()


def test_without_script_one_comes_back_to_the_page(client, said):
    pk = said[1].pk
    for act, sent in (("edit", {"text": "Kids!"}), ("delete", {})):
        path = f"/comments/{pk}/{act}/"
        form = client.get(f"{path}?next=/words/").content.decode()
        assert 'name="next" value="/words/"' in form
        assert client.post(path, sent | {"next": "/words/"}).url == "/words/"
        evil = client.get(f"/comments/{said[0].pk}/{act}/?next=https://evil.example/")
        assert "evil" not in evil.content.decode()
    assert not Comment.objects.filter(pk=pk).exists()


def test_what_the_server_keeps_unfinished_is_listed(browser, said, una, chapter):
    author = chapter.story.author
    text = {"revision": chapter.revision, "title": "New", "source": "Half a"}
    Draft.objects.create(chapter=chapter, **text)
    sent = {"path": "/x/", "page": "/x/", "fields": [["text", "Hm"]]}
    PendingSubmission.objects.create(reader=una, created_at=timezone.now(), **sent)
    html = html_of(browser(author))
    assert f"{chapter.get_absolute_url()}edit/" in html and "that you sent after" not in html
    html = html_of(browser(una))
    assert f"{chapter.get_absolute_url()}edit/" not in html and "/accounts/unsent/" in html


def test_it_is_one_press_away(client, said, una):
    for path in ("/", "/inbox/", "/highlights/", una.get_absolute_url()):
        assert 'href="/words/"' in client.get(path).content.decode()
    assert 'href="/highlights/"' in html_of(client).partition("<main")[2]


def test_the_number_of_queries_does_not_grow(client, said, una, tam):
    def queries(path):
        with CaptureQueriesContext(connection) as counted:
            client.get(path)
        return len(counted)

    paths = ["/words/", "/words/?q=a", "/words/?answered=no"]
    few = [queries(path) for path in paths]
    for n in range(12):
        chapter = make_chapter(f"A mark number {n} stands here, and another one.")
        mine = say(chapter, f"On {n}", una, on=f"number {n}")
        say(chapter, "Yes.", tam, to=mine)
        say(chapter, "And that.", tam, on="another")
        revise(chapter, "A mark number stands here.", by=None)
    assert [queries(path) for path in paths] == few
    assert max(few) <= 12
