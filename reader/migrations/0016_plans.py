"""Keep with an upload what it does to the story that it is a newer state of, in place of sentences
among its doubts that went stale."""

from django.db import migrations, models

SAID = (
    "Of “",
    "Not in this file, and so kept as before: ",
    "You took these out, and so they stay out: ",
    "Another file of “",
)
"""How those sentences began that are said anew, whenever the upload is looked over, from now on."""


def take_out(apps, schema_editor):
    uploads = apps.get_model("reader", "Upload").objects
    for upload in uploads.iterator(chunk_size=5):
        doubts = upload.manuscript.get("doubts", [])
        kept = [doubt for doubt in doubts if not doubt.startswith(SAID)]
        if kept != doubts:
            uploads.filter(pk=upload.pk).update(manuscript=upload.manuscript | {"doubts": kept})


class Migration(migrations.Migration):
    dependencies = [("reader", "0015_unsent")]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="plan",
            field=models.JSONField(
                help_text="What bringing `story` up to date does, as the proof says it.",
                null=True,
            ),
        ),
        migrations.RunPython(take_out, migrations.RunPython.noop),
    ]
