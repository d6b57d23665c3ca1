from django.db import migrations
from django.utils import timezone


def tell_nobody_of_the_past(apps, schema_editor):
    """What was said and published until now is no news."""
    Chapter = apps.get_model("reader", "Chapter")
    Comment = apps.get_model("reader", "Comment")
    now = timezone.now()
    Comment.objects.update(told_at=now)
    Chapter.objects.filter(published_at__lte=now).update(told_at=now)


class Migration(migrations.Migration):

    dependencies = [("reader", "0038_notifications")]

    operations = [migrations.RunPython(tell_nobody_of_the_past, migrations.RunPython.noop)]
