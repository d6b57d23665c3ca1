"""A reader tells an author of a slip of the pen: seen by both, and by nobody else."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reader.actions.inbox.notify import notify_readers
from reader.actions.library.co_authors import accept_invitation, invite_co_author
from reader.actions.moderation.appeal import reverse
from reader.actions.moderation.decide import Verdict, decide
from reader.actions.people.leave import leave
from reader.actions.people.silence import silence
from reader.actions.revising.revise import revise
from reader.exporting.data.about_reader import about
from reader.models import Case, HeldWord, Notification, Passage, Silence, TypoNote
from tests.factories import TEXT, highlight
from tests.views.selections import selection, url

pytestmark = pytest.mark.django_db
SLIP = "a widow, and a box"


def send(client, chapter, words=SLIP, **said):
    fields = {"suggestion": words.replace("widow", "widower"), "remark": ""} | said
    return client.post(url(chapter, "typos/"), selection(chapter, words) | fields)


def page_of(client, chapter):
    """A chapter's page, without what protects its forms."""
    return re.sub(r"\w{64}", "", client.get(url(chapter)).content.decode())


def desk(chapter):
    return f"/desk/{chapter.story.slug}/typos/"


def choose(client, chapter, note, act):
    return client.post(desk(chapter), {"do": f"{act} {note.pk}"})


def test_the_way_without_script(browser, chapter, una, author):
    block = chapter.revision.block_at(chapter.text.index(SLIP))
    panel = browser(una).get(url(chapter, f"blocks/{block}/")).content.decode()
    assert "Suggest a correction" in panel
    form = browser(una).get(url(chapter, "typos/"), selection(chapter, SLIP)).content.decode()
    assert f"{SLIP}</textarea>" in form
    reading = browser(una)
    answer = send(reading, chapter, remark="His wife died in *chapter 1*.")
    assert answer.status_code == 303
    mine = reading.get(answer["Location"]).content.decode()
    assert "a widower, and a box" in mine and "Sent: only the author" in mine
    listed = browser(author).get(desk(chapter)).content.decode()
    assert f"<mark>{SLIP}</mark>" in listed and "with two goats" in listed
    assert "a widower, and a box" in listed and "His wife died" in listed
    for page in ("/desk/", f"/desk/{chapter.story.slug}/"):
        assert 'Corrections <span class="cases-waiting">1</span>' in (
            browser(author).get(page).content.decode()
        )


def test_nobody_else_sees_anything_of_it(browser, chapter, una, tam, author, moderator, htmx):
    page = page_of(browser(tam), chapter)
    send(browser(una), chapter, suggestion="a widower", remark="Secretly.")
    note = TypoNote.objects.get()
    assert page_of(browser(tam), chapter) == page
    revise(chapter, TEXT.replace("lamp oil", "lamps"), by=author)
    block = chapter.revision.block_at(chapter.text.index(SLIP))
    for path in (url(chapter, f"blocks/{block}/"), url(chapter, "margin/"), "/annotations/?page=0"):
        for reader in (tam, moderator, author):
            assert "Secretly" not in browser(reader).get(path, **htmx).content.decode()
    for reader in (tam, moderator, author):
        assert browser(reader).get(f"/passages/{note.passage_id}/").status_code == 404
        assert browser(reader).get(f"/typos/{note.pk}/").status_code == 404
    for reader in (tam, moderator, una):
        assert browser(reader).get(desk(chapter)).status_code == 404
    notify_readers()
    assert not Notification.objects.exclude(reader=author).exists()


def test_its_writer_is_told_once_what_came_of_it(browser, chapter, una, author):
    send(browser(una), chapter)
    note = TypoNote.objects.get()
    done = browser(author).get(choose(browser(author), chapter, note, "left")["Location"])
    assert "Undo" in done.content.decode() and "Nothing to correct" in done.content.decode()
    notify_readers()
    assert "leaves it as it is" in browser(una).get("/inbox/").content.decode()
    choose(browser(author), chapter, note, "reopen")
    assert not Notification.objects.exclude(reader=author).exists()
    assert SLIP in browser(author).get(desk(chapter)).content.decode()
    choose(browser(author), chapter, note, "corrected")
    notify_readers()
    notify_readers()
    told = Notification.objects.get(reader=una)
    una.refresh_from_db()
    assert una.unread == 1
    assert "The author corrected" in browser(una).get("/inbox/").content.decode()
    opened = browser(una).get(told.get_absolute_url(), follow=True).content.decode()
    assert "The author has corrected it" in opened and "<textarea" not in opened
    assert "a widower" not in browser(una).get("/words/").content.decode()


