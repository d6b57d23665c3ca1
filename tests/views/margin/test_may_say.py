"""What one may say, and reword, where a chapter or a thread is closed or only some may comment: one
finds out before one types, and it is the same everywhere."""

import pytest

from reader.actions.margin.close_talk import close
from reader.actions.moderation.decide import Verdict, decide_about
from reader.actions.people.silence import silence
from reader.models import Chapter, Comment, Follow, Token
from reader.models.inbox.follow import thread_of
from tests.factories import say
from tests.views.selections import url

pytestmark = pytest.mark.django_db


def links(html, act, *comments):
    """Of these comments, whether each has a link to `edit` or to answer it (`reply`)."""
    return [f'href="/comments/{comment.pk}/{act}/' in html for comment in comments]


@pytest.mark.parametrize("by", ["author", "moderator"])
@pytest.mark.parametrize("what", ["the chapter", "the thread", "the thread on words"])
def test_nothing_is_reworded_where_it_is_closed(
    browser, chapter, una, tam, author, moderator, by, what
):
    first = say(chapter, "Why?", tam, on="a widow" if what.endswith("words") else "")
    said = say(chapter, "Because of him.", una, to=first)
    own = say(chapter, "Ask her.", author, to=first)
    closed = chapter if what == "the chapter" else thread_of(first)
    if by == "moderator":
        decide_about(chapter if what == "the chapter" else first, Verdict("lock"), by=moderator)
    else:
        close(closed)
    where = [said.url_in_chapter, f"/comments/{first.pk}/replies/"]
    for page in [*where, "/words/"]:
        assert links(browser(una).get(page).text, "edit", said) == [False], page
        assert links(browser(una).get(page).text, "delete", said) == [True], page
    for page in where:
        assert links(browser(author).get(page).text, "edit", own) == [by == "author"], page
    edit = f"/comments/{said.pk}/edit/"
    assert "stays as it is" in browser(una).get(edit).text
    refused = browser(una).post(edit, {"text": "Because of HER."})
    assert refused.status_code == 403 and "Because of HER." in refused.text
    sent = {"text": "Him.", "text_before": own.source}
    reworded = browser(author).post(f"/comments/{own.pk}/edit/", sent).status_code
    assert reworded == (303 if by == "author" else 403)
    headers = {"Authorization": f"Bearer {Token.objects.hand_out(una, 'a program')[1]}"}
    program = browser()
    now = program.get(f"/annotations/c{said.pk}", headers=headers).json()
    now["body"]["value"] = "Because of HER."
    sent = {"data": now, "content_type": "application/ld+json"}
    put = program.put(f"/annotations/c{said.pk}", **sent, headers=headers | {"If-Match": "*"})
    assert put.status_code == 403 and "stays as it is" in put.text
    assert Comment.objects.get(pk=said.pk).source == "Because of him."
    assert browser(una).post(f"/comments/{said.pk}/delete/").status_code == 303


def test_who_may_not_answer_finds_no_link_to_do_so(browser, chapter, una, tam, author, moderator):
    first, on_words = say(chapter, "Why?", tam), say(chapter, "How?", tam, on="two goats")
    answered = say(chapter, "Because.", una, to=first)
    where = [url(chapter), url(chapter, f"?thread={on_words.passage_id}")]
    where += [f"/comments/{first.pk}/replies/", url(chapter, "?comments=1")]
    chapter.story.who_comments = "followers"
    chapter.story.save()

    def answering(reader):
        """On which of these pages a reader finds a link to answer."""
        pages = [browser(reader).get(page).text for page in where]
        return [any(links(html, "reply", first, on_words, answered)) for html in pages]

    for reader in (una, tam, moderator):
        assert not any(answering(reader)), reader
        assert "Follow this story" in browser(reader).get(url(chapter)).text
        Follow.objects.say(reader, chapter.story, True)
    for reader in (una, tam, moderator, author):
        assert all(answering(reader)), reader
    silence(author, una, "block")
    assert not any(answering(una)) and all(answering(tam))
    decide_about(Chapter.objects.get(pk=chapter.pk), Verdict("lock"), by=moderator)
    for reader in (una, tam, author):
        assert not any(answering(reader)), reader


def test_what_comes_to_an_open_page_has_no_link_to_answer_in_a_closed_thread(browser, chapter, tam):
    first, on_words = say(chapter, "Why?", tam), say(chapter, "How?", tam, on="two goats")
    asked = f"/live/{chapter.pk}/1.1.1/?seconds=60&threads={on_words.passage_id}&shown={first.pk}"
    page = browser(tam).get(asked).text
    assert links(page, "reply", first, on_words) == [True, True]
    close(first)
    close(on_words.passage)
    page = browser(tam).get(asked).text
    assert "How?" in page and not any(links(page, "reply", first, on_words))
    assert not any(links(page, "edit", first, on_words))
