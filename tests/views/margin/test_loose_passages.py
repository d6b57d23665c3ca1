"""Words that are gone: what was written on them waits below, and can be put elsewhere."""

import pytest

from reader.actions.library.add_chapters import add_chapter
from reader.actions.revising.revise import revise
from reader.models import Comment, Highlight, Passage, Reading
from tests.factories import TEXT, highlight, make_chapter, say
from tests.views.selections import selection, url

pytestmark = pytest.mark.django_db
WITHOUT = TEXT.replace(" with two goats, a widow, and a box of lamp oil", "")


@pytest.fixture
def loose(chapter, una):
    mark = highlight(chapter, "two goats", una, note="Kings?")
    revise(chapter, WITHOUT, by=None)
    return Passage.objects.get(pk=mark.passage_id)


def path(passage):
    return f"/passages/{passage.pk}/words/"


def test_it_is_listed_under_the_chapter_with_a_way_to_put_it_elsewhere(browser, loose, una, tam):
    chapter = loose.chapter
    say(chapter, "Aye.", una, on="eleven years")
    html = browser(una).get(url(chapter)).content.decode()
    assert 'id="loose"' in html and f"?put={loose.pk}" in html and "/revisions/1/" in html
    assert "two goats" not in browser(tam).get(url(chapter)).content.decode()
    form = browser(una).get(f"{url(chapter)}?put={loose.pk}").content.decode()
    assert 'id="reattaching"' in form and f'action="{path(loose)}"' in form


def test_the_form_to_put_it_elsewhere_is_for_its_owner_alone_and_where_it_waits(
    browser, loose, una, tam
):
    Highlight.objects.update(public=True)
    chapter = loose.chapter
    other = make_chapter("Una laughed at the goats.", story=chapter.story)
    settled = highlight(chapter, "eleven years", una).passage
    for reader, where, passage in (
        (tam, chapter, loose), (None, chapter, loose), (una, other, loose), (una, chapter, settled),
    ):  # fmt: skip
        html = browser(reader).get(f"{url(where)}?put={passage.pk}").content.decode()
        assert 'id="reattaching"' not in html


def test_its_owner_puts_it_on_words_they_select(browser, loose, una, htmx):
    chapter = loose.chapter
    chapter.refresh_from_db()
    answer = browser(una).post(path(loose), selection(chapter, "a fish"), **htmx)
    assert answer["HX-Redirect"].startswith(url(chapter))
    loose.refresh_from_db()
    assert not loose.loose and loose.words_now == "a fish" and loose.quote == "two goats"
    assert Highlight.objects.get().note == "Kings?"


def test_or_on_a_whole_paragraph(browser, loose, una):
    answer = browser(una).post(path(loose), {"revision": 2, "block": 4})
    assert answer.status_code == 303
    loose.refresh_from_db()
    assert loose.words_now == "They crossed at noon."


def test_what_others_say_there_stays_where_it_is(browser, chapter, una, tam):
    mark = highlight(chapter, "two goats", una)
    mine = say(chapter, "Kings?", una, on="two goats")
    answer = say(chapter, "No, goats.", tam, to=mine)
    theirs = say(chapter, "Why two?", tam, on="two goats")
    revise(chapter, WITHOUT, by=None)
    browser(una).post(path(mark.passage), {"revision": 2, "block": 4})
    stands = {comment.pk: comment.passage for comment in Comment.objects.all()}
    assert stands[mine.pk] == stands[answer.pk] == Highlight.objects.get().passage
    assert not stands[mine.pk].loose and stands[mine.pk].quote == "two goats"
    assert stands[theirs.pk].loose and stands[theirs.pk] != stands[mine.pk]


def test_only_its_owner_may_and_only_while_it_is_loose(browser, loose, una, tam, author):
    sent = {"revision": 2, "block": 4}
    assert browser(tam).post(path(loose), sent).status_code == 404
    assert browser().post(path(loose), sent).status_code == 404
    Highlight.objects.update(public=True)
    for reader in (tam, author):
        assert browser(reader).post(path(loose), sent).status_code == 403
    assert browser().post(path(loose), sent).status_code == 403
    loose.refresh_from_db()
    assert loose.loose
    browser(una).post(path(loose), sent)
    assert browser(una).post(path(loose), sent).status_code == 403


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 400),
        ({"revision": 2, "block": 99}, 409),
        ({"revision": 9, "block": 1}, 409),
        ({"revision": 1, "start": 0, "end": 9, "quote": "The goats"}, 409),
        ({"revision": 1, "block": "4" * 30}, 400),
    ],
)
def test_what_makes_no_sense_moves_nothing(browser, loose, una, sent, status):
    assert browser(una).post(path(loose), sent).status_code == status
    loose.refresh_from_db()
    assert loose.loose


