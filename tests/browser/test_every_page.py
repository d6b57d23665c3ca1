"""Every page there is, in every theme, wide and narrow: nothing stands in anybody's way."""

from collections.abc import Iterator
from io import BytesIO
from itertools import cycle

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from PIL import Image
from playwright.sync_api import expect

from reader.actions.inbox.notify import notify_readers
from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.co_authors import invite_co_author
from reader.actions.library.store_upload import store_upload
from reader.actions.library.take_down import take_down
from reader.actions.mail.unsubscribe import Subscription
from reader.actions.margin.typo_note import send_typo_note
from reader.actions.moderation.decide import Verdict, decide_about
from reader.actions.moderation.report import report
from reader.actions.revising.revise import revise
from reader.models import Case, Follow, Highlight, Progress, Reader, Reading, Token, UnreadUpload
from reader.models.people.look import SETTINGS
from reader.text.manuscripts.manuscript import Chapter, Manuscript, Note
from tests.browser.conftest import AXE, DESKTOP, PHONE
from tests.browser.narrow import BROKEN, COVERED
from tests.browser.targets import FINGER, MOUSE, too_small
from tests.browser.waiting import until
from tests.factories import (
    RICH,
    TEXT,
    find_words,
    highlight,
    make_chapter,
    make_chapters,
    make_reader,
    make_story,
    say,
)

pytestmark = pytest.mark.django_db(transaction=True)

THEMES = [theme for theme in SETTINGS["theme"].choices if theme != "auto"]
FOR_PROGRAMS = {
    "annotations", "story_annotations", "chapter_annotations", "annotation", "library_feed",
    "chapter_comment_feed", "thread_feed", "author_feed", "story_download", "picture",
    "manifest", "touch_icon", "service_worker", "offline_session", "robots.txt",
    "annotation_export", "data_export_file",
}  # fmt: skip
FORMS_GO_THERE = {
    "revision_restore", "progress_save", "highlight_create", "comment_create", "highlight_update",
    "highlight_remove", "highlight_restore", "upload_discard", "token_revoke", "story_shelves",
    "story_restore", "revision_withdraw", "unread_again", "unread_discard",
    "annotation_import_again", "inbox_read", "device_sign_out", "devices_sign_out",
    "account_delete_now", "role_change", "decision_undo", "held_word_remove",
}  # fmt: skip
PARTS_OR_WAYS = {
    "chapter_settling",
    "chapter_meanwhile",
    "live",
    "progress_further",
    "progress_furthest",
    "passage_text",
    "comment",
    "notification",
    "name_list",
    "reader_mentioned",
    "admin_object",
    "admin/login/",
    "admin/password_change/",
}
"""Pieces of a page, and addresses that lead on to one that is listed."""
SOMETIMES = {
    "account_set_password", "account_confirm_login_code", "account_email_verification_sent",
    "account_reset_password_from_key", "pending_submissions", "upload_publishing",
    "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
    "mfa_list_webauthn", "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn",
    "mfa_login_webauthn", "mfa_reauthenticate_webauthn", "account_closed",
}  # fmt: skip
"""Pages that lead on to others unless something is under way: three of them Gloss never begins, one
needs a letter (tests/web/test_accounts.py), one a session that ended (test_without_script.py), one
a long story (tests/views/desk/uploads/test_publishing.py), one an account that was closed
(test_other_pages.py), and those of a second step a password that was said just now
(test_passkeys.py)."""


NOT_ASKED = {"told": []}
"""Content preferences of a reader who is asked nothing before the text."""


@pytest.fixture
def rose() -> Reader:
    said = {"bio": "Reads.", "content": NOT_ASKED | {"tag": ["rain"], "author": ["1"]}}
    return make_reader("rose", name="Rose", email="rose@example.org", **said)


