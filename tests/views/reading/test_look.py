"""The look: kept with a reader, or in a visitor's browser, and never anybody else's."""

import re

import pytest
from django.core.cache import caches

from reader.actions.revising.revise import revise
from reader.models import Reader
from reader.models.people.look import SETTINGS, Look
from tests.factories import make_chapter, make_reader

pytestmark = pytest.mark.django_db
SIGN_IN = {"login": "una", "password": "a long password"}


def attributes(client, path="/"):
    """What `<html>` of a page carries of the look."""
    html = client.get(path).content.decode()
    return dict(re.findall(r'data-(\w+)="([^"]*)"', re.search(r"<html[^>]*>", html)[0]))


def test_a_visitors_look_is_kept_in_one_small_cookie(browser):
    client = browser()
    answer = client.post("/look/", {"theme": "sepia", "size": "6", "next": "/highlights/"})
    assert answer.status_code == 303 and answer.url == "/highlights/"
    assert answer.cookies["look"].value == "theme:sepia|size:6"
    assert answer.cookies["look"]["samesite"] == "Lax"
    assert attributes(client) == {"theme": "sepia", "size": "6"}


def test_the_largest_look_there_is_fits_into_its_cookie():
    look = Look({name: max(setting.choices, key=len) for name, setting in SETTINGS.items()})
    assert Look.from_cookie(look.cookie) == look and len(look.cookie) < 250


@pytest.mark.parametrize("name", list(SETTINGS))
def test_every_choice_comes_back_as_it_was_made(browser, una, chapter, name):
    for client in (browser(), browser(una)):
        for value in SETTINGS[name].choices:
            client.post("/look/", {name: value})
            expected = {} if value == SETTINGS[name].default else {name: value}
            assert attributes(client) == expected
        assert attributes(client, chapter.get_absolute_url()) == expected


def test_what_is_no_choice_is_not_kept_and_changes_nothing(browser, una):
    for client in (browser(), browser(una)):
        client.post("/look/", {"theme": "dark", "size": "6"})
        client.post("/look/", {"theme": "mauve", "size": "10", "colour": "red"})
        assert attributes(client) == {"theme": "dark", "size": "6"}


@pytest.mark.parametrize(
    "cookie", ['"><script>', "theme", "theme:", ":::", "theme:<b>|size:99", "|" * 9000, "é\x7f"]
)
def test_a_cookie_that_somebody_tampered_with_is_the_default_look(browser, chapter, cookie):
    client = browser()
    client.cookies["look"] = cookie
    for path in ("/", chapter.get_absolute_url()):
        assert attributes(client, path) == {}


def test_a_readers_look_follows_them_to_every_device(browser, una):
    browser(una).post("/look/", {"theme": "black", "font": "dyslexic"})
    elsewhere = browser()
    elsewhere.post("/look/", {"theme": "sepia"})
    elsewhere.post("/accounts/login/", SIGN_IN)
    assert attributes(elsewhere) == {"theme": "black", "font": "dyslexic"}
    elsewhere.post("/accounts/logout/")
    assert attributes(elsewhere) == {"theme": "sepia"}


def test_a_new_account_takes_the_visitors_look_along(browser):
    client = browser()
    client.post("/look/", {"theme": "grey", "size": "7"})
    sent = {"username": "newcomer", "password1": "a very long password"}
    assert client.post("/accounts/signup/", sent).status_code == 302
    assert Reader.objects.get(username="newcomer").look == {"theme": "grey", "size": "7"}


def test_an_account_takes_a_look_over_once_and_keeps_what_was_reset(browser, una):
    client = browser()
    client.post("/look/", {"theme": "grey"})
    client.post("/accounts/login/", SIGN_IN)
    assert attributes(client) == {"theme": "grey"}
    client.post("/look/", {"reset": "1"})
    client.post("/accounts/logout/")
    client.post("/accounts/login/", SIGN_IN)
    assert attributes(client) == {}


def test_one_reader_never_takes_over_anothers_look(browser, una, tam):
    """On a browser that two share, one account after the other."""
    client = browser()
    client.post("/accounts/login/", SIGN_IN)
    client.post("/look/", {"theme": "black"})
    client.post("/accounts/logout/")
    client.post("/accounts/login/", SIGN_IN | {"login": "tam"})
    assert attributes(client) == {}
    tam.refresh_from_db()
    assert tam.look is None


def test_a_kept_page_is_shown_to_each_in_their_own_look(browser, chapter, una, tam):
    plain, dark, una, tam = browser(), browser(), browser(una), browser(tam)
    dark.post("/look/", {"theme": "dark"})
    una.post("/look/", {"theme": "sepia", "notes": "hidden"})
    looks = {
        plain: {},
        dark: {"theme": "dark"},
        una: {"theme": "sepia", "notes": "hidden"},
        tam: {},
    }
    for _ in range(2):  # made, then from the cache
        for client, look in [*looks.items(), *reversed(looks.items())]:
            for encoding in ("", "br", "gzip"):
                path = chapter.get_absolute_url()
                answer = client.get(path, headers={"Accept-Encoding": encoding})
                assert "Cookie" in answer["Vary"]
            assert attributes(client, path) == look
    una.post("/look/", {"theme": "light"})
    assert attributes(una, path) == {"theme": "light", "notes": "hidden"}


