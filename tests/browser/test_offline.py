"""Reading and writing while the network is away, in a real Chromium with its service worker."""

import re
from shutil import rmtree

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import expect

from reader.actions.revising.revise import revise
from reader.models import Comment, Highlight, Picture, Progress
from reader.web.shell import _made, shell
from reader.web.staticfiles import Storage
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.waiting import until
from tests.factories import find_words, highlight, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = """async () => {
  const kept = {};
  for (const name of await caches.keys()) {
    kept[name] = (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
  }
  return kept;
}"""


@pytest.fixture
def reader():
    return make_reader("rose")


@pytest.fixture
def chapter():
    return make_chapter(story=make_story(title="The Ferry", slug="ferry"))


@pytest.fixture
def context(open_context):
    return open_context(service_workers="allow", **DESKTOP)


@pytest.fixture
def page(context):
    return context.new_page()


LOOK = "async () => (await caches.match('/look', { cacheName: 'gloss' })).text()"


def kept(page, what):
    """The paths in the caches whose name begins with `what`."""
    return sorted(
        path
        for name, paths in page.evaluate(KEPT).items()
        if name.startswith(what)
        for path in paths
    )


def open_kept(page, path):
    """Open a page, and wait until it is kept."""
    page.goto(path)
    until(page, lambda: path in kept(page, "pages"))


@pytest.fixture
def reading(page, sign_in, reader, chapter):
    """A chapter opened by a reader who is signed in, and kept; the network is away."""
    sign_in(page, reader)
    open_kept(page, chapter.get_absolute_url())
    page.context.set_offline(True)
    return page


def press_colour(page, select, index, start, end, colour="green"):
    words = select(page, index, start, end)
    page.get_by_role("button", name=f"Highlight {colour}").click()
    return words


def comment(page, text):
    page.get_by_label("Your comment").fill(text)
    page.get_by_role("button", name="Comment", exact=True).click()


def waiting(page, count):
    link = page.locator(".bar-waiting")
    expect(link).to_have_text(f"{count} waiting") if count else expect(link).to_have_count(0)


def back_online(page):
    page.context.set_offline(False)
    waiting(page, 0)


def test_what_was_opened_is_read_without_a_network(reading, chapter, accessible):
    make_chapter(story=chapter.story, title="High Water")
    reading.reload()
    expect(reading.locator("#b2")).to_contain_text("She had written")
    expect(reading.locator(".kept-line")).to_contain_text(
        re.compile(r"offline: this copy is from \d\d:\d\d")
    )
    accessible(reading)
    reading.goto("/stories/ferry/2/")
    expect(reading.get_by_role("heading", name="You are offline")).to_be_visible()
    accessible(reading)
    reading.locator("#pages").get_by_role("link", name="Low Water").click()
    expect(reading.locator("#b2")).to_contain_text("She had written")
    back_online(reading)
    reading.get_by_role("link", name="Reload").click()
    expect(reading.locator(".kept-line")).to_have_count(0)
    expect(reading.locator("#b2")).to_contain_text("She had written")


def test_what_changes_things_and_other_peoples_doors_are_not_kept(page, sign_in, chapter):
    sign_in(page, chapter.story.author)
    open_kept(page, chapter.get_absolute_url())
    for path in ("/accounts/profile/", "/desk/", f"{chapter.get_absolute_url()}edit/", "/no/",
                 "/stories/no-such/", "/highlights/", "/"):  # fmt: skip
        page.goto(path)
    until(page, lambda: "/" in kept(page, "pages"))
    assert kept(page, "pages") == ["/", chapter.get_absolute_url()]


def test_a_picture_is_kept_with_its_page_and_nothing_that_only_calls_itself_one(
    page, sign_in, reader, chapter
):
    name = f"{'a' * 32}-1x1.png"
    Picture.objects.add_files({name: b"a picture"}, story=chapter.story)
    revise(chapter, f"![One](/highlights/)\n\nWords.\n\n![Two](/pictures/{name})", by=None)
    sign_in(page, reader)
    open_kept(page, chapter.get_absolute_url())
    until(page, lambda: f"/pictures/{name}" in kept(page, "pages"))
    assert "/highlights/" not in kept(page, "pages")


