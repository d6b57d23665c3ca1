"""The admin: a moderator can moderate, and read nobody's private things."""

import pytest
from django.contrib import admin
from django.urls import reverse

from reader.models import Comment, Highlight, Passage
from tests.factories import highlight, make_reader, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def populated(chapter, una, tam):
    highlight(chapter, "two goats", una, note="my very own thought")
    highlight(chapter, "a widow", una, public=True, note="my very own thought")
    say(chapter, "Rude.", tam, on="lamp oil")
    chapter.notes.create(source="Hello.")
    chapter.story.tags.create(name="goats")
    return chapter


def test_every_page_of_the_admin_opens_for_whoever_keeps_the_library(populated, browser):
    client = browser(make_reader("root", is_staff=True, is_superuser=True))
    assert client.get("/admin/").status_code == 200
    for model, options in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert client.get(reverse(f"{name}_changelist") + "?q=a").status_code == 200, model
        row = options.get_queryset(client.get("/admin/").wsgi_request).first()
        if row:
            assert client.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200, model
        expected = 200 if options.has_add_permission(client.get("/admin/").wsgi_request) else 403
        assert client.get(reverse(f"{name}_add")).status_code == expected, model


def test_a_moderator_hides_comments_and_shows_them_again(populated, browser, moderator):
    client, comment = browser(moderator), Comment.objects.get()
    for action, silent in (("hide", True), ("show", False)):
        client.post(
            reverse("admin:reader_comment_changelist"),
            {"action": action, "_selected_action": [comment.pk]},
        )
        comment.refresh_from_db()
        assert bool(comment.silent) is silent


def test_a_moderator_sees_and_changes_no_private_thing(populated, browser, moderator):
    client = browser(moderator)
    private = Highlight.objects.get(public=False)
    seen = [
        client.get(f"/admin/reader/{name}/") for name in ("passage", "comment", "story", "reader")
    ]
    assert all(answer.status_code == 200 for answer in seen)
    assert not any("very own thought" in answer.content.decode() for answer in seen)
    assert "two goats" not in seen[0].content.decode()
    assert client.get("/admin/reader/highlight/").status_code == 403
    change = reverse("admin:reader_passage_change", args=[Passage.objects.get(quote="lamp oil").pk])
    assert client.post(change, {"quote": "x"}).status_code == 403
    root = browser(make_reader("root", is_staff=True, is_superuser=True))
    assert "very own thought" not in root.get("/admin/reader/highlight/").content.decode()
    there = reverse("admin:reader_highlight_change", args=[private.pk])
    assert root.get(there).status_code == 302


def test_a_moderator_locks_no_account_there_and_gives_no_rights(populated, browser, moderator, tam):
    client = browser(moderator)
    there = reverse("admin:reader_reader_change", args=[tam.pk])
    client.post(there, {"name": "", "bio": "", "is_superuser": "on", "is_staff": "on"})
    tam.refresh_from_db()
    assert tam.is_active and not (tam.is_staff or tam.is_superuser)
    assert client.get(f"/admin/reader/reader/{tam.pk}/password/").status_code == 403


def test_a_moderator_has_no_power_over_whoever_keeps_the_library(browser, moderator):
    root = make_reader("root", is_staff=True, is_superuser=True)
    there = reverse("admin:reader_reader_change", args=[root.pk])
    assert browser(moderator).post(there, {"name": "", "bio": ""}).status_code == 403
    root.refresh_from_db()
    assert root.is_active


def test_readers_are_not_let_in(populated, browser, una):
    assert browser(una).get("/admin/").status_code == 302
