"""Where the host name is shared, and everything lies under `/gloss/`."""

import re
from html import unescape

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from django.urls import clear_script_prefix, reverse, set_script_prefix
from playwright.sync_api import expect

from reader.models import Comment, Highlight
from reader.web import app_shell
from tests.browser.conftest import DESKTOP
from tests.browser.offline.steps import back_online, comment, open_kept, press_colour, waiting
from tests.browser.test_every_page import pages, rose  # noqa: F401
from tests.factories import make_chapter, make_reader

pytestmark = pytest.mark.django_db(transaction=True)

PATH = "/gloss"
ADDRESS = re.compile(
    r'\s(?:href|src|srcset|action|formaction|poster|cite|hx-(?:get|post|put|delete|push-url)|'
    r'data-[\w-]+|content|value)="(/[^"]*)"'
)  # fmt: skip
"""Whatever begins with a slash where a browser, htmx or a script of ours takes an address."""
PICTURE = "/pictures/0123456789abcdef0123456789abcdef-40x30.png"


@pytest.fixture
def under_a_path(settings, monkeypatch):
    """Gloss under PATH, as behind a proxy that leaves the path as it is. Nothing else is there."""
    settings.FORCE_SCRIPT_NAME = PATH
    settings.STATIC_URL = f"{PATH}/static/"
    settings.SESSION_COOKIE_PATH = settings.CSRF_COOKIE_PATH = f"{PATH}/"
    answer = WSGIHandler.__call__

    def without_path(self, environ, start_response):
        path = environ["PATH_INFO"]
        inside = path.removeprefix(PATH) if path.startswith(f"{PATH}/") else "/nothing-is-here/"
        return answer(self, environ | {"PATH_INFO": inside}, start_response)

    monkeypatch.setattr(WSGIHandler, "__call__", without_path)
    set_script_prefix(f"{PATH}/")
    app_shell._made.cache_clear()
    yield
    clear_script_prefix()
    app_shell._made.cache_clear()


def outside(html: str) -> set[str]:
    """The addresses in a page that lead out of PATH."""
    found = set()
    for address in ADDRESS.findall(html):
        if not unescape(address).startswith(f"{PATH}/"):
            found.add(address)
    return found


def test_every_address_on_every_page_is_under_the_path(under_a_path, pages):  # noqa: F811
    asked = 0
    for reader, places in pages.items():
        client = Client()
        if reader:
            client.force_login(reader)
        for name, at, query in places:
            url = reverse(name, kwargs=at)
            assert url.startswith(f"{PATH}/")
            for headers in ({}, {"HX-Request": "true"}):
                answer = client.get(f"{url.removeprefix(PATH)}?{query}", headers=headers)
                assert headers or answer.status_code == 200, url
                assert not outside(answer.getvalue().decode()), url
                asked += 1
    assert asked > 100


PROGRAMS = ("library_feed", "annotations", "manifest")
QUOTED = re.compile(r'["\'>(](?:http://testserver)?(/[a-z][^"\'<)]*)')


def test_what_programs_read_names_no_address_outside(under_a_path, client, chapter):
    story = reverse("story_feed", args=[chapter.story.slug])
    others = [f"{PATH}/{name}" for name in ("opds/", "opds/v2/", "robots.txt", "service-worker.js")]
    for url in [*map(reverse, PROGRAMS), story, *others]:
        text = client.get(url.removeprefix(PATH)).content.decode()
        head = text.partition("/* Which of our pages")[0]  # of the worker: what the server writes
        addresses = QUOTED.findall(head) + re.findall(r"^Disallow: (.*)$", head, re.M)
        assert addresses, url
        for address in addresses:
            assert address.startswith(f"{PATH}/"), (url, address)


def test_forms_lead_to_pages_under_the_path(under_a_path, client):
    make_reader("rose")
    for url in ("/inbox/", "/desk/", "/highlights/"):
        assert client.get(url).url.startswith(f"{PATH}/accounts/login/?next={PATH}/")
    answer = client.post("/look/", {"theme": "dark"})
    assert answer.url.startswith(f"{PATH}/")
    assert {cookie["path"] for cookie in answer.cookies.values()} == {f"{PATH}/"}


def test_pictures_of_a_story_are_under_the_path(under_a_path, client):
    chapter = make_chapter(f"Look:\n\n![A ferry]({PICTURE})")
    page = client.get(chapter.get_absolute_url().removeprefix(PATH)).content.decode()
    assert f'src="{PATH}{PICTURE}"' in page


OF_A_NEIGHBOUR = ["gloss", "pages 0", "typed 7 /words/ text"]
KEPT_BEFORE = """async () => {
  const pages = await caches.open("pages 0");
  for (const path of ["/stories/", "/gloss/stories/"]) await pages.put(path, new Response(""));
  for (const path of ["/words/", "/gloss/words/"]) localStorage[`typed 7 ${path} text`] = "null";
}"""
"""What a Gloss at the root of the host keeps, and ours did before it said which is whose."""
NAMED = """async () => [
  ...(await caches.keys()),
  ...(await indexedDB.databases()).map(({ name }) => name),
  ...Object.keys(localStorage).filter((name) => !name.startsWith("place ")),
].sort()"""
"""What all that the browser stores is called; a place names its chapter's address."""


def test_one_marks_and_talks_and_reads_on_without_a_network(
    under_a_path, open_context, sign_in, select, reader, chapter
):
    context = open_context(service_workers="allow", **DESKTOP)
    page = context.new_page()
    page.goto(f"{PATH}/robots.txt")
    page.evaluate(KEPT_BEFORE)
    sign_in(page, reader)
    open_kept(page, chapter.get_absolute_url())
    scope = page.evaluate("navigator.serviceWorker.ready.then(({ scope }) => scope)")
    assert scope.endswith(f"{PATH}/")
    words = press_colour(page, select, 0, 4, 9)
    expect(page.locator("#b0 mark.green[data-passages]")).to_have_text(words)
    comment(page, "Online.")
    expect(page.locator("#comments .comment")).to_have_count(1)
    page.evaluate("import('/gloss/static/js/cookies.js').then((c) => c.setCookie('note', 'on'))")
    cookies = {cookie["name"]: cookie["path"] for cookie in context.cookies()}
    assert cookies["note"] == cookies["csrftoken"] == f"{PATH}/"

    context.set_offline(True)
    page.reload()
    expect(page.locator(".kept-line")).to_contain_text("You are offline")
    press_colour(page, select, 2, 0, 15, "pink")
    comment(page, "Offline.")
    waiting(page, 2)
    page.goto(reverse("offline_library"))
    expect(page.locator("main")).to_contain_text("Offline.")
    page.goto(reverse("inbox"))
    expect(page.get_by_role("link", name="Gloss", exact=True)).to_have_attribute("href", f"{PATH}/")
    page.goto(chapter.get_absolute_url())
    back_online(page)
    expect(page.locator("#comments .comment")).to_have_count(2)
    said = list(Comment.objects.order_by("pk").values_list("source", flat=True))
    assert said == ["Online.", "Offline."]
    assert set(Highlight.objects.values_list("colour", flat=True)) == {"green", "pink"}
    named = page.evaluate(NAMED)
    assert [name for name in named if not name.startswith(f"{PATH}/ ")] == sorted(OF_A_NEIGHBOUR)
    assert f"{PATH}/ pages 0" in named
    assert f"{PATH}/ typed 7 {PATH}/words/ text" in named
