"""The moderators' desk: who gets there, what stands there, and what its buttons do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reader.actions.moderation.decide import Verdict, decide_about
from reader.actions.moderation.report import report
from reader.actions.people.silence import silence
from reader.models import Case, Decision, ModeratorNote, Reader, Silence, Story
from tests.factories import highlight, make_reader, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(chapter, una):
    question = say(chapter, "What did they carry?", make_reader("ivo"), on="two goats")
    return say(chapter, "You fool.", una, to=question)


@pytest.fixture
def case(comment, tam):
    report(comment, by=tam, reason="harassment", text="Rude to ivo.")
    return Case.objects.get()


def text_of(answer):
    return answer.content.decode()


def test_for_everybody_else_there_is_no_desk(browser, case, una, tam, author):
    paths = (
        "/moderation/", case.get_absolute_url(), "/moderation/log/", "/moderation/readers/una/",
    )  # fmt: skip
    for client in (browser(), browser(una), browser(tam), browser(author)):
        for path in paths:
            assert client.get(path).status_code == client.post(path).status_code == 404, path
        assert "/moderation/" not in text_of(client.get("/"))


def test_moderators_and_administrators_get_there_from_every_page(browser, case, chapter, moderator):
    keeper = make_reader("keeper", is_superuser=True, is_staff=True)
    for who in (moderator, keeper):
        client = browser(who)
        assert client.get("/moderation/").status_code == 200
        for page in ("/", chapter.get_absolute_url(), chapter.get_absolute_url()):
            assert 'href="/moderation/" data-count="1"' in text_of(client.get(page)), page
    Case.objects.update(closed_at=case.opened_at)
    assert 'data-count="0"' in text_of(client.get(chapter.get_absolute_url()))


def test_a_case_stands_in_its_context(browser, case, comment, moderator):
    report(comment, by=make_reader("ben"), reason="spam", text="Again.")
    page = text_of(browser(moderator).get("/moderation/"))
    assert page.count('class="case"') == 1
    for words in (
        "You fool.", "What did they carry?", "They crossed at noon with <mark>two goats</mark>, a",
        "Harassment or hate", "Rude to ivo.", "Spam or advertising", "Again.",
        "reported by 2 readers", f'href="/comments/{comment.pk}/"', "/moderation/readers/una/",
    ):  # fmt: skip
        assert words in page, words


def test_the_page_of_a_case_has_the_thread_around_it(browser, case, comment, moderator):
    say(comment.chapter, "Not kind.", make_reader(), to=comment)
    say(comment.chapter, "Elsewhere.", make_reader())
    page = text_of(browser(moderator).get(case.get_absolute_url()))
    thread = page[page.index("In the same thread") :]
    for words in ("What did they carry?", "You fool.", "Not kind."):
        assert words in thread
    assert "Elsewhere." not in page


def test_what_was_edited_or_deleted_since_is_still_to_be_read(browser, case, comment, moderator):
    comment.edit("I said nothing.")
    page = text_of(browser(moderator).get(case.get_absolute_url()))
    assert "You fool." in page and "I said nothing." in page
    comment.delete()
    page = text_of(browser(moderator).get(case.get_absolute_url()))
    assert "You fool." in page and "not to be seen any more" in page


def test_what_was_said_on_the_words_of_a_mark_stands_beside_it(
    browser, chapter, una, tam, moderator
):
    mark = highlight(chapter, "lamp oil", una, public=True)
    say(chapter, "She means me.", tam, on="lamp oil")
    say(chapter, "Elsewhere.", tam, on="two goats")
    case = report(mark, by=tam, reason="harassment").case
    page = text_of(browser(moderator).get(case.get_absolute_url()))
    assert "<mark>lamp oil</mark>" in page and "She means me." in page
    assert "Elsewhere." not in page


def test_what_an_author_changed_since_stands_beside_what_was_reported_and_decided(
    browser, chapter, una, tam, moderator
):
    story = chapter.story

    def calls(title):
        Story.objects.filter(pk=story.pk).update(title=title)
        return Story.objects.get(pk=story.pk)

    case = report(calls("Buy Now"), by=tam, reason="spam").case
    desk = browser(moderator)
    calls("Buy Later")
    page = text_of(desk.get(case.get_absolute_url()))
    assert "Buy Now" in page and "It now says" in page and "Buy Later" in page
    desk.post(case.get_absolute_url(), {"action": "hide", "seen": "1", "word": "No."})
    calls("Innocent")
    page = text_of(desk.get(case.get_absolute_url()))
    assert "Buy Now" in page and "When it was decided" in page and "Buy Later" in page
    page = text_of(desk.get(f"/moderation/stories/{story.pk}/"))
    assert "Buy Later" in page and "It now says" in page and "Innocent" in page


def test_what_became_private_or_a_draft_is_not_shown_to_moderators(
    browser, chapter, una, tam, author, moderator
):
    mark = highlight(chapter, "lamp oil", una, note="My secret.", public=True)
    report(mark, by=tam, reason="other", text="Odd.")
    report(chapter.story, by=tam, reason="plagiarism")
    mark.change(colour="pink", note="My secret.", public=False)
    chapter.story.summary = "What nobody read yet."
    chapter.story.save()
    chapter.story.unpublish()
    page = text_of(browser(moderator).get("/moderation/"))
    assert page.count("not to be seen any more") == 2
    assert "My secret." not in page and "What nobody read yet." not in page
    assert "lamp oil" in page and chapter.story.title in page


def test_what_a_moderator_does_not_see_can_still_be_decided(
    browser, case, comment, chapter, una, moderator
):
    silence(moderator, una, Silence.Kind.MUTE)
    story = report(chapter.story, by=una, reason="spam")
    Story.objects.filter(pk=chapter.story_id).update(audience="chosen")
    client = browser(Reader.objects.get(pk=moderator.pk))
    assert 'value="hide"' in text_of(client.get(case.get_absolute_url()))
    assert "Take down" in text_of(client.get(story.case.get_absolute_url()))


def test_one_press_decides(browser, case, comment, moderator):
    client = browser(moderator)
    sent = {"action": "hide", "seen": "1", "word": "Be kind.", "days": "7"}
    answer = client.post(case.get_absolute_url(), sent, follow=True)
    assert "Nothing waits." in text_of(answer) and "Undo" in text_of(answer)
    comment.refresh_from_db()
    assert comment.hidden_at
    client.post(f"/moderation/decisions/{Decision.objects.get().pk}/undo/")
    comment.refresh_from_db()
    assert not comment.hidden_at


@pytest.mark.parametrize("action", ["administrator", "reverse", "uphold"])
def test_only_what_is_offered_is_decided(browser, case, una, tam, moderator, action):
    answer = browser(moderator).post(case.get_absolute_url(), {"action": action, "seen": "1"})
    assert answer.status_code == 400 and "one of the buttons" in text_of(answer)
    report(una, by=tam, reason="spam")
    about_una = Case.objects.get(kind="reader").get_absolute_url()
    assert browser(moderator).post(about_una, {"action": "hide", "seen": "1"}).status_code == 400
    assert not Decision.objects.exists()


def test_who_is_second_is_told_and_keeps_what_they_typed(browser, case, moderator):
    sent = {"action": "warn", "seen": "1", "word": "Be kind."}
    browser(moderator).post(case.get_absolute_url(), sent)
    keeper = make_reader(is_superuser=True, is_staff=True)
    answer = browser(keeper).post(case.get_absolute_url(), sent | {"action": "close"})
    assert answer.status_code == 409
    assert "another moderator decided this" in text_of(answer)
    assert Decision.objects.count() == 1


def test_what_was_reported_meanwhile_is_shown_with_the_word_that_was_typed(
    browser, case, comment, moderator
):
    report(comment, by=make_reader(), reason="spam", text="And this.")
    sent = {"action": "warn", "seen": "1", "word": "Be kind."}
    answer = browser(moderator).post(case.get_absolute_url(), sent)
    assert answer.status_code == 409
    assert "And this." in text_of(answer) and "Be kind." in text_of(answer)


def test_the_most_reported_stands_first_and_pages_go_on(browser, chapter, una, tam, moderator):
    for number in range(12):
        report(say(chapter, f"Said {number}.", una), by=tam, reason="spam")
    report(chapter.comments.get(source="Said 3."), by=make_reader(), reason="spam")
    first = text_of(browser(moderator).get("/moderation/"))
    assert first.index("Said 3.") < first.index("Said 11.") < first.index("Said 10.")
    assert "Said 1." not in first
    last = Case.objects.waiting()[9]
    second = text_of(browser(moderator).get(f"/moderation/?after={last.pk}"))
    assert second.count('class="case"') == 2 and "Said 0." in second and "Said 2." not in second


def test_the_desk_asks_as_often_however_much_waits(
    browser, chapter, una, tam, moderator, django_assert_max_num_queries
):
    client = browser(moderator)
    report(say(chapter, "One.", una, on="two goats"), by=tam, reason="spam")
    report(chapter.story, by=tam, reason="spam")
    client.get("/moderation/")
    with django_assert_max_num_queries(30) as first:
        client.get("/moderation/")
    for number in range(6):
        report(say(chapter, f"Said {number}.", make_reader(), on="lamp oil"), by=tam, reason="spam")
    with django_assert_max_num_queries(len(first)):
        client.get("/moderation/")


def test_a_person_has_a_history_and_notes_that_only_moderators_see(browser, case, una, moderator):
    client = browser(moderator)
    client.post(case.get_absolute_url(), {"action": "warn", "seen": "1", "word": "Be kind."})
    path = "/moderation/readers/una/"
    assert client.post(path, {"do": "note", "text": "Watch."}).status_code == 303
    assert client.post(path, {"do": "decide", "action": "suspend", "days": "7"}).status_code == 303
    page = text_of(client.get(path))
    for words in ("Watch.", "Be kind.", "1 warning", "suspended until", "1 thing reported"):
        assert words in page, words
    assert "Watch." not in text_of(browser(una).get("/inbox/"))
    assert client.post(path, {"do": "note", "text": " "}).status_code == 422
    assert client.post(path, {"do": "decide", "action": "hide"}).status_code == 400
    assert ModeratorNote.objects.count() == 1


def test_a_suspension_lasts_until_a_day(browser, case, una, moderator, settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    client = browser(moderator)
    path = case.get_absolute_url()
    today = timezone.localdate()
    sent = {"action": "suspend", "seen": "1", "word": "Enough.", "days": "date", "hides": "on"}
    for day, said in {
        "": "Say until which day", "2026-02-31": "Say until which day",
        today.isoformat(): "is past, or has begun", "2999-01-01": "more than five years",
    }.items():  # fmt: skip
        answer = client.post(path, sent | {"until": day})
        page = text_of(answer)
        assert answer.status_code == 422 and said in page, day
        assert "Enough." in page and f'value="{day}"' in page and 'value="on" checked' in page
        assert '<option value="date" selected>' in page
    assert not Decision.objects.exists()
    chosen = today + timedelta(days=10)
    client.post(path, sent | {"until": chosen.isoformat()})
    until = timezone.localtime(Reader.objects.get(pk=una.pk).suspended_until)
    assert (until.date(), until.hour) == (chosen, 0)
    told = f"{chosen.day} {chosen:%B %Y}, 00:00"
    page = text_of(browser(una).get(f"/decisions/{Decision.objects.get().pk}/"))
    assert told in page and told in text_of(browser(una).get("/inbox/"))
    answer = client.post("/moderation/readers/una/", sent | {"do": "decide", "until": "2020-01-01"})
    assert answer.status_code == 422 and "Enough." in text_of(answer)


def test_a_person_is_asked_for_as_often_however_much_was_decided(
    browser, una, moderator, django_assert_max_num_queries
):
    client = browser(moderator)
    for _ in range(2):
        decide_about(una, Verdict("warn"), by=moderator)
    client.get("/moderation/readers/una/")
    with django_assert_max_num_queries(30) as first:
        client.get("/moderation/readers/una/")
    for _ in range(4):
        decide_about(una, Verdict("warn"), by=moderator)
    with django_assert_max_num_queries(len(first)):
        client.get("/moderation/readers/una/")


def test_the_log_says_who_did_what(browser, case, una, moderator):
    client = browser(moderator)
    client.post(case.get_absolute_url(), {"action": "warn", "seen": "1"})
    client.post("/moderation/readers/ivo/", {"do": "decide", "action": "suspend", "days": "7"})
    page = text_of(client.get("/moderation/log/"))
    assert page.count("<li>") >= 2 and "una" in page and "ivo" in page
    assert "ivo" not in text_of(client.get("/moderation/log/?about=una&by=moderator&action=warn"))
    assert "No entries." in text_of(client.get("/moderation/log/?action=close"))


def test_whoever_was_decided_about_learns_it_and_appeals_once(
    browser, case, comment, una, tam, moderator
):
    client = browser(moderator)
    client.post(case.get_absolute_url(), {"action": "hide", "seen": "1", "word": "Be kind."})
    decision = Decision.objects.get()
    inbox = text_of(browser(una).get("/inbox/"))
    assert "Moderators took a comment of yours out of sight" in " ".join(inbox.split())
    assert "Be kind." in inbox and "moderator</" not in inbox
    path = f"/decisions/{decision.pk}/"
    page = text_of(browser(una).get(path))
    assert "You fool." in page and "tam" not in page and "Rude" not in page
    assert browser(una).post(path, {"text": "It was a joke."}).status_code == 303
    assert browser(una).post(path, {"text": "Truly."}).status_code == 404
    assert "It was a joke." in text_of(browser(una).get(path))
    desk = text_of(client.get("/moderation/"))
    assert "It was a joke." in desk and "You decided this yourself" in desk
    appeal = Case.objects.get(closed_at=None)
    client.post(appeal.get_absolute_url(), {"action": "reverse", "seen": "0"})
    comment.refresh_from_db()
    assert not comment.hidden_at
    assert "was reversed" in text_of(browser(una).get("/inbox/"))


def test_a_decision_names_the_story_that_it_is_about(browser, chapter, tam, author, moderator):
    Story.objects.filter(pk=chapter.story_id).update(source="https://elsewhere.example/1")
    story = Story.objects.get(pk=chapter.story_id)
    decision = decide_about(story, Verdict("hide", "No."), by=moderator)
    page = text_of(browser(author).get(decision.get_absolute_url()))
    assert "It is about what you said" not in page
    assert f"<bdi>{story}</bdi></a>." in page


def test_who_reported_learns_in_general_words_what_came_of_it(browser, case, una, tam, moderator):
    sent = {"action": "suspend", "seen": "1", "word": "Enough.", "days": "30"}
    browser(moderator).post(case.get_absolute_url(), sent)
    path = f"/decisions/{Decision.objects.get().pk}/"
    page = text_of(browser(tam).get(path))
    assert "and acted" in page and "You fool." in page
    assert "Enough." not in page and "suspend" not in page
    assert "and acted" in text_of(browser(tam).get("/inbox/"))
    assert browser(make_reader()).get(path).status_code == 404
    assert browser(tam).post(path, {"text": "Ha."}).status_code == 200
    assert browser().get(path).status_code == 302


def test_single_letters_do_nothing_once_they_are_switched_off(browser, case, una, moderator):
    held = say(case.about.comments.get().chapter, "Hm.", una)
    held.hold("approval")
    pages = ((moderator, "/moderation/"), (moderator, case.get_absolute_url()))
    for who, page in (*pages, (held.chapter.story.author, "/words/waiting/")):
        client = browser(who)
        assert "moderation.js" in text_of(client.get(page)) or "waiting" in page
        answer = client.post("/reading/", {"beside": "on", "next": page})
        assert answer.status_code == 303 and answer["Location"] == page
        off = text_of(client.get(page))
        assert "moderation.js" not in off and "waiting.js" not in off
        assert "cases" in page or "Switch keyboard shortcuts on" in off