@pytest.fixture
def pages(rose) -> dict[Reader | None, list[tuple[str, dict, str]]]:
    """For each who opens them: the name of each page, what is in its address, its query."""
    author = make_reader("author", name="An Author")
    story = make_story(
        title="The Ferry", slug="the-ferry", author=author, summary="A river.", rating="teen",
        series="The River, part 2", source="https://example.org/1",
    )  # fmt: skip
    for kind in ("fandom", "relationship", "character", "warning", "tag"):
        story.tag([f"one {kind}", f"another {kind}"], kind)
    story.notes.create(kind="dedication", source="For *all* of you.")
    down = make_chapter(title="Down").story
    take_down(down, "It is an advertisement.")
    shared = make_chapter(title="Shared").story
    invite_co_author(shared, author)
    first = make_chapter(story=story)
    for place, kind in (("before", "note"), ("before", "warning"), ("after", "note")):
        first.notes.create(kind=kind, place=place, source="On Friday. [A link](https://x.org/)")
    make_chapter(RICH, story=story, title="What the Goats Knew")
    out = make_chapter("It is out.", story=story, title="Out")
    make_chapter(RICH, story=make_story(title="Dry Land", slug="dry-land", author=author))
    for language, title in (("ar", "ليالي الميناء"), ("ja", "夜の渡し場")):
        make_chapter(story=make_story(title=title, language=language, author=author))
    make_chapter(story=make_story(title="A draft", slug="a-draft", author=author, draft=True))

    marks = [
        highlight(first, words, rose, colour=colour, note="Mine.", public=colour == "pink")
        for colour, words in zip(
            Highlight.Colour.values,
            ("eleven years", "one boot in", "folded around", "lamp oil"),
            strict=True,
        )
    ]
    for reader in (make_reader("una"), make_reader("ben"), make_reader("ida")):
        highlight(first, "crossed at noon", reader, public=True)
    question = say(first, "Why > how?", make_reader("tam"), on="boot in the boat")
    say(first, "Because.", rose, to=question)
    mine = say(first, "On the whole, ||yes||, @tam.", rose)
    say(first, "Truly?", make_reader("ivo"), to=mine)
    news = story.announcements.create(source="Late. *Sorry.*")
    story.announcements.create(source="Not so late.")
    Follow.objects.say(rose, story, True)
    notify_readers()
    long = make_chapters(62, slug="nights", author=author)
    Progress.objects.keep(rose, first, 90)
    Reading.objects.keep(rose, first, first.revision)
    revise(first, TEXT.replace("lamp oil", "lamps").replace("eleven", "twelve"), by=None)
    gone = say(out, "Still here.", rose)
    ChapterList(story).take_out(out)
    for title in ("Wet", "Dry"):  # one deleted, and one that would be
        last = make_chapter(story=story, title=title)
    ChapterList(story).delete(last)
    make_chapter(story=make_story(title="Mud", author=author)).story.delete_for_now()
    ink = make_chapter(story=make_story(title="Ink", slug="ink", author=author))
    ChapterList(ink.story).unpublish(ink)
    away = make_chapter(story=make_story(title="Away", slug="away", author=author))
    highlight(away, "lamp oil", rose, note="Mine.")
    say(away, "Still mine.", rose, on="two goats")
    away.story.delete_for_now()
    Token.objects.hand_out(rose, "My reader")
    slip = send_typo_note(first, *find_words(first, "two goats"), "a goat", "One.", by=rose)

    parts = [Chapter(f"Part {n}", "\n\n".join(["*Rain.*"] * 20), []) for n in range(5)]
    parts[0].notes.append(Note("warning", "before", "Water."))
    made = Manuscript(title="Mud", chapters=parts, summary="Wet.", doubts=["Is this one?"])
    proof = store_upload("mud.txt", made, by=author)
    proof.files, proof.refusals = 2, ["mud.epub is damaged."]
    proof.save()
    UnreadUpload.objects.create(reader=author, name="rain.epub", refusals=["It is damaged."])
    ebb = UnreadUpload.objects.create(reader=author, name="ebb.epub")
    ebb.files.create(name="ebb.epub", size=3, data=b"ebb")

    at = {"slug": story.slug}
    one, two = at | {"number": 1}, at | {"number": 2}
    passage = question.passage
    report(question, by=rose, reason="spam", text="Why > how?")
    report(story, by=rose, reason="rating")
    moderator = make_reader("moderator", is_staff=True, is_superuser=True, content=NOT_ASKED)
    warned = decide_about(rose, Verdict("warn", "Kindly."), by=moderator)
    waiting = Case.objects.waiting()[0]
    return {
        None: [
            ("library", {}, ""), ("library", {}, "q=salt&status=in-progress"), ("story", at, ""),
            ("chapter", one, ""), ("chapter", {"slug": "dry-land", "number": 1}, ""),
            ("content_preferences", {}, ""), ("reader", {"username": "author"}, ""),
            ("account_login", {}, ""), ("account_signup", {}, ""),
            ("account_reset_password", {}, ""), ("account_reset_password_done", {}, ""),
            ("account_reset_password_from_key_done", {}, ""), ("account_inactive", {}, ""),
            ("account_confirm_email", {"key": "MQ:1"}, ""), ("account_deleted", {}, ""),
            ("account_deleted", {}, "closed"),
            ("offline_page", {}, ""), ("story", {"slug": long.slug}, ""),
            ("chapter_range", {"slug": long.slug, "start": 51}, ""),
            ("look", {}, ""), ("offline_library", {}, ""), ("story_feed", at, ""),
            ("unsubscribe", {"token": Subscription(rose.pk, None).token}, ""),
        ],
        rose: [
            ("library", {}, ""), ("story", at, ""), ("chapter", one, ""),
            ("chapter", one, f"thread={passage.pk}"), ("chapter", two, ""), ("whole_story", at, ""),
            ("thread_cards", one, ""), ("paragraph", one | {"index": 1}, ""),
            ("selection", one, "revision=2&start=4&end=9"), ("passage", {"pk": passage.pk}, ""),
            ("comment_reply", {"pk": question.pk}, ""), ("comment_edit", {"pk": mine.pk}, ""),
            ("comment_delete", {"pk": mine.pk}, ""), ("highlight_list", {}, ""), ("inbox", {}, ""),
            ("typo_create", one, "revision=2&start=4&end=9"), ("typo_note", {"pk": slip.pk}, ""),
            ("typo_delete", {"pk": slip.pk}, ""),
            ("comment_list", {}, ""), ("comment_list", {}, "q=o&answered=no"),
            ("following", {}, ""), ("following", {}, "of=words"), ("following", {}, "of=chapters"),
            ("chapter_thanks", one, ""), ("comment_thanks", {"pk": question.pk}, ""),
            ("margin_defaults", {}, ""),
            ("story_follow", at, ""), ("author_follow", {"username": "author"}, ""),
            ("passage_follow", {"passage": passage.pk}, ""),
            ("comment_follow", {"comment": mine.pk}, ""),
            ("comment_replies", {"pk": question.pk}, ""),
            ("passage_comments", {"pk": passage.pk}, ""), ("loose_passages", one, ""),
            ("highlight_list", {}, "by=date&q=o"), ("highlight_revisit", {}, ""),
            ("annotation_import", {}, ""),
            ("highlight_edit", {"pk": marks[0].pk}, ""), ("reader", {"username": "rose"}, ""),
            ("revision_list", one, ""), ("revision", one | {"revision": 1}, ""),
            ("revision_comparison", one | {"older": 1, "newer": 2}, ""), ("shelf_list", {}, ""),
            ("shelf", {"key": "reading"}, ""), ("profile_edit", {}, ""), ("token_list", {}, ""),
            ("data_export", {}, ""), ("highlight_preferences", {}, ""),
            ("mail_preferences", {}, ""), ("silence_list", {}, ""),
            ("reader_silence", {"username": "author"}, ""),
            ("passage_hide", {"pk": passage.pk}, ""), ("comment_thread_hide", {"pk": mine.pk}, ""),
            ("highlights_count", {}, ""), ("welcome", {}, ""),
            ("report", {"kind": "comment", "key": question.pk}, ""),
            ("decision", {"pk": warned.pk}, ""),
            ("account_email", {}, ""), ("account_change_password", {}, ""), ("device_list", {}, ""),
            ("mfa_index", {}, ""),
            ("account_logout", {}, ""), ("account_reauthenticate", {}, ""),
            ("account_delete", {}, ""),
            ("look", {}, ""), ("switches", {}, ""), ("offline_library", {}, ""),
            ("content_preferences", {}, ""),
            ("taken_out_chapter", at | {"pk": gone.chapter.pk}, ""),
            ("taken_out_chapter", {"slug": "away", "pk": away.pk}, ""),
        ],
        author: [
            ("desk", {}, ""), ("story_import", {}, ""), ("upload", {"pk": proof.pk}, ""),
            ("announcement_list", at, ""), ("announcement_edit", at | {"pk": news.pk}, ""),
            ("announcement_delete", at | {"pk": news.pk}, ""),
            ("desk_story", at, ""), ("story_authors", at, ""), ("story_orphan", at, ""),
            ("story_question", {"pk": shared.pk}, ""),
            ("story_edit", at, ""), ("chapter_edit", one, ""),
            ("chapter_split", two, ""), ("waiting", {}, ""), ("story_margin", at, ""),
            ("story_typos", at, ""),
            ("comment_approve", {"pk": mine.pk}, ""), ("comment_close", {"pk": mine.pk}, ""),
            ("comment_pin", {"pk": mine.pk}, ""),
            ("chapter_notes", one, ""), ("revision_list", one, ""), ("story", at, ""),
            ("highlight_list", {}, ""), ("inbox", {}, ""),
            ("shelf_list", {}, ""), ("story_unpublish", at, ""), ("story_delete", at, ""),
            ("chapter_unpublish", at | {"pk": first.pk}, ""),
            ("chapter_delete", at | {"pk": first.pk}, ""),
            ("taken_out_revision", at | {"pk": gone.chapter.pk, "number": 1}, ""),
            ("story_schedule", {"slug": "ink"}, ""),
            ("chapter_schedule", {"slug": "ink", "pk": ink.pk}, ""),
        ],
        moderator: [
            ("moderation", {}, ""), ("case", {"pk": waiting.pk}, ""), ("moderation_log", {}, ""),
            ("moderated_reader", {"username": "rose"}, ""),
            ("comment_hide", {"pk": mine.pk}, ""), ("chapter", one, f"thread={passage.pk}"),
            ("roles", {}, "q=rose"), ("first_stories", {}, ""), ("held_words", {}, ""),
            ("looked_at_story", {"pk": down.pk}, ""), ("chapter_talk", one, ""),
        ],
    }  # fmt: skip


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    """What the addresses of Gloss are called, without the admin's and the catalogues' own."""
    for each in patterns:
        if isinstance(each, URLPattern):
            yield each.name or str(each.pattern)
        elif not each.namespace:
            yield from names(each.url_patterns)


