"""Stamps of what is kept of pages: of a story, of a chapter's margin, of the comments on it."""

from django.db import migrations, models

from reader.models.stamps import new_stamp


class Migration(migrations.Migration):
    dependencies = [("reader", "0020_plain_names")]

    operations = [
        migrations.AddField(
            model_name="story",
            name="stamp",
            field=models.PositiveBigIntegerField(
                default=new_stamp,
                editable=False,
                help_text="Another one after every change of what its chapters’ pages show of it.",
            ),
        ),
        migrations.AddField(
            model_name="chapter",
            name="margin_stamp",
            field=models.PositiveBigIntegerField(
                default=new_stamp,
                editable=False,
                help_text="Another one after every change of what everybody sees on its words.",
            ),
        ),
        migrations.AddField(
            model_name="chapter",
            name="margin_changes",
            field=models.TextField(
                blank=True,
                default="",
                editable=False,
                help_text="The last of these stamps, and the stretches that changed with each.",
            ),
        ),
        migrations.AddField(
            model_name="chapter",
            name="comments_stamp",
            field=models.PositiveBigIntegerField(
                default=new_stamp,
                editable=False,
                help_text="Another one after every change of the comments on it as a whole.",
            ),
        ),
        migrations.AlterField(
            model_name="chapter",
            name="stamp",
            field=models.PositiveBigIntegerField(
                default=new_stamp,
                editable=False,
                help_text="Another one after every change of the text, and of what stands around "
                "it.",
            ),
        ),
    ]
