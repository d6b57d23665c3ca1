"""What was changed elsewhere meanwhile is told before it is overwritten, with both states to choose
from: with script and without."""

import re
from html import unescape

import pytest

from reader.models import Draft
from reader.views.desk.forms import StoryForm
from tests.factories import highlight, say
from tests.views.selections import url

pytestmark = pytest.mark.django_db


def version(html, prefix=""):
    return re.search(rf'name="{prefix}version" value="([^"]*)"', html)[1]


def typed(html):
    return unescape(re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", html, re.S)[1])


class Comment:
    field = "text"

    def __init__(self, browser, chapter, una):
        self.thing = say(chapter, "Old.", una, on="two goats")
        self.client, self.form = browser(una), f"/comments/{self.thing.pk}/edit/"
        self.to, self.others = self.form, {}

    def elsewhere(self, words):
        self.thing.edit(words)

    def saved(self):
        self.thing.refresh_from_db()
        return self.thing.source


class Note:
    field = "note"

    def __init__(self, browser, chapter, una):
        self.thing = highlight(chapter, "two goats", una, note="Old.")
        self.client, self.form = browser(una), f"/highlights/{self.thing.pk}/edit/"
        self.to, self.others = f"/highlights/{self.thing.pk}/", {"colour": "pink"}

    def elsewhere(self, words):
        self.thing.change(colour="blue", note=words, public=False)

    def saved(self):
        self.thing.refresh_from_db()
        return self.thing.note


class Summary:
    field = "summary"

    def __init__(self, browser, chapter, una):
        self.thing = chapter.story
        self.thing.summary = "Old."
        self.thing.save()
        self.client = browser(self.thing.author)
        self.form = self.to = f"/desk/{self.thing.slug}/about/"
        self.others = StoryForm(instance=self.thing).initial

    def elsewhere(self, words):
        type(self.thing).objects.filter(pk=self.thing.pk).update(summary=words)

    def saved(self):
        self.thing.refresh_from_db()
        return self.thing.summary


class Bio:
    field = "bio"

    def __init__(self, browser, chapter, una):
        self.thing = una
        una.bio = "Old."
        una.save()
        self.client = browser(una)
        self.form, self.to, self.others = "/accounts/profile/", "/accounts/profile/", {"name": ""}

    def elsewhere(self, words):
        type(self.thing).objects.filter(pk=self.thing.pk).update(bio=words)

    def saved(self):
        self.thing.refresh_from_db()
        return self.thing.bio


EVERYTHING = pytest.mark.parametrize("kind", [Comment, Note, Summary, Bio])


@EVERYTHING
@pytest.mark.parametrize("headers", [{}, {"HTTP_HX_REQUEST": "true"}], ids=["page", "htmx"])
def test_one_sees_both_and_the_second_sending_decides(browser, chapter, una, kind, headers):
    one = kind(browser, chapter, una)
    begun_on = version(one.client.get(one.form, **headers).content.decode())
    one.elsewhere("Said <elsewhere>.")
    sent = one.others | {one.field: "Said here.", "version": begun_on}
    answer = one.client.post(one.to, sent, **headers)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Said &lt;elsewhere&gt;." in html and typed(html) == "Said here."
    assert one.saved() == "Said <elsewhere>."
    again = one.client.post(one.to, sent | {"version": version(html)}, **headers)
    assert again.status_code in (200, 302, 303)
    assert one.saved() == "Said here."


@EVERYTHING
def test_what_was_changed_only_elsewhere_stays_and_is_no_quarrel(browser, chapter, una, kind):
    one = kind(browser, chapter, una)
    begun_on = version(one.client.get(one.form).content.decode())
    one.elsewhere("Said elsewhere.")
    sent = one.others | {one.field: "Old.\r\n", "version": begun_on}
    assert one.client.post(one.to, sent).status_code in (302, 303)
    assert one.saved() == "Said elsewhere."


@EVERYTHING
def test_the_same_words_from_two_windows_are_no_quarrel(browser, chapter, una, kind):
    one = kind(browser, chapter, una)
    begun_on = version(one.client.get(one.form).content.decode())
    one.elsewhere("The same.")
    sent = one.others | {one.field: "The same.", "version": begun_on}
    assert one.client.post(one.to, sent).status_code in (302, 303)


def test_a_note_in_the_margin_says_so_too_and_a_new_colour_takes_no_note_away(
    browser, chapter, una, htmx
):
    mark = highlight(chapter, "two goats", una, note="Old.")
    client = browser(una)
    thread = client.get(f"/passages/{mark.passage_id}/", **htmx).content.decode()
    mark.change(colour="blue", note="From the phone.", public=False)
    sent = {"colour": "pink", "note": "Old.", "version": version(thread)}
    assert client.post(f"/highlights/{mark.pk}/", sent, **htmx).status_code == 200
    mark.refresh_from_db()
    assert (mark.colour, mark.note) == ("pink", "From the phone.")
    answer = client.post(f"/highlights/{mark.pk}/", sent | {"note": "Mine."}, **htmx)
    assert answer.status_code == 409 and "From the phone." in answer.content.decode()


def test_an_authors_note_that_was_changed_elsewhere(browser, chapter):
    note = chapter.notes.create(kind="note", source="Old.")
    client = browser(chapter.story.author)
    html = client.get(url(chapter, "notes/")).content.decode()
    chapter.notes.update(source="Said elsewhere.")
    sent = {
        "notes-TOTAL_FORMS": 1, "notes-INITIAL_FORMS": 1, "notes-0-id": note.pk,
        "notes-0-place": note.place, "notes-0-kind": "note", "notes-0-source": "Said here.",
        "notes-0-version": version(html, "notes-0-"),
    }  # fmt: skip
    answer = client.post(url(chapter, "notes/"), sent)
    assert answer.status_code == 409 and "Said elsewhere." in answer.content.decode()
    sent["notes-0-version"] = version(answer.content.decode(), "notes-0-")
    assert client.post(url(chapter, "notes/"), sent).status_code == 303
    assert chapter.notes.get().source == "Said here."


def test_two_editors_of_one_chapter_do_not_take_each_others_draft(browser, chapter, htmx):
    client = browser(chapter.story.author)

    def opened():
        html = client.get(url(chapter, "edit/")).content.decode()
        window = re.search(r'name="window" value="([^"]*)"', html)[1]
        return {"title": "", "revision": "1", "window": window, "version": version(html)}

    one, other = opened(), opened()
    for words in ("One.", "One goes on."):  # it need not have seen the answer to the first
        answer = client.post(url(chapter, "edit/"), one | {"source": words}, **htmx)
        assert answer.status_code == 200
    for words in ("Other.", "Other goes on."):
        answer = client.post(url(chapter, "edit/"), other | {"source": words}, **htmx)
        html = answer.content.decode()
        assert answer.status_code == 409 and "One goes on." in html
        other["version"] = version(html)
    assert Draft.objects.get().source == "One goes on."
    for do in ("look", "publish"):
        sent = other | {"source": "Other goes on.", "do": do}
        answer = client.post(url(chapter, "edit/"), sent)
        assert answer.status_code == 409 and "One goes on." in answer.content.decode()
    sent["version"] = version(answer.content.decode())
    assert client.post(url(chapter, "edit/"), sent).status_code == 303
    chapter.refresh_from_db()
    assert chapter.text == "Other goes on."


def test_a_form_without_a_version_is_taken_as_it_is(browser, chapter, una):
    one = Comment(browser, chapter, una)
    one.elsewhere("Said elsewhere.")
    assert one.client.post(one.to, {"text": "Said here.", "version": "text"}).status_code == 303
    assert one.saved() == "Said here."
