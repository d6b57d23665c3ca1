"""Files that take long to make: a page until they are there, once for all, for whom they are."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from reader.actions.library.clear_exports import clear_exports
from reader.actions.revising import settle
from reader.actions.revising.revise import revise
from reader.exporting import prepare
from reader.exporting.annotations import annotation_file
from reader.exporting.stories import story_file
from reader.models import Export
from reader.views.site import export as export_view
from tests.factories import highlight, make_chapter, say

pytestmark = pytest.mark.django_db

PAGES = {"HTTP_ACCEPT": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
"""What a browser says that it takes."""


@pytest.fixture(autouse=True)
def _nothing_is_quick(monkeypatch):
    monkeypatch.setattr(story_file, "WORDS_AT_ONCE", 0)
    monkeypatch.setattr(annotation_file, "ROWS_AT_ONCE", 0)


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(export_view, "PATIENCE", 0)


def path(chapter, also=""):
    with_also = f"?with={also}" if also else ""
    return f"{chapter.story.get_absolute_url()}download/epub/{with_also}"


def text_of(answer):
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as book:
        return "\n".join(book.read(n).decode() for n in book.namelist() if n.endswith("html"))


def files():
    try:
        return storages["exports"].listdir("exports")[1]
    except FileNotFoundError:
        return []


def test_a_browser_gets_a_page_until_the_file_is_there(browser, chapter, queue):
    client = browser(**PAGES)
    for _ in range(2):
        answer = client.get(path(chapter))
        assert answer.status_code == 202 and "being prepared" in answer.text
        assert f'href="{path(chapter)}"' in answer.text and "Check again" in answer.text
        assert "Content-Disposition" not in answer and "no-store" in answer["Cache-Control"]
    queue()
    answer = client.get(path(chapter))
    assert answer["Content-Type"] == "application/epub+zip"
    assert "They crossed at noon" in text_of(answer)
    assert client.get(path(chapter), HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304


def test_the_page_asks_for_itself_and_ends_with_a_link(browser, chapter, queue, htmx):
    client = browser(**PAGES)
    page = client.get(path(chapter, "threads")).text
    assert f'hx-get="{path(chapter, "threads")}"' in page
    part = client.get(path(chapter, "threads"), **htmx)
    assert part.status_code == 202 and "<html" not in part.text and "hx-trigger" in part.text
    queue()
    part = client.get(path(chapter, "threads"), **htmx)
    assert part.status_code == 200 and "hx-trigger" not in part.text
    assert f'href="{path(chapter, "threads")}"' in part.text and "ready" in part.text


def test_two_who_ask_for_the_same_get_one_file(browser, chapter, una, queue):
    for client in (browser(), browser(una)):
        assert client.get(path(chapter), **PAGES).status_code == 202
    assert Export.objects.count() == 1
    before = len(files())
    assert len(list(_tasks())) == 1
    queue()
    assert len(files()) == before + 1
    for client in (browser(), browser(una)):
        assert client.get(path(chapter), **PAGES).status_code == 200
    assert Export.objects.count() == 1


def _tasks():
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415

    return DBTaskResult.objects.all()


@pytest.mark.parametrize(
    "accept", [{}, {"HTTP_ACCEPT": "*/*"}, {"HTTP_ACCEPT": "application/epub+zip"}]
)
def test_an_e_reader_gets_the_file_or_is_told_when_to_come_back(
    browser, chapter, queue, accept, impatient
):
    answer = browser().get(path(chapter), **accept)
    assert answer.status_code == 503 and int(answer["Retry-After"]) > 0
    assert answer["Content-Type"].startswith("text/plain")
    queue()
    assert browser().get(path(chapter), **accept)["Content-Type"] == "application/epub+zip"


def test_an_e_reader_waits_while_the_file_is_made(browser, chapter, queue, monkeypatch):
    monkeypatch.setattr(export_view.time, "sleep", lambda _: queue())
    assert "They crossed at noon" in text_of(browser().get(path(chapter)))


def test_programs_that_wait_leave_threads_to_others(browser, chapter, queue, monkeypatch):
    monkeypatch.setattr(export_view.time, "sleep", lambda _: pytest.fail("waited"))
    taken = [export_view._may_wait.acquire(blocking=False) for _ in range(2)]
    try:
        assert all(taken) and browser().get(path(chapter)).status_code == 503
    finally:
        for _ in taken:
            export_view._may_wait.release()


def test_whoever_may_not_read_the_story_gets_no_file_of_it(browser, chapter, author, queue):
    assert browser().get(path(chapter), **PAGES).status_code == 202
    queue()
    chapter.story.unpublish()
    assert browser().get(path(chapter), **PAGES).status_code == 404
    answer = browser(author).get(path(chapter), **PAGES)
    assert answer.status_code == 202  # another state, which is its author's alone


def test_what_was_taken_back_meanwhile_is_not_in_the_file(browser, chapter, author, queue):
    browser().get(path(chapter), **PAGES)
    revise(chapter, "It never came.", by=author)
    queue()
    text = text_of(browser().get(path(chapter), **PAGES))
    assert "It never came" in text and "crossed at noon" not in text
    assert Export.objects.count() == 1


def test_a_state_that_another_asked_for_meanwhile_is_made_once(browser, chapter, author, queue):
    browser().get(path(chapter), **PAGES)
    revise(chapter, "It never came.", by=author)
    browser().get(path(chapter), **PAGES)
    before = len(files())
    assert Export.objects.count() == 2
    queue()
    assert Export.objects.count() == 1 and len(files()) == before + 1
    assert "It never came" in text_of(browser().get(path(chapter), **PAGES))


def test_ones_highlights_are_in_nobody_elses_file(browser, chapter, una, tam, queue):
    highlight(chapter, "two goats", una, note="Kings?")
    highlight(chapter, "a widow", tam, note="Poor thing.")
    address = path(chapter, "highlights")
    for reader in (una, tam):
        assert browser(reader).get(address, **PAGES).status_code == 202
    queue()
    assert "Kings?" in text_of(browser(una).get(address)) and Export.objects.count() == 2
    assert "Kings?" not in text_of(browser(tam).get(address))
    assert browser().get(address, **PAGES).status_code == 302


def test_a_new_highlight_makes_a_new_file(browser, chapter, una, queue):
    client, address = browser(una), path(chapter, "highlights")
    mark = highlight(chapter, "two goats", una)
    acts = [
        lambda: highlight(chapter, "a widow", una),
        lambda: mark.change(colour="pink", note="Kings?", public=False),
        lambda: client.post(f"/highlights/{mark.pk}/remove/"),
    ]
    tags = set()
    for act in acts:
        client.get(address, **PAGES)
        queue()
        tags.add(client.get(address)["ETag"])
        act()
        assert client.get(address, **PAGES).status_code == 202
    assert len(tags) == len(acts)


@pytest.mark.parametrize("also", ["highlights", "threads"])
def test_what_settles_later_makes_a_new_file(
    browser, chapter, una, author, queue, monkeypatch, also
):
    highlight(chapter, "two goats", una)
    say(chapter, "Why?", una, on="a widow")
    client, address = browser(una), path(chapter, also)
    monkeypatch.setattr(settle, "MOST_PASSAGES", 0.5)
    monkeypatch.setattr(story_file, "WORDS_AT_ONCE", 100_000)
    revise(chapter, f"It rained.\n\n{chapter.revision.source}", by=author)
    before = client.get(address)
    queue()
    after = client.get(address, HTTP_IF_NONE_MATCH=before["ETag"])
    assert "<mark" not in text_of(before) and "<mark" in text_of(after)


@pytest.mark.parametrize("ending", ["md", "csv", "jsonld"])
def test_many_highlights_are_exported_by_a_task(browser, chapter, una, tam, queue, ending):
    highlight(chapter, "two goats", una, note="Kings?")
    say(chapter, "Why?", una, on="a widow")
    client, address = browser(una), f"/highlights/gloss-highlights.{ending}"
    assert client.get(address, **PAGES).status_code == 202
    queue()
    answer = client.get(address, **PAGES)
    assert answer.status_code == 200 and "Kings?" in answer.text and "Why?" in answer.text
    assert answer["Cache-Control"] == "private, no-store"
    highlight(chapter, "lamp oil", tam)
    assert browser(tam).get(address, **PAGES).status_code == 202
    highlight(make_chapter(), "two goats", una, note="Queens?")
    assert client.get(address, **PAGES).status_code == 202


def test_an_archive_is_its_owners_alone(browser, una, tam, queue):
    client = browser(una, **PAGES)
    assert "Prepare the file" in client.get("/accounts/everything/").text
    for _ in range(2):
        answer = client.post("/accounts/everything/")
        assert answer.status_code == 303 and answer.url == "/accounts/everything/"
    assert Export.objects.count() == 1
    assert "being prepared" in client.get("/accounts/everything/").text
    assert client.get("/accounts/everything/file/").status_code == 404
    queue()
    page = client.get("/accounts/everything/").text
    assert 'href="/accounts/everything/file/"' in page and "Prepare a new one" in page
    assert client.get("/accounts/everything/file/")["Content-Type"] == "application/zip"
    assert browser(tam).get("/accounts/everything/file/").status_code == 404
    assert browser().get("/accounts/everything/file/").status_code == 302


def test_a_new_archive_takes_the_place_of_the_last(
    browser, una, django_capture_on_commit_callbacks
):
    client = browser(una)
    client.post("/accounts/everything/")
    name = Export.objects.get().file
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/everything/")
    assert Export.objects.get().file != name and not storages["exports"].exists(name)


def test_a_file_waits_for_a_day_and_is_then_deleted(
    browser, chapter, django_capture_on_commit_callbacks
):
    browser().get(path(chapter))
    name = Export.objects.get().file
    clear_exports()
    assert storages["exports"].exists(name)
    Export.objects.update(created_at=timezone.now() - timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert clear_exports() == 1
    assert not Export.objects.exists() and not storages["exports"].exists(name)


def test_a_file_of_yesterday_is_made_anew(browser, chapter, queue):
    browser().get(path(chapter), **PAGES)
    queue()
    Export.objects.update(created_at=timezone.now() - timedelta(days=1))
    assert browser().get(path(chapter), **PAGES).status_code == 202
    queue()
    assert browser().get(path(chapter), **PAGES).status_code == 200


def test_a_file_whose_row_is_gone_is_deleted_after_a_day(browser, chapter, monkeypatch):
    browser().get(path(chapter))
    name = Export.objects.get().file
    Export.objects.all().delete()
    clear_exports()
    assert storages["exports"].exists(name)
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    clear_exports()
    assert not storages["exports"].exists(name)


def test_a_file_that_somebody_deleted_is_made_anew(browser, chapter, queue):
    browser().get(path(chapter), **PAGES)
    queue()
    storages["exports"].delete(Export.objects.get().file)
    assert browser().get(path(chapter), **PAGES).status_code == 202
    queue()
    assert "They crossed at noon" in text_of(browser().get(path(chapter), **PAGES))


def test_a_page_knows_that_a_file_is_gone(browser, una, chapter, htmx):
    client = browser(una)
    client.post("/accounts/everything/")
    client.get(path(chapter))
    for export in Export.objects.all():
        storages["exports"].delete(export.file)
    assert "could not be made" in client.get("/accounts/everything/").text
    assert client.get("/accounts/everything/file/").status_code == 404
    assert "could not be made" in client.get(path(chapter), **htmx).text
    assert not Export.objects.exists()


def test_that_it_failed_is_said_once_and_then_it_is_tried_again(browser, chapter, monkeypatch):
    client = browser(**PAGES)
    with monkeypatch.context() as broken:
        broken.setattr(story_file.StoryFile, "write", lambda *_: 1 / 0)
        assert "could not be made" in client.get(path(chapter)).text
    assert client.get(path(chapter)).status_code == 200


def test_a_program_whose_file_failed_is_told_to_come_back(browser, chapter, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(story_file.StoryFile, "write", lambda *_: 1 / 0)
        assert browser().get(path(chapter)).status_code == 503
    assert browser().get(path(chapter)).status_code == 200


def test_a_task_that_dies_is_tried_again_and_no_file_is_half(chapter, browser, queue, monkeypatch):
    """It dies when the bytes are written and the row does not say so yet."""
    browser().get(path(chapter), **PAGES)
    export, before = Export.objects.get(), len(files())

    class Killed(BaseException):
        pass

    def die(*_, **__):
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(Export.objects.none().__class__, "update", die)
        with pytest.raises(Killed):
            prepare.make_export.func(export.pk)
    assert not Export.objects.get().file and len(files()) == before + 1
    assert browser().get(path(chapter), **PAGES).status_code == 202
    for _ in range(2):
        prepare.make_export.func(export.pk)
    assert len(files()) == before + 2
    assert "They crossed at noon" in text_of(browser().get(path(chapter), **PAGES))


def test_two_workers_at_the_same_export_keep_one_file(chapter, browser, queue, monkeypatch):
    browser().get(path(chapter), **PAGES)
    export, before, write = Export.objects.get(), len(files()), story_file.StoryFile.write

    def twice(self, file):
        with monkeypatch.context() as once:
            once.setattr(story_file.StoryFile, "write", write)
            prepare.make_export.func(export.pk)
        write(self, file)

    with monkeypatch.context() as other:
        other.setattr(story_file.StoryFile, "write", twice)
        prepare.make_export.func(export.pk)
    assert len(files()) == before + 1
    assert storages["exports"].exists(Export.objects.get().file)


def test_what_is_no_longer_there_is_not_made(chapter, browser, queue):
    browser().get(path(chapter), **PAGES)
    chapter.story.delete_for_now()
    queue()
    assert not Export.objects.exists()
    assert browser().get(path(chapter), **PAGES).status_code == 404


def test_who_leaves_leaves_no_file(browser, una, django_capture_on_commit_callbacks):
    client = browser(una)
    client.post("/accounts/everything/")
    name = Export.objects.get().file
    with django_capture_on_commit_callbacks(execute=True):
        stay = {"comments": "stay", "stories": "stay", "when": "now"}
        client.post("/accounts/leave/", stay | {"password": "a long password"})
    una.refresh_from_db()
    assert una.left_at and not Export.objects.exists() and not storages["exports"].exists(name)
