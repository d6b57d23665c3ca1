from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone


def as_it_was_judged(apps, schema_editor):
    """What was told of, of stories for which nobody was chosen, was everybody's when it was taken
    back; of what is out, that is noted when it is taken back."""
    now = timezone.now()
    out = Q(published_at__lte=now, story__published_at__lte=now)
    told = ~Q(told_at=None, told_for="")
    chapters = apps.get_model("reader", "Chapter").objects.filter(told, ~out, revision__isnull=False)
    chapters = chapters.exclude(story__audience="chosen").filter(story__chosen_readers=None)
    number = apps.get_model("reader", "Revision").objects.filter(pk=OuterRef("revision"))
    chapters.update(read_up_to=Subquery(number.values("number")))


class Migration(migrations.Migration):
    dependencies = [("reader", "0088_files_not_read")]

    operations = [
        migrations.AddField(
            model_name="chapter",
            name="read_up_to",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="passage",
            name="known_to",
            field=models.JSONField(
                editable=False,
                help_text="Where the quote is taken out: the keys of those who spoke on the words.",
                null=True,
            ),
        ),
        migrations.RunPython(as_it_was_judged, migrations.RunPython.noop),
    ]
