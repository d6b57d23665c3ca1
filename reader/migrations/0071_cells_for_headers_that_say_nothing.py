"""Make plain cells of a table's headers that say nothing, in what was stored before."""

from django.db import migrations
from django.db.models import TextField
from django.db.models.functions import Cast

from reader.text.rendering.sanitising import plain_cells

AT_ONCE = 20
"""Texts that are read at once."""


def make_plain_cells(apps, schema_editor):
    revisions = apps.get_model("reader", "Revision").objects
    stored = revisions.annotate(stored=Cast("blocks", TextField()))
    with_headers = stored.filter(stored__contains="<th").only("blocks")
    for revision in with_headers.iterator(chunk_size=AT_ONCE):
        blocks = [[plain_cells(html), *rest] for html, *rest in revision.blocks]
        if blocks != revision.blocks:
            revisions.filter(pk=revision.pk).update(blocks=blocks)
    notes = apps.get_model("reader", "AuthorNote").objects
    for note in notes.filter(html__contains="<th").only("html").iterator(chunk_size=AT_ONCE):
        notes.filter(pk=note.pk).update(html=plain_cells(note.html))


class Migration(migrations.Migration):
    dependencies = [("reader", "0060_co_authors")]

    operations = [migrations.RunPython(make_plain_cells, migrations.RunPython.noop)]
