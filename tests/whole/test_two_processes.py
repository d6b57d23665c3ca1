"""What one process does the other knows: two web processes, a worker and Redis."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from reader.models import Comment, Export, Highlight, Story
from reader.web.instance_lock import NOT_ALONE
from tests.factories import TEXT, highlight, say
from tests.views.selections import selection, url
from tests.whole.person import Answer, Person

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60
"""Seconds within which the worker has read a file."""


def marks(page: str, kind: str) -> list[str]:
    """The words of a chapter's page that are highlighted in this kind."""
    return re.findall(rf'<mark [^>]*class="[^"]*\b{kind}\b[^"]*"[^>]*>([^<]*)</mark>', page)


def test_who_signs_in_at_one_is_signed_in_at_the_other_and_signed_out_everywhere(house, una):
    person = Person()
    assert person.sign_in(house.one, "una").status == 302
    assert person.get(house.other, "/accounts/profile/").status == 200
    cookies = dict(person.cookies)
    assert person.post(house.one, "/accounts/logout/", {}).status == 302
    for port in (house.other, house.one):
        person.cookies = dict(cookies)  # as whoever copied them has them
        assert person.get(port, "/accounts/profile/").status == 302


def test_a_private_highlight_is_its_readers_alone_everywhere(house, chapter, una, tam):
    path, her, him = url(chapter), Person(una), Person(tam)
    for port in (house.one, house.other):
        for person in (her, him):
            person.get(port, path)  # now there are pages that could be too old
    fields = selection(chapter, "two goats", colour="green")
    assert her.post(house.one, url(chapter, "highlights/"), fields).status == 303
    for port in (house.other, house.one):
        assert marks(her.get(port, path).text, "mine") == ["two goats"]
        for other in (him, Person()):
            assert "<mark" not in other.get(port, path).text


def test_a_comment_is_there_at_once_and_gone_at_once_when_it_is_hidden(
    house, chapter, una, moderator
):
    path, visitor = url(chapter), Person()
    for port in (house.one, house.other):
        visitor.get(port, path)
    fields = selection(chapter, "two goats", text="Why two?")
    assert Person(una).post(house.one, url(chapter, "comments/"), fields).status == 303
    for port in (house.other, house.one):
        assert marks(visitor.get(port, path).text, "talk") == ["two goats"]
    hiding = f"/comments/{Comment.objects.get().pk}/hide/"
    assert Person(moderator).post(house.other, hiding, {}).status == 303
    for port in (house.one, house.other):
        assert "<mark" not in visitor.get(port, path).text


def test_a_revision_is_shown_by_both_and_highlights_follow_their_words(house, chapter, una):
    highlight(chapter, "two goats", una)
    path, her = url(chapter), Person(una)
    for port in (house.one, house.other):
        assert "at noon" in her.get(port, path).text
    fields = {
        "title": chapter.title,
        "source": f"It rained.\n\n{TEXT.replace('at noon', 'at dusk')}",
        "revision": 1,
        "do": "publish",
    }
    author = Person(chapter.story.author)
    assert author.post(house.one, url(chapter, "edit/"), fields).status == 303
    for port in (house.other, house.one):
        page = her.get(port, path).text
        assert "at dusk" in page and "at noon" not in page
        assert marks(page, "mine") == ["two goats"]


def test_a_limit_counts_what_is_done_at_both(house, chapter, una):
    her, path = Person(una), url(chapter, "comments/")
    most = int(house.environment["GLOSS_COMMENT_RATE"].partition("/")[0])
    statuses = []
    for number in range(most + 2):
        port = (house.one, house.other)[number % 2]
        statuses.append(her.post(port, path, {"text": f"Number {number}."}).status)
    assert statuses == [303] * most + [429] * 2
    assert Comment.objects.count() == most


def test_wrong_passwords_count_at_both(house, una):
    person = Person()
    for number in range(5):
        port = (house.one, house.other)[number % 2]
        assert "do not belong together" in person.sign_in(port, "una", "a wrong password").text
    for port in (house.one, house.other):
        answer = person.sign_in(port, "una")
        assert "tried too often" in answer.text and "sessionid" not in person.cookies


