"""Every endpoint: what is not there, not a form, not a number, too large."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from reader.actions.library.store_upload import store_upload
from reader.models import Chapter, Comment, Highlight, Progress, Shelf, Story
from reader.text.manuscripts.manuscript import Chapter as Part
from reader.text.manuscripts.manuscript import Manuscript
from tests.factories import make_reader, say
from tests.views.selections import url
from tests.views.site.endpoints.places import OPEN, POSTS

pytestmark = pytest.mark.django_db


def test_what_is_not_there_is_404_for_everybody(browser, una, chapter):
    huge = 10**30
    paths = [
        "/nowhere/", "/stories/no-such/", "/stories/no-such/1/",
        f"{chapter.story.get_absolute_url()}9/",
        f"{chapter.story.get_absolute_url()}{huge}/", url(chapter, "blocks/99/"),
        url(chapter, f"blocks/{huge}/"), url(chapter, "revisions/9/"),
        url(chapter, f"revisions/{huge}/"), "/passages/99/", f"/passages/{huge}/",
        "/passages/99/words/", "/comments/99/", f"/comments/{huge}/", "/readers/nobody/",
"/comments/99/reply/", "/comments/99/edit/",
    ]  # fmt: skip
    for path in paths:
        answer = browser(una).get(path)
        assert answer.status_code == 404, path
        assert "<h1" in answer.content.decode()
    for path in ("/highlights/99/", "/highlights/99/remove/", f"/highlights/{huge}/put-back/"):
        assert browser(una).post(path).status_code == 404


ODD = ["", "%00", "%FF%FE", "-1", "x", "1.2", "9" * 40, "%F0%9F%A6%86", "'", "1,2,,x", "²"]


@pytest.mark.parametrize("odd", ODD)
def test_odd_questions_get_a_page_or_a_clear_no(browser, una, chapter, odd):
    passage = say(chapter, "Hm.", una, on="two goats").passage
    for client in (browser(), browser(una)):
        for path in (
            f"/?page={odd}", f"/?tag={odd}", f"/highlights/?page={odd}",
            f"/highlights/?colour={odd}",
            url(chapter, f"?at={odd}"), url(chapter, f"?at=1.{odd}.9"),
            url(chapter, f"?thread={odd}"),
            url(chapter, f"?comments={odd}"), url(chapter, f"?comment={odd}"),
            f"{passage.thread_url}?also={odd}", f"/readers/una/?page={odd}", f"/look/?next={odd}",
        ):  # fmt: skip
            assert client.get(path).status_code in (200, 302, 400), path
        for name in ("revision", "start", "end"):
            sent = {"revision": 1, "start": 4, "end": 9} | {name: odd}
            query = "&".join(f"{key}={value}" for key, value in sent.items())
            answer = client.get(url(chapter, f"selection/?{query}"))
            assert answer.status_code in (400, 409), query


@pytest.mark.parametrize("rest", ["highlights/", "comments/", "place/"])
@pytest.mark.parametrize(
    "body", [b"\xff\xfe=\x00", b"text=%00&colour=%FF", b"", b"text=" + b"x" * 99]
)
def test_bytes_that_are_no_form_store_nothing(browser, una, chapter, rest, body):
    answer = browser(una).post(
        url(chapter, rest), body, content_type="application/x-www-form-urlencoded"
    )
    if rest == "comments/" and body.endswith(b"x"):
        assert Comment.objects.get().source == "x" * 99
        return
    assert answer.status_code in (400, 422)
    assert not (Comment.objects.exists() or Highlight.objects.exists() or Progress.objects.exists())


def test_an_address_with_a_zero_byte_makes_no_sense(browser):
    for path in ("/readers/%00/", "/?tag=a%00"):
        assert browser().get(path).status_code == 400


def test_a_form_with_a_zero_byte_stores_nothing(browser, una):
    client = browser(una)
    manuscript = Manuscript(title="Slack Water", chapters=[Part("Mud", "It rained.")])
    upload = store_upload("slack.txt", manuscript, by=una)
    for path, name in (
        ("/shelves/", "name"), ("/highlights/bring/", "story"), ("/desk/", "title"),
        (upload.get_absolute_url(), "title"), (upload.get_absolute_url(), "title-0"),
    ):  # fmt: skip
        file = SimpleUploadedFile("mine.csv", b"Highlight\ntwo goats\n")
        answer = client.post(path, {name: "a\0b", "do": "publish", "file": file})
        assert answer.status_code == 400, path
    assert not (Shelf.objects.exists() or Story.objects.exists())


def test_health(browser):
    assert browser().get("/healthz").content == b"ok"


def test_health_alone_is_told_under_any_name(browser, settings):
    settings.ALLOWED_HOSTS = ["read.example.org"]
    for host, status in (("read.example.org", 200), ("10.1.2.3", 400)):
        assert browser().get("/healthz", headers={"Host": host}).status_code == 200
        assert browser().get("/", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("path", ["/", "/look/", "/desk/bring/", "/no/such/place/"])
def test_a_body_that_is_too_large_is_refused_before_it_is_read(browser, path):
    answer = browser().post(path, {"file": SimpleUploadedFile("a.txt", b"x" * 2_000_001)})
    assert answer.status_code == 413
    assert "You can send at most 2 MB here" in answer.content.decode()
    assert answer.wsgi_request._read_started is False


def test_what_a_reader_may_bring_is_not_too_large(browser, una, settings):
    settings.LARGEST_IMPORT = settings.LARGEST_ANNOTATIONS = 1_500_000
    for path, name in (("/desk/bring/", "files"), ("/highlights/bring/", "file")):
        for size, said in ((2_500_000, "is larger than 1,500,000 bytes"), (3_000_001, "3 MB")):
            file = SimpleUploadedFile("mine.txt", b"x" * size)
            answer = browser(una).post(path, {name: file})
            assert said in answer.content.decode(), (path, size)


def test_a_chapter_without_a_text_is_not_there(browser, author, chapter):
    empty = Chapter.objects.create(story=chapter.story, number=2, published_at=chapter.published_at)
    assert browser(author).get(url(empty)).status_code == 404
    assert browser().get("/").status_code == 200
    assert browser().get(chapter.story.get_absolute_url()).status_code == 200


def test_an_account_that_was_locked_is_not_shown(browser):
    make_reader("gone", is_active=False)
    assert browser().get("/readers/gone/").status_code == 404


def test_a_page_that_is_not_there_says_what_the_code_knows_of_it(chapter, browser, una, tam):
    comment = say(chapter, "Why?", tam)
    client = browser(una)
    answers = {
        f"/comments/{comment.pk}/edit/": "You have no such comment.",
        url(chapter, "blocks/999/"): "This paragraph is no longer in the chapter.",
        "/shelves/999/": "You have no such shelf.",
        url(chapter, "999/"): "The story may have moved",
        "/readers/nobody/": "The story may have moved",
    }
    for path, sentence in answers.items():
        answer = client.get(path)
        assert answer.status_code == 404 and sentence in answer.content.decode(), path
    comment.hide()
    answer = client.post(f"/comments/{comment.pk}/reply/", {"text": "x"})
    assert answer.status_code == 404
    assert "There is no such comment, or not any more." in answer.content.decode()


ASKED_FOR = re.compile(r"""(?:GET|POST)(?:\.get|\.getlist)?[(\[]"(\w+)\"""")


def words_that_views_read() -> set[str]:
    """Every name that a view reads out of an address or a form."""
    found: set[str] = set()
    for file in Path("reader").rglob("*.py"):
        found.update(ASKED_FOR.findall(file.read_text()))
    return found


NUMBERS = ["9" * 4301, str(2**63), "9" * 19, "-1", "1.5", "²", "٣", "", " 1", "0x1"]


@pytest.fixture
def names_read(monkeypatch) -> set[str]:
    """The names of which a page read what was sent, from when this was last cleared."""
    names: set[str] = set()

    def noting(read):
        def read_and_note(sent, name, *more, **named):
            names.add(name)
            return read(sent, name, *more, **named)

        return read_and_note

    for way in ("__getitem__", "_getlist"):
        monkeypatch.setattr(QueryDict, way, noting(getattr(QueryDict, way)))
    return names


def test_no_number_that_a_stranger_writes_breaks_a_page(places, browser, una, names_read):
    names = words_that_views_read()
    assert {"comments", "also", "offset", "page"} <= names
    client = browser(una)
    pages = [places[name].partition("?")[0] for name in OPEN] + ["/", "/highlights/"]
    pages += ["/highlights/again/", "/opds/new/"]
    pages += [f"{places['chapter']}annotations/", f"{places['chapter']}further/"]
    alone = 0
    for path in pages:
        names_read.clear()
        client.get(path)
        for number in NUMBERS:
            asked = dict.fromkeys(names, number)
            assert client.get(path, asked).status_code < 500, (path, number[:20])
        for name in names_read & names:
            alone += 1
            assert client.get(path, {name: NUMBERS[0]}).status_code < 500, (path, name)
    assert alone > len(pages)
    for path in (places[name] for name in POSTS):
        for number in NUMBERS:
            asked = dict.fromkeys(names, number)
            assert client.post(path, asked).status_code < 500, (path, number[:20])
