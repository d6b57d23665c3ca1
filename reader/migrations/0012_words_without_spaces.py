"""Count the words of chapters in scripts that put no spaces between them anew."""

from django.db import migrations

from reader.text.word_count import count_words


def count(apps, schema_editor):
    chapters = apps.get_model("reader", "Chapter").objects.exclude(revision=None)
    for chapter in chapters.select_related("revision").iterator(chunk_size=100):
        words = count_words(chapter.revision.text)
        if words != chapter.words:
            chapters.filter(pk=chapter.pk).update(words=words)


class Migration(migrations.Migration):
    dependencies = [("reader", "0011_pictures")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