def test_a_story_is_kept_whole_and_let_go(page, sign_in, reader, chapter):
    for number in range(2, 13):
        make_chapter(f"The words of {number}.", story=chapter.story, title="High Water")
    sign_in(page, reader)
    page.goto("/stories/ferry/")
    page.get_by_role("button", name="Save for offline").click()
    expect(page.locator(".keep")).to_contain_text("Saved, 12 chapters")
    make_chapter("The words of 13.", story=chapter.story)
    revise(chapter, "Other words.", by=None)
    page.reload()
    expect(page.locator(".keep")).to_contain_text("Saved, 13 chapters")
    page.context.set_offline(True)
    page.reload()
    page.locator(".contents").get_by_role("link", name=re.compile("^1 Low Water")).click()
    expect(page.locator("#b0")).to_have_text("Other words.")
    for number in range(2, 14):
        text = page.evaluate("path => fetch(path).then((page) => page.text())", f"../{number}/")
        assert f"The words of {number}." in text and "You are offline" in text
    page.goto("/stories/ferry/12/")
    page.locator(".onward [rel=next]").click()
    expect(page.locator("#b0")).to_have_text("The words of 13.")
    page.goto("/kept/")
    row = page.locator("#stories li")
    expect(row).to_contain_text("The Ferry")
    expect(row).to_contain_text("13 chapters")
    row.get_by_role("button", name="Remove").click()
    expect(row).to_have_count(0)
    assert not kept(page, "story")


@pytest.mark.postgresql
def test_what_is_written_offline_is_sent_in_order_once(reading, select, reader, chapter):
    text = reading.locator("#text").inner_html()
    words = press_colour(reading, select, 0, 4, 9)
    waiting(reading, 1)
    expect(reading.get_by_role("status")).to_contain_text("sent when you are back online")
    for number in range(2, 5):
        comment(reading, f"Comment {number}.")
        waiting(reading, number)
    shown = "[...CSS.highlights.get('waiting-green')].map(String)"
    assert reading.evaluate(shown) == [words]
    assert reading.locator("#text").inner_html() == text
    expect(reading.locator(".comment.waiting")).to_have_count(3)
    reading.reload()
    waiting(reading, 4)
    until(reading, lambda: reading.evaluate(f"CSS.highlights.size && {shown}") == [words])
    expect(reading.locator(".comment.waiting")).to_have_count(3)
    assert not (Comment.objects.exists() or Highlight.objects.exists())
    back_online(reading)
    expect(reading.locator("#b0 mark.green")).to_have_text(words)
    expect(reading.locator("#comments .comment")).to_have_count(3)
    expect(reading.locator(".comment.waiting")).to_have_count(0)
    said = list(Comment.objects.order_by("pk").values_list("source", "reader"))
    assert said == [(f"Comment {n}.", reader.pk) for n in range(2, 5)]
    assert Highlight.objects.get().passage.quote == words


@pytest.mark.postgresql
def test_an_answer_that_was_lost_stores_nothing_twice(page, context, sign_in, reader, chapter):
    sign_in(page, reader)
    open_kept(page, chapter.get_absolute_url())
    lost = []

    def lose(route):
        if route.request.method == "POST" and len(lost) < 2:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    context.route("**/comments/", lose)
    comment(page, "Only once.")
    until(page, lambda: len(lost) == 2)
    assert lost[0] == 200
    page.evaluate("dispatchEvent(new Event('online'))")
    waiting(page, 0)
    expect(page.locator("#comments .comment")).to_have_count(1)
    assert Comment.objects.get().source == "Only once."


