"""Nothing that grows with a text is done while the database is locked: others write meanwhile."""

import json
import sys
from functools import wraps
from threading import Event, Thread
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.module_loading import import_string

import reader.urls  # noqa: F401
from reader.actions.library.add_chapters import add_chapter
from reader.actions.revising.revise import revise
from reader.models import Chapter, Comment, Draft, Highlight, Passage, Progress, Story, Token
from reader.models.margin.comment_html import _html_of as forget_html
from tests.factories import TEXT, highlight, say
from tests.views.selections import selection, url

pytestmark = pytest.mark.django_db(transaction=True)

LONG_WORK = """
    reader.text.rendering.blocks.render
    reader.text.rendering.blocks.render_html
    reader.text.anchoring.passages.carry
    reader.text.rendering.comments.render_comment
    reader.text.anchoring.finding.find_quote
    reader.text.anchoring.finding.find_moved_quote
    reader.text.rendering.splitting.split_source
    reader.text.rendering.splitting.join_sources
    reader.text.manuscripts.chapter_matching.match_chapters
    reader.text.manuscripts.likeness.likeness
    reader.text.rendering.painting.paint_all
    reader.importing.read_manuscript
    reader.importing.confined.read_confined
    reader.importing.annotations.formats.read_annotation_file
    django.contrib.auth.hashers.make_password
    django.template.loader.render_to_string
""".split()
NEW = TEXT.replace("two goats, a widow, and", "two kids, a widow, and").replace(
    "She had written. ", ""
)


@pytest.fixture(autouse=True)
def done(monkeypatch):
    """Whatever of the long work is done, by name; it fails inside of a transaction."""
    done = set()

    def watched(name, work):
        @wraps(work)
        def do(*args, **kwargs):
            assert not connection.in_atomic_block, f"{name} while the database is locked"
            done.add(name)
            return work(*args, **kwargs)

        return do

    modules = [m for n, m in sys.modules.items() if n.split(".")[0] in ("reader", "django")]
    for path in LONG_WORK:
        work, name = import_string(path), path.rpartition(".")[2]
        for module in modules:
            if getattr(module, name, None) is work:
                monkeypatch.setattr(module, name, watched(name, work))
    return done


@pytest.fixture
def client(browser, author):
    return browser(author)


@pytest.fixture(autouse=True)
def margin(chapter, una):
    """Marks that stay, change, go to another chapter and lose their words."""
    add_chapter(chapter.story, "High Water", f"It laughed back.\n\n{TEXT[-60:]}")
    highlight(chapter, "folded around a fish", una)
    highlight(chapter, "two goats, a widow, and a box", una, public=True)
    say(chapter, "Had she?", una, on="She had written.")
    say(chapter, "Nine?", una, on="The ferry came at nine")


def fields(chapter, source=NEW, **more):
    return {"revision": chapter.revision.number, "title": chapter.title, "source": source} | more


def test_a_look_at_a_text_locks_nothing(client, chapter, htmx, done, django_assert_max_num_queries):
    client.post(url(chapter, "edit/"), fields(chapter, do="look"))
    assert {"render", "carry"} <= done
    with django_assert_max_num_queries(20) as queries:
        client.post(url(chapter, "edit/"), fields(chapter), **htmx)
    writes = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [sql.split('"')[1] for sql in writes] == [Draft._meta.db_table]


def test_publishing_restoring_and_revising(client, chapter, done):
    assert client.post(url(chapter, "edit/"), fields(chapter, do="publish")).status_code == 303
    assert client.post(url(chapter, "revisions/1/restore/")).status_code == 303
    revise(Chapter.objects.get(pk=chapter.pk), "All is new.", by=None)
    assert {"render", "carry", "find_moved_quote"} <= done
    assert chapter.revisions.count() == 4