def test_what_was_decided_on_a_day_is_one_row(browser, chapter, una, author):
    for words in (SLIP, "two goats", "crossed at noon"):
        send(browser(una), chapter, words, suggestion="Something else.")
    for note in TypoNote.objects.all():
        choose(browser(author), chapter, note, "corrected")
    notify_readers()
    inbox = browser(una).get("/inbox/").content.decode()
    assert inbox.count('class="inbox-row"') == 1 and "and two more that you found" in inbox


def test_a_revision_corrects_it_by_itself(browser, chapter, una, author):
    send(browser(una), chapter)
    send(browser(una), chapter, "two goats", suggestion="three goats")
    said = TEXT.replace("They crossed", "They all crossed").replace("a widow", "a widower")
    revise(chapter, said, by=author)
    notify_readers()
    goats, widow = TypoNote.objects.order_by("suggestion").reverse()
    assert (widow.outcome, goats.outcome) == ("corrected", "")
    assert "The author corrected" in browser(una).get("/inbox/").content.decode()
    revise(chapter, "All of it is gone.", by=author)
    notify_readers()
    listed = browser(author).get(desk(chapter)).content.decode()
    assert "two goats" in listed and "not in the chapter any more" in listed


def test_it_is_changed_and_taken_back_by_its_writer(browser, chapter, una, tam):
    send(browser(una), chapter)
    note = TypoNote.objects.get()
    again = browser(una).get(url(chapter, "typos/"), selection(chapter, SLIP)).content.decode()
    assert "a widower, and a box</textarea>" in again
    send(browser(una), chapter, suggestion="an orphan, and a box")
    assert TypoNote.objects.get().suggestion == "an orphan, and a box"
    changed = {"suggestion": "", "remark": "It should go."}
    assert browser(una).post(f"/typos/{note.pk}/", changed).status_code == 303
    note.refresh_from_db()
    assert (note.suggestion, note.remark) == ("", "It should go.")
    assert browser(tam).post(f"/typos/{note.pk}/delete/").status_code == 404
    assert "Take it back" in browser(una).get(f"/typos/{note.pk}/delete/").content.decode()
    browser(una).post(f"/typos/{note.pk}/delete/")
    assert not TypoNote.objects.exists() and not Passage.objects.exists()


@pytest.mark.parametrize("why", ["not welcome", "blocked", "suspended", "their own"])
def test_who_may_not(browser, chapter, una, author, why):
    reader = author if why == "their own" else una
    if why == "not welcome":
        sent = {"who_sends_typos": "nobody"}
        browser(author).post(f"/desk/{chapter.story.slug}/margin/", sent)
    elif why == "blocked":
        silence(author, una, Silence.Kind.BLOCK)
        una.refresh_from_db()
    elif why == "suspended":
        una.suspended_until = timezone.now() + timedelta(days=1)
        una.save()
    if why != "suspended":
        for path in (url(chapter), url(chapter, "blocks/1/")):
            assert "Suggest a correction" not in browser(reader).get(path).content.decode()
        asked = browser(reader).get(url(chapter, "typos/"), selection(chapter, SLIP))
        assert asked.status_code == 403
    answer = send(browser(reader), chapter, remark="Typed with care.")
    assert answer.status_code == 403 and "Typed with care." in answer.content.decode()
    assert not TypoNote.objects.exists()


