"""A new version of the pages and scripts under a service worker, and installing."""

from shutil import rmtree

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import expect

from reader.views.reading.question import _address
from reader.web.app_shell import _made, app_shell
from reader.web.staticfiles import Storage
from tests.browser.offline.steps import kept, open_kept
from tests.browser.waiting import until
from tests.factories import make_chapter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def deploy(settings, tmp_path):
    """Put a version of the static files in place, under hashed names, and take the old away."""
    served = tmp_path / "served"

    def put(mark):
        source = tmp_path / mark
        (source / "js").mkdir(parents=True)
        for path in (settings.ROOT / "static" / "js").glob("*.js"):
            extra = f"\ndocument.documentElement.dataset.script = '{mark}';"
            text = path.read_text() + (extra if path.name == "reading.js" else "")
            (source / "js" / path.name).write_text(text)
        rmtree(served, ignore_errors=True)
        settings.STATIC_ROOT = str(served)
        settings.STORAGES = settings.STORAGES | {
            "staticfiles": {"BACKEND": "tests.browser.offline.test_updates.Hashed"}
        }
        settings.STATICFILES_DIRS = [source, settings.ROOT / "static"]
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin"])
        settings.STATICFILES_DIRS = [served, source, settings.ROOT / "static"]
        forget()

    yield put
    forget()


def forget():
    """What a process looks up once, and a deployed one anew."""
    _made.cache_clear()
    _address.cache_clear()


def Hashed(*args, **kwargs):
    """The storage that Gloss serves from, without its compressing."""

    class Plain(ManifestStaticFilesStorage):
        support_js_module_import_aggregation = True
        max_post_process_passes = Storage.max_post_process_passes
        _js_module_import_aggregation_patterns = Storage._js_module_import_aggregation_patterns

    return Plain(*args, **kwargs)


def test_an_update_never_serves_half_of_two_versions(page, sign_in, reader, chapter, deploy):
    second = make_chapter("Second.", story=chapter.story, title="High Water")
    sign_in(page, reader)
    script = page.locator("html[data-script]")
    deploy("old")
    open_kept(page, chapter.get_absolute_url())
    expect(script).to_have_attribute("data-script", "old")
    deploy("new")
    page.goto(second.get_absolute_url())  # the old worker is in charge; its files are gone
    expect(script).to_have_attribute("data-script", "new")
    until(page, lambda: second.get_absolute_url() in kept(page, "pages"))
    page.context.set_offline(True)
    for path, version in ((chapter.get_absolute_url(), "old"), (second.get_absolute_url(), "new")):
        page.goto(path, wait_until="commit")
        expect(script).to_have_attribute("data-script", version)
        expect(page.locator(".kept-line")).to_be_visible()
        expect(page.locator("body")).to_have_css("margin", "0px")
    page.context.set_offline(False)
    page.goto(chapter.get_absolute_url())
    expect(script).to_have_attribute("data-script", "new")
    version = "path => caches.match(path).then((copy) => copy.headers.get('X-Version'))"
    until(page, lambda: page.evaluate(version, chapter.get_absolute_url()) == app_shell().version)
    left = "navigator.serviceWorker.ready.then(({ waiting }) => !waiting)"
    until(page, lambda: page.evaluate(left))
    page.context.set_offline(True)
    page.reload()
    expect(script).to_have_attribute("data-script", "new")


def test_it_can_be_installed(page, live_server):
    page.goto("/")
    until(page, lambda: page.evaluate("!!navigator.serviceWorker.controller"))
    session = page.context.new_cdp_session(page)
    problems = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A window of the kind that tests use can install nothing: that, and only that, is in its way.
    assert [p["errorId"] for p in problems if p["errorId"] != "in-incognito"] == []
    assert session.send("Page.getAppManifest")["errors"] == []
    assert Client().get("/app.webmanifest").json()["icons"]
