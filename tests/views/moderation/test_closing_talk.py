"""What moderators close, and open again, where it stands; and that it is in their log."""

import pytest

from reader.actions.library.merge_chapters import merge_with_next
from reader.actions.library.split_chapter import split_chapter
from reader.actions.margin.close_talk import close
from reader.actions.moderation.decide import Verdict, decide_about
from reader.actions.moderation.report import report
from reader.actions.refused import Refused
from reader.models import Case, Chapter, Decision
from tests.factories import make_chapters, make_reader, say

pytestmark = pytest.mark.django_db
CLOSED = "This chapter is closed to further comments."


def actions():
    return list(Decision.objects.order_by("pk").values_list("action", flat=True))


def test_a_moderator_closes_and_opens_a_chapter_on_its_page(
    browser, chapter, una, author, moderator
):
    page, desk = chapter.get_absolute_url(), browser(moderator)
    talk = f"/moderation{page}talk/"
    for who in (None, una, author):
        assert "the chapter to further comments" not in browser(who).get(page).text
        assert browser(who).get(talk).status_code == browser(who).post(talk).status_code == 404
    assert f'href="{talk}"' in desk.get(page).text
    assert "Close it" in desk.get(talk).text
    for _ in range(2):
        assert desk.post(talk, {"do": "close"}).status_code == 303
    for who in (una, author):
        assert CLOSED in browser(who).get(page).text
    assert "Moderators closed a chapter of yours" in " ".join(
        browser(author).get("/inbox/").text.split()
    )
    assert "Open the chapter to comments again" in desk.get(page).text
    for _ in range(2):
        assert desk.post(talk, {"do": "open"}).status_code == 303
    assert CLOSED not in browser(una).get(page).text
    assert actions() == ["lock", "reverse"]


def test_what_an_author_closed_or_hid_is_opened_and_shown_by_an_entry_of_the_log(
    browser, chapter, una, tam, author, moderator
):
    comment = say(chapter, "Hm.", una)
    at_home, desk = browser(author), browser(moderator)
    at_home.post(f"/comments/{comment.pk}/close/")
    at_home.post(f"/comments/{comment.pk}/hide/", {"do": "hide"})
    report(chapter, by=tam, reason="spam")
    assert not actions()
    desk.post(f"/comments/{comment.pk}/hide/", {"do": "show"})
    desk.post(f"/comments/{comment.pk}/close/", {"do": "open"})
    comment.refresh_from_db()
    assert not comment.hidden_at and not comment.closed_at
    assert actions() == ["show", "open"]
    log = desk.get("/moderation/log/").text
    assert "opened to further talk" in log and "shown again" in log
    assert Case.objects.get(closed_at=None).kind == "chapter"


def test_what_one_moderator_locked_another_opens_where_it_stands(browser, chapter, una, moderator):
    comment = say(chapter, "Hm.", una)
    decide_about(comment, Verdict("lock"), by=make_reader(is_superuser=True, is_staff=True))
    desk = browser(moderator)
    assert "Open thread" in desk.get(chapter.get_absolute_url()).text
    desk.post(f"/comments/{comment.pk}/close/", {"do": "open"})
    comment.refresh_from_db()
    assert not comment.closed_at and actions() == ["lock", "reverse"]


@pytest.mark.parametrize("by", ["author", "moderator"])
@pytest.mark.parametrize("does", ["merge into it", "merge it", "split"])
def test_what_is_closed_stays_so_however_its_chapters_are_cut(author, una, moderator, by, does):
    first, second = make_chapters(2, author=author).chapters.order_by("number")
    closed = first if does == "merge into it" else second
    if by == "moderator":
        decide_about(closed, Verdict("lock"), by=moderator)
    else:
        close(closed)
    if does == "split":
        now = split_chapter(Chapter.objects.get(pk=second.pk), 2, "", by=author)
    else:
        now = merge_with_next(Chapter.objects.get(pk=first.pk), by=author)
    assert Chapter.objects.get(pk=now.pk).closed_by == by
    with pytest.raises(Refused):
        say(Chapter.objects.get(pk=now.pk), "Hm.", una)
