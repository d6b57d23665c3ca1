"""Names in comments: where they lead, and which are offered to somebody who types one."""

import re

import pytest
from django.urls import set_script_prefix
from django.utils import timezone

from reader.actions.people.close_account import close_account
from reader.actions.people.silence import silence
from reader.models import Reader, Silence
from reader.text.rendering.mentions import FOLDER
from reader.web.stored_html import shown
from tests.factories import make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db


def offered(client, chapter, begins="", **more):
    answer = client.get(f"/names/{chapter.pk}/", {"begins": begins} | more)
    assert answer.status_code == 200
    return re.findall('data-name="([^"]*)"', answer.content.decode())


def test_a_name_leads_to_its_reader_also_under_another_name(browser, chapter, tam, una):
    said = say(chapter, "So, @una?", tam)
    (path,) = re.findall(r'class="mention" href="([^"]*)"', said.html)
    assert path.startswith(FOLDER)
    assert browser().get(path).url == "/readers/una/"
    una.username = "reed"
    una.save()
    assert browser().get(path).url == "/readers/reed/"
    assert browser().get("/readers/~999/").status_code == 404


def test_under_a_path_too(chapter, tam, una):
    said = say(chapter, "So, @una?", tam)
    set_script_prefix("/books/")
    try:
        assert f'href="/books{FOLDER}{una.pk}/"' in shown(said.html)
    finally:
        set_script_prefix("/")
    assert f'href="{FOLDER}{una.pk}/"' in shown(said.html)


def test_who_speaks_in_the_thread_comes_first_then_the_author_then_others(browser, chapter, tam):
    author = chapter.story.author
    goat = say(chapter, "Goats!", make_reader("zoe"), on="two goats")
    say(chapter, "So?", make_reader("yan"), to=goat)
    say(chapter, "Light.", make_reader("abe"), on="lamp oil")
    say(chapter, "Mine.", tam, on="lamp oil")
    elsewhere = make_chapter()
    say(elsewhere, "Oh.", make_reader("ada"))
    client = browser(tam)
    here = ["yan", "zoe", author.username, "abe"]
    assert offered(client, chapter, passage=goat.passage.pk) == here
    assert offered(client, chapter, comment=goat.pk) == here
    assert offered(client, chapter) == [author.username, "abe", "yan", "zoe"]
    assert offered(client, chapter, "A")[-2:] == ["abe", "ada"]
    assert offered(client, chapter, "nobody") == []


def test_nobody_is_offered_whom_one_silenced_or_who_is_gone(browser, chapter, tam):
    author = chapter.story.author
    goat = say(chapter, "Goats!", make_reader("zoe"), on="two goats")
    lamp = say(chapter, "Light.", make_reader("abe"), on="lamp oil")
    apart = [make_reader(name) for name in ("muted", "blocked", "blocks", "closed", "left")]
    for reader in apart:
        for said in (goat, lamp):
            say(chapter, "So?", reader, to=said)
    muted, blocked, blocks, closed, left = apart
    silence(tam, muted, Silence.Kind.MUTE)
    silence(tam, blocked, Silence.Kind.BLOCK)
    silence(blocks, tam, Silence.Kind.BLOCK)
    Reader.objects.filter(pk=closed.pk).update(closed_at=timezone.now(), is_active=False)
    close_account(left, comments=True, stories=True)
    client = browser(tam)
    for said, first, other in ((goat, "zoe", "abe"), (lamp, "abe", "zoe")):
        asked = {"comment": said.pk}, {"passage": said.passage_id}
        for thread in asked:
            assert offered(client, chapter, **thread) == [first, author.username, other]
    for name in ("muted", "block", "closed", "left"):
        assert offered(client, chapter, name) == []


def test_by_any_part_of_the_name_that_is_shown(browser, chapter, tam):
    say(chapter, "Oh.", make_reader("x1", name="Una of the Reeds"))
    for begins in ("un", "REEDS", "x1"):
        assert offered(browser(tam), chapter, begins) == ["x1"]
    assert offered(browser(tam), chapter, "eeds") == []


def test_only_those_are_offered_whom_everybody_sees_here(browser, chapter, tam):
    make_reader("qasilent")
    gone = make_reader("qagone", is_active=False)
    say(chapter, "Bye.", gone)
    make_story(author=make_reader("qadraft"), draft=True)
    hidden = make_chapter(author=make_reader("qawriter"))
    say(hidden, "Early.", make_reader("qaearly"))
    say(make_chapter(), "No.", make_reader("qahidden")).hide()
    assert offered(browser(tam), chapter, "qa") == ["qaearly", "qawriter"]
    hidden.story.unpublish()
    assert offered(browser(tam), chapter, "qa") == []
    assert len(offered(browser(tam), chapter, "")) <= 8


def test_eight_at_most(browser, chapter, tam):
    for number in range(12):
        say(chapter, "Oh.", make_reader(f"gull{number}"))
    for begins in ("", "gull"):
        assert len(offered(browser(tam), chapter, begins)) == 8


def test_to_whom(browser, chapter, tam, settings):
    path = f"/names/{chapter.pk}/"
    assert browser().get(path).status_code == 302
    assert browser(tam).post(path).status_code == 405
    for wrong in ("?passage=x&comment=", "?passage=99", "?comment=99", f"?begins={'é' * 5000}"):
        assert browser(tam).get(path + wrong).status_code == 200
    chapter.story.unpublish()
    assert browser(tam).get(path).status_code == 404
    assert browser(chapter.story.author).get(path).status_code == 200
    settings.RATE_LIMITS = {"name": "2/m/user"}
    una = browser(make_reader("una2"))
    other = make_chapter()
    answers = [una.get(f"/names/{other.pk}/").status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_few_queries(browser, chapter, tam, django_assert_max_num_queries):
    goat = say(chapter, "Goats!", make_reader("zoe"), on="two goats")
    client = browser(tam)
    with django_assert_max_num_queries(9):
        offered(client, chapter, "z", passage=goat.passage.pk)