def test_a_conflict_is_shown_and_keeps_nothing_else_from_being_sent(
    reading, select, reader, chapter, accessible
):
    press_colour(reading, select, 1, 0, 23)
    comment(reading, "x" * 10_001)
    comment(reading, "This is fine.")
    waiting(reading, 3)
    kept_blocks = chapter.revision.source.split("\n\n")
    revise(chapter, "\n\n".join([kept_blocks[0], *kept_blocks[2:]]), by=None)
    reading.context.set_offline(False)
    expect(reading.locator(".bar-waiting.refused")).to_have_text("2 not sent")
    expect(reading.get_by_role("status")).to_contain_text("was not accepted")
    assert Comment.objects.get().source == "This is fine."
    reading.locator(".bar-waiting").click()
    rows = reading.locator("#waiting li")
    expect(rows.nth(0)).to_contain_text("those words are gone")
    expect(rows.nth(1)).to_contain_text("10,000 characters")
    accessible(reading)
    rows.nth(1).get_by_role("button", name="Delete").click()
    expect(rows).to_have_count(1)
    revise(chapter, "\n\n".join(kept_blocks), by=None)
    rows.get_by_role("button", name="Try again").click()
    expect(rows).to_have_count(0)
    assert Highlight.objects.get().passage.quote == chapter.text[slice(*find_words(
        chapter, Highlight.objects.get().passage.quote))]  # fmt: skip


def test_signing_out_clears_what_was_kept(page, sign_in, reader, chapter):
    sign_in(page, reader)
    page.goto("/stories/ferry/")
    page.get_by_role("button", name="Save for offline").click()
    expect(page.locator(".keep")).to_contain_text("Saved, 1 chapter")
    open_kept(page, "/")
    page.get_by_label("Your account").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    until(page, lambda: not kept(page, f"pages {reader.pk}") and not kept(page, "story"))
    page.context.set_offline(True)
    page.goto("/stories/ferry/1/")
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()
    assert "rose" not in page.content()


def test_nothing_kept_is_shown_to_another_and_nothing_written_is_sent_as_theirs(
    reading, sign_in, reader, chapter
):
    highlight(chapter, "a widow", reader, note="mine alone")
    comment(reading, "From Rose.")
    waiting(reading, 1)
    other = make_reader("tam")
    sign_in(reading, other)
    reading.context.set_offline(False)
    reading.goto("/kept/")
    expect(reading.locator("#others")).to_be_visible()
    assert "From Rose." not in reading.content()
    until(reading, lambda: not kept(reading, f"pages {reader.pk}"))
    assert not Comment.objects.exists()
    sign_in(reading, reader)
    reading.goto("/kept/")
    until(reading, Comment.objects.exists)
    assert Comment.objects.get().reader == reader


def test_words_are_sent_after_a_long_absence_with_a_fresh_token(reading, reader, chapter, sign_in):
    comment(reading, "Still here.")
    waiting(reading, 1)
    reading.context.clear_cookies()
    sign_in(reading, reader)
    reading.context.set_offline(False)
    reading.evaluate("dispatchEvent(new Event('online'))")
    waiting(reading, 0)
    assert Comment.objects.get().source == "Still here."


def test_a_thread_seen_before_is_there_and_its_mark_can_be_changed(
    page, sign_in, reader, chapter, accessible
):
    mark = highlight(chapter, "eleven years", reader)
    say(chapter, "Why eleven?", reader, on="eleven years")
    sign_in(page, reader)
    open_kept(page, chapter.get_absolute_url())
    page.locator("#b0 mark").click()
    until(page, lambda: kept(page, "threads"))
    page.context.set_offline(True)
    page.reload()
    page.locator("#b0 mark").click()
    panel = page.get_by_role("complementary", name="Margin")
    expect(panel).to_contain_text("Why eleven?")
    expect(panel).to_contain_text("You are offline")
    accessible(page)
    panel.locator(".dot.pink").click()
    waiting(page, 1)
    panel.get_by_role("button", name="Remove").click()
    waiting(page, 2)
    back_online(page)
    mark.refresh_from_db()
    assert mark.colour == "pink" and mark.removed_at
    expect(page.locator("#b0 mark.pink")).to_have_count(0)


