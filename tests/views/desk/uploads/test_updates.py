"""A newer file of a story: what it changes is shown before it is done."""

import pytest

from reader.actions.library.add_chapters import add_chapter
from reader.actions.revising.revise import revise
from reader.models import Story, Upload
from tests.factories import make_story
from tests.views.desk.uploads.uploads import TEXT, press, send

pytestmark = pytest.mark.django_db


def words_of(answer):
    return " ".join(answer.content.decode().split())


def test_what_the_proof_says_of_an_update_keeps_step_with_its_corrections(client, newer):
    said = "1 chapter is changed in this file, and 0 chapters are new."
    assert said in words_of(client.get(newer.get_absolute_url()))
    press(client, newer, "cut 0 1", **{"title-0": "Mud", "title-1": "Rain"})
    said = "2 chapters are changed in this file, and 1 chapter is new."
    assert said in words_of(client.get(newer.get_absolute_url()))
    press(client, newer, "join 1")
    html = words_of(client.get(newer.get_absolute_url()))
    assert said not in html and "1 chapter is changed in this file" in html


def test_what_the_proof_showed_is_what_is_done_or_it_is_shown_anew(client, newer):
    story = Story.objects.get()
    revise(story.chapters.get(number=2), "Rain, and nothing else.", by=None)
    answer = press(client, newer, "update", story=story.pk)
    assert answer.status_code == 409
    assert "The story has changed since you opened this preview" in words_of(answer)
    assert story.chapters.get(number=2).revision.text == "Rain, and nothing else."
    assert press(client, newer, "update", story=story.pk).status_code == 303
    assert "nine masts" in story.chapters.get(number=2).revision.text
    assert story.chapters.in_story().count() == 2


def test_a_proof_that_is_loaded_again_says_what_would_happen_now(client, newer):
    story = Story.objects.get()
    revise(story.chapters.get(number=1), "Mud, and nothing else.", by=None)
    html = words_of(client.get(newer.get_absolute_url()))
    assert "2 chapters are changed in this file" in html
    assert press(client, newer, "update", story=story.pk).status_code == 303


def test_what_it_does_to_another_story_is_shown_before_it_is_done(client, newer, author):
    other = make_story(author=author)
    add_chapter(other, "Goats", "Two goats crossed.")
    answer = press(client, newer, "update", story=other.pk)
    assert answer.status_code == 409
    assert f"Of “{other}”, 0 chapters are changed" in words_of(answer)
    link = f'<a href="{other.get_absolute_url()}">{other}</a>'
    assert f"You can update {link} with this file" in words_of(answer)
    assert "You already have" not in words_of(answer)
    assert other.chapters.count() == 1
    assert press(client, newer, "update", story=other.pk).status_code == 303
    assert other.chapters.count() == 3


def test_another_file_is_told_of_only_while_it_waits(client, upload):
    send(client, ("slack_water.txt", TEXT.encode()))
    again = Upload.objects.exclude(pk=upload.pk).get()
    assert "Another upload of" in words_of(client.get(again.get_absolute_url()))
    upload.delete()
    assert "Another upload of" not in words_of(client.get(again.get_absolute_url()))
