"""Plainer names for three models and a field. No table and no column changes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("reader", "0019_stories_counted"),
    ]

    operations = [
        migrations.AlterModelTable("gone", "reader_gone"),
        migrations.RenameModel("Gone", "DeletedAnnotation"),
        migrations.AlterModelOptions("delivery", {}),
        migrations.AlterModelTable("delivery", "reader_delivery"),
        migrations.RenameModel("Delivery", "IdempotencyKey"),
        migrations.AlterModelOptions("unsent", {"ordering": ["pk"]}),
        migrations.AlterModelTable("unsent", "reader_unsent"),
        migrations.RenameModel("Unsent", "PendingSubmission"),
        migrations.AlterField(
            "pendingsubmission",
            "reader",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pending_submissions",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            "story",
            "sought",
            models.TextField(blank=True, db_column="sought", editable=False),
        ),
        migrations.RenameField("story", "sought", "search_text"),
    ]
