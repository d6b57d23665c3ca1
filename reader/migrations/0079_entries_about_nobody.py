"""The log also says what was done with the lists of held words. Whatever makes the table anew, its
guard (`reader/written_once.py`) is put back after every `migrate`."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reader', '0078_typo_notes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='decision',
            name='about',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='decision',
            name='action',
            field=models.CharField(choices=[('nothing', 'nothing to be done'), ('hide', 'hidden'), ('lock', 'closed to further talk'), ('warn', 'warned'), ('suspend', 'suspended'), ('close', 'account closed'), ('uphold', 'upheld after an appeal'), ('reverse', 'reversed'), ('open', 'opened to further talk'), ('show', 'shown again'), ('moderator', 'made a moderator'), ('administrator', 'made an administrator'), ('no-role', 'role taken away'), ('add-words', 'added to the held words'), ('remove-words', 'removed from the held words')], max_length=16),
        ),
    ]
