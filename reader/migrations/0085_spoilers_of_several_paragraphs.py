"""Cover spoilers of several paragraphs in comments of before, too. Whom a comment names stays as it
was: somebody may have blocked its writer since."""

import re

from django.db import migrations
from django.db.models import Q

from reader.text.rendering.comments import render_comment

WRITTEN = (Q(source__contains="||") | Q(source__contains=">!")) & Q(source__contains="\n")
NAME = re.compile(r'<a class="mention" href="/readers/~(\d+)/"[^>]*>@([^<]*)</a>')


def render(apps, schema_editor):
    comments = apps.get_model("reader", "Comment").objects
    for comment in comments.filter(WRITTEN).only("source", "html").iterator(chunk_size=500):
        named = {name.lower(): int(key) for key, name in NAME.findall(comment.html)}
        html = render_comment(comment.source, named)
        if html != comment.html:
            comments.filter(pk=comment.pk).update(html=html)


class Migration(migrations.Migration):
    dependencies = [("reader", "0084_indexes_of_what_is_shown")]

    operations = [migrations.RunPython(render, migrations.RunPython.noop)]
