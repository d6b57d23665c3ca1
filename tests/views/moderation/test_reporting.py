"""Reporting: from everywhere, by whoever may see the thing, without a word to whom it is about."""

import pytest

from reader.actions.moderation.appeal import reverse
from reader.actions.moderation.decide import Verdict, decide
from reader.actions.people.silence import silence
from reader.models import Case, ChosenReader, Report, Silence
from tests.factories import highlight, make_reader, say
from tests.views.selections import url

pytestmark = pytest.mark.django_db
SENT = {"reason": "harassment", "text": "Rude to me."}


@pytest.fixture
def comment(chapter, una):
    return say(chapter, "You fools.", una, on="two goats")


def text_of(answer):
    return answer.content.decode()


def test_everything_that_can_be_reported_leads_there(browser, chapter, comment, una, tam):
    mark = highlight(chapter, "lamp oil", una, public=True)
    client = browser(tam)
    story = chapter.story
    places = {
        comment.passage.thread_url: f"/report/comment/{comment.pk}/",
        mark.passage.thread_url: f"/report/highlight/{mark.pk}/",
        story.get_absolute_url(): f"/report/story/{story.pk}/",
        url(chapter): f"/report/chapter/{chapter.pk}/",
        una.get_absolute_url(): f"/report/reader/{una.pk}/",
    }
    for page, form in places.items():
        assert f'href="{form}"' in text_of(client.get(page)), page
        assert client.get(form).status_code == 200
        answer = client.post(form, SENT)
        assert answer.status_code == 303
        assert "You reported this" in text_of(client.get(answer.url))
    assert Case.objects.count() == Report.objects.count() == 5


def test_ones_own_is_not_to_be_reported(browser, chapter, comment, una, author):
    assert "/report/" not in text_of(browser(una).get(una.get_absolute_url()))
    assert "/report/chapter/" not in text_of(browser(author).get(url(chapter)))
    for who, path in (
        (una, f"/report/comment/{comment.pk}/"),
        (una, f"/report/reader/{una.pk}/"),
        (author, f"/report/story/{chapter.story_id}/"),
    ):
        assert (
            browser(who).get(path).status_code == browser(who).post(path, SENT).status_code == 403
        )
    assert not Report.objects.exists()


def test_what_one_may_not_see_is_not_there(browser, draft, chapter, una, tam, author):
    private = highlight(chapter, "lamp oil", una, note="Mine.")
    hidden = say(chapter, "Hm.", una)
    hidden.hide()
    on_draft = say(draft, "Hm.", author)
    for path in (
        f"story/{draft.story_id}", f"chapter/{draft.pk}", f"comment/{on_draft.pk}",
        f"highlight/{private.pk}", f"comment/{hidden.pk}", "comment/999", "revision/1",
        f"reader/{make_reader(is_active=False).pk}", f"comment/{10**30}",
    ):  # fmt: skip
        assert browser(tam).post(f"/report/{path}/", SENT).status_code == 404, path


def test_a_reason_is_asked_for_and_what_was_typed_is_kept(browser, comment, tam):
    path = f"/report/comment/{comment.pk}/"
    answer = browser(tam).post(path, {"text": "Rude to me."})
    assert answer.status_code == 422
    assert "Choose what is wrong" in text_of(answer) and "Rude to me." in text_of(answer)
    answer = browser(tam).post(path, {"reason": "other", "text": " "})
    assert answer.status_code == 422 and "Say in a few words" in text_of(answer)


def test_htmx_reports_in_place(browser, comment, tam):
    client = browser(tam, headers={"HX-Request": "true"})
    path = f"/report/comment/{comment.pk}/"
    form = text_of(client.get(path))
    assert f'hx-post="{path}"' in form and "<html" not in form
    answer = client.post(path, SENT)
    assert answer.status_code == 200 and "Thank you." in text_of(answer)


def test_it_is_said_in_other_words_until_it_is_decided(browser, comment, tam):
    path = f"/report/comment/{comment.pk}/"
    client = browser(tam)
    client.post(path, SENT)
    page = text_of(client.get(path))
    assert "Rude to me." in page and "checked" in page
    client.post(path, SENT | {"reason": "spam"})
    assert Report.objects.get().reason == "spam"


def test_what_a_visitor_typed_is_kept_at_the_door(browser, comment, tam):
    client = browser()
    path = f"/report/comment/{comment.pk}/"
    answer = client.post(path, SENT)
    assert answer.url.startswith("/accounts/login/")
    client.force_login(tam)
    assert "Rude to me." in text_of(client.get("/accounts/unsent/"))


def test_one_cannot_report_endlessly(browser, comment, chapter, una, tam, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"report": "1/h/user"}
    client = browser(tam)
    client.post(f"/report/comment/{comment.pk}/", SENT)
    answer = client.post(f"/report/reader/{una.pk}/", SENT)
    assert answer.status_code == 429 and "Rude to me." in text_of(answer)
    assert Report.objects.count() == 1


def test_whom_it_is_about_learns_nothing_of_who_reported(browser, comment, una, tam):
    browser(tam).post(f"/report/comment/{comment.pk}/", SENT)
    client = browser(una)
    for page in ("/inbox/", "/words/", comment.passage.thread_url, una.get_absolute_url()):
        assert "Rude" not in text_of(client.get(page))
        assert "report" not in text_of(client.get(page)).lower().replace("/report/", "")


def test_whoever_is_blocked_can_report_what_is_said_of_them(browser, chapter, comment, una, tam):
    silence(una, tam, Silence.Kind.BLOCK)
    client = browser(tam)
    assert client.get(f"/report/comment/{comment.pk}/").status_code == 200
    assert client.post(f"/report/comment/{comment.pk}/", SENT).status_code == 303
    assert Report.objects.get().by == tam


def test_a_draft_that_was_published_once_is_not_to_be_reported(browser, chapter, tam):
    story = chapter.story
    ChosenReader.objects.create(story=story, reader=tam)
    story.audience = "chosen"
    story.save()
    paths = (f"/report/chapter/{chapter.pk}/", f"/report/story/{story.pk}/")
    assert {browser(tam).get(path).status_code for path in paths} == {200}
    story.unpublish()
    assert browser(tam).get(url(chapter)).status_code == 200
    assert {browser(tam).post(path, SENT).status_code for path in paths} == {404}
    assert not Report.objects.exists()


def test_who_reported_it_learns_that_it_was_taken_back(browser, comment, tam, moderator):
    browser(tam).post(f"/report/comment/{comment.pk}/", SENT)
    made = decide(Case.objects.get(), Verdict("hide"), by=moderator, seen=1)
    assert "took that back" not in text_of(browser(tam).get(made.get_absolute_url()))
    reverse(made, by=moderator)
    assert "took that back" in text_of(browser(tam).get(made.get_absolute_url()))