@pytest.mark.parametrize(
    ("font", "asked"),
    [
        ("literata", ["literata"]),
        ("dyslexic", ["opendyslexic-regular", "opendyslexic-italic", "opendyslexic-bold"]),
        ("book", []),
    ],
)
def test_a_font_that_we_serve_is_asked_for_at_once_where_it_is_read_in(browser, font, asked):
    client, chapter = browser(), make_chapter("Plain words.")
    client.post("/look/", {"font": font})
    for path in ("/", chapter.get_absolute_url()):
        assert fonts_asked(client.get(path)) == asked


def test_a_browser_that_saves_data_asks_for_no_font_but_the_one_that_was_chosen(browser, una):
    chapter = make_chapter("Plain words.")
    saving = {"headers": {"save-data": "on"}}
    for client in (browser(), browser(una)):
        for path in ("/", chapter.get_absolute_url()):
            page = client.get(path, **saving)
            assert fonts_asked(page) == [] and b" data-saves>" in page.content
            assert fonts_asked(client.get(path)) == ["literata"]
        client.post("/look/", {"font": "dyslexic", "theme": "sepia"}, **saving)
        assert len(fonts_asked(client.get(chapter.get_absolute_url(), **saving))) == 3
        assert attributes(client) == {"font": "dyslexic", "theme": "sepia"}


@pytest.mark.parametrize("look", [{}, {"theme": "sepia"}, {"font": "book"}])
def test_italics_are_asked_for_at_once_where_the_text_has_some(browser, look):
    chapter = make_chapter("She *did* say so.")
    client = browser()
    client.post("/look/", look)
    upright = [] if "font" in look else ["literata"]
    italics = [] if "font" in look else ["literata-italic"]
    for _ in range(2):
        assert fonts_asked(client.get(chapter.get_absolute_url())) == upright + italics
    revise(chapter, "She did say so.", by=None)
    assert fonts_asked(client.get(chapter.get_absolute_url())) == upright


def fonts_asked(page):
    """The fonts that a page has its browser fetch before anything else."""
    preloads = re.findall(r'<link rel="preload" href="([^"]+)" as="font"', page.content.decode())
    return [re.search(r"fonts/([\w-]+)", url)[1] for url in preloads]


def test_a_look_costs_the_cache_nothing(browser, chapter):
    browser().get(chapter.get_absolute_url())
    kept = []
    for theme in SETTINGS["theme"].choices:
        client = browser()
        client.post("/look/", {"theme": theme})
        client.get(chapter.get_absolute_url())
        kept.append(len(caches["pages"]._cache))
    assert len(set(kept)) == 1


def test_to_a_script_it_says_no_more_than_done(browser, una):
    client = browser(una)
    answer = client.post("/look/", {"theme": "dark", "quietly": "1"})
    assert answer.status_code == 204 and not answer.content
    assert Reader.objects.get(pk=una.pk).look == {"theme": "dark"}


def test_it_is_not_changed_from_another_site_nor_by_other_means(browser, una):
    client = browser(una, enforce_csrf_checks=True)
    assert client.post("/look/", {"theme": "dark"}).status_code == 403
    assert browser(una).delete("/look/").status_code == 405
    assert Reader.objects.get(pk=una.pk).look is None


def test_the_page_offers_everything_with_what_is_chosen(browser, una):
    client = browser(una)
    client.post("/look/", {"theme": "grey", "leading": "5"})
    form = client.get("/look/").content.decode().split("<main")[1]
    for name, setting in SETTINGS.items():
        assert f'name="{name}"' in form and setting.label in form
    assert 'value="grey" checked' in form
    assert re.search(r'name="leading" min="1" max="5" value="5"', form)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("The bell " + "rang on and on " * 20, ' data-opening="capital"'),
        ("Élodie " + "rang on and on " * 20, ' data-opening="capital"'),
        ("I have " + "been dead and dead " * 20, ' data-opening="word"'),
        ("“The bell,” " + "he said and said " * 20, ' data-opening="line"'),
        ("A short one.", ' data-opening="line"'),
        ("“Yes,” he said.", ' data-opening="line"'),
        ("1896 was " + "long and long " * 20, ""),
        ("| The bell " + "rang on and on " * 20, ""),
        ("彼女は" + "数えていた。" * 60, ""),
        ("كان القارب " + "متأخرا ذلك الصباح " * 20, ""),
        ("...and the bell " + "rang on and on " * 20, ""),
    ],
)
def test_a_chapter_opens_as_its_first_words_allow(browser, author, source, expected):
    chapter = make_chapter(source)
    for path in (chapter.get_absolute_url(), f"{chapter.story.get_absolute_url()}all/"):
        html = b"".join(browser().get(path)).decode()
        opening = re.search(r"<article[^>]*>", html)[0]
        assert expected in opening if expected else "data-opening" not in opening


def test_the_choices_of_one_who_never_chose_are_the_defaults():
    assert not Look() and not Look(None) and not Look([1]) and Look()["theme"] == "auto"
    assert not Look({"theme": ["dark"], "size": 6})
    assert make_reader("new").look is None