FIELDS = """(fill) => [...document.forms].filter(
  (form) => form.method === "post"
    && !form.querySelector("[type=password], [autocomplete=one-time-code]")
).flatMap((form) => [...form.elements]).filter(
  ({ tagName, type }) => tagName === "TEXTAREA" || ["text", "email", "url"].includes(type)
).map((field, i) => {
  if (fill) {
    field.value = `${i}@example.org`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return [field.name, field.value];
})"""
"""Every field that a person fills, but for the way in and searches. Filled, if asked."""


KEPT = "Object.keys(localStorage).some((name) => name.startsWith('typed '))"
"""What keeps it comes with the first letter."""
FORGET = "localStorage.clear(), indexedDB.deleteDatabase('typed'), null"
SAME = f"typed => JSON.stringify(({FIELDS})(false)) === JSON.stringify(typed)"


def keep_what_is_typed(page, reader) -> set[str]:
    """Fill the fields on a page, which are as filled when the page comes again; gives their names,
    and forgets what was typed."""
    typed = page.evaluate(FIELDS, True)
    if typed:
        url = page.url
        until(page, KEPT)
        page.goto("about:blank")
        page.goto(url)
        until(page, lambda: page.evaluate(SAME, typed))
        names = page.evaluate("Object.keys(localStorage)")
        own = f"typed {reader.pk} "  # whoever else signs in here has a key of their own
        assert all(name.startswith(own) for name in names if name.startswith("typed "))
        page.evaluate(FORGET)
    return {field for field, _ in typed}


