"""Talking: on words, on a chapter, to each other; and nothing typed is lost on the way."""

import pytest
from django.core.cache import caches
from django.utils.html import escape

from reader.actions.margin.comment import delete_comment
from reader.actions.revising.revise import revise
from reader.models import Comment, Passage
from tests.factories import find_words, highlight, make_chapter, say
from tests.views.selections import selection, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(browser, una):
    return browser(una)


def test_on_a_chapter_as_a_whole(client, chapter, una):
    answer = client.post(url(chapter, "comments/"), {"text": "On the *whole*, yes."})
    comment = Comment.objects.get()
    assert answer.status_code == 303 and answer.url.endswith(f"#c{comment.pk}")
    assert (comment.reader, comment.passage) == (una, None)
    assert "On the <em>whole</em>, yes." in client.get(url(chapter)).content.decode()


def test_on_selected_words(client, chapter, htmx):
    sent = selection(chapter, "two goats", text="Kings.")
    html = client.post(url(chapter, "comments/"), sent, **htmx).content.decode()
    comment = Comment.objects.get()
    assert comment.passage.quote == "two goats"
    assert f'id="t{comment.passage_id}"' in html and 'id="b4"' in html
    assert "1 comment on this paragraph" in html


def test_on_a_passage_that_is_there(client, chapter, tam):
    first = say(chapter, "Who?", tam, on="two goats")
    client.post(url(chapter, "comments/"), {"text": "Kings.", "passage": first.passage_id})
    assert Comment.objects.filter(passage=first.passage).count() == 2
    assert Passage.objects.count() == 1


def test_on_a_passage_of_another_chapter_or_of_nobody(client, chapter, tam, draft, author):
    hidden = say(draft, "Who?", author, on="two goats")
    other = make_chapter("It laughed.", story=chapter.story)
    there = highlight(other, "laughed", tam, public=True)
    for passage in (hidden.passage_id, there.passage_id, 999, "x", "9" * 30):
        sent = {"text": "Kings.", "passage": passage}
        assert client.post(url(chapter, "comments/"), sent).status_code == 404
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("path", ["comments/", "reply"])
@pytest.mark.parametrize("text", ["", "   \n ", "\u200b", "&nbsp;", "<b></b>", "k" * 10_001])
def test_a_refused_comment_comes_back_as_it_was_typed(client, chapter, tam, htmx, path, text):
    first = say(chapter, "Who?", tam)
    where = f"/comments/{first.pk}/reply/" if path == "reply" else url(chapter, path)
    for extra in ({}, htmx):
        answer = client.post(where, {"text": text}, **extra)
        assert answer.status_code == 422
        assert escape(text.strip()) in answer.content.decode()
    assert Comment.objects.count() == 1


def test_words_that_are_gone_keep_what_was_typed(client, chapter, htmx):
    sent = selection(chapter, "two goats", text="A long thought.")
    revise(chapter, "Nothing of the old text is left here.", by=None)
    for extra in ({}, htmx):
        answer = client.post(url(chapter, "comments/"), sent, **extra)
        assert answer.status_code == 409
        html = answer.content.decode()
        assert "A long thought." in html and "are gone" in html
    assert not (Comment.objects.exists() or Passage.objects.exists())


def test_a_comment_from_an_older_page_lands_on_its_words(client, chapter):
    sent = selection(chapter, "two goats", text="Kings.")
    revise(chapter, "A new beginning.\n\n" + chapter.revision.source, by=None)
    client.post(url(chapter, "comments/"), sent)
    passage = Passage.objects.get()
    assert (passage.start, passage.end) == find_words(chapter, "two goats")


def test_who_talks_too_fast_is_asked_to_wait_and_keeps_the_words(client, chapter, settings, htmx):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"comment": "1/m/user"}
    caches["default"].clear()
    client.post(url(chapter, "comments/"), {"text": "One."})
    for path in (url(chapter, "comments/"), f"/comments/{Comment.objects.get().pk}/reply/"):
        answer = client.post(path, {"text": "Two, at length."}, **htmx)
        assert answer.status_code == 429
        assert "Two, at length." in answer.content.decode()
    assert Comment.objects.count() == 1