def test_one_comments_on_words_and_replies_where_nothing_was_opened(reading, select, chapter):
    words = select(reading, 2, 0, 15)
    reading.locator("#comment-on-selection").click()
    panel = reading.get_by_role("complementary", name="Margin")
    expect(panel.locator(".quote")).to_have_text(words)
    panel.get_by_label("Your comment").fill("On these.")
    panel.get_by_role("button", name="Comment").click()
    waiting(reading, 1)
    expect(panel.locator(".comment.waiting")).to_contain_text("On these.")
    panel.get_by_role("link", name="Close").click()
    reading.locator("#w4").click()
    panel.get_by_role("button", name="Highlight this blue").click()
    waiting(reading, 2)
    back_online(reading)
    assert Comment.objects.get().passage.quote == words
    assert Highlight.objects.get().passage.block == 4


@pytest.mark.postgresql
def test_of_two_changes_to_one_mark_the_later_holds_whatever_the_network_does(
    page, context, sign_in, reader, chapter
):
    mark = highlight(chapter, "eleven years", reader)
    sign_in(page, reader)
    open_kept(page, chapter.get_absolute_url())
    page.locator("#b0 mark").click()
    lost = []

    def lose(route):
        if route.request.method == "POST" and not lost:
            lost.append(route)
            page.wait_for_timeout(300)
            route.abort()
        else:
            route.continue_()

    context.route(f"**/highlights/{mark.pk}/", lose)
    panel = page.get_by_role("complementary", name="Margin")
    change = """async (colours) => {
      const form = document.querySelector(".highlight-form");
      const sent = new URLSearchParams(new FormData(form));
      await Promise.all(colours.map((colour) => {
        sent.set("colour", colour);
        return fetch(form.action, { method: "POST", body: new URLSearchParams(sent) });
      }));
    }"""
    expect(panel.locator(".highlight-form")).to_be_visible()
    page.evaluate(change, ["pink", "blue"])
    page.evaluate("dispatchEvent(new Event('online'))")
    waiting(page, 0)
    mark.refresh_from_db()
    assert lost and mark.colour == "blue"


def test_two_notes_on_one_mark_that_waited_are_no_quarrel_of_two_windows(
    page, sign_in, reader, chapter
):
    mark = highlight(chapter, "eleven years", reader, note="Old.")
    sign_in(page, reader)
    open_kept(page, chapter.get_absolute_url())
    page.locator("#b0 mark").click()
    panel = page.get_by_role("complementary", name="Margin")
    expect(panel.get_by_label("Private note")).to_have_value("Old.")
    page.context.set_offline(True)
    for count, note in enumerate(("First.", "Second."), 1):
        panel.get_by_label("Private note").fill(note)
        panel.get_by_role("button", name="Save").click()
        waiting(page, count)
    back_online(page)
    mark.refresh_from_db()
    assert mark.note == "Second."


def test_a_reading_place_waits_too(reading, reader, chapter):
    reading.evaluate(
        """() => {
        const sent = new FormData(document.getElementById('place'));
        sent.set('offset', '100');
        sent.set('quietly', '1');
        navigator.sendBeacon(document.getElementById('place').action, sent);
        }"""
    )
    reading.goto("/kept/")
    expect(reading.locator("#waiting li")).to_contain_text("Reading progress")
    reading.context.set_offline(False)
    until(reading, Progress.objects.exists)
    assert Progress.objects.get().reader == reader


def test_a_slow_network_gives_the_kept_copy(page, context, sign_in, reader, chapter):
    sign_in(page, reader)
    open_kept(page, chapter.get_absolute_url())
    held = []
    context.route(f"**{chapter.get_absolute_url()}", lambda route: held.append(route))
    page.goto(chapter.get_absolute_url())
    expect(page.locator(".kept-line")).to_contain_text("The network is slow")
    assert held
    context.unroute_all(behavior="ignoreErrors")


