"""A revision can be withdrawn from the public history by its author."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reader", "0016_plans")]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="withdrawn_at",
            field=models.DateTimeField(
                blank=True,
                editable=False,
                help_text="Since when its author has kept it out of the public history.",
                null=True,
            ),
        ),
    ]
