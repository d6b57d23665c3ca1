"""A page is put together from what is everybody's and what is one reader's own: it is the page
that is made in one go from what is stored, whoever did what before, in whichever process."""

from __future__ import annotations

import os
import re

import pytest
from django.core.cache import caches
from django.db import connection

from reader.models import Comment
from tests.factories import highlight, make_chapter, make_reader, make_story, say
from tests.silenced import is_heard
from tests.views.reading.crowd import PROCESSES, TEXT, Crowd, process
from tests.views.reading.painted_whole import article_of, compared, may_read, painted_whole
from tests.views.selections import url

pytestmark = pytest.mark.django_db
MANY = int(os.environ.get("GLOSS_FUZZ_EXAMPLES", 0))
SEEDS = range(MANY) if MANY else [0 if connection.vendor == "sqlite" else 1]
"""On each database something else happens."""
ACTS = 36
OF_THE_MOMENT = re.compile(
    r'(?<=csrfmiddlewaretoken" value=)"[^"]+"'
    r'|(?<=data-unread=")\d+|(?<=Inbox, )\d+|(?<=<span class="unread")[^<]*'
)
"""A token; and how many notifications are unread, of which a worker may tell at any moment."""
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def crowd(author, moderator, settings, request):
    settings.RATE_LIMITS = {}
    chapter = make_chapter(TEXT, story=make_story(author=author))
    readers = [make_reader(name) for name in ("una", "tam", "kit", "lou")]
    return Crowd(request.param, chapter, readers, moderator)


@pytest.mark.parametrize("crowd", SEEDS, indirect=True)
def test_no_page_is_ever_wrong(crowd):
    """Two viewers at a time read on in both processes while things happen, then two others."""
    viewers = list(crowd.clients)
    for turn in range(ACTS):
        crowd.act()
        look_at_answer(crowd)
        if turn % 6 == 0:
            viewers = list(crowd.clients)  # all of them
        for viewer in viewers:
            if viewer in crowd.clients:
                look_at_page(crowd, viewer)
        if turn % 3 == 0:
            look_at_another_page(crowd)
        if turn % 6 == 0:
            viewers = crowd.random.sample(viewers, 2)


def look_at_answer(crowd):
    """The blocks that came back to whoever did something are those of a page made anew."""
    if crowd.answer is None:
        return
    reader, answer = crowd.answer
    html = answer.content.decode()
    changed = re.findall(r'id="b(\d+)"[^>]* hx-swap-oob', html)
    if changed:
        came = compared(html.replace(' hx-swap-oob="true"', ""))
        blocks = painted_whole(crowd.chapter, reader)
        for index in changed:
            assert compared(blocks[int(index)]) in came, crowd.story_so_far


def look_at_page(crowd, viewer):
    """The chapter's page in each process is the one that is made from nothing."""
    chapter = crowd.chapter
    page = look_at(crowd, viewer, url(chapter))
    if page:
        expected = compared("".join(painted_whole(chapter, viewer)))
        assert compared(article_of(page)) == expected, crowd.story_so_far
        look_for_what_is_private(viewer, page)


def look_at_another_page(crowd):
    """The same for what else shows the margin, to anybody."""
    chapter, viewer = crowd.chapter, crowd.random.choice(list(crowd.clients))
    rest = crowd.random.choice(("margin/", "?comments=1", "?at=1.4.9", "../all/"))
    path = f"{chapter.story.get_absolute_url()}all/" if rest == "../all/" else url(chapter, rest)
    page = look_at(crowd, viewer, path, **(HTMX if rest == "margin/" else {}))
    look_for_what_is_private(viewer, page)


def look_at(crowd, viewer, path, **headers):
    """A page, if the viewer may read it: the same in each process as where nothing is kept."""
    with process("none"):
        caches["pages"].clear()
    anew = crowd.get(viewer, path, "none", **headers)
    expected = OF_THE_MOMENT.sub("", anew.whole.decode())
    for where in PROCESSES:
        kept = crowd.get(viewer, path, where, **headers)
        assert kept.status_code == anew.status_code, f"{path} {crowd.story_so_far}"
        page = OF_THE_MOMENT.sub("", kept.whole.decode())
        if page != expected:
            assert compared(page) == compared(expected), f"{path} {crowd.story_so_far}"
    return expected if anew.status_code == 200 else ""


def look_for_what_is_private(viewer, page):
    """What others note for themselves is not on it, nor what was deleted, hidden or reworded."""
    name = viewer.username if viewer else ""
    assert set(re.findall(r"hush-(\w+)-", page)) <= {name}
    said = set()
    for comment in Comment.objects.filter(deleted_at=None).select_related("chapter__story"):
        if may_read(viewer, comment) and is_heard(comment, viewer):
            said |= set(re.findall(r"said-\d+", comment.source))
    assert set(re.findall(r"said-\d+", page)) <= said


def test_what_is_kept_does_not_grow_with_the_readers(browser, chapter, una, tam):
    say(chapter, "Why two?", tam, on="two goats")
    say(chapter, "Kings.", tam)

    def kept_after_reading(readers):
        for reader in readers:
            highlight(chapter, "a widow", reader, note="hush")
            client = browser(reader)
            client.get(url(chapter))
            client.get(f"{chapter.story.get_absolute_url()}all/").getvalue()
        entries = caches["pages"]._cache
        return len(entries), sum(map(len, entries.values()))

    few = kept_after_reading([make_reader() for _ in range(2)])
    assert kept_after_reading([make_reader() for _ in range(20)]) == few