def test_cutting_joining_ordering_and_taking_out(client, chapter, done):
    def press(do):
        return client.post(f"/desk/{chapter.story.slug}/", {"do": do, "chapter": chapter.pk})

    sent = {"block": 2, "revision": 1, "title": "Later"}
    assert client.post(url(chapter, "split/"), sent).status_code == 303
    for do in ("merge", "down", "up", "take out", "put back", "publish", "add"):
        assert press(do).status_code == 303, do
    assert {"split_source", "join_sources", "carry"} <= done
    assert Passage.objects.filter(loose=True).count() == 0


def test_bringing_a_story_in_correcting_it_and_bringing_it_up_to_date(client, done, htmx, queue):
    def bring(text):
        file = SimpleUploadedFile("tide.txt", text.encode())
        wait = client.post("/desk/bring/", {"files": [file]}).url
        queue()
        return client.get(wait).url

    first = f"AN: Hi.\n\nChapter 1: Mud\n\n{TEXT}\n\nChapter 2: Rain\n\nIt rained."
    path = bring(first)
    client.post(path, {"do": "cut 0 2"}, **htmx)
    assert client.post(path, {"do": "publish"}).status_code == 303
    story = Story.objects.get(title="Tide")
    path = bring(first.replace("eleven", "twelve") + "\n\nChapter 3: Ebb\n\nIt went out.")
    client.post(path, {"do": "join 1"}, **htmx)
    assert client.post(path, {"do": "update", "story": story.pk}).status_code == 303
    assert {"render", "render_html", "match_chapters", "read_confined"} <= done
    assert story.chapters.count() == 4


def test_importing_by_command(author, tmp_path, done):
    file = tmp_path / "tide.md"
    file.write_text(f"# Tide\n\n## Mud\n\n{TEXT}\n\n## Rain\n\nIt rained.")
    call_command("import_story", str(file), author=author.username)
    story = Story.objects.get(title="Tide")
    highlight(story.chapters.get(number=1), "two goats", author)
    file.write_text(file.read_text().replace("two goats", "two kids"))
    call_command("import_story", str(file), author=author.username, update=story.slug)
    assert {"render", "carry", "match_chapters"} <= done


@pytest.mark.parametrize("keyed", [False, True])
def test_marking_and_talking(browser, chapter, tam, htmx, done, keyed):
    client = browser(tam)

    def send(path, sent=(), **more):
        key = {"HTTP_IDEMPOTENCY_KEY": str(uuid4())} if keyed else {}
        answer = client.post(path, dict(sent), **key, **htmx)
        assert answer.status_code == 200, answer.content
        return answer

    forget_html.cache_clear()
    send(url(chapter, "highlights/"), selection(chapter, "a widow", colour="pink"))
    mark = Highlight.objects.get(reader=tam)
    send(f"/highlights/{mark.pk}/", {"colour": "green", "note": "Hm."})
    for rest in ("remove/", "put-back/"):
        send(f"/highlights/{mark.pk}/{rest}")
    send(url(chapter, "comments/"), selection(chapter, "lamp oil", text="*Oil*?"))
    send(url(chapter, "comments/"), {"text": "All of it."})
    first = Comment.objects.get(source="*Oil*?")
    send(f"/comments/{first.pk}/reply/", {"text": "Oil."})
    send(f"/comments/{first.pk}/edit/", {"text": "Oil, then?"})
    send(f"/comments/{first.pk}/delete/")
    assert {"render_comment", "paint_all", "render_to_string"} <= done


def test_marking_a_page_that_is_older_by_then(browser, chapter, tam, done):
    sent = selection(chapter, "a widow", colour="pink", text="Who?")
    revise(chapter, NEW, by=None)
    for rest in ("highlights/", "comments/"):
        done.clear()
        assert browser(tam).post(url(chapter, rest), sent).status_code == 303
        assert "carry" in done