def test_a_form_without_htmx_waits_too(reading, chapter):
    reading.evaluate("document.querySelector('#say-chapter textarea').value = 'Plainly.'")
    reading.evaluate("document.querySelector('#say-chapter').submit()")
    expect(reading.locator(".kept-line")).to_be_visible()
    expect(reading.locator(".comment.waiting").last).to_contain_text("Plainly.")


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
            "staticfiles": {"BACKEND": "tests.browser.test_offline.Hashed"}
        }
        settings.STATICFILES_DIRS = [source, settings.ROOT / "static"]
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin"])
        settings.STATICFILES_DIRS = [served, source, settings.ROOT / "static"]
        _made.cache_clear()

    yield put
    _made.cache_clear()


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
    until(page, lambda: page.evaluate(version, chapter.get_absolute_url()) == shell().version)
    left = "navigator.serviceWorker.ready.then(({ waiting }) => !waiting)"
    until(page, lambda: page.evaluate(left))
    page.context.set_offline(True)
    page.reload()
    expect(script).to_have_attribute("data-script", "new")


def test_without_a_worker_nothing_is_lost(open_context, sign_in, reader, chapter):
    page = open_context(**DESKTOP).new_page()
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    page.context.set_offline(True)
    comment(page, "Kept in its field.")
    expect(page.get_by_role("status")).to_contain_text("You are offline")
    assert page.get_by_label("Your comment").input_value() == "Kept in its field."
    page.context.set_offline(False)
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator("#comments .comment")).to_have_count(1)


def test_it_can_be_installed(page, live_server):
    page.goto("/")
    until(page, lambda: page.evaluate("!!navigator.serviceWorker.controller"))
    session = page.context.new_cdp_session(page)
    problems = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A window of the kind that tests use can install nothing: that, and only that, is in its way.
    assert [p["errorId"] for p in problems if p["errorId"] != "in-incognito"] == []
    assert session.send("Page.getAppManifest")["errors"] == []
    assert Client().get("/app.webmanifest").json()["icons"]


def test_forms_and_redirects_pass_through_while_the_network_is_there(
    page, sign_in, reader, chapter, live_server
):
    sign_in(page, reader)
    open_kept(page, chapter.get_absolute_url())
    page.reload()
    page.evaluate("document.querySelector('#say-chapter textarea').value = 'Plainly.'")
    page.evaluate("document.querySelector('#say-chapter').submit()")
    expect(page.locator("#comments .comment")).to_contain_text("Plainly.")
    said = Comment.objects.get()
    page.goto(said.get_absolute_url())
    expect(page).to_have_url(live_server.url + said.url_in_chapter)
    page.goto(chapter.get_absolute_url())
    page.context.clear_cookies(name="sessionid")
    comment(page, "Signed out.")
    expect(page).to_have_url(re.compile("/accounts/login/"))
    assert Comment.objects.count() == 1


@pytest.mark.postgresql
def test_two_tabs_send_what_waits_once(reading, context, reader, chapter):
    comment(reading, "From one of two.")
    waiting(reading, 1)
    other = context.new_page()
    other.goto(chapter.get_absolute_url())
    waiting(other, 1)
    context.set_offline(False)
    for tab in (reading, other):
        tab.evaluate("dispatchEvent(new Event('online'))")
    for tab in (reading, other):
        waiting(tab, 0)
        expect(tab.locator("#comments .comment")).to_have_count(1)
    assert Comment.objects.get().source == "From one of two."


def test_offering_to_keep_a_story_moves_nothing_on_its_page(page, chapter):
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "entry => shift += entry.value)).observe({type: 'layout-shift', buffered: true})"
    )
    chapter.story.notes.create(source="For *all* of you.")
    page.goto(chapter.story.get_absolute_url())
    expect(page.get_by_role("button", name="Save for offline")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Save for offline")).to_be_visible()
    assert page.evaluate("shift") == 0


def test_a_browser_without_room_says_so_and_goes_on_reading(page, sign_in, reader, chapter):
    for number in range(2, 6):
        make_chapter(f"The words of {number}. " * 4000, story=chapter.story)
    sign_in(page, reader)
    open_kept(page, "/stories/ferry/")
    used = page.evaluate("navigator.storage.estimate().then(({ usage }) => usage)")
    session = page.context.new_cdp_session(page)
    origin = page.evaluate("location.origin")
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": used + 150_000})
    page.get_by_role("button", name="Save for offline").click()
    expect(page.locator(".keep")).to_contain_text("no space left")
    expect(page.get_by_role("button", name="Save the rest")).to_be_visible()
    page.goto("/stories/ferry/5/")
    expect(page.locator("#b0")).to_contain_text("The words of 5.")
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin})
    page.goto("/stories/ferry/")
    expect(page.locator(".keep")).to_contain_text("Saved, 5 chapters")