def test_what_is_not_changed_or_is_gone_is_refused_with_what_was_typed(browser, chapter, una):
    same = send(browser(una), chapter, suggestion=SLIP)
    assert same.status_code == 422 and "Change the words" in same.content.decode()
    fields = selection(chapter, SLIP)
    revise(chapter, "Gone.", by=None)
    gone = browser(una).post(url(chapter, "typos/"), fields | {"suggestion": "Kept words."})
    assert gone.status_code == 409 and "Kept words." in gone.content.decode()
    assert not TypoNote.objects.exists()


def test_co_authors_have_the_same_hands(browser, chapter, una, tam):
    invite_co_author(chapter.story, tam)
    accept_invitation(chapter.story, tam)
    send(browser(una), chapter)
    note = TypoNote.objects.get()
    assert SLIP in browser(tam).get(desk(chapter)).content.decode()
    choose(browser(tam), chapter, note, "corrected")
    note.refresh_from_db()
    assert note.outcome == "corrected"
    silence(tam, una, Silence.Kind.MUTE)
    assert SLIP not in browser(tam).get(desk(chapter)).content.decode()


def test_its_writer_takes_it_along_and_leaves_nothing(browser, chapter, una, author):
    send(browser(una), chapter)
    highlight(chapter, "two goats", author)
    assert json.loads(json.dumps(about(una), default=str))["corrections"][0]["words"] == SLIP
    assert about(author)["corrections"] == []
    leave(una, comments=True, stories=True)
    assert not TypoNote.objects.exists() and Passage.objects.count() == 1


def test_words_that_others_attach_elsewhere_stay_where_a_note_is_on_them(
    browser, chapter, una, tam
):
    mark = highlight(chapter, SLIP, tam)
    send(browser(una), chapter)
    revise(chapter, TEXT.replace(SLIP, "no one, nor any"), by=None)
    place = {"revision": 2} | {"block": 1}
    mark.passage.refresh_from_db()
    assert mark.passage.loose
    browser(tam).post(f"/passages/{mark.passage_id}/words/", place)
    mark.refresh_from_db()
    assert mark.passage_id != TypoNote.objects.get().passage_id


def test_a_held_word_waits_for_a_moderator(browser, chapter, una, author, moderator):
    HeldWord.objects.create(kind="word", text="casino", made_by=moderator)
    send(browser(una), chapter, suggestion="a casino")
    assert SLIP not in browser(author).get(desk(chapter)).content.decode()
    queue = browser(moderator).get("/moderation/").content.decode()
    assert "correction by" in queue and "a casino" in queue
    case = Case.objects.get()
    decide(case, Verdict("nothing"), by=moderator, seen=0)
    assert SLIP in browser(author).get(desk(chapter)).content.decode()


def test_an_author_reports_one_and_moderators_hide_it(
    browser, chapter, una, tam, author, moderator
):
    send(browser(una), chapter, suggestion="You can’t write.")
    note = TypoNote.objects.get()
    way = f"/report/typonote/{note.pk}/"
    assert "a correction by" in browser(author).get(way).content.decode()
    assert browser(tam).get(way).status_code == browser(moderator).get(way).status_code == 404
    assert browser(author).post(way, {"reason": "harassment", "text": ""}).status_code == 303
    case = Case.objects.get()
    assert "You can’t write." in browser(moderator).get(case.get_absolute_url()).content.decode()
    decision = decide(case, Verdict("hide"), by=moderator, seen=1)
    assert SLIP not in browser(author).get(desk(chapter)).content.decode()
    reverse(decision, by=moderator)
    assert SLIP in browser(author).get(desk(chapter)).content.decode()


def test_the_lists_ask_as_much_however_long_they_are(browser, chapter, una, author):
    asked = []
    for words in ("nine", "eleven years", "boot in the boat", "two goats", SLIP):
        send(browser(una), chapter, words, suggestion="Something else.")
        reading, writing = browser(una), browser(author)
        reading.get("/words/"), writing.get("/desk/")
        with CaptureQueriesContext(connection) as queries:
            assert words in reading.get("/words/").content.decode()
            assert words in writing.get(desk(chapter)).content.decode()
            writing.get("/desk/")
        asked.append(len(queries))
    assert asked[1] == asked[-1]
