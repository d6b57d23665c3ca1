"""What was stored of a table before headers that say nothing became plain cells becomes so too."""

from importlib import import_module

import pytest
from django.apps import apps

from reader.models import AuthorNote, Revision
from tests.factories import make_chapter

pytestmark = pytest.mark.django_db
MIGRATION = import_module("reader.migrations.0071_cells_for_headers_that_say_nothing")
TABLE = "| Bell | |\n|---|---|\n| one | two |"


def test_headers_that_say_nothing_become_plain_cells():
    chapter = make_chapter(f"Before.\n\n{TABLE}\n\nAfter.")
    note = AuthorNote.objects.create(chapter=chapter, source=TABLE)
    as_made = chapter.revision.blocks, note.html
    blocks = [[html.replace("<td></td>", "<th></th>"), *rest] for html, *rest in as_made[0]]
    assert blocks != as_made[0]
    Revision.objects.filter(pk=chapter.revision.pk).update(blocks=blocks)
    AuthorNote.objects.update(html=note.html.replace("<td></td>", "<th></th>"))

    MIGRATION.make_plain_cells(apps, None)
    stored = Revision.objects.get(pk=chapter.revision.pk).blocks, AuthorNote.objects.get().html
    assert [[list(block) for block in stored[0]], stored[1]] == [
        [list(block) for block in as_made[0]],
        as_made[1],
    ]
