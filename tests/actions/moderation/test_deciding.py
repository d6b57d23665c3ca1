"""What moderators decide: done, told and written down, once."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from reader.actions.inbox.notify import notify_readers
from reader.actions.margin import keep_order
from reader.actions.margin.close_talk import close
from reader.actions.margin.comment import edit_comment
from reader.actions.margin.highlight import highlight_words, remove_highlight
from reader.actions.moderation import in_the_margin
from reader.actions.moderation.appeal import AppealedBefore, answer_appeal, appeal, reverse
from reader.actions.moderation.decide import (
    DecidedMeanwhile,
    NotTheirs,
    Verdict,
    decide,
    decide_about,
)
from reader.actions.moderation.report import OwnThing, report
from reader.actions.people.leave import leave
from reader.models import (
    Case,
    Chapter,
    ChosenReader,
    Comment,
    Decision,
    Highlight,
    Notification,
    Reader,
    Report,
    Story,
)
from reader.models.inbox.follow import thread_of
from reader.models.moderation.decision import Unchangeable
from reader.models.moderation.held_word import HeldWord
from reader.models.moderation.record import records_of
from tests.factories import find_words, highlight, make_reader, make_story, say

pytestmark = pytest.mark.django_db
Kind = Notification.Kind


@pytest.fixture
def comment(chapter, una):
    return say(chapter, "You are *all* fools.", una, on="two goats")


def reported(thing, *by):
    for reader in by:
        report(thing, by=reader, reason="harassment", text="Rude.")
    return Case.objects.get(closed_at=None)


def told(reader):
    return list(reader.notifications.order_by("pk").values_list("kind", flat=True))


def test_reports_of_one_thing_are_one_case_with_the_words_of_each_moment(comment, tam):
    ben = make_reader("ben")
    reported(comment, tam)
    comment.edit("I said nothing.")
    case = reported(comment, ben)
    assert (case.reporters, case.about) == (2, comment.reader)
    words = list(case.reports.values_list("by__username", "words", "quote"))
    assert words == [
        ("tam", "You are *all* fools.", "two goats"),
        ("ben", "I said nothing.", "two goats"),
    ]


def test_who_reports_again_says_the_latter_and_counts_once(comment, tam):
    reported(comment, tam)
    report(comment, by=tam, reason="spam")
    assert Case.objects.get().reporters == 1
    assert Report.objects.get().reason == "spam"


def test_nobody_reports_themselves(comment, una):
    with pytest.raises(OwnThing):
        report(comment, by=una, reason="spam")
    with pytest.raises(OwnThing):
        report(una, by=una, reason="spam")


def test_a_hidden_comment_is_told_to_its_writer_and_to_who_reported_it_once(
    comment, una, tam, moderator
):
    case = reported(comment, tam, make_reader("ben"))
    decide(case, Verdict("hide", "Be kind."), by=moderator, seen=2)
    notify_readers()
    comment.refresh_from_db()
    assert comment.hidden_at
    assert told(una) == [Kind.DECISION]
    assert told(tam) == told(Reader.objects.get(username="ben")) == [Kind.OUTCOME]
    una.refresh_from_db()
    assert una.unread == 1
    assert Decision.objects.get().word == "Be kind."


def test_what_is_found_to_be_nothing_is_told_to_who_reported_it_alone(comment, una, tam, moderator):
    decide(reported(comment, tam), Verdict("nothing"), by=moderator, seen=1)
    comment.refresh_from_db()
    assert not comment.hidden_at
    assert told(una) == [] and told(tam) == [Kind.OUTCOME]


def test_two_moderators_do_not_decide_the_same_thing_twice(comment, tam, moderator):
    case = reported(comment, tam)
    decide(case, Verdict("hide"), by=moderator, seen=1)
    with pytest.raises(DecidedMeanwhile):
        decide(case, Verdict("warn"), by=make_reader(is_superuser=True), seen=1)
    assert Decision.objects.count() == 1


def test_what_was_reported_once_more_is_looked_at_first(comment, tam, moderator):
    case = reported(comment, tam)
    reported(comment, make_reader("ben"))
    with pytest.raises(DecidedMeanwhile):
        decide(case, Verdict("nothing"), by=moderator, seen=1)
    assert not Decision.objects.exists() and Case.objects.filter(closed_at=None).exists()


def test_a_warning_is_counted_until_it_is_reversed(comment, una, tam, moderator):
    case = reported(comment, tam)
    decision = decide(case, Verdict("warn", hides=True), by=moderator, seen=1)
    comment.refresh_from_db()
    assert comment.hidden_at
    assert records_of([una.pk])[una.pk].warnings == 1
    reverse(decision, by=moderator)
    comment.refresh_from_db()
    assert not comment.hidden_at
    assert records_of([una.pk])[una.pk].warnings == 0
    with pytest.raises(DecidedMeanwhile):
        reverse(decision, by=moderator)
    assert told(una) == [Kind.DECISION, Kind.DECISION]


def test_a_mark_is_not_shown_any_more_and_stays_its_readers(chapter, una, tam, moderator):
    mark = highlight(chapter, "lamp oil", una, note="Mine.", public=True)
    decide(reported(mark, tam), Verdict("hide"), by=moderator, seen=1)
    mark.refresh_from_db()
    assert (mark.public, mark.note, mark.removed_at) == (False, "Mine.", None)
    assert "Mine." not in str(Report.objects.values_list())


def test_what_moderators_hid_its_reader_does_not_show_again(chapter, una, moderator, browser):
    mark = highlight(chapter, "lamp oil", una, public=True)
    decision = decide_about(mark, Verdict("hide"), by=moderator)
    client = browser(una)
    assert "A moderator hid this" in client.get(f"/highlights/{mark.pk}/edit/").content.decode()
    client.post(f"/highlights/{mark.pk}/", {"colour": "pink", "public": "on"})
    assert not Highlight.objects.get().public
    remove_highlight(mark)
    for colour in ("pink", "blue"):  # marked anew, and once more
        highlight_words(chapter, una, *find_words(chapter, "lamp oil"), colour, public=True)
    assert not Highlight.objects.get().public
    reverse(decision, by=moderator)
    assert Highlight.objects.get().public


def test_a_closed_account_with_all_its_words_comes_back_as_it_was(
    comment, chapter, una, moderator, browser
):
    hidden = say(chapter, "Hidden before.", una)
    hidden.hide()
    shown = highlight(chapter, "lamp oil", una, public=True)
    private = highlight(chapter, "one boot", una)
    visitor = browser()
    assert 'class="shown' in visitor.get(chapter.get_absolute_url()).content.decode()
    decision = decide_about(una, Verdict("close", hides=True), by=moderator)
    una.refresh_from_db()
    assert not una.is_active and una.closed_at
    assert not Comment.objects.spoken().exists()
    page = visitor.get(chapter.get_absolute_url()).content.decode()
    assert (
        'class="shown' not in page
        and "talk" not in page.partition("<article")[2].partition("</article")[0]
    )
    reverse(decision, by=moderator)
    una.refresh_from_db()
    assert una.is_active and not una.closed_at
    assert list(Comment.objects.spoken()) == [comment]
    assert list(Highlight.objects.filter(public=True)) == [shown]
    assert 'class="shown' in visitor.get(chapter.get_absolute_url()).content.decode()
    assert not Highlight.objects.get(pk=private.pk).public


def test_an_account_may_be_closed_and_its_words_stay(comment, una, moderator):
    decide_about(una, Verdict("close"), by=moderator)
    assert Comment.objects.spoken().exists()


def test_nobody_decides_about_themselves_nor_about_other_moderators(
    comment, chapter, moderator, tam
):
    keeper = make_reader("keeper", is_superuser=True, is_staff=True)
    own = say(chapter, "Mine.", moderator)
    with pytest.raises(NotTheirs):
        decide(reported(own, tam), Verdict("nothing"), by=moderator, seen=1)
    for about in (moderator, keeper):
        with pytest.raises(NotTheirs):
            decide_about(about, Verdict("close"), by=moderator)
    with pytest.raises(NotTheirs):
        decide_about(keeper, Verdict("close"), by=keeper)
    decide_about(moderator, Verdict("warn"), by=keeper)
    assert Decision.objects.count() == 1


def test_an_appeal_is_made_once_and_told_what_came_of_it(comment, una, tam, moderator):
    keeper = make_reader("keeper", is_superuser=True)
    decision = decide(reported(comment, tam), Verdict("hide"), by=moderator, seen=1)
    appeal(decision, "It was a quotation.")
    decision = Decision.objects.get(pk=decision.pk)
    with pytest.raises(AppealedBefore):
        appeal(decision, "Truly.")
    case = Case.objects.get(closed_at=None)
    assert case.is_appeal and case.about == una
    answer = answer_appeal(case, granted=True, by=keeper)
    comment.refresh_from_db()
    assert not comment.hidden_at and answer.of == decision
    assert told(una) == [Kind.DECISION, Kind.DECISION] and told(tam) == [Kind.OUTCOME]
    with pytest.raises(AppealedBefore):
        appeal(Decision.objects.get(pk=answer.pk), "And?")


def test_a_decision_that_is_upheld_stays(comment, una, tam, moderator):
    decision = decide(reported(comment, tam), Verdict("hide"), by=moderator, seen=1)
    appeal(decision, "Why?")
    answer_appeal(Case.objects.get(closed_at=None), granted=False, by=moderator, word="Because.")
    comment.refresh_from_db()
    assert comment.hidden_at and told(una) == [Kind.DECISION, Kind.DECISION]


def test_nobody_changes_the_log(comment, tam, moderator):
    decision = decide(reported(comment, tam), Verdict("nothing"), by=moderator, seen=1)
    decision.word = "Something else."
    for change in (
        decision.save,
        decision.delete,
        Decision.objects.all().delete,
        lambda: Decision.objects.update(word="x"),
        lambda: Decision.objects.bulk_update([decision], ["word"]),
    ):
        with pytest.raises(Unchangeable):
            change()
    statements = ["UPDATE reader_decision SET word = 'x'", "DELETE FROM reader_decision"]
    if connection.vendor == "sqlite":
        columns = "id, by_id, about_id, action, case_id, of_id, word, until, hides, at"
        copied = columns.replace("word", "'x'")
        statements.append(
            f"REPLACE INTO reader_decision ({columns}) SELECT {copied} FROM reader_decision"
        )
    for statement in statements:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Decision.objects.get().word == ""


def test_who_is_erased_stays_in_the_log(comment, una, tam, moderator):
    decide(reported(comment, tam), Verdict("warn", "Be kind."), by=moderator, seen=1)
    for reader in (una, tam, moderator):
        leave(reader, comments=False, stories=False)
    assert Decision.objects.get().word == "Be kind."


def test_reports_are_forgotten_a_year_after_the_decision(comment, chapter, tam, moderator):
    case = reported(comment, tam)
    decide(case, Verdict("nothing"), by=moderator, seen=1)
    reported(say(chapter, "Hm.", comment.reader), tam)
    Report.objects.forget_old()
    assert Report.objects.count() == 2
    Case.objects.filter(pk=case.pk).update(closed_at=timezone.now() - timedelta(days=366))
    Report.objects.forget_old()
    assert Report.objects.get().words == "Hm."
    assert Case.objects.get(pk=case.pk).words == ""
    assert Decision.objects.exists()


def test_the_fifth_reader_holds_a_comment_until_somebody_has_looked(comment, una, moderator):
    for number in range(5):
        comment.refresh_from_db()
        assert not comment.is_withheld, number
        report(comment, by=make_reader(), reason="spam")
    comment.refresh_from_db()
    assert comment.held_for == "reports" and not Comment.objects.spoken().exists()
    notify_readers()
    assert told(una) == [Kind.MODERATED]
    decide(Case.objects.get(), Verdict("nothing"), by=moderator, seen=5)
    comment.refresh_from_db()
    assert not comment.is_withheld


def test_one_report_of_a_held_word_is_enough(comment, chapter, una, tam):
    HeldWord.objects.create(kind="word", text="fools")
    report(say(chapter, "Hm.", una), by=tam, reason="spam")
    report(comment, by=tam, reason="spam")
    assert [held.source for held in Comment.objects.exclude(held_at=None)] == [comment.source]


def test_one_reader_who_reports_often_holds_nothing(comment, tam):
    for _ in range(6):
        report(comment, by=tam, reason="spam")
    comment.refresh_from_db()
    assert not comment.is_withheld


def test_what_a_moderator_hides_in_the_margin_is_in_the_log_too(comment, una, author, moderator):
    in_the_margin.hide(comment, moderator, "Be kind.")
    decision = Decision.objects.get()
    assert (decision.action, decision.word) == ("hide", "Be kind.")
    assert comment.hidden_by == "moderator" and told(una) == [Kind.DECISION]
    in_the_margin.show_again(comment, moderator)
    assert not comment.is_withheld and decision.is_reversed
    in_the_margin.hide(comment, author)
    assert comment.hidden_by == "author" and Decision.objects.count() == 2


def test_what_the_author_hid_before_stays_hidden_when_a_decision_is_reversed(
    comment, tam, author, moderator
):
    case = reported(comment, tam)
    keep_order.hide(comment, author)
    decision = decide(case, Verdict("hide"), by=moderator, seen=1)
    comment.refresh_from_db()
    with pytest.raises(keep_order.NotYours):
        in_the_margin.show_again(comment, author)
    reverse(decision, by=moderator)
    comment.refresh_from_db()
    assert comment.hidden_by == "author"
    in_the_margin.show_again(comment, author)
    assert not comment.is_withheld


def test_a_moderators_word_to_somebody_is_read_by_them_alone(
    browser, comment, una, author, moderator
):
    in_the_margin.hide(comment, moderator, "You were warned in March.")
    chapter = comment.chapter.get_absolute_url()
    for who, page in (
        (author, chapter),
        (author, f"/passages/{comment.passage_id}/"),
        (una, chapter),
    ):
        assert "in March" not in browser(who).get(page).text
    decision = Decision.objects.get().get_absolute_url()
    assert "in March" in browser(una).get(decision).text
    decide_about(una, Verdict("close", "You were jailed.", hides=True), by=moderator)
    assert not Comment.objects.exclude(hidden_word="").exists()


def test_only_moderators_look_at_what_readers_reported(comment, author, moderator):
    for _ in range(5):
        report(comment, by=make_reader(), reason="spam")
    comment.refresh_from_db()
    with pytest.raises(keep_order.NotYours):
        in_the_margin.approve(comment, author)
    in_the_margin.approve(comment, moderator)
    assert not comment.is_withheld and not Case.objects.filter(closed_at=None).exists()
    assert Decision.objects.get().action == "nothing"


def test_what_is_held_for_its_words_waits_at_the_desk(comment, author):
    HeldWord.objects.create(kind="word", text="fools")
    comment.hold("approval")
    edit_comment(comment, "You are all fools, I say.")
    assert Comment.objects.get().held_for == "words"
    assert Case.objects.get(closed_at=None).key == comment.pk
    in_the_margin.approve(Comment.objects.get(), author)
    assert not Case.objects.filter(closed_at=None).exists()


def test_a_thread_is_closed_to_further_talk_and_opened_again(comment, chapter, tam, moderator):
    decision = decide(reported(comment, tam), Verdict("lock"), by=moderator, seen=1)
    assert thread_of(Comment.objects.get()).closed_at
    reverse(decision, by=moderator)
    assert not thread_of(Comment.objects.get()).closed_at
    decide(reported(chapter, tam), Verdict("lock"), by=moderator, seen=1)
    chapter.refresh_from_db()
    assert chapter.closed_at


def test_what_moderators_closed_its_author_does_not_open_nor_speak_in(
    comment, author, moderator, browser
):
    decide_about(comment, Verdict("lock"), by=moderator)
    path = f"/comments/{comment.pk}"
    assert browser(author).post(f"{path}/close/", {"do": "open"}).status_code == 403
    assert browser(author).post(f"{path}/reply/", {"text": "Mine."}).status_code == 403
    decide_about(comment.chapter, Verdict("lock"), by=moderator)
    sent = {"do": "open talk", "chapter": comment.chapter_id}
    assert browser(author).post(f"/desk/{comment.chapter.story.slug}/", sent).status_code == 400
    assert Chapter.objects.get().closed_at


def test_closing_a_thread_where_one_reads_is_a_decision(comment, moderator, browser):
    path = f"/comments/{comment.pk}/close/"
    for _ in range(2):
        browser(moderator).post(path, {"do": "close"})
    assert Decision.objects.get().action == "lock"
    assert thread_of(Comment.objects.get()).closed_by == "moderator"
    browser(moderator).post(path, {"do": "open"})
    assert Decision.objects.filter(action="reverse").exists()
    assert not thread_of(Comment.objects.get()).closed_at


def test_what_its_author_closed_before_stays_closed_by_them(chapter, moderator):
    close(chapter)
    decision = decide_about(chapter, Verdict("lock"), by=moderator)
    reverse(decision, by=moderator)
    assert Chapter.objects.get().closed_by == "author" and Chapter.objects.get().closed_at


def test_drafts_that_somebody_shows_to_others_are_hidden_with_all_they_said(una, tam, moderator):
    shown, own = (make_story(author=una, draft=True, audience="chosen") for _ in range(2))
    ChosenReader.objects.create(story=shown, reader=tam)
    until = timezone.now() + timedelta(days=3)
    decision = decide_about(una, Verdict("suspend", until=until, hides=True), by=moderator)
    assert not Story.objects.visible_to(tam).exists()
    assert Story.objects.get(taken_down_at=None) == own, "what nobody else sees is left alone"
    reverse(decision, by=moderator)
    assert Story.objects.visible_to(tam).get() == shown and Story.objects.get(pk=shown.pk).is_draft