def test_what_is_sent_to_both_is_stored_once(house, chapter, una):
    her, key = Person(una), str(uuid4())
    fields = selection(chapter, "two goats", colour="green")
    statuses = []
    for port in (house.one, house.other, house.one):
        answer = her.post(port, url(chapter, "highlights/"), fields, Idempotency_Key=key)
        statuses.append(answer.status)
    assert statuses == [303, 204, 204]
    assert Highlight.objects.count() == 1


def test_a_place_kept_at_one_is_where_the_other_goes_on(house, chapter, una):
    her, path = Person(una), url(chapter)
    at = chapter.revision.starts[2]
    for port in (house.one, house.other):
        her.get(port, path)
    her.post(house.one, url(chapter, "place/"), {"offset": at, "revision": 1, "quietly": "1"})
    for port in (house.other, house.one):
        assert f'data-resume="{at}"' in her.get(port, path).text


def answered_soon(person: Person, port: int, path: str, status: int) -> Answer:
    """What is answered with this status once the worker has done what it is waited for."""
    until = time.monotonic() + PATIENCE
    while True:
        answer = person.get(port, path)
        if answer.status == status:
            return answer
        assert time.monotonic() < until, answer.text
        time.sleep(0.2)


def test_a_file_brought_to_one_is_read_by_the_worker_and_previewed_by_the_other(house, author):
    writer = Person(author)
    file = SimpleUploadedFile("goats.txt", b"Chapter 1: Mud\n\nThe ferry came late.")
    sent = writer.send(house.one, "/desk/bring/", {"files": [file]})
    preview = answered_soon(writer, house.other, sent.location, 303).location
    assert "The ferry came late." in writer.get(house.other, preview).text
    publishing = writer.post(house.other, preview, {"do": "publish", "title": "Goats"})
    assert publishing.status == 303
    story = Story.objects.get().get_absolute_url()
    for port in (house.one, house.other):
        assert "Goats" in Person().get(port, story).text


def test_an_archive_asked_for_at_one_is_made_by_the_worker_and_had_from_both(house, chapter, una):
    say(chapter, "Why two?", una)
    her = Person(una)
    assert her.post(house.one, "/accounts/everything/", {}).status == 303
    for port in (house.other, house.one):
        file = answered_soon(her, port, "/accounts/everything/file/", 200)
        assert ZipFile(BytesIO(file.body)).testzip() is None
    assert Person().get(house.one, "/accounts/everything/file/").status == 302


def test_both_give_the_same_file_of_a_story(house, chapter, una):
    say(chapter, "Why two?", una, on="two goats")
    path = f"{chapter.story.get_absolute_url()}download/markdown/"
    files = [Person().get(port, path) for port in (house.one, house.other)]
    assert files[0].status == 200 and b"two goats" in files[0].body
    assert files[0].body == files[1].body


def test_a_file_that_one_asked_for_is_made_once_and_fetched_at_the_other(house, chapter, una):
    highlight(chapter, "two goats", una, note="Kings?")
    person, page = Person(una), "/accounts/everything/"
    for port in (house.one, house.other):
        assert person.post(port, page, {}).status == 303
    assert Export.objects.count() == 1
    until = time.monotonic() + PATIENCE
    while "Your file is ready" not in person.get(house.other, page).text:
        assert time.monotonic() < until, "the file is not made"
        time.sleep(0.3)
    for port in (house.other, house.one):
        answer = person.get(port, f"{page}file/")
        with ZipFile(BytesIO(answer.body)) as archive:
            assert b"Kings?" in archive.read("highlights.md")
        assert Person().get(port, f"{page}file/").status == 302


def test_a_process_that_shares_no_cache_is_refused(house):
    alone = {name: value for name, value in house.environment.items() if name != "CACHE_URL"}
    told = [sys.executable, "-W", "ignore", "manage.py", "serve", "--port", "0"]
    answer = subprocess.run(told, cwd=settings.ROOT, env=alone, capture_output=True, text=True)
    assert (answer.returncode, answer.stderr) == (1, f"{NOT_ALONE}\n")
