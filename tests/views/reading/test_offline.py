"""Reading without a network: the app, its worker, and what is sent a second time."""

import json
import re
from datetime import timedelta
from shutil import copytree
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.urls import set_script_prefix
from django.utils import timezone

from reader.actions.revising.revise import revise
from reader.management.housekeeping import forget_old_keys
from reader.models import Comment, Highlight, IdempotencyKey, Progress, Reading
from reader.models.people.idempotency_key import KEPT_FOR
from reader.views.site.errors import server_error
from reader.web.app_shell import app_shell
from reader.web.worker_routes import worker_routes
from tests.factories import highlight, make_chapter, say
from tests.views.selections import selection, url

pytestmark = pytest.mark.django_db


def shell_of(answer):
    """The version and the files that a worker names in its text."""
    text = answer.content.decode()
    version, files = re.findall(r"^const (?:VERSION|SHELL) = (.*);$", text, re.MULTILINE)
    return json.loads(version), json.loads(files)


def test_the_manifest_has_all_that_an_app_needs(browser):
    answer = browser().get("/app.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    app = answer.json()
    assert app["name"] == app["short_name"] == "Gloss"
    assert app["id"] == app["start_url"] == app["scope"] == "/"
    assert app["display"] == "standalone"
    assert {"192x192", "512x512"} <= {
        icon["sizes"] for icon in app["icons"] if icon.get("purpose") == "maskable"
    }
    for icon in app["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/")), icon
    for shortcut in app["shortcuts"]:
        assert browser().get(shortcut["url"]).status_code in (200, 302)
    assert browser().get("/apple-touch-icon.png").url.endswith(".png")


def test_every_page_names_its_app_its_reader_and_its_version(browser, una, chapter):
    for client, pk in ((browser(), 0), (browser(una), una.pk)):
        for path in ("/", url(chapter), chapter.story.get_absolute_url(), "/kept/"):
            page = client.get(path).content.decode()
            assert '<link rel="manifest" href="/app.webmanifest">' in page
            assert f'<meta name="kept" content="{pk} {app_shell().version}">' in page


def test_the_worker_may_see_the_whole_site_and_is_looked_at_anew(browser):
    answer = browser().get("/service-worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in answer["Content-Security-Policy"]
    version, files = shell_of(answer)
    assert version == app_shell().version
    for path in files:
        assert path == "/offline/" or finders.find(path.removeprefix("/static/")), path


@pytest.mark.parametrize("prefix", ["/", "/gloss/"])
def test_the_worker_knows_pages_by_their_routes_also_below_a_path(prefix):
    set_script_prefix(prefix)
    try:
        routes = worker_routes()
        assert re.fullmatch(routes["library"], prefix)
        found = re.fullmatch(routes["chapter"], f"{prefix}stories/winter-tide/12/")
        assert found and found.groups() == ("winter-tide", "12")
        assert re.fullmatch(routes["highlight_restore"], f"{prefix}highlights/7/put-back/")
        for path in ("stories/winter-tide/all/", "stories/winter-tide/12/edit/", "a/stories/b/1/"):
            assert not re.search(routes["chapter"], f"{prefix}{path}")
    finally:
        set_script_prefix("/")


def test_the_shell_has_every_file_that_a_page_asks_for(browser, una, chapter):
    _, files = shell_of(browser().get("/service-worker.js"))
    for path in ("/", url(chapter), chapter.story.get_absolute_url(), "/kept/", "/offline/"):
        page = browser(una).get(path).content.decode()
        asked = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page))
        assert asked and asked <= set(files), path


def test_a_template_that_changes_makes_a_new_version(tmp_path, settings):
    for folder in ("static", "templates"):
        copytree(settings.ROOT / folder, tmp_path / folder)
    settings.ROOT, settings.DEBUG = tmp_path, True
    before = app_shell().version
    (tmp_path / "templates" / "base.html").write_text("Another.")
    assert app_shell().version != before


def test_what_stands_in_for_pages_is_the_same_for_everybody(browser, una):
    pages = [browser(who).get("/offline/").content for who in (None, una)]
    assert pages[0] == pages[1]
    page = pages[0].decode()
    assert f'<meta name="kept" content=" {app_shell().version}">' in page
    assert "csrf" not in page and "una" not in page


def test_a_browser_asks_who_is_signed_in_and_for_a_fresh_token(browser, una, chapter):
    client = browser(enforce_csrf_checks=True)
    assert client.get("/offline/visit/").json()["reader"] == 0
    client.force_login(una)
    answer = client.get("/offline/visit/")
    assert answer.json()["reader"] == una.pk
    assert "no-store" in answer["Cache-Control"]
    sent = client.post(
        url(chapter, "comments/"), {"text": "Hm."}, HTTP_X_CSRFTOKEN=answer.json()["token"]
    )
    assert sent.status_code == 303


def test_it_is_read_never_written(browser):
    for path in (
        "/app.webmanifest",
        "/service-worker.js",
        "/offline/",
        "/kept/",
        "/offline/visit/",
    ):
        assert browser().post(path).status_code == 405