def test_every_page_is_among_these(pages):
    listed = {name for places in pages.values() for name, _, _ in places}
    others = FOR_PROGRAMS | FORMS_GO_THERE | PARTS_OR_WAYS | SOMETIMES
    assert set(names(get_resolver().url_patterns)) == listed | others
    assert not listed & others


def every_path(page, pages, sign_in, part) -> Iterator[tuple[Reader | None, str]]:
    """Open a part of all the pages there are, as whom each is for, and one that there isn't."""
    places = [(who, *place) for who, own in pages.items() for place in [*own, (None, {}, "")]]
    signed_in = None
    for who, name, at, query in places[part]:
        if who != signed_in:
            sign_in(page, who)
            signed_in = who
        path = reverse(name, kwargs=at) + (query and f"?{query}") if name else "/nope/"
        answer = page.goto(path)
        assert answer.status == (200 if name else 404), path
        assert answer.url.endswith(path), path
        yield who, path


def too_wide(page) -> list[str]:
    """That the page is wider than its window."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{wide} px wide"] if wide > page.viewport_size["width"] else []


@pytest.mark.parametrize(
    ("screen", "least"), [(DESKTOP, MOUSE), (PHONE, FINGER)], ids=["wide", "narrow"]
)
def test_what_comes_as_one_marks_and_talks_is_large_enough(
    open_context, screen, least, sign_in, reader, chapter, select
):
    page = open_context(**screen).new_page()
    sign_in(page, reader)
    say(chapter, "Twelve.", reader, to=say(chapter, "Why?", make_reader("tam"), on="two goats"))
    page.goto(chapter.get_absolute_url())
    bar, panel = page.locator("#selection"), page.locator("#margin .panel")
    small = []
    select(page, 1, 4, 20)
    expect(bar).to_be_visible()
    small += too_small(page, least)
    page.get_by_role("button", name="Highlight in Green").click()
    expect(bar).to_have_attribute("data-state", "marked")
    small += too_small(page, least)
    page.get_by_role("button", name="Add a note").click()
    expect(bar).to_have_attribute("data-state", "noted")
    small += too_small(page, least)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.locator("mark.talk").first.click()
    expect(panel).to_be_visible()
    small += too_small(page, least)
    panel.locator("textarea[name=text]").last.focus()
    small += too_small(page, least)
    panel.get_by_role("button", name="Edit").or_(panel.get_by_role("link", name="Edit")).click()
    expect(panel.get_by_role("button", name="Save")).to_be_visible()
    small += too_small(page, least)
    assert not small


WORDS = """() => {
  const words = [];
  const isClipped = ({ left, top, right, bottom }, element) => {
    for (let around = element; around; around = around.parentElement) {
      if (getComputedStyle(around).overflowY === "visible") continue;
      const box = around.getBoundingClientRect();
      const isPage = around === document.body || around === document.documentElement;
      if (!isPage && (bottom > box.bottom || top < box.top)) return true;
      if (!isPage && (left >= box.right || right <= box.left)) return true;
    }
    return false;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const shown = {
    opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true,
  };
    if (!node.data.trim() || !node.parentElement.checkVisibility(shown)) continue;
    if (node.parentElement.closest(`[aria-hidden], .sr, .skip, option, .import-preview-tools,
      .margin, .thread-cards, details:not([open]) > div`)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width > 3 && box.height > 6 && !isClipped(box, node.parentElement)) {
        const at = [box.left + scrollX, box.top + scrollY];
        words.push([node.data.trim().slice(0, 40), ...at, at[0] + box.width, at[1] + box.height]);
      }
    }
  }
  return words;
}"""
"""Each line of every text on a page that is meant to be seen, and the box it stands in; but for
what stands beside the text, which moves as the picture of a whole page is taken."""
LEAST_DIFFERENCE = 90  # of 255 shades of grey, between the darkest and the lightest in a box


def picture_of(page) -> tuple[Image.Image, list[list]]:
    """The whole page in shades of grey, and where its words stood both before and after."""
    for _ in range(5):
        before = page.evaluate(WORDS)
        taken = page.screenshot(full_page=True, type="jpeg", quality=95)
        picture = Image.open(BytesIO(taken)).convert("L")
        if page.evaluate(WORDS) == before:
            break
    return picture, before


def illegible(page) -> list[str]:
    """The words on the page whose ink is nearly the colour of their ground, by the pixels."""
    picture, lines = picture_of(page)
    faint = []
    for words, left, top, right, bottom in lines:
        box = max(int(left), 0), max(int(top), 0), min(int(right) + 1, picture.width), int(bottom)
        if box[2] - box[0] < 3 or box[3] <= box[1] or box[3] > picture.height:
            continue
        darkest, lightest = picture.crop(box).getextrema()
        if lightest - darkest < LEAST_DIFFERENCE:
            faint.append(words)
    return faint


EDGELESS = """() => [...document.querySelectorAll(".button")].filter((button) =>
  button.checkVisibility() && getComputedStyle(button).borderTopStyle === "none"
).map((button) => `no edge: ${button.textContent.trim()}`)"""
"""Buttons that look like words where grounds and shadows are taken away."""


def faults_in_a_window(page, accessible, theme, scheme) -> list[str]:
    """In a theme; in forced colours, light or dark; and at 320 px, a small phone or a window
    magnified four times."""
    page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
    accessible(page)
    faults = too_wide(page) + too_small(page, MOUSE)
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    faults += illegible(page) + page.evaluate(EDGELESS)
    page.emulate_media(forced_colors="none", color_scheme="light")
    page.set_viewport_size({"width": 320, "height": 640})
    faults += too_wide(page) + page.evaluate(BROKEN)
    if "thread=" in page.url:
        until(page, "!!document.querySelector('.page article').closest('[inert]')")
    page.set_viewport_size({"width": 320, "height": 256})
    faults += page.evaluate(COVERED)
    page.set_viewport_size(DESKTOP["viewport"])
    return faults


def faults_on_a_phone(page, accessible) -> list[str]:
    """In the light theme, in which each page is looked at here."""
    accessible(page)
    return too_wide(page) + too_small(page, FINGER)


PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_stands_in_anybodys_way_and_what_is_typed_is_kept(
    open_context, sign_in, accessible, pages, part
):
    """Each page in one of the themes, so that each theme meets a sixth of them, and on a phone in
    the light one."""
    page, phone = open_context(**DESKTOP).new_page(), open_context(**PHONE).new_page()
    for one in (page, phone):
        one.add_init_script(AXE)  # half a megabyte: sent once, not to each page
    themes, schemes = cycle(THEMES), cycle(("light", "dark"))
    faults, fields = {}, set()
    for who, path in every_path(page, pages, sign_in, slice(part, None, PARTS)):
        faults[path] = faults_in_a_window(page, accessible, next(themes), next(schemes))
        phone.context.add_cookies(page.context.cookies())
        phone.goto(path)
        faults[path] += faults_on_a_phone(phone, accessible)
        if who:
            fields |= keep_what_is_typed(page, who)
    assert not any(faults.values()), [item for item in faults.items() if item[1]]
    assert {"text", "note", "name"} <= fields
