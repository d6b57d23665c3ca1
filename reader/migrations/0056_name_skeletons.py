"""What every reader's names look like. Names that look alike already stay."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from reader.text.skeleton import skeletons

BATCH = 500
"""Readers whose skeletons are stored at once."""


def look_at_names(apps, schema_editor):
    readers = apps.get_model("reader", "Reader").objects
    rows = apps.get_model("reader", "NameSkeleton")
    waiting = []
    for pk, username, name in readers.values_list("pk", "username", "name").iterator(BATCH):
        for kind, text in (("username", username), ("name", name)):
            for skeleton in sorted(skeletons(text)):
                waiting.append(rows(reader_id=pk, kind=kind, skeleton=skeleton))
        if len(waiting) >= BATCH:
            rows.objects.bulk_create(waiting)
            waiting = []
    rows.objects.bulk_create(waiting)


class Migration(migrations.Migration):

    dependencies = [
        ('reader', '0055_inbox_in_order_of_time'),
    ]

    operations = [
        migrations.CreateModel(
            name='NameSkeleton',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('username', 'Username'), ('name', 'Name shown')], max_length=8)),
                ('skeleton', models.CharField(max_length=250)),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='name_skeletons', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['skeleton', 'kind'], name='names_by_look')],
                'constraints': [models.UniqueConstraint(fields=('reader', 'kind', 'skeleton'), name='one_skeleton_a_name')],
            },
        ),
        migrations.RunPython(look_at_names, migrations.RunPython.noop),
    ]