def test_a_chapter_read_to_its_end_says_that_it_was_revised_since(browser, chapter, una, tam):
    client = browser(una)
    end = {"revision": 1, "offset": len(chapter.text), "finished": "1"}
    client.post(url(chapter, "place/"), end)
    other = add_chapter(chapter.story, "High Water", "It laughed back.")
    client.post(url(other, "place/"), {"revision": 1, "offset": 3})
    story = chapter.story.get_absolute_url()
    assert "Revised since" not in client.get(url(chapter)).content.decode()
    assert "Revised since" not in client.get(story).content.decode()
    revise(chapter, WITHOUT, by=None)
    assert "Revised since you read it" in client.get(story).content.decode()
    html = client.get(url(chapter)).content.decode()
    assert "Revised since you read it" in html and "/revisions/1/2/" in html
    for reader in (None, tam):
        assert "Revised since" not in browser(reader).get(url(chapter)).content.decode()
        assert "Revised since" not in browser(reader).get(story).content.decode()
    client.post(url(chapter, "place/"), end | {"revision": 2})
    assert "Revised since" not in client.get(url(chapter)).content.decode()


def test_reading_an_older_page_to_its_end_is_no_reading_of_the_new_text(browser, chapter, una):
    revise(chapter, WITHOUT, by=None)
    sent = {"revision": 1, "offset": 3, "finished": "1"}
    browser(una).post(url(chapter, "place/"), sent)
    assert Reading.objects.get().revision.number == 1
    assert "Revised since" in browser(una).get(url(chapter)).content.decode()
    browser(una).post(url(chapter, "place/"), sent | {"revision": 2})
    browser(una).post(url(chapter, "place/"), sent)
    assert Reading.objects.get().revision.number == 2


@pytest.mark.parametrize("finished", ["", "1"])
def test_it_says_that_it_was_revised_until_one_has_looked(browser, chapter, una, finished):
    client = browser(una)
    client.post(url(chapter, "place/"), {"revision": 1, "offset": 3, "finished": finished})
    revise(chapter, WITHOUT, by=None)
    for _ in range(2):
        assert "Revised since" in client.get(url(chapter)).content.decode()
        client.post(url(chapter, "place/"), {"revision": 2, "offset": 5})
    revise(chapter, WITHOUT + " And so on.", by=None)
    assert "/revisions/1/3/" in client.get(url(chapter)).content.decode()
    for path in ("revisions/1/2/", "revisions/2/3/", "revisions/"):
        client.get(url(chapter, path))
        browser().get(url(chapter, "revisions/1/3/"))
    assert "Revised since" in client.get(url(chapter)).content.decode()
    client.get(url(chapter, "revisions/1/3/"))
    assert "Revised since" not in client.get(url(chapter)).content.decode()
    story = client.get(chapter.story.get_absolute_url()).content.decode()
    assert "Revised since" not in story


def test_of_many_a_few_are_shown_and_all_can_be_reached(browser, chapter, una, tam):
    words = chapter.text
    for start in range(60):
        say(chapter, "Here.", tam, on=words[start : start + 60])
    revise(chapter, "Nothing of it is left.", by=None)
    client = browser(una)
    html = client.get(url(chapter)).content.decode()
    shown = html[html.index('id="loose"') :]
    assert shown.count("View thread") == 20 and f'href="{url(chapter)}loose/"' in shown
    seen = []
    for page in ("", "?page=2"):
        html = client.get(f"{url(chapter)}loose/{page}").content.decode()
        seen.append(html.count("View thread"))
    assert seen == [50, 10]
    assert "Attach to other text" not in html
    assert "Attach to other text" in browser(tam).get(f"{url(chapter)}loose/").content.decode()
