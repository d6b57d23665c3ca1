"""Who may read a story. What is there already stays everybody's, whatever new ones are by default."""

import django.db.models.deletion
import django.utils.timezone
import reader.models.audience
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reader', '0071_cells_for_headers_that_say_nothing'),
    ]

    operations = [
        migrations.AddField(
            model_name='story',
            name='audience',
            field=models.CharField(choices=[('everybody', 'Everybody'), ('members', 'Readers with an account'), ('link', 'Whoever has the link'), ('chosen', 'Readers whom I choose')], default='everybody', max_length=10, verbose_name='who may read it'),
        ),
        migrations.AlterField(
            model_name='story',
            name='audience',
            field=models.CharField(choices=[('everybody', 'Everybody'), ('members', 'Readers with an account'), ('link', 'Whoever has the link'), ('chosen', 'Readers whom I choose')], default=reader.models.audience.default_audience, max_length=10, verbose_name='who may read it'),
        ),
        migrations.CreateModel(
            name='ChosenReader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chosen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stories_shown', to=settings.AUTH_USER_MODEL)),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chosen_readers', to='reader.story')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('story', 'reader'), name='chosen_once_for_a_story')],
            },
        ),
    ]
