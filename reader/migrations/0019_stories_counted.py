"""What lists of stories show, sort by and search, kept with each story."""

from django.db import migrations, models
from django.db.models import Count, Max, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from reader.models.normalised import normalise


def fill(apps, schema_editor):
    Story = apps.get_model("reader", "Story")
    published = Q(chapters__published_at__isnull=False, chapters__number__gt=0)
    counted = Story.objects.filter(published, pk=OuterRef("pk")).order_by().values("pk")

    def total(of):
        return Subquery(counted.annotate(total=of).values("total"))

    Story.objects.update(
        chapter_count=Coalesce(total(Count("chapters")), 0),
        words=Coalesce(total(Sum("chapters__words")), 0),
        updated_at=total(Max("chapters__published_at")),
        revised_at=total(Max("chapters__revision__created_at")),
    )
    stories = []
    for story in Story.objects.only("title", "series", "summary", "byline").iterator():
        lines = (story.title, story.series, story.summary, story.byline)
        story.sought = normalise("\n".join(lines))
        stories.append(story)
        if len(stories) == 1000:
            Story.objects.bulk_update(stories, ["sought"])
            stories = []
    Story.objects.bulk_update(stories, ["sought"])


class Migration(migrations.Migration):

    dependencies = [
        ("reader", "0018_deleted_stories"),
    ]

    operations = [
        migrations.AddField("story", "sought", models.TextField(blank=True, default="", editable=False), preserve_default=False),
        migrations.AddField("story", "chapter_count", models.PositiveIntegerField(default=0, editable=False)),
        migrations.AddField("story", "words", models.PositiveIntegerField(default=0, editable=False)),
        migrations.AddField("story", "updated_at", models.DateTimeField(editable=False, null=True, help_text="When the newest of its chapters was published.")),
        migrations.AddField("story", "revised_at", models.DateTimeField(editable=False, null=True, help_text="When the newest text of them was saved.")),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex("story", models.Index(fields=["-updated_at", "-id"], name="stories_by_update")),
        migrations.AddIndex("story", models.Index(fields=["-published_at", "-id"], name="stories_by_publication")),
    ]
