"""Show every comment as it was typed: line ends, addresses, signs that are no headings."""

from django.db import migrations

from reader.text.rendering.comments import render_comment


def render(apps, schema_editor):
    comments = apps.get_model("reader", "Comment").objects
    for comment in comments.only("source", "html").iterator(chunk_size=500):
        html = render_comment(comment.source)
        if html != comment.html:
            comments.filter(pk=comment.pk).update(html=html)


class Migration(migrations.Migration):
    dependencies = [("reader", "0012_words_without_spaces")]

    operations = [migrations.RunPython(render, migrations.RunPython.noop)]
