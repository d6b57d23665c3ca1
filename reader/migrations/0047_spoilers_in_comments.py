"""Cover what was written as a spoiler in comments of before, and link what begins with www."""

from django.db import migrations
from django.db.models import Q

from reader.text.rendering.comments import render_comment

WRITTEN = Q(source__contains="||") | Q(source__contains=">!") | Q(source__contains="www.")


def render(apps, schema_editor):
    comments = apps.get_model("reader", "Comment").objects
    for comment in comments.filter(WRITTEN).only("source", "html").iterator(chunk_size=500):
        html = render_comment(comment.source)
        if html != comment.html:
            comments.filter(pk=comment.pk).update(html=html)


class Migration(migrations.Migration):
    dependencies = [("reader", "0049_mail")]

    operations = [migrations.RunPython(render, migrations.RunPython.noop)]
