"""Whoever is suspended reads on and keeps what is theirs, and does nothing that others see."""

import json
from datetime import timedelta

import pytest
from django.urls import get_resolver
from django.utils import timezone

from reader.actions.moderation.account import lift_suspension, suspend
from reader.actions.moderation.appeal import appeal, reverse
from reader.actions.moderation.decide import Verdict, decide_about
from reader.actions.moderation.report import report
from reader.exporting.data.about_reader import about
from reader.models import (
    Chapter,
    CoAuthor,
    Comment,
    Decision,
    Highlight,
    Reader,
    Report,
    Story,
    Thanks,
    Token,
)
from reader.web.suspended import ALLOWED
from tests.browser.test_every_page import names
from tests.factories import make_chapter, make_story, say
from tests.views.selections import selection, url

pytestmark = pytest.mark.django_db
UNTIL = "Your account is suspended until"


@pytest.fixture
def suspended(una):
    suspend(una, timezone.now() + timedelta(days=3))
    return una


def text_of(answer):
    return answer.content.decode()


def test_every_act_that_others_would_see_is_refused_with_a_sentence(browser, chapter, una, tam):
    hers = say(chapter, "Before.", una)
    his = say(chapter, "Hm.", tam, on="two goats")
    own = make_chapter("It rained.", story=make_story(author=una, draft=True))
    desk = f"/desk/{own.story.slug}/"
    suspend(una, timezone.now() + timedelta(days=3))
    client = browser(una)
    for path, sent in {
        url(chapter, "comments/"): {"text": "You fools."},
        f"/comments/{his.pk}/reply/": {"text": "You fool."},
        f"/comments/{hers.pk}/edit/": {"text": "You fools."},
        f"/comments/{his.pk}/thanks/": {"thank": "1"},
        url(chapter, "thanks/"): {"thank": "1"},
        f"/report/comment/{his.pk}/": {"reason": "spam"},
        url(chapter, "highlights/"): selection(chapter, "lamp oil", colour="pink", public="on"),
        desk: {"do": "publish"},
        f"{desk}about/": {"title": "Fools"},
        f"{desk}announcements/": {"text": "Fools!"},
        "/accounts/profile/": {"name": "Fool"},
        "/desk/": {"title": "New"},
    }.items():  # fmt: skip
        answer = client.post(path, sent)
        assert answer.status_code == 403 and UNTIL in text_of(answer), path
        for typed in set(sent) & {"text", "title", "name"}:
            assert sent[typed] in text_of(answer), path
        answer = client.post(path, sent, headers={"HX-Request": "true"})
        assert answer.status_code == 403 and text_of(answer).startswith(UNTIL), path
    assert Comment.objects.filter(reader=una).get().source == "Before."
    assert not (Thanks.objects.exists() or Report.objects.exists() or Highlight.objects.exists())
    own.story.refresh_from_db()
    assert own.story.is_draft


def test_what_is_only_theirs_is_still_theirs(browser, chapter, suspended, tam):
    client = browser(suspended)
    for page in ("/", url(chapter), "/inbox/", "/accounts/everything/", "/words/", "/desk/"):
        assert client.get(page).status_code == 200, page
    assert client.post(url(chapter, "highlights/"), selection(chapter, "lamp oil", colour="pink"))
    mark = Highlight.objects.get()
    assert not mark.public
    shown = {"colour": "pink", "public": "on", "note": ""}
    assert client.post(f"/highlights/{mark.pk}/", shown).status_code == 403
    assert client.post(f"/highlights/{mark.pk}/", {"colour": "blue"}).status_code == 303
    mark.refresh_from_db()
    assert (mark.colour, mark.public) == ("blue", False)
    assert client.post(f"{chapter.story.get_absolute_url()}follow/", {"following": "yes"})
    assert client.post("/accounts/logout/").status_code == 302


def test_a_draft_is_kept_and_not_published(browser, suspended):
    own = make_chapter("It rained.", story=make_story(author=suspended))
    sent = {"title": "Low Water", "source": "It poured.", "revision": "1"}
    client = browser(suspended)
    answer = client.post(url(own, "edit/"), sent | {"do": "publish"})
    assert answer.status_code == 403
    assert UNTIL in text_of(answer) and "It poured." in text_of(answer)
    assert client.post(url(own, "edit/"), sent | {"do": "save"}).status_code == 200
    own.refresh_from_db()
    assert own.draft.source == "It poured." and own.current_revision.source == "It rained."


