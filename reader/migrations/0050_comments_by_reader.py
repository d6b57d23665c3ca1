from django.conf import settings
from django.db import migrations, models

from reader.models.normalised import normalise

AT_A_TIME = 500
LONGEST_QUOTE = 500


def write_search_text(apps, schema_editor):
    """Of each comment that says something, as saving it does."""
    Comment = apps.get_model("reader", "Comment")
    rows = Comment.objects.exclude(source="").select_related("passage").order_by("pk")
    rows = rows.only("source", "passage__quote")
    last = 0
    while some := list(rows.filter(pk__gt=last)[:AT_A_TIME]):
        for comment in some:
            quote = comment.passage.quote[:LONGEST_QUOTE] if comment.passage else ""
            comment.search_text = normalise(f"{comment.source}\n{quote}")
        Comment.objects.bulk_update(some, ["search_text"])
        last = some[-1].pk


class Migration(migrations.Migration):

    dependencies = [
        ('reader', '0043_marks_and_decisions_to_tell'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='comment',
            name='search_text',
            field=models.TextField(blank=True, default='', editable=False),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['reader', '-created_at', '-id'], name='comments_by_reader'),
        ),
        migrations.RunPython(write_search_text, migrations.RunPython.noop),
    ]
