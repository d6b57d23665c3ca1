"""A chapter's public history: what everybody could read, and its author has not withdrawn."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from reader.actions.library.add_chapters import add_chapter
from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.merge_chapters import merge_with_next
from reader.actions.library.publish import publish_revision, publish_story
from reader.actions.revising.revise import revise
from reader.models import Chapter, Draft, Highlight, Passage, Revision, Token
from tests.factories import highlight, make_story, say
from tests.views.selections import selection, url

pytestmark = pytest.mark.django_db
JSON_LD = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


@pytest.fixture
def written(author):
    """A chapter published in its second text, and revised twice since: XUNREADX, XFIRSTX,
    XSECONDX, XNOWX."""
    story = make_story(author=author, draft=True)
    chapter = add_chapter(story, "Low Water", "XUNREADX and two goats.")
    revise(chapter, "XFIRSTX and two goats.", by=author)
    publish_story(story)
    chapter.refresh_from_db()
    chapter.story = story
    revise(chapter, "XSECONDX and two goats.", by=author)
    revise(chapter, "XNOWX and two goats.", by=author)
    return Chapter.objects.select_related("story", "revision").get(pk=chapter.pk)


def everything_on(chapter):
    """Every address under which an earlier text of the chapter could be told."""
    numbers = range(1, 5)
    rests = ["", "revisions/", "margin/", "comments/feed/", "text/"]
    rests += [f"revisions/{n}/" for n in numbers]
    rests += [f"revisions/{a}/{b}/" for a in numbers for b in numbers]
    rests += [f"?at={n}.0.7" for n in numbers]
    rests += [f"selection/?revision={n}&start=0&end=7" for n in numbers]
    story = chapter.story.get_absolute_url()
    paths = [url(chapter, rest) for rest in rests]
    paths += ["/", "/feed/", "/opds/new/", f"{story}feed/", story, f"{story}all/"]
    paths += [f"{story}download/{form}/" for form in ("epub", "html", "markdown", "txt")]
    paths += ["/annotations/", "/annotations/?page=0", "/highlights/gloss-highlights.jsonld"]
    return paths


def told(client, chapter, word):
    found = []
    for path in everything_on(chapter):
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if word.encode() in body:
            found.append(path)
    return found


def test_what_nobody_read_before_the_publication_is_its_authors_alone(
    browser, written, author, una, moderator
):
    for client in (browser(), browser(una), browser(moderator)):
        assert told(client, written, "XUNREADX") == []
        assert client.get(url(written, "revisions/1/")).status_code == 404
        assert client.get(url(written, "revisions/1/2/")).status_code == 404
        assert client.get(url(written, "revisions/2/")).status_code == 200
        assert "XFIRSTX" in client.get(url(written, "revisions/2/3/")).text
    assert url(written, "revisions/1/") in told(browser(author), written, "XUNREADX")
    assert "From before publication" in browser(author).get(url(written, "revisions/")).text


def test_a_chapter_published_later_than_its_story_keeps_its_beginnings_too(browser, author, una):
    story = make_story(author=author)
    chapter = add_chapter(story, "", "XUNREADX", draft=True)
    chapter = Chapter.objects.select_related("story", "revision").get(pk=chapter.pk)
    publish_revision(chapter, "", "XFIRSTX", on=chapter.revision, by=author)
    assert browser(una).get(url(chapter, "revisions/1/")).status_code == 404
    assert browser(una).get(url(chapter, "revisions/2/")).status_code == 200


def test_what_was_written_while_a_story_was_out_of_sight_was_never_read(browser, written, una):
    written.story.unpublish()
    revise(written, "XBETWEENX", by=written.story.author)
    revise(written, "XNEWX", by=written.story.author)
    publish_story(written.story)
    assert told(browser(una), written, "XBETWEENX") == []
    assert "XNEWX" in browser(una).get(url(written)).text


def test_a_text_that_waits_for_its_day_is_not_in_the_history_before(browser, written, una):
    tomorrow = timezone.now() + timedelta(days=1)
    Chapter.objects.filter(pk=written.pk).update(published_at=tomorrow)
    assert not Revision.objects.filter(chapter=written).visible_to(una).exists()
    assert Revision.objects.filter(chapter=written).visible_to(written.story.author).count() == 4


def test_no_answer_says_whether_words_were_guessed_that_nobody_read(browser, written, una):
    for number, status in ((1, 409), (2, 303)):
        start = written.revisions.get(number=number).text.index("two goats")
        sent = {"revision": number, "start": start, "end": start + 9, "colour": "pink"}
        for guess, said in (("two goats", status), ("one horse", 409)):
            answer = browser(una).post(url(written, "highlights/"), sent | {"quote": guess})
            assert answer.status_code == said, (number, guess)
    assert Highlight.objects.count() == 1


def test_nobody_marks_what_they_may_not_read_to_be_told_it(browser, written, una):
    """A program names a revision and a place in it, and no words: the answer would quote them."""
    written.revisions.get(number=3).withdraw()
    _, secret = Token.objects.hand_out(una, "e-reader")
    for number in (1, 3):
        sent = {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "type": "Annotation",
            "motivation": "highlighting",
            "target": {
                "source": f"http://testserver{url(written, f'revisions/{number}/')}",
                "selector": {"type": "TextPositionSelector", "start": 0, "end": 8},
            },
        }
        answer = browser().post(
            "/annotations/",
            json.dumps(sent),
            content_type=JSON_LD,
            headers={"Authorization": f"Bearer {secret}"},
        )
        assert answer.status_code == 400
        assert "XUNREADX" not in answer.text and "XSECONDX" not in answer.text
    assert not Passage.objects.exists()


def test_a_page_that_shows_the_present_text_marks_as_before(browser, written, una):
    browser(una).post(url(written, "highlights/"), selection(written, "two goats", colour="pink"))
    assert Highlight.objects.get().passage.quote == "two goats"


def withdraw(client, chapter, number, do="withdraw"):
    return client.post(url(chapter, f"revisions/{number}/withdraw/"), {"do": do})


def test_an_author_withdraws_a_text_and_puts_it_back(browser, written, author, una):
    client = browser(author)
    assert withdraw(client, written, 3).status_code == 303
    for reader in (None, una):
        assert told(browser(reader), written, "XSECONDX") == []
    page = client.get(url(written, "revisions/")).text
    assert "Withdrawn: only you can see it" in page and "Show in the public history again" in page
    assert url(written, "revisions/3/") in told(client, written, "XSECONDX")
    assert withdraw(client, written, 3, "put back").status_code == 303
    assert url(written, "revisions/3/") in told(browser(una), written, "XSECONDX")


def test_changes_are_shown_from_one_public_text_to_the_next(browser, written, author, una):
    withdraw(browser(author), written, 3)
    page = browser(una).get(url(written, "revisions/")).text
    assert url(written, "revisions/2/4/") in page
    assert "revisions/3/" not in page and "revisions/1/" not in page


def test_marks_of_a_withdrawn_text_stay_in_their_place_or_loose(browser, author, una, tam):
    chapter = add_chapter(make_story(author=author), "", "Two goats, a widow XGONEX.")
    kept = highlight(chapter, "Two goats", una, public=True)
    lost = say(chapter, "Why?", una, on="a widow")
    revise(chapter, "Two goats.", by=author)
    browser(author).post(url(chapter, "revisions/1/withdraw/"), {"do": "withdraw"})
    kept.passage.refresh_from_db()
    lost.passage.refresh_from_db()
    assert not kept.passage.loose and lost.passage.loose
    page = browser(tam).get(url(chapter)).text
    assert "Two goats" in page and "Why?" in browser(tam).get(lost.passage.thread_url).text
    assert "XGONEX" not in page  # what stood around it
    assert "XGONEX" not in browser(tam).get(f"/annotations/c{lost.pk}").text
    brought = browser(una).get("/highlights/gloss-highlights.jsonld").getvalue().decode()
    assert "a widow" in brought and "XGONEX" not in brought


def test_the_present_text_is_not_withdrawn(browser, written, author):
    answer = withdraw(browser(author), written, 4)
    assert answer.status_code == 400 and "Publish another one first" in answer.text
    assert not Revision.objects.exclude(withdrawn_at=None).exists()


def test_only_the_author_withdraws(browser, written, una, moderator):
    for reader in (una, moderator):
        assert withdraw(browser(reader), written, 3).status_code == 404
    assert withdraw(browser(), written, 3).url.startswith("/accounts/login/")
    assert browser(una).get(url(written, "revisions/3/withdraw/")).status_code == 405
    assert not Revision.objects.exclude(withdrawn_at=None).exists()


def test_who_read_a_text_that_is_withdrawn_is_not_led_to_it(browser, author, una):
    chapter = add_chapter(make_story(author=author), "", "One goat.")
    client = browser(una)
    client.post(url(chapter, "place/"), {"offset": 9, "revision": 1, "finished": 1})
    revise(chapter, "Two goats.", by=author)
    assert url(chapter, "revisions/1/2/") in client.get(url(chapter)).text
    browser(author).post(url(chapter, "revisions/1/withdraw/"), {"do": "withdraw"})
    assert url(chapter, "revisions/1/2/") not in client.get(url(chapter)).text


def test_an_unread_text_is_made_the_present_one_in_the_editor_only(browser, written, author, una):
    answer = browser(author).post(url(written, "revisions/1/restore/"))
    assert answer.url == url(written, "edit/")
    assert "XUNREADX" in browser(author).get(answer.url).text
    assert told(browser(una), written, "XUNREADX") == []
    again = browser(author).post(url(written, "revisions/1/restore/"))
    assert again.status_code == 400 and "draft of this chapter" in again.text
    assert Draft.objects.get().source.startswith("XUNREADX")


def test_a_text_that_everybody_read_is_made_the_present_one_at_once(browser, written, author, una):
    browser(author).post(url(written, "revisions/3/restore/"))
    assert "XSECONDX" in browser(una).get(url(written)).text


def test_the_history_of_a_chapter_that_went_into_another_is_kept_alike(browser, author, una):
    story = make_story(author=author)
    first, second = add_chapter(story, "", "One."), add_chapter(story, "", "XUNREADX", draft=True)
    second = Chapter.objects.select_related("story", "revision").get(pk=second.pk)
    publish_revision(second, "", "Two.", on=second.revision, by=author)
    merge_with_next(first, by=author)
    there = f"/stories/{story.slug}/out/{second.pk}"
    assert browser(una).get(f"{there}/1/").status_code == 404
    assert browser(una).get(f"{there}/2/").status_code == 200
    assert "XUNREADX" in browser(author).get(f"{there}/1/").text


def test_what_an_author_marked_in_a_draft_tells_nothing_of_it_when_it_comes_out(
    browser, author, una
):
    story = make_story(author=author, draft=True)
    chapter = add_chapter(
        story, "", "XUNREADX goat first.\n\nThe widow had two XUNREADX goats and a cow."
    )
    highlight(chapter, "XUNREADX goat first", author, public=True)
    say(chapter, "A goat?", author, on="XUNREADX goat first")
    say(chapter, "Better.", author, on="had two XUNREADX goats and a cow")
    revise(chapter, "A new beginning.\n\nThe widow had two goats and a cow.", by=author)
    publish_story(story)
    thread = Passage.objects.get(loose=False).thread_url
    for client in (browser(), browser(una)):
        page = client.get(url(chapter)).text + client.get(thread).text
        assert "A goat?" in page and "Better." in page
        assert "XUNREADX" not in page + client.get("/annotations/?page=0").text
        assert "XUNREADX" not in client.get("/readers/author/").text
    assert "XUNREADX goat first" in browser(author).get("/highlights/").text


def test_what_readers_marked_keeps_their_words_when_a_story_comes_out_again(browser, author, una):
    chapter = add_chapter(make_story(author=author), "", "One goat, a widow.")
    Chapter.objects.update(told_at=timezone.now())  # it was out
    mark = highlight(chapter, "One goat", una)
    revise(chapter, "Two goats, a widow.", by=author)
    chapter.story.unpublish()
    ChapterList(chapter.story).unpublish(Chapter.objects.get(pk=chapter.pk))
    publish_story(chapter.story)
    mark.passage.refresh_from_db()
    assert mark.passage.quote == "One goat"