def test_their_programs_do_neither(browser, chapter, una):
    _, secret = Token.objects.hand_out(una, "App")
    suspend(una, timezone.now() + timedelta(days=3))
    target = {
        "source": "http://testserver" + url(chapter),
        "selector": {"type": "TextQuoteSelector", "exact": "lamp oil"},
    }
    said = {
        "@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "target": target,
        "motivation": "commenting", "body": {"type": "TextualBody", "value": "You fools."},
    }  # fmt: skip
    headers = {"Authorization": f"Bearer {secret}"}
    kind = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    path = f"/annotations{url(chapter)}"
    answer = browser().post(path, json.dumps(said), content_type=kind, headers=headers)
    assert answer.status_code == 403 and text_of(answer).startswith(UNTIL)
    assert not Comment.objects.exists()


def test_it_ends_by_itself_and_can_be_lifted(browser, chapter, una):
    client = browser(una)
    suspend(una, timezone.now() + timedelta(days=3))
    lift_suspension(una)
    assert client.post(url(chapter, "comments/"), {"text": "Sorry."}).status_code == 303
    suspend(una, timezone.now() - timedelta(seconds=1))
    assert client.post(url(chapter, "comments/"), {"text": "Truly."}).status_code == 303


def test_a_suspension_is_told_and_appealed_against(browser, una, moderator):
    until = timezone.now() + timedelta(days=3)
    decide_about(una, Verdict("suspend", "Enough.", until), by=moderator)
    client = browser(una)
    assert UNTIL in text_of(client.get("/inbox/"))
    path = f"/decisions/{Decision.objects.get().pk}/"
    assert "Enough." in text_of(client.get(path))
    assert client.post(path, {"text": "I was provoked."}).status_code == 303


def test_the_latest_end_of_what_was_decided_counts(una, moderator):
    def end():
        return Reader.objects.get(pk=una.pk).suspended_until

    now = timezone.now()
    year, day = now + timedelta(days=365), now + timedelta(days=1)
    longer = decide_about(una, Verdict("suspend", until=year), by=moderator)
    shorter = decide_about(una, Verdict("suspend", until=day), by=moderator)
    assert end() == year
    reverse(longer, by=moderator)
    assert end() == day
    reverse(shorter, by=moderator)
    assert end() <= timezone.now()


def test_what_was_to_come_out_by_itself_waits_for_the_end(browser, una, tam, moderator):
    now = timezone.now()
    day, week, month = (now + timedelta(days=days) for days in (1, 7, 30))
    story = make_story(author=una)
    first = make_chapter("One.", story=story)
    soon, later = make_chapter("Two.", story=story), make_chapter("Three.", story=story)
    planned = make_story(author=una, draft=True)
    for row, at in ((soon, day), (later, month), (planned, day)):
        type(row).objects.filter(pk=row.pk).update(published_at=at)
    theirs = make_chapter("Four.", story=make_story(author=una))
    CoAuthor.objects.create(story=theirs.story, reader=tam, accepted_at=now)
    Chapter.objects.filter(pk=theirs.pk).update(published_at=day)

    def when():
        found = []
        for row in (soon, later, planned, theirs, first):
            row.refresh_from_db()
            found.append(row.published_at)
        return found

    came = when()[-1]
    short = decide_about(una, Verdict("suspend", until=week), by=moderator)
    assert when() == [week, month, week, day, came]
    page = text_of(browser(una).get(f"/desk/{story.slug}/"))
    assert f"Comes out on {week:%-d %b %Y}" in page and f"was set for {day:%-d %b %Y}" in page
    assert UNTIL in page and UNTIL in text_of(browser(una).get("/desk/"))
    longer = decide_about(una, Verdict("suspend", until=month + timedelta(days=1)), by=moderator)
    assert when()[0] == when()[1] == when()[2] > month
    reverse(longer, by=moderator)
    assert when() == [week, month, week, day, came]
    reverse(short, by=moderator)
    assert when() == [day, month, day, day, came]
    assert not soon.postponed_from


def test_what_is_allowed_is_there():
    assert set(names(get_resolver().url_patterns)) >= ALLOWED


def test_what_was_decided_and_reported_is_in_ones_own_archive(chapter, una, tam, moderator):
    decide_about(una, Verdict("warn", "Kindly."), by=moderator)
    appeal(Decision.objects.get(), "Why?")
    report(say(chapter, "Hm.", tam), by=una, reason="spam", text="Again.")
    told = about(una)
    (decided,) = told["decisions"]
    assert (decided["decision"], decided["word"], decided["appeal"]) == ("warn", "Kindly.", "Why?")
    assert told["reports"][0]["text"] == "Again."
    assert "moderator" not in json.dumps(told["decisions"], default=str)


def test_the_question_before_a_text_is_answered(browser, chapter, suspended):
    Story.objects.filter(pk=chapter.story_id).update(rating="explicit")
    assert browser(suspended).post(chapter.get_absolute_url()).status_code == 303