@pytest.mark.parametrize("rest", ["comments/", "highlights/"])
def test_what_is_sent_twice_is_stored_once(browser, una, chapter, rest):
    key = {"HTTP_IDEMPOTENCY_KEY": str(uuid4())}
    sent = selection(chapter, "a widow", text="Why?", colour="pink")
    client = browser(una)
    assert client.post(url(chapter, rest), sent, **key).status_code == 303
    again = client.post(url(chapter, rest), sent, **key)
    assert (again.status_code, again.content) == (204, b"")
    assert Comment.objects.count() + Highlight.objects.count() == 1
    client.post(url(chapter, rest), sent, HTTP_IDEMPOTENCY_KEY=str(uuid4()))
    assert Comment.objects.count() == (2 if rest == "comments/" else 0)


def test_a_reply_and_a_removal_come_once_too(browser, una, chapter):
    first, mark = say(chapter, "Why?", una), highlight(chapter, "two goats", una)
    client = browser(una)
    for path, sent in (
        (f"/comments/{first.pk}/reply/", {"text": "Because."}),
        (f"/highlights/{mark.pk}/", {"colour": "pink", "note": "Kings?"}),
        (f"/highlights/{mark.pk}/remove/", {}),
        (f"/highlights/{mark.pk}/put-back/", {}),
    ):
        key = {"HTTP_IDEMPOTENCY_KEY": str(uuid4())}
        assert client.post(path, sent, **key).status_code in (200, 303)
        assert client.post(path, sent, **key).status_code == 204
    assert first.replies.count() == 1


def test_what_was_refused_may_be_sent_again_under_its_key(browser, una, chapter):
    key = {"HTTP_IDEMPOTENCY_KEY": str(uuid4())}
    client = browser(una)
    assert client.post(url(chapter, "comments/"), {"text": ""}, **key).status_code == 422
    assert client.post("/stories/no-such/1/comments/", {"text": "x"}, **key).status_code == 404
    assert not IdempotencyKey.objects.exists()
    assert client.post(url(chapter, "comments/"), {"text": "Now."}, **key).status_code == 303
    assert Comment.objects.get().source == "Now."


def test_one_readers_key_is_not_anothers(browser, una, tam, chapter):
    key = {"HTTP_IDEMPOTENCY_KEY": str(uuid4())}
    for who in (una, tam):
        assert (
            browser(who).post(url(chapter, "comments/"), {"text": "Hm."}, **key).status_code == 303
        )
    assert Comment.objects.count() == 2


def test_a_key_that_is_none_and_a_visitor_with_a_key(browser, una, chapter):
    answer = browser(una).post(url(chapter, "comments/"), {"text": "x"}, HTTP_IDEMPOTENCY_KEY="7")
    assert answer.status_code == 400
    key = {"HTTP_IDEMPOTENCY_KEY": str(uuid4())}
    answer = browser().post(url(chapter, "comments/"), {"text": "x"}, **key)
    assert answer.url.startswith("/accounts/login/")
    assert not (Comment.objects.exists() or IdempotencyKey.objects.exists())


def test_a_key_opens_no_door_to_a_form_from_elsewhere(browser, una, chapter):
    client = browser(enforce_csrf_checks=True)
    client.force_login(una)
    key = {"HTTP_IDEMPOTENCY_KEY": str(uuid4())}
    assert client.post(url(chapter, "comments/"), {"text": "x"}, **key).status_code == 403
    assert not IdempotencyKey.objects.exists()


def test_old_deliveries_are_forgotten(una):
    old = IdempotencyKey.objects.create(reader=una, key=uuid4())
    recent = IdempotencyKey.objects.create(reader=una, key=uuid4())
    ago = timezone.now() - KEPT_FOR
    IdempotencyKey.objects.filter(pk=old.pk).update(created_at=ago - timedelta(minutes=1))
    IdempotencyKey.objects.filter(pk=recent.pk).update(created_at=ago + timedelta(minutes=9))
    forget_old_keys.call()
    assert IdempotencyKey.objects.get() == recent


def test_a_place_that_waited_does_not_undo_a_later_one(browser, una, chapter):
    second = make_chapter(story=chapter.story)
    Progress.objects.keep(una, second, 5)
    client = browser(una)
    sent = {"offset": "40", "finished": "1", "quietly": "1", "waited": "3600"}
    assert client.post(url(chapter, "place/"), sent).status_code == 204
    assert Progress.objects.get().chapter == second
    assert Reading.objects.filter(reader=una, chapter=chapter).exists()
    Progress.objects.update(updated_at=timezone.now() - timedelta(hours=2))
    client.post(url(chapter, "place/"), sent)
    assert Progress.objects.get().chapter == chapter


def test_a_story_says_which_chapters_to_keep(browser, chapter):
    make_chapter(story=chapter.story)
    revise(chapter, "Another beginning.", by=None)
    page = browser().get(chapter.story.get_absolute_url()).content.decode()
    assert f'data-keep="{chapter.story.slug}"' in page and 'data-chapters="1.2 2.1"' in page
    assert f'data-story="{chapter.story.get_absolute_url()}"' in page


def test_a_page_that_broke_says_nothing_of_who_reads(rf):
    """Else the browser would take its reader for signed out, and let go of what is kept."""
    page = server_error(rf.get("/")).content.decode()
    assert '<meta name="kept" content=" ">' in page
