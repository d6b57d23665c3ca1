"""Spoilers in comments that were written before several paragraphs could be covered."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from reader.models import Comment
from tests.factories import say

pytestmark = pytest.mark.django_db
MIGRATION = "reader.migrations.0085_spoilers_of_several_paragraphs"


def test_they_are_covered_and_name_whom_they_named(chapter, una, tam):
    text = "||The goat is\n\nhis sister, @tam.|| And @nobody."
    comment = say(chapter, text, una)
    alone = f'<a class="mention" href="/readers/~{tam.pk}/">@tam</a>'
    before = f"<p>||The goat is</p>\n\n<p>his sister, {alone}.|| And @nobody.</p>"
    Comment.objects.filter(pk=comment.pk).update(html=before)
    unnamed = say(chapter, text, una)
    plain = before.replace(alone, "@tam")
    Comment.objects.filter(pk=unnamed.pk).update(html=plain)

    import_module(MIGRATION).render(apps, connection.schema_editor())

    for one in (comment, unnamed):
        one.refresh_from_db()
        assert one.html.count('<span class="spoiler">') == 2
        assert one.plain == "[spoiler] [spoiler] And @nobody."
    assert f"/readers/~{tam.pk}/" in comment.html
    assert "/readers/" not in unnamed.html