def test_what_programs_and_files_bring(browser, chapter, tam, done, queue):
    forget_html.cache_clear()
    _, secret = Token.objects.hand_out(tam, "my e-reader")
    headers = {"Authorization": f"Bearer {secret}"}
    client, kind = browser(), "application/ld+json"
    about = {
        "source": f"http://testserver{url(chapter)}",
        "selector": {"type": "TextQuoteSelector", "exact": "a widow, and a box of lamp"},
    }
    sent = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "motivation": "commenting",
        "body": {"type": "TextualBody", "value": "*Who*?"},
        "target": about,
    }
    made = client.post("/annotations/", json.dumps(sent), kind, headers=headers)
    assert made.status_code == 201, made.content
    sent["body"]["value"] = "Who, then?"
    changed = client.put(
        made["Location"], json.dumps(sent), kind, headers=headers | {"If-Match": made["ETag"]}
    )
    assert changed.status_code == 200, changed.content
    assert client.delete(made["Location"], headers=headers).status_code == 204
    rows = f"Highlight,Title\nHe had one boot in the boot,{chapter.story}\n"
    file = SimpleUploadedFile("r.csv", rows.encode())
    assert browser(tam).post("/highlights/bring/", {"file": file}).status_code == 303
    queue()
    assert "one boot in the" in Highlight.objects.get(reader=tam).passage.words_now
    assert {"find_quote", "render_comment", "read_annotation_file"} <= done


def test_a_place_whose_text_is_older_by_then(browser, chapter, tam, done):
    Progress.objects.keep(tam, chapter, 60, device="phone")
    revise(chapter, NEW, by=None)
    done.clear()
    sent = {"revision": 2, "offset": 30, "quietly": "1"}
    assert browser(tam).post(url(chapter, "place/"), sent).status_code == 204
    assert Progress.objects.get().furthest_offset == 60 and "carry" in done


def test_signing_up(browser, done):
    sent = {"username": "gull", "password1": "a long password", "password2": "a long password"}
    done.clear()
    assert browser().post("/accounts/signup/", sent).status_code == 302
    assert "make_password" in done


@pytest.fixture
def patient(browser, tam):
    """A client of tam's that shows what is answered where something breaks."""
    return browser(tam, raise_request_exception=False)


@pytest.fixture
def held(chapter, patient, monkeypatch):
    """Somebody has the chapter, and on SQLite all of the database, until this is called."""
    let_go, has_it = Event(), Event()

    def hold():
        with transaction.atomic():
            Chapter.objects.select_for_update().get(pk=chapter.pk)
            has_it.set()
            let_go.wait(60)
        connection.close()

    if connection.vendor == "sqlite":
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.1)
        connection.close()
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '100ms'")
    somebody = Thread(target=hold)
    somebody.start()
    has_it.wait(60)

    def let_go_of_it():
        let_go.set()
        somebody.join()

    yield let_go_of_it
    let_go_of_it()
    connection.close()


def test_who_cannot_be_served_is_told_so_and_what_they_wrote_comes_back(
    patient, chapter, tam, held, htmx
):
    client = patient
    sent = {"text": "<b>Who</b> was she?", "passage": ""}
    answer = client.post(url(chapter, "comments/"), sent)
    html = answer.content.decode()
    assert answer.status_code == 503 and answer["Retry-After"]
    assert "not saved yet" in html and "&lt;b&gt;Who&lt;/b&gt; was she?" in html
    assert f'action="{url(chapter, "comments/")}"' in html and 'name="csrfmiddlewaretoken"' in html
    answer = client.post(url(chapter, "comments/"), sent, **htmx)
    assert answer.status_code == 503 and answer["Content-Type"].startswith("text/plain")
    assert client.get(url(chapter)).status_code == 200
    held()
    assert client.post(url(chapter, "comments/"), sent).status_code == 303
    assert Comment.objects.get(reader=tam).source == "<b>Who</b> was she?"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL locks rows alone")
def test_no_password_comes_back(browser, held):
    client = browser(raise_request_exception=False)
    sent = {"username": "gull", "password1": "a long password", "password2": "a long password"}
    answer = client.post("/accounts/signup/", sent)
    assert answer.status_code == 503 and "a long password" not in answer.content.decode()