def test_a_story_that_is_gone_is_not_kept_any_longer(page, sign_in, reader, chapter):
    sign_in(page, reader)
    open_kept(page, chapter.get_absolute_url())
    chapter.story.published_at = None
    chapter.story.save()
    page.goto(chapter.get_absolute_url())
    until(page, lambda: not kept(page, "pages"))


def test_the_kept_pages_follow_the_look_that_is_chosen_offline(reading, chapter):
    reading.get_by_label("Appearance").click()
    reading.locator("#look").get_by_role("radio", name="Dark", exact=True).check(force=True)
    until(reading, lambda: "dark" in reading.evaluate(LOOK))
    reading.reload()
    expect(reading.locator("html")).to_have_attribute("data-theme", "dark")
    reading.goto("/nowhere/")
    expect(reading.get_by_role("heading", name="You are offline")).to_be_visible()
    expect(reading.locator("html")).to_have_attribute("data-theme", "dark")


def test_it_fits_a_phone_in_the_dark(open_context, sign_in, accessible, reader, chapter):
    page = open_context(service_workers="allow", color_scheme="dark", **PHONE).new_page()
    sign_in(page, reader)
    open_kept(page, chapter.get_absolute_url())
    page.context.set_offline(True)
    comment(page, "A long word: " + "w" * 300)
    waiting(page, 1)
    for path in (chapter.get_absolute_url(), "/kept/", "/nowhere/"):
        page.goto(path)
        waiting(page, 1)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        accessible(page)


@pytest.mark.parametrize("lacking", ["delete Navigator.prototype.serviceWorker", ""])
def test_a_browser_that_keeps_nothing_says_so(open_context, lacking):
    page = open_context(**DESKTOP).new_page()
    page.add_init_script(lacking)
    page.goto("/kept/")
    expect(page.get_by_text("This browser cannot save pages")).to_be_visible()


def test_the_next_chapter_is_at_hand_before_one_turns_to_it(page, sign_in, reader, chapter):
    following = make_chapter("Second.", story=chapter.story, title="High Water")
    sign_in(page, reader)
    open_kept(page, chapter.get_absolute_url())
    page.reload()
    until(page, lambda: following.get_absolute_url() in kept(page, "pages"))
    page.context.set_offline(True)
    page.get_by_role("link", name="Next High Water").click()
    expect(page.locator("#text")).to_have_text("Second.")
    expect(page.locator(".kept-line")).to_have_count(0)


def test_without_a_network_a_whole_story_is_read_chapter_by_chapter(page, sign_in, reader, chapter):
    sign_in(page, reader)
    open_kept(page, chapter.story.get_absolute_url())
    page.context.set_offline(True)
    page.goto(f"{chapter.story.get_absolute_url()}all/")
    expect(page).to_have_url(chapter.story.get_absolute_url())
    expect(page.locator(".kept-line")).to_be_visible()


def test_a_look_chosen_without_a_network_is_kept_when_it_is_back(reading, reader):
    reading.reload()
    reading.get_by_label("Appearance").click()
    reading.locator("#look").get_by_role("radio", name="Dark", exact=True).check(force=True)
    expect(reading.get_by_role("status")).to_contain_text("saved when you are back online")
    reading.context.set_offline(False)

    def is_dark():
        reader.refresh_from_db()
        return (reader.look or {}).get("theme") == "dark"

    until(reading, is_dark)
