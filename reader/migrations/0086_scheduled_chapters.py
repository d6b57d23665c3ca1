"""Stories say when their next chapter comes out, readers in which time zone they are. What was set
for later before is counted anew at once."""

from django.db import migrations, models
from django.db.models import Q
from django.utils import timezone


def count_anew(apps, schema_editor):
    now = timezone.now()
    stories = apps.get_model("reader", "Story").objects
    later = apps.get_model("reader", "Chapter").objects.filter(published_at__gt=now)
    stories.filter(pk__in=later.values("story")).update(next_chapter_at=now)


class Migration(migrations.Migration):
    dependencies = [("reader", "0085_spoilers_of_several_paragraphs")]

    operations = [
        migrations.AddField(
            model_name="story",
            name="next_chapter_at",
            field=models.DateTimeField(
                editable=False,
                help_text="When the next chapter comes out, to be counted then.",
                null=True,
            ),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                condition=Q(next_chapter_at__isnull=False),
                fields=["next_chapter_at"],
                name="stories_to_count",
            ),
        ),
        migrations.AddField(
            model_name="reader",
            name="time_zone",
            field=models.CharField(
                blank=True,
                default="",
                editable=False,
                help_text="Where their clock is. Empty: they never said, so as this site's.",
                max_length=64,
            ),
        ),
        migrations.RunPython(count_anew, migrations.RunPython.noop),
    ]