def test_answering_editing_and_deleting_in_place(client, chapter, tam, htmx):
    first = say(chapter, "Who?", tam, on="two goats")
    form = client.get(f"/comments/{first.pk}/reply/", **htmx).content.decode()
    assert "<form" in form and "<html" not in form
    html = client.post(f"/comments/{first.pk}/reply/", {"text": "Kings."}, **htmx).content.decode()
    assert "Kings." in html and "2 comments on this paragraph" in html
    mine = Comment.objects.get(source="Kings.")
    assert "Kings." in client.get(f"/comments/{mine.pk}/edit/", **htmx).content.decode()
    html = client.post(f"/comments/{mine.pk}/edit/", {"text": "Queens."}, **htmx).content.decode()
    assert "Queens." in html and "edited" in html
    html = client.post(f"/comments/{mine.pk}/delete/", **htmx).content.decode()
    assert "Queens." not in html and "1 comment on this paragraph" in html


def test_a_deleted_comment_with_answers_leaves_a_place(client, chapter, una, tam):
    first = say(chapter, "Too soon said.", una)
    say(chapter, "Never mind.", tam, to=first)
    client.post(f"/comments/{first.pk}/delete/")
    html = client.get(url(chapter)).content.decode()
    assert "Too soon said." not in html
    assert "Deleted by its writer." in html and "Never mind." in html


def test_a_link_to_a_comment_leads_to_it(client, chapter, tam):
    on_words = say(chapter, "Who?", tam, on="two goats")
    on_all = say(chapter, "Why?", tam)
    answer = say(chapter, "Because.", tam, to=on_all)
    for comment in (on_words, on_all, answer):
        link = client.get(comment.get_absolute_url()).url
        assert link.endswith(f"#c{comment.pk}")
        assert f'id="c{comment.pk}"' in client.get(link).content.decode()


def test_new_comments_of_others_are_there_when_a_thread_is_asked_for_again(
    client, chapter, tam, htmx
):
    passage = say(chapter, "Who?", tam, on="two goats").passage
    assert "Kings." not in client.get(passage.thread_url, **htmx).content.decode()
    say(chapter, "Kings.", tam, on="two goats")
    html = client.get(passage.thread_url, **htmx).content.decode()
    assert "Kings." in html and "<html" not in html


def test_who_wrote_what_a_moderator_hid_cannot_change_it_but_delete_it(client, chapter, una):
    comment = say(chapter, "unkind words", una)
    comment.hide()
    assert client.get(f"/comments/{comment.pk}/edit/").status_code == 404
    sent = {"text": "kind words"}
    assert client.post(f"/comments/{comment.pk}/edit/", sent).status_code == 404
    comment.refresh_from_db()
    assert comment.source == "unkind words" and comment.hidden_at
    assert client.post(f"/comments/{comment.pk}/delete/").status_code == 303
    assert not Comment.objects.exists()


def test_what_is_hidden_is_not_read_in_the_form_to_answer_it(client, chapter, una, tam):
    rude, own = say(chapter, "Rude words.", tam), say(chapter, "Too soon said.", una)
    say(chapter, "Never mind.", tam, to=own)
    rude.hide()
    delete_comment(own)
    for comment in (rude, own):
        answer = client.get(f"/comments/{comment.pk}/reply/")
        assert answer.status_code == 404 and "Rude" not in answer.content.decode()
        sent = {"text": "What was that?"}
        assert client.post(f"/comments/{comment.pk}/reply/", sent).status_code == 404
    assert not Comment.objects.filter(source="What was that?").exists()


def test_few_queries_add_a_comment(client, chapter, tam, htmx, django_assert_max_num_queries):
    say(chapter, "Two?", tam, on="two goats")
    sent = selection(chapter, "two goats", text="Three, surely.")
    with django_assert_max_num_queries(15):
        answer = client.post(url(chapter, "comments/"), sent, **htmx)
    assert "Three, surely." in answer.content.decode()
